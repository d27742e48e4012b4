"""What is typed about a service's own checklists: how they are built, and how they are filled in."""

import json
import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.actions.local import Asked
from gjenklang.apps.dropout.forms.parts import Keyed, area_field, choice_field, text_field
from gjenklang.apps.dropout.models import AnsweredBy, LocalVersion, Reply
from gjenklang.apps.people.models import Unit

__all__ = ["BuildForm", "FillForm"]

#: A checklist that takes longer than a minute is not used; and how many empty rows stand ready.
MOST, EMPTY, LAST_WEEK = 20, 4, 104


class BuildForm(Keyed):
    """The name, the weeks, the units and the questions of a local checklist; an empty question is left out."""

    name = text_field(_("Name"), 80)
    weeks = text_field(_("Due in weeks"), 80, _("Counted from the first attended, for example: 1, 2, 4, 6"))
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("In which units"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, offered: QuerySet[Unit], version: LocalVersion | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        assert isinstance(units, forms.ModelMultipleChoiceField)  # noqa: S101 - narrows the type
        units.queryset = offered
        asked = version.questions if version else []
        if version:
            self.initial.update({"name": version.name, "weeks": ", ".join(map(str, version.weeks))})
            self.initial["units"] = [one.pk for one in version.units.all()]
        for place in range(min(len(asked) + EMPTY, MOST)):
            number = {"number": place + 1}
            words = text_field(_("Question %(number)s") % number, 200, required=place == 0)
            kind = choice_field(_("Question %(number)s is answered with") % number, AnsweredBy.choices)
            kind.required = False
            if place < len(asked):
                words.initial, kind.initial = asked[place]["words"], asked[place]["kind"]
            self.fields[f"question{place}"], self.fields[f"kind{place}"] = words, kind

    def clean_weeks(self) -> list[int]:
        """Whole weeks from 1, with commas between."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["weeks"]) if part]
        if not parts or not all(part.isdigit() and 1 <= int(part) <= LAST_WEEK for part in parts):
            raise forms.ValidationError(_("Write whole weeks with commas between, for example: 1, 2, 4, 6"))
        return sorted({int(part) for part in parts})

    def asked(self) -> Asked:
        """What was typed, as the verbs take it."""
        cleaned = self.cleaned_data
        rows = range(sum(name.startswith("question") for name in self.fields))
        typed = [
            (cleaned[f"question{row}"].strip(), cleaned[f"kind{row}"] or AnsweredBy.CHOICE) for row in rows
        ]
        questions = [(words, kind) for words, kind in typed if words]
        return Asked(cleaned["name"], questions, cleaned["weeks"], list(cleaned["units"]))


class FillForm(Keyed):
    """One version of a local checklist; any question may be left."""

    def __init__(self, *args: Any, version: LocalVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in version.questions:
            if one["kind"] == AnsweredBy.CHOICE:
                field: forms.Field = choice_field(one["words"], Reply.choices, radio=True)
                field.required = False
            else:
                field = area_field(one["words"], 500, required=False)
            self.fields[one["code"]] = field

    def answers(self) -> str:
        """What was answered, as it is stored."""
        given = {code: value for code, value in self.cleaned_data.items() if code != "key" and value}
        return json.dumps(given, ensure_ascii=False)
