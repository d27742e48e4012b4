"""What is put on the curve: an event, a phase, the client's own words, whose work a change was."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import KeyedForm, area, choice, day, several, text
from gjenklang.apps.feedback.models import EVENTS, MarkKind, Work

__all__ = ["MARKS", "EventForm", "MarkForm", "PhaseForm", "WordsForm", "WorkForm"]


class MarkForm(KeyedForm):
    """What all have: a day, and perhaps a last one that is not before it."""

    kind_of: MarkKind | None = None

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day cannot be before the first."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What was typed, with what kind it is."""
        return {"kind": self.kind_of, **super().given()}


def _past(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("That day has not come yet."))
    return day


class EventForm(MarkForm):
    """Something that happened, on a day or in a period."""

    kind = choice(_("What happened?"), [(one.value, one.label) for one in EVENTS], radio=True)
    words = text(_("A few words"), required=False)
    since = day(_("When"), today=True)
    until = day(_("To, if it lasted"), required=False, today=False)

    def clean(self) -> dict[str, Any]:
        """Something else is said what it is."""
        cleaned = super().clean()
        if cleaned.get("kind") == MarkKind.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write what it was."))
        return cleaned


class PhaseForm(MarkForm):
    """A stretch of the course with a name of its own."""

    kind_of = MarkKind.PHASE
    words = text(_("What we call it"), most=40)
    since = day(_("From"), today=True)
    until = day(_("To"), _("Empty while it lasts."), required=False, today=False)


class WordsForm(MarkForm):
    """What the client said, short and as it was said."""

    kind_of = MarkKind.WORDS
    words = area(_("The client's own words"), required=True, most=200, height=2)
    since = day(_("Said on"), today=True)

    def clean_since(self) -> date:
        """It has been said."""
        return _past(self.cleaned_data["since"])


class WorkForm(MarkForm):
    """Whose work a change was, as the client sees it."""

    kind_of = MarkKind.WORK
    work = several(_("What has made the difference?"), Work.choices)
    words = area(_("In the client's words"), most=200, height=2)
    since = day(_("Said on"), today=True)

    def clean_since(self) -> date:
        """It has been said."""
        return _past(self.cleaned_data["since"])


#: By the word in the address: the form, and the title of its page.
MARKS: dict[str, tuple[type[MarkForm], Any]] = {
    "event": (EventForm, _("Something happened")),
    "phase": (PhaseForm, _("A phase")),
    "words": (WordsForm, _("Own words")),
    "work": (WorkForm, _("Whose work was it?")),
}
