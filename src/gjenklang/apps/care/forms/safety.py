"""What is typed about an answer that was talked about."""

from django import forms

from gjenklang.apps.care.models import Did

__all__ = ["SafetyForm"]


class SafetyForm(forms.Form):
    """What was done, and a few words."""

    did = forms.ChoiceField(choices=Did.choices)
    words = forms.CharField(required=False, max_length=500)
