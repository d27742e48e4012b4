"""What is typed about an agreement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.shell.languages import CLIENT, NAMES

__all__ = ["EndLicenceForm", "LicenceForm"]

INPUT = {"class": "ds-input"}
DAY = {**INPUT, "type": "date"}
MOST_BYTES = 2 * 1024 * 1024


class LicenceForm(forms.Form):
    """One agreement with the holder of an instrument's words."""

    instrument = forms.ChoiceField(label=_("Instrument"), widget=forms.Select(attrs=INPUT))
    holder = forms.CharField(
        label=_("Whose words they are"),
        max_length=200,
        help_text=_("The holder, as the agreement names them."),
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )
    scope = forms.CharField(
        label=_("What it lets you do"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )
    on_screen = forms.BooleanField(
        label=_("The words may stand on a screen"),
        required=False,
        widget=forms.CheckboxInput(attrs=INPUT),
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages"),
        choices=[(code, NAMES[code]) for code in CLIENT],
        required=False,
        help_text=_("None chosen means every language."),
        widget=forms.CheckboxSelectMultiple(attrs=INPUT),
    )
    seats = forms.IntegerField(
        label=_("For how many members of staff"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Empty means as many as you like."),
        widget=forms.NumberInput(attrs=INPUT),
    )
    since = forms.DateField(
        label=_("From"), initial=timezone.localdate, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    reference = forms.CharField(
        label=_("Where the agreement is filed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )
    document = forms.FileField(
        label=_("The agreement as PDF, at most 2 MB"),
        required=False,
        widget=forms.FileInput(attrs={**INPUT, "accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, instruments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = instruments  # type: ignore[attr-defined]

    def clean_document(self) -> bytes | None:
        """Take a PDF of a fair size, and nothing else."""
        sent: UploadedFile[Any] | None = self.cleaned_data["document"]
        if sent is None:
            return None
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        content: bytes = sent.read()
        if not content.startswith(b"%PDF-"):
            raise forms.ValidationError(_("This is no PDF file."))
        self.document_name = (sent.name or "")[-120:]
        return content

    def clean(self) -> dict[str, Any]:
        """An agreement does not end before it begins."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return cleaned

    def licence(self) -> Licence:
        """The agreement, not yet stored."""
        given = dict(self.cleaned_data)
        given["languages"] = ",".join(given["languages"])
        return Licence(**given, document_name=getattr(self, "document_name", ""))


class EndLicenceForm(forms.Form):
    """The last day of an agreement."""

    until = forms.DateField(
        label=_("Last day"), initial=timezone.localdate, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
