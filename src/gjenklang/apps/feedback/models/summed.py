"""What was said of the work together, as a sum of many, kept as it was when its quarter was summed up."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["AllianceSum"]


class AllianceSum(models.Model):
    """One form in one unit and quarter; made once and never changed, so that no two looks can be subtracted.

    ``lines`` has one entry for each line that may be shown: ``code``, ``people``, and ``mean``, ``low`` and ``high`` in
    the form's own units.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="+", db_index=False)
    begins = models.DateField()
    ends = models.DateField()
    form = models.CharField(max_length=60)
    people = models.PositiveIntegerField()
    answers = models.PositiveIntegerField()
    lines = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys(
        (*("id", "organisation", "unit", "begins", "ends", "form", "people", "answers", "lines", "made"),),
        "open",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "begins", "form"], name="alliance_summed_once")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.begins}"
