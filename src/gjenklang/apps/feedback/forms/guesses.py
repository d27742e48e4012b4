"""What is tapped before the curve opens."""

from django import forms

from gjenklang.apps.feedback.models import Expects

__all__ = ["GuessForm"]


class GuessForm(forms.Form):
    """One tap: how the marks will be, and whether the client will come back; or neither."""

    client = forms.UUIDField()
    expects = forms.ChoiceField(choices=[("", ""), *Expects.choices], required=False)
    back = forms.ChoiceField(choices=[("", ""), ("yes", "yes"), ("no", "no")], required=False)
    skip = forms.CharField(required=False)

    def returns(self) -> bool | None:
        """Whether the client is expected back; nothing when it was skipped."""
        given = self.cleaned_data
        return None if given["skip"] or not given["back"] else given["back"] == "yes"

    def clean_expects(self) -> str:
        """Nothing is expected when it was skipped."""
        return "" if self.data.get("skip") else str(self.cleaned_data["expects"])
