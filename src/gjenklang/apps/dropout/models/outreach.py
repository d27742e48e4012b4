"""Outreach by peers: what someone agreed to share with one named peer, the task, and what came of it."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Contact", "How", "Outcome", "Outreach", "Roster"]


class Outcome(models.TextChoices):
    """How a task ended."""

    BACK = "back", _("came back, or has a new appointment")
    IN_TOUCH = "in_touch", _("in touch, no appointment yet")
    LEFT_ALONE = "left_alone", _("wants to be left alone")
    NOT_REACHED = "not_reached", _("not reached")
    WITHDRAWN = "withdrawn", _("the consent was taken back")


class How(models.TextChoices):
    """How someone got in touch."""

    PHONE = "phone", _("telephone call")
    SMS = "sms", _("text message")
    VISIT = "visit", _("visit")
    MEETING = "meeting", _("met outside")


class Outreach(models.Model):
    """A task for one peer; the consent names the peer, what may be said, and the last day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="outreach")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    peer = models.ForeignKey("people.Staff", models.PROTECT, related_name="outreach")
    asked_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    calls = EncryptedTextField()
    scope = EncryptedTextField()
    since = models.DateField()
    until = models.DateField()
    phone = EncryptedTextField(blank=True, default="")
    task = EncryptedTextField()
    when_bad = EncryptedTextField()
    closed = models.DateField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "peer", "asked_by", "calls", "phone", "when_bad"), "identifying"),
        **dict.fromkeys(("scope", "since", "until", "task", "closed", "outcome", "words"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "outreach"
        constraints = [
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="outreach_dates")
        ]

    def __str__(self) -> str:
        return f"{self.since}–{self.until}"

    def agreed_on(self, day: date) -> bool:
        """Whether the consent holds on a day, both ends counted."""
        return self.since <= day <= self.until


class Contact(models.Model):
    """One try to get in touch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="contacts")
    day = models.DateField()
    clock = models.TimeField(null=True)
    how = models.CharField(max_length=8, choices=How)
    reached = models.BooleanField(default=False)
    note = EncryptedTextField(blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "outreach"), "open"),
        **dict.fromkeys(("day", "clock", "how", "reached", "note"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.day}"


class Roster(models.Model):
    """When one peer can be asked, in the peer's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    staff = models.OneToOneField("people.Staff", models.PROTECT, related_name="roster")
    words = models.CharField(max_length=120, blank=True, default="")
    away_until = models.DateField(null=True)

    privacy = {
        **dict.fromkeys(("id", "organisation"), "open"),
        **dict.fromkeys(("staff", "words", "away_until"), "identifying"),
    }

    def __str__(self) -> str:
        return self.words
