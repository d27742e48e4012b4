"""The few words of a message, which never say what it is about nor from whom, and how they travel."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gjenklang.apps.inviting.gateways import Refused, Unreachable, text_gateway
from gjenklang.apps.inviting.models import By, Link

__all__ = ["carry"]


def carry(link: Link, token: str, *, key: str, reminder: bool) -> str:
    """Send a link by text message or by e-mail.

    Parameters
    ----------
    key
        The same for the same message, so that what is tried again comes once.

    Returns
    -------
    str
        What the carrier calls it; may be empty.

    Raises
    ------
    gjenklang.apps.inviting.gateways.Refused, gjenklang.apps.inviting.gateways.Unreachable
        Never again, or later.
    """
    agreement = link.agreement
    address = settings.ADDRESS + reverse("inviting:link", args=[token])
    with translation.override(agreement.client.language):
        if agreement.by == By.TEXT:
            gateway = text_gateway()
            if gateway is None:
                raise Refused("no gateway")
            return gateway.send(to=agreement.address, text=_text(address, reminder=reminder), key=key)
        return _mail(agreement.address, address, key, reminder=reminder)


def _text(address: str, *, reminder: bool) -> str:
    if reminder:
        return _("Hello again. The link still works: %(address)s Answer STOP to get no more.") % {
            "address": address
        }
    return _("Hello! There is something for you to answer: %(address)s Answer STOP to get no more.") % {
        "address": address
    }


def _mail(to: str, address: str, key: str, *, reminder: bool) -> str:
    first = _("The link still works:") if reminder else _("There is something for you to answer:")
    body = "\n\n".join(
        (_("Hello!"), first, address, _("On the same page you can say that you want no more of these."))
    )
    name = f"<{key}@gjenklang>"
    mail = EmailMessage(
        _("A link for you"),
        body,
        None,
        [to],
        headers={"Message-ID": name, "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as wrong:
        raise Refused("recipient") from wrong
    except (SMTPException, OSError) as wrong:
        raise Unreachable(type(wrong).__name__) from wrong
    return name
