"""What is asked before a local model is switched on."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["SwitchOnForm"]


class SwitchOnForm(forms.Form):
    """Why, and that the page has been read."""

    why = forms.CharField(label=_("Why do you switch it on?"), max_length=300)
    read = forms.BooleanField(label=_("I have read how it was judged, and for whom it does badly."))
