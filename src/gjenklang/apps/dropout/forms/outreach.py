"""What is typed when a peer is asked, and what the peer types."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import INPUT, KeyedForm, area, choice, day, text, tick
from gjenklang.apps.dropout.models import How, Outcome
from gjenklang.apps.people.models import Staff

__all__ = ["AskPeerForm", "ContactForm", "OutcomeForm", "ProlongForm", "RosterForm"]


class _PeerField(forms.ModelChoiceField[Staff]):
    """A peer, with when they can be asked and how many tasks they have."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, own words of when, and what they already do."""
        roster = getattr(obj, "roster", None)
        words = [obj.name, roster.words if roster else ""]
        if roster and roster.away_until and roster.away_until >= timezone.localdate():
            words.append(
                gettext("away until %(day)s") % {"day": date_format(roster.away_until, "MONTH_DAY_FORMAT")}
            )
        if obj.open_tasks:
            words.append(gettext("open tasks: %(n)s") % {"n": obj.open_tasks})
        return " · ".join(word for word in words if word)


class AskPeerForm(KeyedForm):
    """Who, what may be said and until when, and only then how to reach them."""

    peer = _PeerField(Staff.objects.none(), label=_("Which peer"), widget=forms.Select(attrs=INPUT))
    agreed = forms.BooleanField(
        label=_("The one it is about has said yes to this peer"), widget=forms.CheckboxInput(attrs=INPUT)
    )
    scope = area(_("What the peer may know and say"), _("Agree on the words together."), required=True)
    since = day(_("From"), today=True)
    until = day(_("To and including"), _("After this day the peer sees nothing."))
    calls = text(_("What the peer calls them"), _("The name they want to be called by."), most=60)
    phone = text(_("Telephone (kept encrypted)"), most=40, required=False)
    task = area(_("The task"), _("Call, write, visit, go along …"), required=True)
    when_bad = area(_("Whom the peer calls when it is bad"), required=True, height=2)

    def __init__(self, *args: Any, peers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["peer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset = peers

    def clean(self) -> dict[str, Any]:
        """A consent has a last day, and it has not been."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day comes before the first."))
        elif until and until < timezone.localdate():
            self.add_error("until", _("That day has been."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """What is stored of it."""
        return {name: value for name, value in super().given().items() if name not in ("peer", "agreed")}


class ProlongForm(forms.Form):
    """A new last day."""

    until = day(_("To and including"))

    def clean_until(self) -> date:
        """Nobody agrees to a day that has been."""
        until: date = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("That day has been."))
        return until


class ContactForm(KeyedForm):
    """One try to get in touch."""

    day = day(_("Day"), today=True)
    clock = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={**INPUT, "type": "time"}, format="%H:%M"),
    )
    how = choice(_("How"), How.choices)
    reached = tick(_("I reached them"))
    note = text(_("A short note"), _("Only what they would want written."), most=300, required=False)

    def clean_day(self) -> date:
        """Nobody has called tomorrow."""
        when: date = self.cleaned_data["day"]
        if when > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return when


class OutcomeForm(forms.Form):
    """How it ended."""

    outcome = choice(_("How it ended"), Outcome.choices)
    words = area(_("In a few words"))


class RosterForm(forms.Form):
    """When one can be asked."""

    words = text(_("When I can be asked"), _("Monday and Wednesday 10–16, for example."), required=False)
    away_until = day(_("Away to and including"), required=False)
