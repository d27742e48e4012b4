"""The one line in a client's own words, beside the lines of a form and never in their total."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["OwnLine", "OwnMark"]


class OwnLine(models.Model):
    """What one client wants to follow in one course, from a moment; other words are another line, and all are kept.

    ``staff`` is who wrote it down, and empty where the client did so alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    words = EncryptedTextField()
    low = EncryptedTextField(blank=True, default="")
    high = EncryptedTextField(blank=True, default="")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(("words", "low", "high", "since", "until"), "clinical"),
    }

    class Meta:
        indexes = [models.Index(fields=["episode", "client"], name="own_line_course")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "client"], condition=Q(until__isnull=True), name="own_line_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}"


class OwnMark(models.Model):
    """Where a client put the mark on the own line, in whole tenths of 0 to 10, when a form was answered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    administration = models.OneToOneField("care.Administration", models.PROTECT, related_name="own_mark")
    line = models.ForeignKey(OwnLine, models.PROTECT, related_name="marks")
    mark = models.PositiveSmallIntegerField()

    privacy = {
        **dict.fromkeys(("id", "organisation", "administration", "line"), "open"),
        "mark": "clinical",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(mark__lte=100), name="own_mark_on_line")]

    def __str__(self) -> str:
        return str(self.pk)
