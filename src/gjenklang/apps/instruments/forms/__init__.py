"""What is typed about instruments."""

from gjenklang.apps.instruments.forms.licences import EndLicenceForm, LicenceForm
from gjenklang.apps.instruments.forms.safety import ReceiverForm
from gjenklang.apps.instruments.forms.standards import StandardForm

__all__ = ["EndLicenceForm", "LicenceForm", "ReceiverForm", "StandardForm"]
