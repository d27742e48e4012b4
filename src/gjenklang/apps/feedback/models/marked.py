"""What stands on the curve besides totals: events, phases, the client's own words, and whose work a change was."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["EVENTS", "MarkKind", "Marked", "Work"]


class MarkKind(models.TextChoices):
    """What it is."""

    MOVED = "moved", _("moved house")
    ADMITTED = "admitted", _("admitted")
    DISCHARGED = "discharged", _("discharged")
    HOME_VISITS = "home_visits", _("home visits")
    MEDICATION = "medication", _("medication changed")
    HOLIDAY = "holiday", _("holiday")
    OTHER = "other", _("something else")
    PHASE = "phase", _("phase")
    WORDS = "words", _("own words")
    WORK = "work", _("whose work it was")


EVENTS = tuple(one for one in MarkKind if one not in {MarkKind.PHASE, MarkKind.WORDS, MarkKind.WORK})


class Work(models.TextChoices):
    """Whose work a change was, as the client sees it."""

    OWN = "own", _("my own effort")
    TALK = "talk", _("the talks")
    MEDICATION = "medication", _("medication")
    OTHERS = "others", _("people around me")
    LIFE = "life", _("something else in life")
    UNKNOWN = "unknown", _("hard to say")


class Marked(AboutCourse):
    """One thing on the curve, on a day or from one to another; taken back, it stays and is no longer shown."""

    kind = models.CharField(max_length=12, choices=MarkKind)
    words = EncryptedTextField(blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    work: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list, blank=True)
    taken_back = models.DateTimeField(null=True, blank=True)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("kind", "words", "since", "until", "work", "taken_back"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "marked"
        indexes = [models.Index(fields=["episode", "client"], name="marked_course")]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
