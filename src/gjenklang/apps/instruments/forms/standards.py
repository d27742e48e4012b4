"""What is typed about a standard set."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.instruments.models import AgeGroup, EpisodeKind, StandardSet
from gjenklang.apps.people.models import Unit

__all__ = ["StandardForm"]

INPUT = {"class": "ds-input"}


def _choice(label: Any, choices: Any = (), *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=forms.Select(attrs=INPUT)
    )


class StandardForm(forms.Form):
    """Which forms one kind of course begins with, and why."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        required=False,
        empty_label=_("every unit without a set of its own"),
        widget=forms.Select(attrs=INPUT),
    )
    kind = _choice(_("Kind of course"), EpisodeKind.choices)
    ages = _choice(_("For whom"), AgeGroup.choices)
    outcome = _choice(_("Form at the start"), required=False)
    alliance = _choice(_("Form at the end"), required=False)
    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"})
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        outcomes: Sequence[tuple[str, str]],
        alliances: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        field.queryset = units
        own = ("", _("our own words, for the age"))
        self.fields["outcome"].choices = [own, *outcomes]  # type: ignore[attr-defined]
        self.fields["alliance"].choices = [own, *alliances]  # type: ignore[attr-defined]

    def chosen(self) -> StandardSet:
        """The set, not yet stored."""
        return StandardSet(**self.cleaned_data)
