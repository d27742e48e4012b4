"""Counts of endings, as they were made: what a page shows can be read again, and recomputed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["Count"]


class Count(models.Model):
    """One count of the courses of one unit, with those under it, or of the whole organisation, in a period.

    ``figures`` holds aggregates only: nobody can be found in them. It is empty while the count is being made.
    """

    class State(models.TextChoices):
        """How far a count has come."""

        WAITING = "waiting", _("being counted")
        DONE = "done", _("counted")
        FAILED = "failed", _("could not be counted")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField()
    missed = models.PositiveSmallIntegerField(default=2)
    asked = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    figures = models.JSONField(default=dict)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "unit", "since", "until", "missed", "asked", "state", "figures"), "open"
        ),
        "asked_by": "identifying",
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "unit", "asked"], name="count_latest")]

    def __str__(self) -> str:
        return f"{self.unit or self.organisation} {self.since}–{self.until}"
