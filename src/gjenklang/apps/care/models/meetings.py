"""When we meet: single sessions and rows of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models.courses import Episode

__all__ = ["Arena", "Series", "Session", "Status"]


class Status(models.TextChoices):
    """What became of a session; what is asked *between* meetings has a place on the curve, and is no meeting."""

    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    NO_SHOW = "no_show", _("did not come")
    CANCELLED_CLIENT = "cancelled_client", _("cancelled by the client")
    CANCELLED_SERVICE = "cancelled_service", _("cancelled by us")
    BETWEEN = "between", _("asked between meetings")


class Arena(models.TextChoices):
    """Where a session is."""

    OFFICE = "office", _("at the office")
    HOME = "home", _("at home")
    OUTDOORS = "outdoors", _("outdoors")
    SCHOOL = "school", _("at school")
    WARD = "ward", _("on the ward")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")


class Series(models.Model):
    """The same hour every week, or every second: sessions are laid out ahead from it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="series")
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+")
    first = models.DateTimeField()
    weeks_between = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(default=45)
    arena = models.CharField(max_length=12, choices=Arena, default=Arena.OFFICE)
    until = models.DateField(null=True, blank=True)
    laid_out = models.DateField(null=True, blank=True)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "episode", "first", "weeks_between", "minutes", "until", "laid_out"),
            "open",
        ),
        "staff": "identifying",
        "arena": "clinical",
    }

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.first:%a %H:%M}"


class Session(models.Model):
    """One meeting. Times are in UTC, beside the local date; a file may know only a number."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="sessions")
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.PositiveIntegerField(null=True, blank=True)
    starts = models.DateTimeField(null=True, blank=True)
    local_date = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    arena = models.CharField(max_length=12, choices=Arena, default=Arena.OFFICE)
    status = models.CharField(max_length=20, choices=Status, default=Status.PLANNED)
    series = models.ForeignKey(Series, models.PROTECT, null=True, blank=True, related_name="sessions")
    calendar = models.CharField(max_length=255, blank=True, default="")

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "episode", "number", "starts", "local_date", "series"), "open"
        ),
        **dict.fromkeys(("minutes", "arena", "status"), "clinical"),
        "staff": "identifying",
        "calendar": "identifying",
    }

    class Meta:
        indexes = [models.Index(fields=["staff", "local_date"], name="session_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "calendar", "starts"],
                condition=~Q(calendar=""),
                name="calendar_entry_once",
            ),
            models.UniqueConstraint(fields=["series", "starts"], name="series_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.local_date or self.number}"
