"""What may be asked of a count."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.people.models import Unit

__all__ = ["CountForm", "period_choices"]


def period_choices(today: date) -> list[tuple[str, str]]:
    """The last three years together, and each of them; a period is called by its first and last year."""
    year = today.year
    together = (f"{year - 2}-{year}", f"{year - 2}–{year}")
    return [together, *((f"{one}-{one}", str(one)) for one in (year, year - 1, year - 2))]


class CountForm(forms.Form):
    """Which unit, with those under it, in which years, and how many sessions in a row are drop-out."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)
    period = forms.ChoiceField(label=_("Years"))
    missed = forms.IntegerField(
        label=_("Sessions in a row without coming"), min_value=1, max_value=20, initial=2
    )

    def __init__(self, data: object, *, units: Sequence[Unit], whole: bool, today: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict or a dict
        named = [(str(one.pk), one.name) for one in units]
        everything = [("", _("The whole organisation"))] if whole else []
        self.fields["unit"].choices = everything + named  # type: ignore[attr-defined]
        self.fields["unit"].required = not whole
        self.fields["period"].choices = period_choices(today)  # type: ignore[attr-defined]

    def clean_period(self) -> tuple[date, date]:
        """The first and the last day."""
        first, _dash, last = self.cleaned_data["period"].partition("-")
        return date(int(first), 1, 1), date(int(last), 12, 31)
