"""What is typed of what a client says yes to and raises."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import ConsentKind, MatterKind
from gjenklang.apps.shell.typed import INPUT, KeyedForm, area, day

__all__ = ["AnswerForm", "ConsentForm", "MatterForm"]


class ConsentForm(KeyedForm):
    """To what, in words, and until when; for someone close also who."""

    kind = forms.ChoiceField(
        label=_("To what"), choices=ConsentKind.choices, widget=forms.Select(attrs=INPUT)
    )
    rater = forms.ChoiceField(
        label=_("Whom it is about, when someone close answers too"),
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    scope = area(_("In words: what is allowed, and what is not"), required=True, most=1000)
    until = day(_("Holds until"), _("Then it ends by itself."))

    def __init__(self, *args: Any, raters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rater = self.fields["rater"]
        assert isinstance(rater, forms.ChoiceField)  # noqa: S101 - narrows the type
        rater.choices = [("", "–"), *raters]

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins, and someone close is named."""
        cleaned = super().clean() or {}
        if cleaned.get("until") and cleaned["until"] < timezone.localdate():
            self.add_error("until", _("Choose a day to come."))
        if cleaned.get("kind") == ConsentKind.RATER and not cleaned.get("rater"):
            self.add_error("rater", _("Choose who it is."))
        return cleaned


class MatterForm(KeyedForm):
    """What is raised, and whether those who help may know who raised it."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=MatterKind.choices, widget=forms.RadioSelect(attrs=INPUT)
    )
    words = area(_("In your own words, if you like"), most=2000)
    named = forms.BooleanField(
        label=_("The one I meet may know that it is from me"),
        required=False,
        widget=forms.CheckboxInput(attrs=INPUT),
    )


class AnswerForm(forms.Form):
    """The answer that the client reads."""

    answer = area(_("Your answer. The client reads it."), required=True, most=4000)
