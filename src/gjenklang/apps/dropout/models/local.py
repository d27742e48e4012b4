"""Checklists that a service builds itself, with the weeks at which they are due."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse, Noted
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["AnsweredBy", "LocalAnswers", "LocalChecklist", "LocalVersion"]


class AnsweredBy(models.TextChoices):
    """How one question of a service's own is answered."""

    CHOICE = "choice", _("Yes, No, Not known yet")
    TEXT = "text", _("a few words")


class LocalChecklist(Noted):
    """A checklist of a service's own; what it asks lies in its versions."""

    closed = models.DateTimeField(null=True)

    privacy = {**Noted.privacy, "closed": "open"}

    def __str__(self) -> str:
        return str(self.pk)


class LocalVersion(Noted):
    """What a local checklist asks, in which units, and in which weeks of a course (from 1); never changed.

    ``questions`` is a row of ``{"code", "words", "kind"}``.
    """

    checklist = models.ForeignKey(LocalChecklist, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    questions: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list)
    weeks: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    units: Any = models.ManyToManyField("people.Unit", related_name="+")

    privacy = {
        **Noted.privacy,
        **dict.fromkeys(("checklist", "number", "name", "questions", "weeks"), "open"),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["checklist", "number"], name="local_version_in_order")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class LocalAnswers(AboutCourse):
    """One local checklist filled in for one client, in the week it was due (0: outside the time points).

    ``answers`` is JSON by code of the question; it may hold words about someone, so it is encrypted.
    """

    version = models.ForeignKey(LocalVersion, models.PROTECT, related_name="+")
    week = models.PositiveSmallIntegerField(default=0)
    answers = EncryptedTextField()

    privacy = {**AboutCourse.privacy, "version": "open", "week": "clinical", "answers": "clinical"}

    class Meta:
        verbose_name_plural = "local answers"
        indexes = [models.Index(fields=["episode", "client"], name="local_answers_course")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
