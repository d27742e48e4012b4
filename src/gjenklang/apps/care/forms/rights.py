"""A code and a reason, for whoever is barred and must read all the same."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["InNeedForm"]


class InNeedForm(forms.Form):
    """Whom it is about, and why it cannot wait."""

    code = forms.CharField(
        label=_("The code of the one it is about"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=_("Why must you read this now?"),
        help_text=_("It is shown to the one it is about, with your name and the time."),
        min_length=15,
        max_length=500,
        widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3}),
        error_messages={"min_length": _("Write a whole sentence: the one it is about reads it.")},
    )
