"""Make a code, and open the form that it leads to."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions import hand_over, new_address
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Channel, Session
from gjenklang.apps.inviting.models import Code, WrongTry
from gjenklang.apps.inviting.queries import WITHIN, guesses_too_often, hash_of
from gjenklang.apps.people.rules import Actor

__all__ = ["WORKS_FOR", "NoSuchCode", "make_code", "use_code"]

WORKS_FOR = timedelta(minutes=15)
#: Once open, a form on one's own phone works as long as one that was handed over.
OPEN_FOR = timedelta(hours=12)


class NoSuchCode(ValueError):  # noqa: N818 - the house names what went wrong
    """The code is wrong, used, too old or another's, or too many were tried: nobody is told which."""


@transaction.atomic
def make_code(*, by: Actor, session: Session, form: Form, language: str) -> tuple[Code, str]:
    """Ask one form by a code of six digits.

    Returns
    -------
    tuple
        The row, and the digits, which are kept only as a hash.

    Raises
    ------
    gjenklang.apps.care.actions.NoWords, gjenklang.apps.care.actions.NoReceiver
        As ``hand_over``.
    """
    now = timezone.now()
    # What has run out leaves its digits to others.
    Code.objects.filter(closed=None, expires__lt=now).update(closed=now)
    invitation, _token = hand_over(
        by=by, session=session, form=form, language=language, channel=Channel.LINK, until=now + OPEN_FOR
    )
    while True:
        digits = f"{secrets.randbelow(1_000_000):06}"
        code = Code(
            organisation_id=by.organisation,
            invitation=invitation,
            staff_id=by.staff,
            code_hash=hash_of(digits, of="code"),
            expires=now + WORKS_FOR,
        )
        try:
            with transaction.atomic():
                code.save(force_insert=True)
        except IntegrityError:
            continue
        write_line(by.who, "code.make", client=form.client, subject=invitation.pk)
        return code, digits


def use_code(*, digits: str, address: str) -> str:
    """Open the form behind a code, once.

    Returns
    -------
    str
        The secret part of the form's address, made now: whoever was shown the code has nothing more.

    Raises
    ------
    NoSuchCode
        For every reason the same.
    """
    if guesses_too_often(address):
        raise NoSuchCode
    with transaction.atomic():
        code = (
            Code.objects.select_for_update(of=("self",))
            .select_related("invitation")
            .filter(code_hash=hash_of(digits, of="code"), closed=None, expires__gt=timezone.now())
            .first()
        )
        if code is not None:
            code.used = code.closed = timezone.now()
            code.save(update_fields=["used", "closed"])
            return new_address(invitation=code.invitation)
        WrongTry.objects.filter(at__lt=timezone.now() - WITHIN).delete()
        WrongTry.objects.create(address_hash=hash_of(address, of="address"))
    raise NoSuchCode
