"""What is typed at the lock and in the account."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["PinForm", "UnlockForm"]


class UnlockForm(forms.Form):
    """The PIN, or the password, of the one who handed the device over."""

    secret = forms.CharField(
        label=_("Your PIN or password"),
        max_length=128,
        widget=forms.PasswordInput(attrs={"class": "ds-input", "autocomplete": "off", "autofocus": True}),
    )


class PinForm(forms.Form):
    """A new PIN."""

    pin = forms.RegexField(
        r"^\d{4,8}$",
        label=_("New PIN, 4 to 8 digits"),
        error_messages={"invalid": _("The PIN must be 4 to 8 digits.")},
        widget=forms.PasswordInput(
            attrs={"class": "ds-input", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )
