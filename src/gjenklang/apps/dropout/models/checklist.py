"""The four factors: what was answered, when it is due again, and the screenings it leans on."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse, Noted
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["AskedAgain", "Checklist", "Factor", "Occasion", "Reply", "Screening", "Withdrawal"]


class Factor(models.TextChoices):
    """What often goes with leaving early, as questions (Brorson et al. 2013, doi:10.1016/j.cpr.2013.07.007)."""

    COGNITION = "cognition", _("Is memory, attention or planning difficult now?")
    ALLIANCE = "alliance", _("Is something grating in the work together?")
    PERSONALITY = "personality", _("Are trust, feelings or close relationships often difficult?")
    AGE = "age", _("Young in age?")


class Reply(models.TextChoices):
    """How a factor is answered; never a number."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known yet")


class Checklist(AboutCourse):
    """The four questions as they were answered once; ``seen`` is what stood beside them, and from where."""

    cognition = models.CharField(max_length=8, choices=Reply, default=Reply.UNKNOWN)
    alliance = models.CharField(max_length=8, choices=Reply, default=Reply.UNKNOWN)
    personality = models.CharField(max_length=8, choices=Reply, default=Reply.UNKNOWN)
    age = models.CharField(max_length=8, choices=Reply, default=Reply.UNKNOWN)
    seen: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("cognition", "alliance", "personality", "age", "seen"), "clinical"),
    }

    class Meta:
        indexes = [models.Index(fields=["episode", "client"], name="checklist_course")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    def reply(self, factor: str) -> str:
        """What was answered about one factor."""
        return str(getattr(self, factor))


class Occasion(models.TextChoices):
    """Why the four questions are asked again."""

    TRANSITION = "transition", _("moves to another place")
    RETURN = "return", _("is back after being away")
    OTHER = "other", _("the service wants it")


class AskedAgain(Noted):
    """From a day on, the four questions are due again in a course."""

    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    day = models.DateField()
    why = models.CharField(max_length=12, choices=Occasion, default=Occasion.TRANSITION)

    privacy = {**Noted.privacy, "episode": "open", "day": "clinical", "why": "clinical"}

    def __str__(self) -> str:
        return f"{self.day} {self.why}"


class Withdrawal(models.TextChoices):
    """Whether the one who was screened was in withdrawal."""

    NO = "no", _("not in withdrawal")
    YES = "yes", _("in withdrawal")
    UNKNOWN = "unknown", _("withdrawal not known")


class Screening(AboutCourse):
    """The result of a screening, and how near it was to use: a screening is no diagnosis, and it ages."""

    class About(models.TextChoices):
        """What it screens for."""

        COGNITION = "cognition", _("memory, attention, planning")
        PERSONALITY = "personality", _("trust, feelings, close relationships")

    about = models.CharField(max_length=12, choices=About)
    test = models.CharField(max_length=80)
    day = models.DateField()
    result = EncryptedTextField()
    days_since_use = models.PositiveIntegerField(null=True, blank=True)
    withdrawal = models.CharField(max_length=8, choices=Withdrawal, default=Withdrawal.UNKNOWN)
    repeat_on = models.DateField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(
            ("about", "test", "day", "result", "days_since_use", "withdrawal", "repeat_on", "withdrawn"),
            "clinical",
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["episode", "client"], name="screening_course")]

    def __str__(self) -> str:
        return f"{self.test} {self.day}"
