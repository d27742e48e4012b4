"""Which forms a service gives a course to begin with."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["AgeGroup", "EpisodeKind", "StandardSet"]


class AgeGroup(models.TextChoices):
    """Whom a set is for, by the age at which the course begins."""

    CHILD = "child", _("children, under 13")
    YOUTH = "youth", _("young people, 13 to 17")
    ADULT = "adult", _("adults")


class EpisodeKind(models.TextChoices):
    """The kinds of course, by the same words as in care."""

    INDIVIDUAL = "individual", _("individual")
    COUPLE = "couple", _("couple")
    FAMILY = "family", _("family")
    GROUP = "group", _("group")
    RESIDENTIAL = "residential", _("residential")


class StandardSet(models.Model):
    """The forms of one kind of course and age; the newest row holds, and every earlier one stays.

    A unit's own set goes before that of the organisation (no unit). Empty forms mean our own words for the age.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=EpisodeKind)
    ages = models.CharField(max_length=8, choices=AgeGroup)
    outcome = models.CharField(max_length=40, blank=True, default="")
    alliance = models.CharField(max_length=40, blank=True, default="")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "unit", "kind", "ages", "outcome", "alliance", "reason", "at"), "open"
        ),
        "staff": "identifying",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.ages}: {self.outcome or 'own'} {self.alliance or 'own'}"
