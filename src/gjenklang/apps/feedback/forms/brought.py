"""What is typed when a course is brought to supervision."""

from django import forms

__all__ = ["BringForm"]


class BringForm(forms.Form):
    """Whose course, because of which signal if any, from which session's page, and a few words."""

    client = forms.UUIDField()
    signal = forms.UUIDField(required=False)
    session = forms.UUIDField(required=False)
    words = forms.CharField(required=False, max_length=500)
