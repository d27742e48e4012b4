"""Forms of django-allauth with labels in the reader's language."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["KeyNameForm", "NewKeyForm", "SignInForm"]


class SignInForm(LoginForm):  # type: ignore[misc]
    """The name, or the address that the service has for it, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail")
        self.fields["login"].widget.attrs.pop("placeholder", None)


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey, and what it is called; one that is given no name gets one."""

    name = forms.CharField(label=_("Name"), required=False)


class KeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """What a passkey is called."""

    name = forms.CharField(label=_("Name"))
