"""What kind of source a rule or a guide has, in one sentence of the reader's language."""

from django.utils.translation import gettext_lazy as _

from gjenklang.core.instruments import Mark

__all__ = ["KNOWN"]

#: The citation itself stays in the language it was written in.
KNOWN = {
    Mark.CONFIRMED: _("The source has been read."),
    Mark.SECONDARY: _("Read in a page that reports the source."),
    Mark.RECALLED: _("Recalled: nobody here has read the source."),
    Mark.COMPUTED: _("Worked out by us."),
    Mark.OWN: _("Our own, not validated."),
}
