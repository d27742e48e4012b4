"""One line in the client's own words, and what its two ends mean."""

from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import KeyedForm, text

__all__ = ["OwnLineForm"]


class OwnLineForm(KeyedForm):
    """What to follow, and what stands at the ends of the line; the ends may be left empty."""

    words = text(_("What would you like to follow, in your own words?"), most=80)
    low = text(_("What stands to the left"), _("Empty: far from it."), most=30, required=False)
    high = text(_("What stands to the right"), _("Empty: just as I want it."), most=30, required=False)
