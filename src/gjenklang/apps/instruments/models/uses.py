"""Which instruments an organisation has in use."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["InstrumentUse"]


class InstrumentUse(models.Model):
    """An organisation uses an instrument and reads its limits after one named rule set."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.UUIDField()
    instrument = models.CharField(max_length=40)
    rule_set = models.CharField(max_length=40, blank=True, default="")
    since = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys(("id", "organisation", "instrument", "rule_set", "since"), "open")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "instrument"], name="instrument_use_once")
        ]

    def __str__(self) -> str:
        return self.instrument
