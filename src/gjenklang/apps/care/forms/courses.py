"""What is typed about clients and their courses."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.forms.fields import INPUT, offer
from gjenklang.apps.care.models import ChosenBy, Episode
from gjenklang.apps.care.queries import Offered
from gjenklang.apps.care.rules import needs_yes
from gjenklang.apps.people.models import Client, Rater, Staff, Unit
from gjenklang.apps.people.words import forms_of
from gjenklang.apps.shell.typed import day

__all__ = [
    "ClientForm",
    "CourseForm",
    "JoinForm",
    "MainRaterForm",
    "NewClientForm",
    "RaterForm",
    "ShareForm",
]

CODE = r"^[\w .\-/]+$"
OLDEST = 1900
#: So long may a yes last before it is asked for anew.
LONGEST_YES = timedelta(days=365)


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
        label=_("Name (kept encrypted)"),
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
        offer(self, "outcome", [own, *offered.outcome])
        offer(self, "alliance", [own, *offered.alliance])
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


class ClientForm(forms.ModelForm[Client]):
    """What is known of a client; the code stays, for papers and files name it."""

    class Meta:
        model = Client
        fields = ("name", "birth_year", "language", "easy", "contact")
        labels = {
            "name": _("Name (kept encrypted)"),
            "birth_year": _("Year of birth"),
            "language": _("Language of the forms"),
            "easy": _("Easy words and pictures, where we have them"),
            "contact": _("Telephone or e-mail (kept encrypted)"),
        }
        widgets = {
            "name": forms.TextInput(attrs={**INPUT, "maxlength": 120, "autocomplete": "off"}),
            "contact": forms.TextInput(attrs={**INPUT, "maxlength": 120, "autocomplete": "off"}),
            "birth_year": forms.NumberInput(attrs={**INPUT, "min": 1900}),
            "language": forms.Select(attrs=INPUT),
            "easy": forms.CheckboxInput(attrs=INPUT),
        }

    def clean_birth_year(self) -> int | None:
        """Nobody is born in the future, or is older than anyone has been."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("That year has not come yet."))
        if year is not None and year < OLDEST:
            raise forms.ValidationError(_("Write the year with four digits, for example 1984."))
        return year


class MainRaterForm(forms.Form):
    """Whose line the words on the page speak of."""

    rater = forms.ModelChoiceField(
        Rater.objects.none(),
        label=_("Whose line the words speak of"),
        required=False,
        widget=forms.Select(attrs=INPUT),
    )

    def __init__(self, *args: Any, raters: Any, client_word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose = self.fields["rater"]
        assert isinstance(whose, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        whose.queryset, whose.empty_label = raters, forms_of(client_word).the


class CourseForm(forms.ModelForm[Episode]):
    """What is known of a course: its dates and its forms."""

    chosen_by = forms.ChoiceField(
        label=_("Who chose the forms"),
        choices=ChosenBy.choices,
        required=False,
        widget=forms.Select(attrs=INPUT),
    )
    why = forms.CharField(
        label=_("Why these"),
        required=False,
        max_length=200,
        help_text=_("Choose together where you can: what does the client want to follow?"),
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )

    class Meta:
        model = Episode
        fields = (
            *("kind", "sector", "mandated", "referred", "accepted", "offered", "first_attended"),
            *("outcome", "alliance"),
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
        }

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance
        self.fields["outcome"] = _chosen(_("Form at the start"), offered.outcome, known.outcome)
        none = ("", _("none"))
        self.fields["alliance"] = _chosen(_("Form at the end"), [none, *offered.alliance], known.alliance)
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
        if known and self.instance.ended and known[-1] > self.instance.ended:
            raise forms.ValidationError(_("The course has ended before that day. Change the ending first."))
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

    def clean_birth_year(self) -> int | None:
        """Nobody is born in the future."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and year > timezone.localdate().year:
            raise forms.ValidationError(_("That year has not come yet."))
        return year


class RaterForm(forms.Form):
    """Someone besides the client who rates how the client is."""

    kind = forms.ChoiceField(label=_("Who"), choices=Rater.Kind, widget=forms.Select(attrs=INPUT))
    relation = forms.CharField(
        label=_("Relation (mother, teacher …)"), max_length=40, widget=forms.TextInput(attrs=INPUT)
    )
    said_yes = forms.BooleanField(
        label=_("The client has said yes to this, and knows that it can be taken back"),
        help_text=_("Not needed for a parent of a child under 16."),
        required=False,
        widget=forms.CheckboxInput(attrs=INPUT),
    )
    until = day(_("The yes holds until"), required=False)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client
        self.fields["until"].initial = timezone.localdate() + LONGEST_YES

    def clean(self) -> dict[str, Any]:
        """A yes is there where one is needed, with a last day at most a year away."""
        given: dict[str, Any] = super().clean() or {}
        today = timezone.localdate()
        rater = Rater(client=self.client, kind=given.get("kind", ""))
        if needs_yes(rater, today) and not given.get("said_yes"):
            self.add_error("said_yes", _("Ask about it first."))
        until = given.get("until")
        if given.get("said_yes") and (until is None or not today <= until <= today + LONGEST_YES):
            self.add_error("until", _("Choose a day from today and at most a year ahead."))
        return given


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
