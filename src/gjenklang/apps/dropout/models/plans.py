"""Talks before and on the way, the mastery plan in its versions, and whether someone wants reminders."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["MasteryPlan", "Reminders", "Talk"]


class Talk(models.Model):
    """An introduction talk (how we work) or a mastery talk, on a day, with somebody."""

    class Kind(models.TextChoices):
        """Which of the two."""

        INTRODUCTION = "introduction", _("introduction talk")
        MASTERY = "mastery", _("mastery talk")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="talks")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField()
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    words = EncryptedTextField(blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(("kind", "day", "words"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class MasteryPlan(models.Model):
    """One version of the plan that is written together; the latest holds, and all are kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="plans")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveSmallIntegerField()
    helps = EncryptedTextField(blank=True, default="")
    signs = EncryptedTextField(blank=True, default="")
    mine = EncryptedTextField(blank=True, default="")
    others = EncryptedTextField(blank=True, default="")
    calls = EncryptedTextField(blank=True, default="")
    made = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "version"), "open"),
        **dict.fromkeys(("client", "calls", "made_by"), "identifying"),
        **dict.fromkeys(("helps", "signs", "mine", "others", "made"), "clinical"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "client", "version"], name="plan_version_once")
        ]

    def __str__(self) -> str:
        return str(self.version)


class Reminders(models.Model):
    """Whether someone wants to be reminded of appointments; without a row nobody has asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    wanted = models.BooleanField()
    asked = models.DateField(default=timezone.localdate)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        "client": "identifying",
        **dict.fromkeys(("wanted", "asked"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "reminders"
        constraints = [
            models.UniqueConstraint(fields=["episode", "client"], name="asked_about_reminders_once")
        ]

    def __str__(self) -> str:
        return str(self.wanted)
