"""Milestone meetings: the plan held against the course, who comes, what was said and decided, and the next date."""

from django.db import models
from uuid_utils.compat import uuid7

from gjenklang.apps.dropout.models.relatives import Relative
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Attendee", "Decision", "Milestone"]


class Milestone(models.Model):
    """One meeting with the one who is helped, planned or held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="milestones")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    clock = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True, default="")
    plan = EncryptedTextField(blank=True, default="")
    client_comes = models.BooleanField(default=True)
    others = EncryptedTextField(blank=True, default="")
    held = models.DateField(null=True)
    course = EncryptedTextField(blank=True, default="")
    minutes = EncryptedTextField(blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "day", "clock"), "open"),
        **dict.fromkeys(("client", "others"), "identifying"),
        **dict.fromkeys(("place", "plan", "client_comes", "held", "course", "minutes"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.day}"


class Attendee(models.Model):
    """A relative or a member of staff who is asked to come; one of the two."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="attendees")
    relative = models.ForeignKey(Relative, models.PROTECT, null=True, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "milestone"), "open"),
        **dict.fromkeys(("relative", "staff"), "identifying"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(relative=None, staff__isnull=False)
                | models.Q(staff=None, relative__isnull=False),
                name="attendee_is_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id}"


class Decision(models.Model):
    """What was decided: what, who does it and by when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="decisions")
    words = EncryptedTextField()
    who = EncryptedTextField(blank=True, default="")
    due = models.DateField(null=True)
    done = models.DateField(null=True)

    privacy = {
        **dict.fromkeys(("id", "organisation", "milestone"), "open"),
        **dict.fromkeys(("words", "due", "done"), "clinical"),
        "who": "identifying",
    }

    def __str__(self) -> str:
        return f"{self.due}"
