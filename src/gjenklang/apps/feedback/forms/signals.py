"""What is typed about a signal."""

from typing import Any

from django import forms

from gjenklang.apps.feedback.models import Done, NotNow

__all__ = ["HandleForm"]


class HandleForm(forms.Form):
    """Talked about, or not now with a reason; the few words are the writer's own to add."""

    done = forms.ChoiceField(choices=Done)
    reason = forms.ChoiceField(choices=NotNow, required=False)
    words = forms.CharField(required=False, max_length=200)
    session = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is put off."""
        cleaned = super().clean() or {}
        if cleaned.get("done") == Done.NOT_NOW and not cleaned.get("reason"):
            self.add_error("reason", forms.ValidationError("", code="required"))
        return cleaned
