"""What is typed about what was agreed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import INPUT, KeyedForm, area, choice, day, several, text
from gjenklang.apps.feedback.models import What, Whose

__all__ = ["MORE", "AgreedForm", "CloseForm"]

#: What is folded away: it takes a moment more.
MORE = ("why", "hours_before", "hours_after", "plan")


def _hours(label: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={**INPUT, "inputmode": "decimal", "autocomplete": "off"})
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(168),
        max_digits=5,
        decimal_places=2,
        localize=True,
        widget=widget,
    )


class AgreedForm(KeyedForm):
    """What we change, in which words, whose idea it was, and from when; the rest may wait."""

    what = several(_("What do we change?"), What.choices)
    words = area(_("In our words"), required=True, most=1000, height=2)
    whose = choice(_("Whose idea was it?"), Whose.choices, radio=True)
    since = day(_("From"), today=True)
    why = area(_("Why"), most=1000, height=2)
    hours_before = _hours(_("Hours a week before"))
    hours_after = _hours(_("Hours a week from now on"))
    plan = text(
        _("Where it stands in the plan"),
        _("The name or the number in the record system, the treatment plan or the individual plan."),
        most=300,
        required=False,
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["whose"].initial = Whose.TOGETHER

    def first(self) -> list[forms.BoundField]:
        """What is asked at once."""
        return [field for field in self.visible_fields() if field.name not in MORE]

    def more(self) -> list[forms.BoundField]:
        """What is folded away."""
        return [self[name] for name in MORE]

    @property
    def opened(self) -> bool:
        """Whether the folded part has something in it, or something wrong."""
        return any(self[name].value() or self[name].errors for name in MORE)


class CloseForm(forms.Form):
    """From when it no longer holds, and how it went."""

    until = day(_("Last day"), today=True)
    closing = area(_("How did it go?"), _("In the words of the two of you."), most=1000, height=2)

    def __init__(self, *args: Any, since: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self._since = since

    def clean_until(self) -> date:
        """It cannot end before it began."""
        until: date = self.cleaned_data["until"]
        if until < self._since:
            raise forms.ValidationError(_("The last day cannot be before the first."))
        return until
