"""Who receives the answers that somebody talks with the client about the same day."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["SafetyReceiver"]


class SafetyReceiver(models.Model):
    """A named receiver for one unit, or for every unit that has none of its own: who, when, and how soon.

    Without one, an instrument with such an item cannot be chosen. Whoever changes it ends the row and adds another.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("people.Staff", models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+")
    weekdays = models.CharField(max_length=7)
    opens = models.TimeField()
    closes = models.TimeField()
    within_minutes = models.PositiveIntegerField()
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    noted_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "unit", "weekdays", "opens", "closes", "within_minutes", "since", "until"),
            "open",
        ),
        **dict.fromkeys(("receiver", "deputy", "noted_by"), "identifying"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit"],
                condition=Q(until__isnull=True, unit__isnull=False),
                name="safety_receiver_of_unit",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True, unit__isnull=True),
                name="safety_receiver_of_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver_id} {self.weekdays} {self.opens:%H:%M}-{self.closes:%H:%M}"
