"""An answer that somebody talks with the client about the same day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Did", "SafetyNotice"]


class Did(models.TextChoices):
    """What was done about it; no grade of risk, for the national guideline advises against grading."""

    TALKED = "talked", _("talked with the client")
    PHONED = "phoned", _("phoned the client")
    HANDED_ON = "handed_on", _("handed on to someone who acts")
    NOT_REACHED = "not_reached", _("tried, and did not reach the client")


class SafetyNotice(models.Model):
    """Stored in the same transaction as the answer that it is about, so that neither is lost without the other.

    ``answered`` holds each item and the whole steps answered, as they were; ``receiver`` and ``due`` are those of the
    moment, and empty where nobody was named. Whoever tried and did not reach the client leaves it open.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    administration = models.OneToOneField("care.Administration", models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    answered: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    at = models.DateTimeField()
    receiver = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    deputy = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    due = models.DateTimeField(null=True)
    escalated = models.DateTimeField(null=True)
    did = models.CharField(max_length=12, choices=Did, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "administration", "instrument"), "open"),
        **dict.fromkeys(("client", "receiver", "deputy", "done_by"), "identifying"),
        **dict.fromkeys(("answered", "at", "due", "escalated", "did", "words", "done_at"), "clinical"),
    }

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "due"], condition=Q(done_at__isnull=True), name="safety_open"
            ),
            models.Index(fields=["episode", "client"], name="safety_course"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.at:%Y-%m-%d}"
