"""A client's wish for another therapist: kept, with a day by which someone answers, and the answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Given", "Wish"]


class Given(models.TextChoices):
    """What the answer was."""

    CHANGED = "changed", _("Another therapist, from a day that is agreed")
    WAITING = "waiting", _("Yes, but it takes time")
    STAYS = "stays", _("The two go on, and agree on what is to be different")
    NOT_POSSIBLE = "not_possible", _("Not possible here")
    WITHDRAWN = "withdrawn", _("The client no longer wishes it")


class Wish(AboutCourse):
    """What the client wishes, by when it is answered, and by whom it was."""

    words = EncryptedTextField(blank=True, default="")
    asked = models.DateField()
    due = models.DateField()
    given = models.CharField(max_length=12, choices=Given, blank=True, default="")
    answer = EncryptedTextField(blank=True, default="")
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Staff", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("words", "asked", "due", "given", "answer", "answered"), "clinical"),
        "answered_by": "identifying",
    }

    class Meta:
        verbose_name_plural = "wishes"

    def __str__(self) -> str:
        return f"{self.asked} {self.given}".strip()
