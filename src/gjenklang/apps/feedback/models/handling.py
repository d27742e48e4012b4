"""On which days a signal stood in sight, to whom, and everything that was done with it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import Noted
from gjenklang.apps.feedback.models.signals import NotNow, Signal
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Handling", "Showing", "Step"]


class Showing(Noted):
    """A signal stood on a page for someone on a day, so that the day can be shown again.

    ``place`` is where it stood (from 0), ``folded`` whether it stood under *more*, as far as it came that day.
    """

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="showings")
    day = models.DateField(default=timezone.localdate)
    place = models.PositiveSmallIntegerField()
    folded = models.BooleanField(default=False)

    privacy = {
        **Noted.privacy,
        "signal": "open",
        **dict.fromkeys(("at", "day", "place", "folded"), "clinical"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "staff", "day"], name="showing_once_a_day"),
        ]
        indexes = [models.Index(fields=["staff", "day"], name="showing_day")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.day}"


class Step(models.TextChoices):
    """One step in what was done with a signal."""

    TALKED = "talked", _("talked about")
    NOT_NOW = "not_now", _("not now")
    TAKEN_BACK = "taken_back", _("taken back")


class Handling(Noted):
    """One step: what was done, by whom and when, with its reason; never changed, so that taking back leaves both."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="handlings")
    step = models.CharField(max_length=10, choices=Step)
    reason = models.CharField(max_length=8, choices=NotNow, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")

    privacy = {
        **Noted.privacy,
        "signal": "open",
        **dict.fromkeys(("at", "step", "reason", "words"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"
