"""What is typed of a case."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.parts import Keyed, area_field, day_field, text_field

__all__ = ["ExperienceForm"]

#: A consent lasts three years at most; then the client is asked again.
LONGEST = timedelta(days=3 * 366)


class ExperienceForm(Keyed):
    """What it was about, what was done, what came of it, and that the client agrees."""

    title = text_field(_("A title"), 120, _("As a colleague would look for it."))
    case = area_field(_("What was it about?"), 3000, _("No name, place or date that tells who it is."))
    done = area_field(_("What did you do?"), 3000)
    result = area_field(_("What came of it?"), 3000, _("What went badly too."))
    agreed = day_field(_("The client agreed on"), initial=timezone.localdate)
    until = day_field(_("Holds to"), _("At most three years; the client can take it back any day."))
    read = forms.BooleanField(label=_("The client has read this text, and agrees that colleagues read it."))

    def clean(self) -> dict[str, Any]:
        """The days come in order."""
        cleaned = super().clean() or {}
        agreed, until = cleaned.get("agreed"), cleaned.get("until")
        if agreed and agreed > timezone.localdate():
            self.add_error("agreed", _("That day has not come yet."))
        if agreed and until and not agreed <= until <= agreed + LONGEST:
            self.add_error("until", _("Choose a last day after it was agreed, within three years."))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What is kept of it."""
        return {name: value for name, value in self.given().items() if name != "read"}
