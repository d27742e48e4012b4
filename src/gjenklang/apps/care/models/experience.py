"""How it is to come here: one question now and then, apart from the work together and from every curve."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["Experience", "ExperienceAnswer", "ExperienceAsked", "ExperienceChoice", "Reply"]


class Experience(models.TextChoices):
    """What is asked, one at a time."""

    WAITING = "waiting", _("Did you get help when you needed it?")
    PLACE = "place", _("Was it all right to be in the place where we met?")
    MET = "met", _("Were you met with respect, from the door and in?")


class Reply(models.TextChoices):
    """What can be answered."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class ExperienceChoice(models.Model):
    """Every how many weeks a unit asks each client at most; a unit without a row asks nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.OneToOneField("people.Unit", models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {**dict.fromkeys(("id", "organisation", "unit", "weeks"), "open"), "staff": "identifying"}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weeks__lte=52), name="experience_weeks")]

    def __str__(self) -> str:
        return str(self.weeks)


class ExperienceAsked(models.Model):
    """When someone was asked what, so that nobody is asked too often; of the answer only that it was dealt with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    question = models.CharField(max_length=8, choices=Experience)
    at = models.DateTimeField(default=timezone.now)
    done = models.BooleanField(default=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "unit", "question", "at", "done"), "open"),
        "client": "identifying",
    }

    class Meta:
        verbose_name_plural = "experiences asked"

    def __str__(self) -> str:
        return self.question


class ExperienceAnswer(models.Model):
    """One answer, of nobody: the unit, the question, and the Monday of the week. Its key tells no time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    question = models.CharField(max_length=8, choices=Experience)
    reply = models.CharField(max_length=8, choices=Reply)
    week = models.DateField()

    privacy = dict.fromkeys(("id", "organisation", "unit", "question", "reply", "week"), "open")

    def __str__(self) -> str:
        return f"{self.question} {self.reply}"
