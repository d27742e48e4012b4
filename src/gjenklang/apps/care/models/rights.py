"""What a client has said stop to."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["Stopped"]


class Stopped(models.Model):
    """One client has chosen not to answer, from a moment until it is taken back; no form is offered meanwhile.

    ``staff`` and ``ended_by`` are who noted it, and empty where the client did so alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation"), "open"),
        **dict.fromkeys(("client", "staff", "ended_by"), "identifying"),
        **dict.fromkeys(("since", "until"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "stopped"
        constraints = [
            models.UniqueConstraint(fields=["client"], condition=Q(until__isnull=True), name="stopped_once")
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"
