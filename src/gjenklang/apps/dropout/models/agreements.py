"""What is agreed with the client in advance, for the day they stay away."""

from datetime import date

from django.db import models

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Agreement"]


class Agreement(AboutCourse):
    """The client's own words, whom we may turn to, what may be said, and until when; it can be taken back any day."""

    words = EncryptedTextField()
    to_whom = EncryptedTextField(blank=True, default="")
    scope = EncryptedTextField(blank=True, default="")
    contact = EncryptedTextField(blank=True, default="")
    agreed = models.DateField()
    until = models.DateField()
    withdrawn = models.DateTimeField(null=True)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("words", "scope", "agreed", "until", "withdrawn"), "clinical"),
        "to_whom": "identifying",
        "contact": "identifying",
    }

    class Meta:
        indexes = [models.Index(fields=["episode", "client"], name="agreement_course")]

    def __str__(self) -> str:
        return f"{self.agreed}–{self.until}"

    def holds(self, day: date) -> bool:
        """Whether it may be acted on that day, its last day counted."""
        return self.withdrawn is None and self.agreed <= day <= self.until
