"""A sheet of paper and what became of it."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.care.models import Moment

__all__ = ["Sheet"]


class Sheet(models.Model):
    """One printed form. With a session it is one client's; without, it lies in the pile of a unit's room.

    The code stands on the paper, where no name does; it leads nowhere without signing in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+")
    session = models.ForeignKey("care.Session", models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    moment = models.CharField(max_length=8, choices=Moment)
    instrument = models.CharField(max_length=40)
    instrument_version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    code = models.CharField(max_length=8)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    printed = models.DateTimeField(default=timezone.now)
    administration = models.OneToOneField(
        "care.Administration", models.PROTECT, null=True, related_name="+", db_index=False
    )
    put_aside = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(
            (
                *("id", "organisation", "unit", "session", "moment", "instrument", "instrument_version"),
                *("language", "code", "printed", "administration", "put_aside"),
            ),
            "open",
        ),
        **dict.fromkeys(("client", "rater", "staff"), "identifying"),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="sheet_code")]

    def __str__(self) -> str:
        return self.code
