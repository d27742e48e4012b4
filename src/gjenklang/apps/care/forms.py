"""What clients send and what staff type."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models import Arena, Ending, Episode, Status
from gjenklang.apps.care.queries import Offered
from gjenklang.apps.people.models import Client, Rater, Staff, Unit
from gjenklang.apps.people.words import forms_of
from gjenklang.core.instruments import Instrument

__all__ = [
    "AppointmentForm",
    "AttendanceForm",
    "CourseForm",
    "EndForm",
    "JoinForm",
    "NewClientForm",
    "PaperForm",
    "RaterForm",
    "ShareForm",
    "key_from",
    "marks_from",
    "rater_choices",
]

INPUT = {"class": "ds-input"}
CODE = r"^[\w .\-/]+$"


def marks_from(posted: QueryDict, instrument: Instrument) -> dict[str, int | None]:
    """Read the marks of a client's form: whole tenths, or ``None`` where there is no mark.

    Raises
    ------
    ValueError
        When a mark is not a whole number; whether it lies on the line is for the core to say.
    """
    marks: dict[str, int | None] = {}
    for item in instrument.items:
        sent = [value for value in posted.getlist(f"line-{item.code}") if value]
        marks[item.code] = int(sent[-1]) if sent else None
    return marks


def key_from(posted: QueryDict) -> UUID:
    """The key that the sender made for what is sent; a new one when it cannot be read."""
    try:
        return UUID(posted.get("submission", ""))
    except ValueError:
        return uuid7()


class PaperForm(forms.Form):
    """The values of a form on paper: its lines, or only the total."""

    def __init__(
        self, *args: Any, instrument: Instrument, raters: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        if raters:
            choices = [*raters.items()]
            self.fields["rater"] = forms.ChoiceField(
                label=_("Answered by"), choices=choices, required=False, widget=forms.Select(attrs=INPUT)
            )
        for item in instrument.items:
            self.fields[item.code] = _number(
                str(_("Line %(number)s")) % {"number": item.number},
                item.response.minimum,
                item.response.maximum,
                item.response.step,
            )
        if instrument.scales:
            total = instrument.scales[0]
            lowest, highest = int(total.minimum / total.step), int(total.maximum / total.step)
            self.fields["stated_total"] = _number(_("Only the total"), lowest, highest, total.step)

    def clean(self) -> dict[str, Any]:
        """Ask for something, and for whole steps."""
        cleaned = super().clean() or {}
        lines = [cleaned.get(item.code) for item in self.instrument.items]
        if not self.errors and all(value is None for value in [*lines, cleaned.get("stated_total")]):
            raise forms.ValidationError(_("Type the lines, or only the total."))
        if not self.errors and cleaned.get("stated_total") is not None:
            self._compare(lines, cleaned["stated_total"])
        return cleaned

    def _compare(self, lines: list[Decimal | None], total: Decimal) -> None:
        given = [value for value in lines if value is not None]
        if given and len(given) < len(lines):
            raise forms.ValidationError(_("Type every line, or only the total."))
        if len(self.instrument.scales) == 1 and given and sum(given) != total:
            says = {"lines": number_format(sum(given)), "total": number_format(total)}
            raise forms.ValidationError(_("The lines give %(lines)s, and the total says %(total)s.") % says)

    def answers(self) -> dict[str, int | None]:
        """Line code to whole steps; empty when only the total was typed."""
        steps = {
            item.code: _steps(self.cleaned_data.get(item.code), item.response.step)
            for item in self.instrument.items
        }
        return steps if any(value is not None for value in steps.values()) else {}

    def stated_total(self) -> int | None:
        """The total in whole steps, when it is all that was typed."""
        if self.answers() or not self.instrument.scales:
            return None
        return _steps(self.cleaned_data.get("stated_total"), self.instrument.scales[0].step)


def _number(label: Any, lowest: int, highest: int, step: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        min_value=lowest * step,
        max_value=highest * step,
        step_size=step,
        widget=forms.TextInput(attrs={**INPUT, "inputmode": "decimal", "autocomplete": "off"}),
    )


def _steps(value: Decimal | None, step: Decimal) -> int | None:
    return None if value is None else int(value / step)


class AppointmentForm(forms.Form):
    """A single or a repeating appointment."""

    episode = forms.ChoiceField(label=_("With"), widget=forms.Select(attrs=INPUT))
    day = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={**INPUT, "type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=5, max_value=480, initial=45, widget=forms.NumberInput(attrs=INPUT)
    )
    arena = forms.ChoiceField(label=_("Where"), choices=Arena, widget=forms.Select(attrs=INPUT))
    repeat = forms.TypedChoiceField(
        label=_("Repeat"),
        coerce=int,
        choices=[(0, _("once")), (1, _("every week")), (2, _("every second week"))],
        initial=0,
        widget=forms.Select(attrs=INPUT),
    )
    until = forms.DateField(
        label=_("Last day, if it repeats"),
        required=False,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, courses: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "episode", list(courses.items()))

    def clean(self) -> dict[str, Any]:
        """Refuse a row that ends before it begins."""
        cleaned = super().clean() or {}
        if cleaned.get("until") and cleaned.get("day") and cleaned["until"] < cleaned["day"]:
            self.add_error("until", _("The last day comes before the first."))
        return cleaned

    def starts(self) -> datetime:
        """The moment it begins, in the house's time zone."""
        naive = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return timezone.make_aware(naive)


class AttendanceForm(forms.Form):
    """What became of a session that was not held."""

    status = forms.ChoiceField(
        choices=[
            (Status.NO_SHOW, Status.NO_SHOW.label),
            (Status.CANCELLED_CLIENT, Status.CANCELLED_CLIENT.label),
            (Status.CANCELLED_SERVICE, Status.CANCELLED_SERVICE.label),
            (Status.PLANNED, Status.PLANNED.label),
        ]
    )


class NewClientForm(forms.Form):
    """A new client and the course that begins."""

    code = forms.RegexField(
        CODE,
        label=_("Code"),
        max_length=40,
        help_text=_("A code that your service chooses. Never the national identity number."),
        error_messages={"invalid": _("Use letters, digits, space, dot, hyphen and slash.")},
        widget=forms.TextInput(attrs=INPUT),
    )
    name = forms.CharField(
        label=_("Name (may be left out; kept encrypted)"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=INPUT),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        min_value=1900,
        max_value=2100,
        help_text=_("Chooses the right form for the age."),
        widget=forms.NumberInput(attrs=INPUT),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), empty_label=None, widget=forms.Select(attrs=INPUT)
    )
    outcome = forms.ChoiceField(
        label=_("Form at the start"),
        required=False,
        help_text=_("Forms whose words we may not show are typed from paper."),
        widget=forms.Select(attrs=INPUT),
    )
    alliance = forms.ChoiceField(label=_("Form at the end"), required=False, widget=forms.Select(attrs=INPUT))
    mandated = forms.BooleanField(
        label=_("Has been told to come by someone else"),
        required=False,
        widget=forms.CheckboxInput(attrs=INPUT),
    )

    def __init__(self, *args: Any, units: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = ("", _("our own words, for the age"))
        _offer(self, "outcome", [own, *offered.outcome])
        _offer(self, "alliance", [own, *offered.alliance])
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset = units

    def clean_birth_year(self) -> int:
        """Nobody is born in the future."""
        year: int = self.cleaned_data["birth_year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("That year has not come yet."))
        return year

    def clean_code(self) -> str:
        """Refuse what looks like a national identity number."""
        return _no_identity_number(self.cleaned_data["code"].strip())

    def client(self, language: str) -> Client:
        """The client, not yet stored, with a language to begin with."""
        given = self.cleaned_data
        return Client(
            code=given["code"], name=given["name"], birth_year=given["birth_year"], language=language
        )


class CourseForm(forms.ModelForm[Episode]):
    """What is known of a course: its dates, its forms, and whose line the words speak of."""

    class Meta:
        model = Episode
        fields = (
            *("kind", "sector", "mandated", "referred", "accepted", "offered", "first_attended"),
            *("outcome", "alliance", "main_rater"),
        )
        labels = {
            "kind": _("Kind of course"),
            "sector": _("Service"),
            "mandated": _("Has been told to come by someone else"),
            "referred": _("Referred"),
            "accepted": _("Accepted"),
            "offered": _("Offered"),
            "first_attended": _("First attended"),
            "outcome": _("Form at the start"),
            "alliance": _("Form at the end"),
            "main_rater": _("Whose line the words speak of"),
        }

    def __init__(self, *args: Any, offered: Offered, raters: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance
        self.fields["outcome"] = _chosen(_("Form at the start"), offered.outcome, known.outcome)
        none = ("", _("none"))
        self.fields["alliance"] = _chosen(_("Form at the end"), [none, *offered.alliance], known.alliance)
        whose = self.fields["main_rater"]
        assert isinstance(whose, forms.ModelChoiceField)  # noqa: S101 - narrows the type of a foreign key's field
        whose.queryset, whose.empty_label = raters, forms_of(known.unit.client_word).the
        for field in self.fields.values():
            field.widget.attrs.update(INPUT)
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")

    def clean(self) -> dict[str, Any]:
        """Dates come in order, and nobody attended in the future."""
        cleaned = super().clean() or {}
        order = [cleaned.get(name) for name in ("referred", "accepted", "offered", "first_attended")]
        known = [day for day in order if day]
        if known != sorted(known):
            raise forms.ValidationError(
                _("The dates do not come in order: referred, accepted, offered, attended.")
            )
        if order[-1] and order[-1] > timezone.localdate():
            self.add_error("first_attended", _("That day has not come yet."))
        return cleaned


def _no_identity_number(code: str) -> str:
    if sum(character.isdigit() for character in code) >= 11:
        raise forms.ValidationError(_("That looks like a national identity number. Choose another code."))
    return code


def _chosen(label: Any, choices: Sequence[tuple[str, Any]], now: str) -> forms.ChoiceField:
    held = [*choices] if now in dict(choices) else [*choices, (now, now)]
    return forms.ChoiceField(
        label=label,
        choices=held,
        required=all(code for code, _name in held),
        widget=forms.Select(attrs=INPUT),
    )


class JoinForm(forms.Form):
    """One more who takes part: a code that is known here, or a new one."""

    code = forms.RegexField(
        CODE,
        label=_("Code"),
        max_length=40,
        error_messages={"invalid": _("Use letters, digits, space, dot, hyphen and slash.")},
        widget=forms.TextInput(attrs=INPUT),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth, if new here"),
        min_value=1900,
        max_value=2100,
        required=False,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def clean_code(self) -> str:
        """Refuse what looks like a national identity number."""
        return _no_identity_number(self.cleaned_data["code"].strip())


class RaterForm(forms.Form):
    """Someone besides the client who rates how the client is."""

    kind = forms.ChoiceField(label=_("Who"), choices=Rater.Kind, widget=forms.Select(attrs=INPUT))
    relation = forms.CharField(
        label=_("Relation (mother, teacher …)"), max_length=40, widget=forms.TextInput(attrs=INPUT)
    )


class ShareForm(forms.Form):
    """A colleague who works with the course too."""

    staff = forms.ModelChoiceField(
        Staff.objects.none(), label=_("Colleague"), widget=forms.Select(attrs=INPUT)
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset = colleagues


class EndForm(forms.Form):
    """When and how a course ended."""

    ended = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")
    )
    ending = forms.ChoiceField(label=_("How it ended"), choices=Ending, widget=forms.Select(attrs=INPUT))

    def clean_ended(self) -> date:
        """A course has ended, or it has not."""
        ended: date = self.cleaned_data["ended"]
        if ended > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return ended


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows the type, the class says so above
    field.choices = choices


def rater_choices(client_word: str, raters: list[Rater]) -> dict[str, str]:
    """Who may have answered, for a choice: the client by the unit's own word, then the raters by relation."""
    others = {str(rater.pk): rater.relation for rater in raters}
    return {"": forms_of(client_word).the} | others if others else {}
