"""After violence, two who take part in one course are not shown to each other."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["KeptApart"]


class KeptApart(models.Model):
    """From a day on, each who takes part is shown alone; who noted it, why, and the day on which it was ended.

    That the row is there is never said on a page that may be turned towards someone who takes part.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    since = models.DateField()
    why = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    ended = models.DateField(null=True)
    ended_why = EncryptedTextField(blank=True, default="")
    ended_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("since", "why", "at", "ended", "ended_why"), "clinical"),
        **dict.fromkeys(("staff", "ended_by"), "identifying"),
    }

    class Meta:
        verbose_name_plural = "kept apart"
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended__isnull=True), name="kept_apart_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since} {self.ended or ''}".strip()
