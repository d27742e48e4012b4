"""What is typed about someone close."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.typed import KeyedForm, area, day, text, tick

__all__ = ["RelativeForm"]


class RelativeForm(KeyedForm):
    """Who it is, what was agreed and until when, and only then how to reach them."""

    relation = text(_("Relation (sister, father, friend …)"), most=40)
    name = text(_("Name (kept encrypted)"), required=False)
    scope = area(
        _("What is agreed: what they may know, and what we may ask"),
        _("In the words of the one it is about."),
    )
    since = day(_("Agreed on"), required=False)
    until = day(_("Lasts to and including"), required=False)
    meetings = tick(_("May come to milestone meetings"))
    knows = area(_("What they know already"))
    phone = text(
        _("Telephone (kept encrypted)"), _("Shown only while what is agreed lasts."), most=40, required=False
    )

    def __init__(self, *args: Any, hide_phone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hide_phone:
            del self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        """A consent says what and until when, and a telephone number needs one."""
        cleaned = super().clean() or {}
        days = [cleaned.get("since"), cleaned.get("until")]
        if any(days) and not (all(days) and cleaned.get("scope")):
            raise forms.ValidationError(_("Write what is agreed, from which day, and its last day."))
        if all(days) and days[0] > days[1]:  # type: ignore[operator]
            self.add_error("until", _("The last day comes before the first."))
        if (cleaned.get("phone") or cleaned.get("meetings")) and not all(days):
            raise forms.ValidationError(
                _("A telephone number or a meeting needs something agreed, with dates.")
            )
        return cleaned
