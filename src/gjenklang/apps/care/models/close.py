"""Who close to a client may read what, and from whom where the client is must be kept."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["MayRead", "Shielded", "Side", "Wish"]


class Side(models.TextChoices):
    """Whose answers are read, and by whom."""

    CLIENT = "client", _("reads what the client answers")
    RATER = "rater", _("may be read by the client")


class Wish(models.TextChoices):
    """What the one whose answers are read has said about it."""

    WANTS = "wants", _("Wants it")
    AGAINST = "against", _("Does not want it")
    NOT_ASKED = "not_asked", _("Has not been asked")


class MayRead(models.Model):
    """One decision on reading between a client and someone who rates; the newest holds, until its last day.

    ``side`` says whose answers are read: the client's by the rater, or the rater's by the client. ``ended`` is when the
    client took it back alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, related_name="+", db_index=False)
    side = models.CharField(max_length=8, choices=Side)
    allowed = models.BooleanField()
    wish = models.CharField(max_length=10, choices=Wish)
    reason = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    until = models.DateField(null=True)
    ended = models.DateTimeField(null=True)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "side"), "open"),
        **dict.fromkeys(("client", "rater", "staff"), "identifying"),
        **dict.fromkeys(("allowed", "wish", "reason", "at", "until", "ended"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "may read"
        indexes = [models.Index(fields=["client", "rater", "side"], name="may_read_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed=False) | Q(until__isnull=False), name="reading_has_a_last_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.at:%Y-%m-%d}"


class Shielded(models.Model):
    """Where a client is must not be known to someone who rates, or with ``rater`` empty to anyone outside."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    why = EncryptedTextField()
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    ended_why = EncryptedTextField(blank=True, default="")
    ended_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation"), "open"),
        **dict.fromkeys(("client", "rater", "staff", "ended_by"), "identifying"),
        **dict.fromkeys(("why", "since", "until", "ended_why"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "shielded"
        constraints = [
            models.UniqueConstraint(
                fields=["client", "rater"],
                condition=Q(until=None, rater__isnull=False),
                name="shielded_one_once",
            ),
            models.UniqueConstraint(
                fields=["client"], condition=Q(until=None, rater=None), name="shielded_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"
