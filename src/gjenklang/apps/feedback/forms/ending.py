"""What is said at the last look, and how someone may be asked again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.feedback.forms.parts import INPUT, KeyedForm, area, several, text
from gjenklang.apps.feedback.models import Work

__all__ = ["LastLookForm"]


class LastLookForm(KeyedForm):
    """What the client says, whose work it was, and whether we may ask again."""

    words = area(_("What does the client say now?"), most=200, height=2)
    work = several(_("What has made the difference?"), Work.choices, required=False)
    may_ask = forms.BooleanField(
        label=_("We may ask again after 3 and 6 months"),
        help_text=_("It is voluntary, and can be taken back at any time."),
        required=False,
        widget=forms.CheckboxInput(attrs=INPUT),
    )
    how = text(_("How we may get in touch"), required=False)
