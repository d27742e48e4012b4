"""What is typed about talks, the mastery plan and reminders."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import KeyedForm, area, choice, day
from gjenklang.apps.dropout.models import Talk

__all__ = ["PLAN", "PlanForm", "RemindersForm", "TalkForm"]

#: The parts of the plan, in the order in which they are read aloud.
PLAN = ("helps", "signs", "mine", "others", "calls")


class PlanForm(KeyedForm):
    """Written together, in the words of the one it is about."""

    helps = area(_("What helps me"))
    signs = area(_("Early signs that it is getting hard"))
    mine = area(_("What I do then"))
    others = area(_("What others may do"))
    calls = area(_("Whom I call"))

    def clean(self) -> dict[str, Any]:
        """A plan says something."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in PLAN):
            raise forms.ValidationError(_("Write at least one thing."))
        return cleaned


class TalkForm(KeyedForm):
    """Which talk, when, and what was agreed or said."""

    kind = choice(_("Which talk"), Talk.Kind.choices)
    day = day(_("Day"), today=True)
    words = area(
        _("What we agreed about how we work, or what was said"), _("In the words of the one it is about.")
    )

    def clean_day(self) -> date:
        """A talk has been had, or it has not."""
        when: date = self.cleaned_data["day"]
        if when > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return when


class RemindersForm(forms.Form):
    """Wanted, or not."""

    wanted = forms.TypedChoiceField(
        choices=[("yes", _("Wants reminders")), ("no", _("Does not want reminders"))],
        coerce=lambda value: value == "yes",
    )
