"""A link that is sent: to whom it may be, when, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["By", "ContactAgreement", "Ended", "Link", "Rhythm", "State"]


class By(models.TextChoices):
    """How a link travels."""

    TEXT = "text", _("text message")
    MAIL = "mail", _("e-mail")


class Ended(models.TextChoices):
    """How an agreement ended before its day."""

    WORD = "word", _("by the word STOP")
    PAGE = "page", _("on the page of the link")
    STAFF = "staff", _("by us")
    ANEW = "anew", _("by a new agreement")


class ContactAgreement(models.Model):
    """One client, or one who rates, may be written to at one address until a day; nothing is sent without ``safe``.

    ``address_hash`` is a keyed hash by which an incoming STOP finds it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.CharField(max_length=8, choices=By)
    address = EncryptedTextField()
    address_hash = models.CharField(max_length=64, db_index=True)
    safe = models.BooleanField()
    asked = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    until = models.DateField()
    ended = models.DateTimeField(null=True)
    how = models.CharField(max_length=8, choices=Ended, blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "by", "until"), "open"),
        **dict.fromkeys(("client", "rater", "address", "address_hash", "staff"), "identifying"),
        **dict.fromkeys(("safe", "asked", "ended", "how"), "clinical"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(ended=None, rater=None), name="one_agreement_of_client"
            ),
            models.UniqueConstraint(
                fields=["client", "rater"],
                condition=Q(ended=None, rater__isnull=False),
                name="one_agreement_of_rater",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.until}"


class Rhythm(models.Model):
    """Links that are laid out by themselves: so many hours before each meeting, or every week on one day and hour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    hours_before = models.PositiveSmallIntegerField(null=True)
    weekday = models.PositiveSmallIntegerField(null=True)
    hour = models.PositiveSmallIntegerField(null=True)
    days = models.PositiveSmallIntegerField(default=4)
    since = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "episode", "hours_before", "weekday", "hour", "days", "since", "ended"),
            "open",
        ),
        **dict.fromkeys(("client", "rater", "staff"), "identifying"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_before__isnull=False, weekday=None, hour=None)
                | Q(hours_before=None, weekday__lte=6, hour__lte=23),
                name="rhythm_is_one_of_two",
            ),
            models.UniqueConstraint(
                fields=["episode", "client"], condition=Q(ended=None, rater=None), name="one_rhythm_of_client"
            ),
            models.UniqueConstraint(
                fields=["episode", "client", "rater"],
                condition=Q(ended=None, rater__isnull=False),
                name="one_rhythm_of_rater",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class State(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", _("waits to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    HELD_BACK = "held_back", _("not sent")


class Link(models.Model):
    """One link to one form. What stands in the message is kept only as a hash; the reminder has another.

    ``why`` is one word of ``WHY`` in the rules: why it failed or was not sent. ``claimed`` is when a worker took it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    agreement = models.ForeignKey(ContactAgreement, models.PROTECT, related_name="links")
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    session = models.ForeignKey("care.Session", models.PROTECT, null=True, related_name="+", db_index=False)
    invitation = models.OneToOneField("care.Invitation", models.PROTECT, null=True, related_name="+")
    rhythm = models.ForeignKey(Rhythm, models.PROTECT, null=True, related_name="links")
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    moment = models.CharField(max_length=8, default="start")
    day = models.DateField(null=True)
    due = models.DateTimeField()
    days = models.PositiveSmallIntegerField(default=4)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    why = models.CharField(max_length=20, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    claimed = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    expires = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - many have none yet
    reminder_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - most have none

    privacy = {
        **dict.fromkeys(
            (
                *(
                    "id",
                    "organisation",
                    "agreement",
                    "episode",
                    "session",
                    "invitation",
                    "rhythm",
                    "moment",
                    "day",
                    "due",
                ),
                *("days", "state", "why", "tries", "claimed", "sent", "expires", "reminded"),
                *("token_hash", "reminder_hash"),
            ),
            "open",
        ),
        "staff": "identifying",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "session"], name="rhythm_once_a_session"),
            models.UniqueConstraint(fields=["rhythm", "day"], name="rhythm_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.due:%Y-%m-%d}"
