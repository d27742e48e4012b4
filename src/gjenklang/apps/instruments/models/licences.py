"""What an organisation has agreed with the holder of an instrument's words."""

from django.db import models
from uuid_utils.compat import uuid7

__all__ = ["Licence"]


class Licence(models.Model):
    """One agreement: whose words, what may be done with them, by how many, in which languages, from when to when.

    No language named is every language. The document is the agreement itself, as a PDF.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.UUIDField()
    instrument = models.CharField(max_length=40)
    holder = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True, default="")
    scope = models.CharField(max_length=200, blank=True, default="")
    seats = models.PositiveIntegerField(null=True, blank=True)
    languages = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    on_screen = models.BooleanField(default=False)
    document = models.BinaryField(null=True, blank=True)
    document_name = models.CharField(max_length=120, blank=True, default="")

    privacy = dict.fromkeys(
        (
            *("id", "organisation", "instrument", "holder", "reference", "scope", "seats", "languages"),
            *("since", "until", "on_screen", "document", "document_name"),
        ),
        "open",
    )

    def __str__(self) -> str:
        return f"{self.instrument}: {self.holder}"

    def opens(self, language: str) -> bool:
        """Whether the words may be shown in a language."""
        return not self.languages or language in self.languages.split(",")
