"""How a mat is printed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.forms.parts import INPUT, choice_field

__all__ = ["PRINTED", "MatForm"]

#: The languages of the screens; Northern Sámi has a place of its own beside them.
PRINTED = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


class MatForm(forms.Form):
    """Sheet, colour, language, and whether there is a place for Northern Sámi."""

    sheet = choice_field(_("Sheet"), [("a3", "A3"), ("a4", "A4")])
    colour = choice_field(_("Colour"), [("colour", _("in colour")), ("grey", _("in grey"))])
    language = choice_field(_("Language"), PRINTED)
    sami = forms.BooleanField(
        label=_("With a place for Northern Sámi"),
        required=False,
        help_text=_("Filled with the words your service has written, otherwise empty."),
        widget=forms.CheckboxInput(attrs=INPUT),
    )
