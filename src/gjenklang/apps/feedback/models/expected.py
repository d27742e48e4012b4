"""A service's own model of the expected course, and its bands worked out once for every score at the start."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["ExpectedBands", "ExpectedModel"]


class ExpectedModel(models.Model):
    """One model document as it was taken in; at most one for each instrument is in use.

    ``counted_in`` says what one step of the model's time is: a session, or a number of days.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("being worked out")
        READY = "ready", _("ready")
        REFUSED = "refused", _("refused")

    class CountedIn(models.TextChoices):
        """What the model's time counts."""

        SESSIONS = "sessions", _("sessions")
        WEEKS = "weeks", _("weeks")
        DAYS = "days", _("days")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    n = models.PositiveIntegerField()
    fitted = models.DateField()
    period = models.CharField(max_length=120, blank=True, default="")
    counted_in = models.CharField(max_length=10, choices=CountedIn)
    document: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    refused = models.CharField(max_length=300, blank=True, default="")
    in_use = models.BooleanField(default=False)

    privacy = {
        **dict.fromkeys(
            (
                *("id", "organisation", "at", "instrument", "instrument_version", "name", "version", "n"),
                *("fitted", "period", "counted_in", "document", "state", "refused", "in_use"),
            ),
            "open",
        ),
        "staff": "identifying",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "instrument"], condition=Q(in_use=True), name="one_expected_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class ExpectedBands(models.Model):
    """The bands of one model for one score at the start, in whole units: one row for each time, the start not counted.

    ``rows`` holds, for each time from 1, the low and high of 80 %, the low and high of 50 %, and the median.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    model = models.ForeignKey(ExpectedModel, models.CASCADE, related_name="bands")
    start = models.SmallIntegerField()
    rows: models.JSONField[list[list[float]], list[list[float]]] = models.JSONField()

    privacy = dict.fromkeys(("id", "organisation", "model", "start", "rows"), "open")

    class Meta:
        verbose_name_plural = "expected bands"
        constraints = [models.UniqueConstraint(fields=["model", "start"], name="expected_bands_once")]

    def __str__(self) -> str:
        return str(self.start)
