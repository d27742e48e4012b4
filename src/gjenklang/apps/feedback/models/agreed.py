"""What we agreed: what we change, why, by whom and from when; versions are kept."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Agreed", "What", "Whose"]


class What(models.TextChoices):
    """What is changed; one agreement may change several."""

    METHOD = "method", _("how we work")
    RESOURCES = "resources", _("who and what helps")
    ARENA = "arena", _("where we meet")
    TIME = "time", _("how often, how long")
    THERAPIST = "therapist", _("whom one meets")
    AIM = "aim", _("what we work towards")
    MEASURE = "measure", _("which form we use")
    STEP_UP = "step_up", _("more help")
    STEP_DOWN = "step_down", _("less help")
    TRANSFER = "transfer", _("another service takes over")
    ENDING = "ending", _("we end together")


class Whose(models.TextChoices):
    """Whose idea it was."""

    TOGETHER = "together", _("both of us")
    CLIENT = "client", _("the client")
    THERAPIST = "therapist", _("the therapist")
    OTHERS = "others", _("someone else")


class Agreed(AboutCourse):
    """One version of one agreement: ``thread`` is the same in all of them, and the latest holds.

    ``plan`` is where it stands in the record system, as words: never an address that is followed.
    """

    thread = models.UUIDField()
    version = models.PositiveSmallIntegerField(default=1)
    latest = models.BooleanField(default=True)
    what: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list)
    words = EncryptedTextField()
    why = EncryptedTextField(blank=True, default="")
    whose = models.CharField(max_length=10, choices=Whose, default=Whose.TOGETHER)
    since = models.DateField()
    hours_before = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_after = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    plan = EncryptedTextField(blank=True, default="")
    until = models.DateField(null=True, blank=True)
    closing = EncryptedTextField(blank=True, default="")

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("thread", "version", "latest"), "open"),
        **dict.fromkeys(("what", "whose", "since", "hours_before", "hours_after", "until"), "clinical"),
        **dict.fromkeys(("words", "why", "plan", "closing"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "agreed"
        indexes = [models.Index(fields=["episode", "client"], name="agreed_course")]
        constraints = [
            models.UniqueConstraint(fields=["thread", "version"], name="agreed_version_once"),
            models.UniqueConstraint(
                fields=["thread"], condition=models.Q(latest=True), name="agreed_latest_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} {self.version}"

    def whats(self) -> list[str]:
        """What is changed, in words."""
        names = dict(What.choices)
        return [str(names[one]) for one in self.what if one in names]
