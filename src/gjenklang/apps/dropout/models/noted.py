"""What every row of this feature has: its organisation, and who noted it when."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["AboutCourse", "Noted"]


class Noted(models.Model):
    """A row that is added and never changed: who noted it, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)

    privacy = {"id": "open", "organisation": "open", "staff": "identifying", "at": "open"}

    class Meta:
        abstract = True


class AboutCourse(Noted):
    """A row about one client in one course."""

    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)

    privacy = {**Noted.privacy, "episode": "open", "client": "identifying", "at": "clinical"}

    class Meta:
        abstract = True
