"""What a service has learned from a course, told with the client's consent, for others to read."""

from datetime import date

from django.db import models

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Experience"]


class Experience(AboutCourse):
    """One case in words that name nobody: what it was about, what was done, what came of it.

    It is read and printed while the client's consent holds; the consent has a last day and can be taken back.
    """

    title = models.CharField(max_length=120)
    case = EncryptedTextField()
    done = EncryptedTextField()
    result = EncryptedTextField()
    agreed = models.DateField()
    until = models.DateField()
    withdrawn = models.DateTimeField(null=True)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("title", "case", "done", "result", "agreed", "until", "withdrawn"), "clinical"),
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "until"], name="experience_consent")]

    def __str__(self) -> str:
        return self.title

    def holds(self, day: date) -> bool:
        """Whether it may be read on that day, its last day counted."""
        return self.withdrawn is None and self.agreed <= day <= self.until
