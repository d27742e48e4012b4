"""What is typed when a study has feedback off."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.forms.fields import INPUT
from gjenklang.apps.care.models import Episode, FeedbackOff

__all__ = ["StudyForm"]

TEXT = {**INPUT, "autocomplete": "off"}


class StudyForm(forms.Form):
    """Which study, by which approval, to which day; and that the client knows."""

    study = forms.CharField(label=_("The study"), max_length=80, widget=forms.TextInput(attrs=TEXT))
    ethics = forms.CharField(
        label=_("Number of the ethics approval"), max_length=80, widget=forms.TextInput(attrs=TEXT)
    )
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d")
    )
    told = forms.BooleanField(
        label=_("The client has been told, and has said yes to take part"),
        widget=forms.CheckboxInput(attrs=INPUT),
    )

    def clean_until(self) -> date:
        """A study that is over has nothing off."""
        until: date = self.cleaned_data["until"]
        if until < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not gone by."))
        return until

    def off(self, episode: Episode) -> FeedbackOff:
        """The row, not yet stored."""
        given = self.cleaned_data
        return FeedbackOff(
            episode=episode,
            study=given["study"],
            ethics=given["ethics"],
            until=given["until"],
            told=timezone.localdate(),
        )
