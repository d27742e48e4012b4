"""What a service writes in a conversation guide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.models import GuideText

__all__ = ["GuideForm"]


def _text(label: Any, help_text: Any, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "ds-input", "rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=2000, widget=area)


class GuideForm(forms.Form):
    """What one may say, what one does, and what to avoid; all of it empty gives our own words back."""

    say = _text(_("What you can say"), _("One on each line."), 6)
    do = _text(_("What you do"), _("One on each line."), 4)
    avoid = _text(_("What to avoid"), "", 2)

    def text(self, guide: str, language: str) -> GuideText:
        """The words, not yet stored."""
        return GuideText(guide=guide, language=language, **self.cleaned_data)
