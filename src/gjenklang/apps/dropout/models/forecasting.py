"""A service's own model of who drops out, as it was fitted and judged; off until someone switches it on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["LANDMARK_DAYS", "LocalModel"]

#: What is known so many days after the first session is all that the model sees.
LANDMARK_DAYS = 28


class LocalModel(models.Model):
    """One fit on an organisation's closed courses, judged on the newest of them; at most one is switched on.

    ``figures`` holds coefficients and how it was judged: aggregates only.
    """

    class State(models.TextChoices):
        """How far a fit has come."""

        WAITING = "waiting", _("being fitted")
        JUDGED = "judged", _("judged")
        TOO_FEW = "too_few", _("too few to judge")
        FAILED = "failed", _("could not be fitted")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    asked = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    figures = models.JSONField(default=dict)
    on_since = models.DateTimeField(null=True, blank=True)
    on_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, blank=True, related_name="+")
    on_why = models.CharField(max_length=300, blank=True, default="")
    off_since = models.DateTimeField(null=True, blank=True)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "asked", "state", "figures", "on_since", "on_why", "off_since"), "open"
        ),
        **dict.fromkeys(("asked_by", "on_by"), "identifying"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(on_since__isnull=False, off_since=None),
                name="one_local_model_on",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked:%Y-%m-%d}"

    @property
    def on(self) -> bool:
        """Whether it is switched on now."""
        return self.on_since is not None and self.off_since is None
