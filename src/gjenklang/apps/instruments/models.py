"""What is kept of instruments in use and of licences."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["InstrumentUse", "Licence"]


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


class Licence(models.Model):
    """What an organisation has agreed with the holder of an instrument's words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.UUIDField()
    instrument = models.CharField(max_length=40)
    holder = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    on_screen = models.BooleanField(default=False)

    privacy = dict.fromkeys(
        ("id", "organisation", "instrument", "holder", "reference", "since", "until", "on_screen"), "open"
    )

    def __str__(self) -> str:
        return f"{self.instrument}: {self.holder}"
