"""What is typed about the rules: which set, how it is tuned, what is silent, and always why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.feedback.actions import Tuning
from gjenklang.apps.feedback.models import RuleVersion
from gjenklang.apps.feedback.queries.rule_words import (
    number_name,
    rule_title,
    set_title,
    value_in_words,
)
from gjenklang.core.signals import Number, Setting, TalkRule, TalkRules, talk_rules

__all__ = ["ChooseForm", "SilenceForm", "TuneForm", "WhyForm"]

INPUT = {"class": "ds-input"}


class WhyForm(forms.Form):
    """Why; and the key of what is stored, so that sending twice stores once."""

    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("It stands in the list of versions, with your name and the day."),
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )


class ChooseForm(WhyForm):
    """Which document speaks."""

    code = forms.ChoiceField(label=_("Set of rules"), widget=forms.Select(attrs=INPUT))

    field_order = ("key", "code", "why")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (one.code, f"{set_title(one.name)} ({one.code} {one.version})") for one in talk_rules().values()
        ]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


class SilenceForm(WhyForm):
    """Which rule says nothing, and to which day."""

    rule = forms.ChoiceField(label=_("Rule"), widget=forms.Select(attrs=INPUT))
    until = forms.DateField(
        label=_("To and with"),
        required=False,
        help_text=_("Empty: until someone lets it speak again."),
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )

    field_order = ("key", "rule", "until", "why")

    def __init__(self, *args: Any, rules: Iterable[TalkRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(one.name, rule_title(one)) for one in rules]  # type: ignore[attr-defined]

    def clean_until(self) -> Any:
        """A day that has passed silences nothing."""
        until = self.cleaned_data["until"]
        if until is not None and until < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return until


class TuneForm(WhyForm):
    """Every rule of a document: whether it speaks, and its numbers within their bounds."""

    name = forms.CharField(
        label=_("What we call it"),
        max_length=80,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, document: TalkRules, held: RuleVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._document, settings = document, held.settings()
        self.initial.setdefault("name", set_title(held.name))
        self.fields["budget"] = _number(_("Clients a week"), document.budget, Decimal(held.budget))
        for rule in document.rules:
            setting = settings.get(rule.name, Setting(rule.on))
            on = forms.BooleanField(label=_("speaks"), required=False, initial=setting.on)
            if rule.needs_model:
                on.help_text = _("Speaks only where there is an expected course.")
            self.fields[f"on:{rule.name}"] = on
            for name, number in rule.numbers.items():
                value = setting.numbers.get(name, number.value)
                self.fields[f"{name}:{rule.name}"] = _number(number_name(name), number, value)

    def by_rule(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each rule under its title."""
        return [
            (
                rule_title(rule),
                [self[f"on:{rule.name}"], *(self[f"{name}:{rule.name}"] for name in rule.numbers)],
            )
            for rule in self._document.rules
        ]

    def clean(self) -> dict[str, Any]:
        """Hold each number to its bounds, with a sentence that names them."""
        cleaned = super().clean() or {}
        titled = {"budget": (_("Clients a week"), self._document.budget)} | {
            f"{name}:{rule.name}": (rule_title(rule), number)
            for rule in self._document.rules
            for name, number in rule.numbers.items()
        }
        for field, (title, number) in titled.items():
            value = cleaned.get(field)
            if value is not None and not number.holds(value):
                says = {"title": title, **_bounds(number)}
                self.add_error(
                    field, _("%(title)s: from %(least)s to %(most)s, in steps of %(step)s.") % says
                )
        return cleaned

    def tuning(self) -> Tuning:
        """What was typed, as the verb takes it."""
        cleaned = self.cleaned_data
        settings = {
            rule.name: Setting(
                cleaned[f"on:{rule.name}"], {name: cleaned[f"{name}:{rule.name}"] for name in rule.numbers}
            )
            for rule in self._document.rules
        }
        return Tuning(settings, int(cleaned["budget"]), cleaned["name"], cleaned["why"])


def _bounds(number: Number) -> dict[str, str]:
    return {name: value_in_words(getattr(number, name)) for name in ("least", "most", "step")}


def _number(label: Any, number: Number, value: Decimal) -> forms.DecimalField:
    widget = forms.NumberInput(
        attrs={**INPUT, "step": str(number.step), "min": str(number.least), "max": str(number.most)}
    )
    return forms.DecimalField(
        label=label,
        initial=value,
        help_text=_("From %(least)s to %(most)s, in steps of %(step)s.") % _bounds(number),
        widget=widget,
    )
