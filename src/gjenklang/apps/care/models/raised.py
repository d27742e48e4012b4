"""What a client says yes to, tells those who help, and raises with someone else."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Consent", "ConsentKind", "Matter", "MatterKind", "OwnNote"]


class ConsentKind(models.TextChoices):
    """What rests on a yes; treatment itself does not."""

    RATER = "rater", _("someone close answers too")
    REFERRER = "referrer", _("whoever referred is told something")
    RESEARCH = "research", _("research")


class Consent(models.Model):
    """One yes of a client: to what, in words, from when, until when; ended when it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="consents")
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=ConsentKind)
    scope = EncryptedTextField()
    since = models.DateField()
    until = models.DateField()
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    ended = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(("id", "organisation", "kind"), "open"),
        **dict.fromkeys(("client", "rater", "staff"), "identifying"),
        **dict.fromkeys(("scope", "since", "until", "ended"), "clinical"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="consent_dates")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.until}"


class MatterKind(models.TextChoices):
    """What a client raises with someone who is not the therapist."""

    WRONG = "wrong", _("Something was not right")
    ANOTHER = "another", _("I would like another to help me")


class Matter(models.Model):
    """Something that a client raises, the day by which it is answered, and the answer.

    ``named`` says whether the one who receives it may tell those who help who raised it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=MatterKind)
    words = EncryptedTextField(blank=True, default="")
    named = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    due = models.DateField()
    read_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "unit"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(
            ("kind", "words", "named", "at", "due", "read_at", "answer", "answered_at"), "clinical"
        ),
    }

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "due"], condition=Q(answered_at=None), name="matter_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due}"


class OwnNote(models.Model):
    """What a client wants those who help to know before the next meeting; taken back until it is read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    words = EncryptedTextField()
    at = models.DateTimeField(default=timezone.now)
    taken_back = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(("words", "at", "taken_back", "read_at"), "clinical"),
    }

    class Meta:
        indexes = [models.Index(fields=["episode", "client"], name="own_note_course")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
