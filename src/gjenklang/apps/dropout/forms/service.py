"""What a service types of its own: words, what it has tried, and its limits."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.parts import INPUT, Keyed, area_field, choice_field, text_field
from gjenklang.apps.dropout.models import TEXT_LANGUAGES, Factor
from gjenklang.apps.people.models import Unit

__all__ = ["FactorTextForm", "LimitsForm", "TriedForm"]


class FactorTextForm(Keyed):
    """The service's own words for one factor; what is left empty is in our words."""

    factor = forms.ChoiceField(choices=Factor.choices, widget=forms.HiddenInput)
    language = forms.ChoiceField(choices=TEXT_LANGUAGES, widget=forms.HiddenInput)
    question = text_field(_("Question"), 120, required=False)
    why = area_field(_("Why it matters"), 600, required=False)
    what = area_field(_("What to try"), 800, _("One on each line."), required=False)


class TriedForm(Keyed):
    """Something this service has tried."""

    factor = choice_field(_("About"), Factor.choices)
    words = text_field(_("What was tried"), 200, _("A few words that name nobody."))


class LimitsForm(Keyed):
    """When the four questions are due, and who counts as young."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit"), required=False, widget=forms.Select(attrs=INPUT)
    )
    due_week = forms.IntegerField(
        label=_("Due from week"), min_value=1, max_value=26, widget=forms.NumberInput(attrs=INPUT)
    )
    young_below = forms.IntegerField(
        label=_("Young means below (years)"),
        min_value=13,
        max_value=40,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset, field.required = units, not whole
        field.empty_label = _("the whole organisation") if whole else None
