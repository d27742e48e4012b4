"""What is typed when those who take part in one course are kept apart."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.forms.fields import INPUT

__all__ = ["ApartForm", "TogetherForm"]

AREA = {**INPUT, "rows": 3}


class ApartForm(forms.Form):
    """From which day we have known it, and why."""

    since = forms.DateField(
        label=_("Since when we know"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )
    why = forms.CharField(
        label=_("Why"),
        help_text=_("Only those who work with the course can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs=AREA),
    )


class TogetherForm(forms.Form):
    """Why it no longer holds."""

    why = forms.CharField(
        label=_("Why it no longer holds"), max_length=1000, widget=forms.Textarea(attrs=AREA)
    )
