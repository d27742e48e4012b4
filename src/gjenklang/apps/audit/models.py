"""What is kept of who did what."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["Line"]


class Line(models.Model):
    """One act: a write, or one person's look at one client."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.UUIDField(null=True)
    by_kind = models.CharField(max_length=12)
    verb = models.CharField(max_length=60)
    client = models.UUIDField(null=True)
    subject = models.UUIDField(null=True)
    detail = models.CharField(max_length=300, blank=True, default="")

    privacy = {
        "id": "open",
        "organisation": "open",
        "at": "open",
        "by": "identifying",
        "by_kind": "open",
        "verb": "open",
        "client": "identifying",
        "subject": "open",
        "detail": "open",
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "client", "at"], name="audit_line_client")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by_kind} {self.verb}"
