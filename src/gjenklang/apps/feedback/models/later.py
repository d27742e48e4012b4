"""Whether someone may be asked again when the course is over, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["MONTHS", "Came", "FollowUp", "MayAsk"]

#: When someone is asked again, in months after the last day.
MONTHS = (3, 6)


class MayAsk(AboutCourse):
    """A consent to be asked again 3 and 6 months after the end, and how; taken back, nobody asks."""

    how = EncryptedTextField(blank=True, default="")
    withdrawn = models.DateTimeField(null=True, blank=True)

    privacy = {
        **AboutCourse.privacy,
        "how": "identifying",
        "withdrawn": "clinical",
    }

    class Meta:
        verbose_name_plural = "may ask"
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "client"], condition=Q(withdrawn=None), name="may_ask_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.at.date())


class Came(models.TextChoices):
    """What came of asking."""

    ASKED = "asked", _("asked")
    NOT_REACHED = "not_reached", _("not reached")
    NOT_WANTED = "not_wanted", _("did not want to")


class FollowUp(AboutCourse):
    """One time that someone was asked, or tried: after 3 or 6 months, with the session that holds the answer."""

    months = models.PositiveSmallIntegerField()
    came = models.CharField(max_length=12, choices=Came)
    session = models.ForeignKey(
        "care.Session", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    privacy = {
        **AboutCourse.privacy,
        "session": "open",
        **dict.fromkeys(("months", "came"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.months} {self.came}"
