"""What is typed about milestone meetings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import INPUT, KeyedForm, area, day, several, text, tick
from gjenklang.apps.dropout.models import Relative
from gjenklang.apps.people.models import Staff

__all__ = ["DecisionForm", "HeldForm", "MilestoneForm"]


class MilestoneForm(KeyedForm):
    """When, where, who comes, and what the plan says."""

    day = day(_("Date"))
    clock = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={**INPUT, "type": "time"}, format="%H:%M"),
    )
    place = text(_("Where"), required=False)
    client_comes = tick(_("The one it is about comes"))
    relatives = several(_("Relatives"), Relative.objects.none(), _("Only those agreed on for meetings."))
    staff = several(_("Colleagues"), Staff.objects.none())
    others = text(_("From other services"), required=False)
    plan = area(_("What the plan says"), _("What we set out to do before this meeting."))

    def __init__(self, *args: Any, relatives: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("relatives", relatives), ("staff", colleagues)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 - narrows the type
            field.queryset = found
        if not relatives:
            del self.fields["relatives"]

    def clean(self) -> dict[str, Any]:
        """A relative comes only while what was agreed lasts."""
        cleaned = super().clean() or {}
        when = cleaned.get("day")
        late = [one for one in cleaned.get("relatives", ()) if when and not one.agreed_on(when)]
        if late:
            relation = ", ".join(one.relation for one in late)
            words = _("What is agreed about %(relation)s does not last to that day.")
            self.add_error("relatives", words % {"relation": relation})
        return cleaned


class HeldForm(forms.Form):
    """How the course stands against the plan, what was said, and the next day."""

    held = day(_("Held on"), today=True)
    course = area(_("How it has gone, held against the plan"), required=True)
    minutes = area(_("What was said"))
    next_day = day(_("Next milestone meeting"), required=False)

    def clean(self) -> dict[str, Any]:
        """What is held is not in the future, and the next comes after it."""
        cleaned = super().clean() or {}
        held, coming = cleaned.get("held"), cleaned.get("next_day")
        if held and held > timezone.localdate():
            self.add_error("held", _("That day has not come yet."))
        if held and coming and coming <= held:
            self.add_error("next_day", _("The next meeting comes before this one."))
        return cleaned


class DecisionForm(KeyedForm):
    """What was decided, who does it and by when."""

    words = area(_("What"), required=True, height=2)
    who = text(_("Who does it"), required=False)
    due = day(_("By when"), required=False)
