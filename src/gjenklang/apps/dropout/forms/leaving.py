"""What is typed when someone leaves: how it ended, and what is settled on the list."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import Ending, Episode
from gjenklang.apps.dropout.forms.parts import INPUT, Keyed, area_field, choice_field, day_field, text_field
from gjenklang.apps.dropout.models import Done, Item, Judged, LeavingStep
from gjenklang.apps.dropout.queries.endings import FARTHEST, earliest_end
from gjenklang.apps.people.models import Staff

__all__ = ["DeathForm", "EndingForm", "SettleForm"]

REPLIES = [(value, label) for value, label in Done.choices if value != Done.NAMED]
WITH_WORDS = (Item.WAY_BACK, Item.TOLD)


class EndingForm(Keyed):
    """When and how a course ends, in the words of both; the last day may lie ahead, and is then a plan."""

    day = day_field(_("Last day"), _("May lie ahead: then it is a plan, and the list opens now."))
    clock = forms.TimeField(
        label=_("Time of leaving"),
        required=False,
        help_text=_("Left empty, the hours are counted from noon."),
        widget=forms.TimeInput(attrs={**INPUT, "type": "time"}, format="%H:%M"),
    )
    ending = choice_field(_("How it ends"), [("", _("Choose")), *Ending.choices])
    ending.error_messages["invalid_choice"] = _("Choose one of the reasons in the list.")
    client_words = area_field(_("What the one who leaves says about it"), 1000, required=False)
    consequences = area_field(
        _("What it leads to"), 1000, _("For the one who leaves, for relatives, for us."), required=False
    )
    judged = choice_field(_("Would you call it drop-out?"), Judged.choices, radio=True)
    referred_to = text_field(_("Referred on to"), 120, required=False)

    def __init__(self, *args: Any, episode: Episode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.episode = episode
        self.fields["judged"].required = False

    def clean_judged(self) -> str:
        """Left, it is not known."""
        return self.cleaned_data["judged"] or Judged.UNKNOWN

    def clean_day(self) -> date:
        """A course ends after its other days, and is not planned to end farther ahead than anyone can see."""
        day: date = self.cleaned_data["day"]
        first, today = earliest_end(self.episode), timezone.localdate()
        if first is not None and day < first:
            values = {"day": date_format(first, "DATE_FORMAT")}
            raise forms.ValidationError(_("That is before %(day)s, when the course was under way.") % values)
        if day > today + FARTHEST:
            raise forms.ValidationError(_("That is more than half a year ahead. Is the year right?"))
        if day > today and self.episode.ended is not None:
            raise forms.ValidationError(_("The course has ended. Open it again to plan another ending."))
        return day

    def clean(self) -> dict[str, Any]:
        """Nobody plans to die, and nobody's reason is unknown before it has happened."""
        cleaned = super().clean() or {}
        day, ending = cleaned.get("day"), cleaned.get("ending")
        if day and day > timezone.localdate() and ending in (Ending.DIED, Ending.UNKNOWN, Ending.STAYED_AWAY):
            self.add_error("ending", _("That cannot be planned. Choose a last day that has come."))
        return cleaned


class SettleForm(forms.Form):
    """The list: one tap for each item, a few words where they are needed, and who makes contact.

    It stores what is new, so that sending it twice stores it once.
    """

    responsible = forms.ModelChoiceField(
        Staff.objects.none(),
        label=_("Who makes contact"),
        required=False,
        empty_label=_("nobody is named yet"),
        widget=forms.Select(attrs=INPUT),
    )

    def __init__(
        self, *args: Any, latest: Mapping[str, LeavingStep], colleagues: QuerySet[Staff], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest
        who = self.fields["responsible"]
        assert isinstance(who, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        who.queryset = colleagues
        named = latest.get(Item.CONTACT)
        who.initial = named.responsible_id if named else None
        for item in Item:
            known = latest.get(item)
            field = choice_field(item.label, REPLIES, radio=True)
            field.required, field.initial = False, known.reply if known else ""
            self.fields[item.value] = field
            if item in WITH_WORDS:
                words = text_field(_("A few words"), 300, required=False)
                words.initial = known.words if known else ""
                self.fields[f"{item.value}_words"] = words

    def steps(self) -> list[LeavingStep]:
        """What is new; an item that stands as it did is not answered again."""
        found = [self._step(item) for item in Item]
        return [step for step in found if step is not None]

    def _step(self, item: Item) -> LeavingStep | None:
        cleaned, known = self.cleaned_data, self.latest.get(item)
        reply, words = cleaned.get(item.value) or "", cleaned.get(f"{item.value}_words") or ""
        who = cleaned.get("responsible") if item is Item.CONTACT else None
        if not reply and who is not None:
            reply = Done.NAMED
        was = (known.reply, known.words, known.responsible_id) if known else ("", "", None)
        now = (reply, words, who.pk if who else None)
        if not reply or now == was:
            return None
        return LeavingStep(item=item, reply=reply, words=words, responsible=who)


class DeathForm(Keyed):
    """The day on which a client died, when the service has learned of it."""

    day = day_field(_("Day of death"))

    def clean_day(self) -> date:
        """Nobody has died on a day that has not come."""
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day
