"""What a client types: code and PIN."""

from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import MatterKind
from gjenklang.apps.own.models import Decided
from gjenklang.apps.shell.typed import KeyedForm

__all__ = [
    "DecisionForm",
    "DeletionForm",
    "ExperienceForm",
    "LineForm",
    "MatterForm",
    "PinForm",
    "SignInForm",
]

NUMBERS = {"class": "ds-input", "inputmode": "numeric", "autocomplete": "off", "maxlength": "6"}


def _pin(label: Any) -> forms.RegexField:
    return forms.RegexField(
        r"^[0-9]{6}$",
        label=label,
        widget=forms.PasswordInput(attrs=NUMBERS),
        error_messages={"invalid": _("The PIN is six digits."), "required": _("The PIN is six digits.")},
    )


class SignInForm(forms.Form):
    """Code and PIN; what is wrong with either is not said."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"class": "ds-input", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    pin = forms.CharField(label=_("Your PIN"), max_length=20, widget=forms.PasswordInput(attrs=NUMBERS))


class LineForm(forms.Form):
    """What a client wants to follow, in own words; empty to follow nothing any more."""

    words = forms.CharField(
        label=_("What would you like to follow, in your own words?"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
    )


class PinForm(forms.Form):
    """A PIN, twice."""

    pin = _pin(_("Choose a PIN, six digits"))
    again = _pin(_("The same once more"))

    def clean_pin(self) -> str:
        """Refuse what is tried first."""
        pin: str = self.cleaned_data["pin"]
        steps = {int(two) - int(one) for one, two in pairwise(pin)}
        if len(steps) == 1 and steps <= {0, 1, -1}:
            raise forms.ValidationError(_("Choose one that is harder to guess."))
        return pin

    def clean_again(self) -> str:
        """See that it is the same."""
        again: str = self.cleaned_data["again"]
        if "pin" in self.cleaned_data and again != self.cleaned_data["pin"]:
            raise forms.ValidationError(_("The two are not the same."))
        return again


def _words(label: Any, most: int) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"class": "ds-input", "rows": 3})
    )


class DeletionForm(forms.Form):
    """What a client asks to have deleted."""

    words = _words(_("What do you want deleted, and why?"), 2000)


class DecisionForm(forms.Form):
    """What is decided, about which answers, and why."""

    decided = forms.ChoiceField(label=_("The decision"), choices=Decided.choices, widget=forms.RadioSelect)
    answers = forms.MultipleChoiceField(
        label=_("Which answers"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = _words(_("The reason, as the client is to read it"), 2000)

    def __init__(self, *args: Any, answers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        which = self.fields["answers"]
        assert isinstance(which, forms.MultipleChoiceField)  # noqa: S101 - narrows the type
        which.choices = answers

    def clean(self) -> dict[str, Any]:
        """What is deleted or taken out of use is named."""
        given: dict[str, Any] = super().clean() or {}
        does = given.get("decided") in {Decided.DELETED, Decided.OUT_OF_USE}
        if does and not given.get("answers"):
            self.add_error("answers", _("Choose at least one."))
        return given


class MatterForm(KeyedForm):
    """What is raised on the own page; the words of the page are the template's."""

    kind = forms.ChoiceField(choices=MatterKind.choices)
    words = forms.CharField(required=False, max_length=2000)
    named = forms.BooleanField(required=False)


class ExperienceForm(forms.Form):
    """Every how many weeks a unit asks; the fields stand in the template, one set for each unit."""

    unit = forms.UUIDField()
    weeks = forms.IntegerField(min_value=0, max_value=52)
