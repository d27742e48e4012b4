"""What is typed about an organisation's own measures."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import KeyedForm, day, rows, text
from gjenklang.apps.dropout.models import LocalMeasure

__all__ = ["GivenForm", "NewMeasureForm"]


class NewMeasureForm(forms.Form):
    """A measure by its own name."""

    name = text(_("Name of the measure"), most=80)


class GivenForm(KeyedForm):
    """Which measure, and when."""

    measure = rows(_("Measure"), LocalMeasure.objects.none())
    day = day(_("Day"), today=True)

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, the class says so above
        field.queryset = measures

    def clean_day(self) -> date:
        """What was done has been done."""
        when: date = self.cleaned_data["day"]
        if when > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return when
