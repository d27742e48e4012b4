"""What a client has said stop to."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Barred", "Stopped", "Unbarred"]


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


class Barred(models.Model):
    """A client lets one member of staff read nothing, or with ``staff`` empty everyone but those who have the course.

    ``noted_by`` and ``ended_by`` are who noted it, and empty where the client did so alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    noted_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    ended_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation"), "open"),
        **dict.fromkeys(("client", "staff", "noted_by", "ended_by"), "identifying"),
        **dict.fromkeys(("since", "until"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "barred"
        indexes = [models.Index(fields=["organisation", "staff"], name="barred_staff")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "staff"], condition=Q(until__isnull=True), name="barred_one_once"
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(until__isnull=True, staff__isnull=True), name="barred_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class Unbarred(models.Model):
    """Someone who was barred read all the same on one day, for a reason that the client is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    reason = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    day = models.DateField()

    privacy = {
        **dict.fromkeys(("id", "organisation"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(("reason", "at", "day"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "unbarred"
        indexes = [
            models.Index(fields=["client", "at"], name="unbarred_client"),
            models.Index(fields=["staff", "day"], name="unbarred_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
