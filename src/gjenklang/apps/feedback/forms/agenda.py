"""What is typed on today's agenda."""

from django import forms

__all__ = ["AgendaForm"]

#: A point is one line.
MOST = 200


class AgendaForm(forms.Form):
    """Whose agenda, and what the client wants to talk about, if they have said so."""

    client = forms.UUIDField()
    words = forms.CharField(required=False)

    def clean_words(self) -> str:
        """One line of it."""
        return " ".join(str(self.cleaned_data["words"]).split())[:MOST]
