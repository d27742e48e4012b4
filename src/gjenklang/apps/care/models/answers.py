"""What was asked and what was answered."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models.courses import Episode
from gjenklang.apps.care.models.meetings import Session
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["IN_FORCE", "Administration", "Channel", "Invitation", "LineNote", "Moment", "Shown", "Standing"]


class Moment(models.TextChoices):
    """Which of the two forms of a session."""

    START = "start", _("at the start")
    END = "end", _("at the end")


class Channel(models.TextChoices):
    """How the answer came."""

    ROOM = "room", _("on our screen")
    LINK = "link", _("on their own phone")
    PAPER = "paper", _("typed from paper")
    VOICE = "voice", _("read aloud")
    FILE = "file", _("from a file")


class Shown(models.TextChoices):
    """When an answer about the work together is shown to the one it is about: the client chooses."""

    NOW = "now", _("Now, so that we can talk about it")
    NEXT = "next", _("Next time we meet")
    SUM = "sum", _("Never mine alone, only in a sum of many")


class Standing(models.TextChoices):
    """Whether an answer is the one that counts; every answer is kept.

    What is *held* counts from the next meeting; what is *summed* counts in a sum of many, and nowhere else.
    """

    COUNTS = "counts", _("counts")
    HELD = "held", _("held back until the next meeting")
    SUMMED = "summed", _("counts only in a sum of many")
    UNDONE = "undone", _("undone within ten seconds")
    REPLACED = "replaced", _("replaced by a later one")
    LATE = "late", _("came after another had answered the same form")
    REMOVED = "removed", _("taken out of use, as the client asked")


#: The answer of someone to a form, whether it is shown to others yet, later or never.
IN_FORCE = (Standing.COUNTS, Standing.HELD, Standing.SUMMED)


class Invitation(models.Model):
    """One person is asked one form in one session; the address that opens it is kept only as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="+", db_index=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="invitations")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    moment = models.CharField(max_length=8, choices=Moment)
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    easy = models.BooleanField(default=False)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.ROOM)
    token_hash = models.CharField(max_length=64, unique=True)
    local_date = models.DateField(null=True)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    opened = models.DateTimeField(null=True)
    begun = models.DateTimeField(null=True)
    declined = models.DateTimeField(null=True)
    put_off = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(
            (
                "id",
                "organisation",
                "episode",
                "session",
                "moment",
                "instrument",
                "instrument_version",
                "language",
                "easy",
                "channel",
                "token_hash",
                "local_date",
                "made",
                "expires",
                "opened",
                "begun",
            ),
            "open",
        ),
        "client": "identifying",
        "rater": "identifying",
        "declined": "clinical",
        "put_off": "clinical",
    }

    def __str__(self) -> str:
        return f"{self.instrument} {self.moment}"


class Administration(models.Model):
    """One filled-in form. ``answers`` maps each line to whole steps (tenths for a line), or to ``null``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="administrations", db_index=False)
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, related_name="administrations", db_index=False
    )
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, related_name="administrations", db_index=False
    )
    ordinal = models.PositiveSmallIntegerField(default=1)
    moment = models.CharField(max_length=8, choices=Moment, default=Moment.START)
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    wording_version = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(default=timezone.now)
    seconds = models.PositiveIntegerField(null=True)
    local_date = models.DateField(null=True)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    stated_total = models.IntegerField(null=True)
    typed_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.NOW)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.COUNTS)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    reason = EncryptedTextField(blank=True, default="")
    confirmed = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(
            (
                "id",
                "organisation",
                "episode",
                "session",
                "invitation",
                "ordinal",
                "moment",
                "instrument",
                "instrument_version",
                "wording_version",
                "language",
                "channel",
                "shown",
                "standing",
                "replaces",
            ),
            "open",
        ),
        **dict.fromkeys(("client", "rater", "typed_by"), "identifying"),
        **dict.fromkeys(
            (
                *("started", "finished", "seconds", "local_date"),
                *("answers", "stated_total", "reason", "confirmed"),
            ),
            "clinical",
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["client", "episode"], name="administration_course")]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "ordinal"],
                condition=Q(invitation__isnull=False),
                name="answer_in_order",
            ),
            # One form of one kind counts for each who answers in a session; an empty rater is the client.
            models.UniqueConstraint(
                fields=["session", "client", "moment", "instrument"],
                condition=Q(standing__in=IN_FORCE, session__isnull=False, rater__isnull=True),
                name="one_counts_of_client",
            ),
            models.UniqueConstraint(
                fields=["session", "client", "rater", "moment", "instrument"],
                condition=Q(standing__in=IN_FORCE, session__isnull=False, rater__isnull=False),
                name="one_counts_of_rater",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.local_date}"


class LineNote(models.Model):
    """What a client wrote beside one line when the marks were shown back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    administration = models.ForeignKey(Administration, models.PROTECT, related_name="notes")
    line = models.CharField(max_length=40)
    text = EncryptedTextField()

    privacy = {
        "id": "open",
        "organisation": "open",
        "administration": "open",
        "line": "open",
        "text": "clinical",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["administration", "line"], name="note_once")]

    def __str__(self) -> str:
        return self.line
