"""What a therapist expects before the curve is opened; nobody else sees it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse, Noted

__all__ = ["Expects", "Guess", "GuessWish"]


class Expects(models.TextChoices):
    """How the marks will be beside last time."""

    BETTER = "better", _("better than last time")
    SAME = "same", _("about as last time")
    WORSE = "worse", _("worse than last time")


class Guess(AboutCourse):
    """One guess about one client before one session; at the first there is nothing to compare with (no ``expects``).

    Skipped is a guess too, of nothing: it is not asked again.
    """

    session = models.ForeignKey("care.Session", models.PROTECT, related_name="+", db_index=False)
    expects = models.CharField(max_length=8, choices=Expects, blank=True, default="")
    returns = models.BooleanField(null=True)

    privacy = {**AboutCourse.privacy, "session": "open", "expects": "clinical", "returns": "clinical"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "client", "staff"], name="guess_once_each_session")
        ]
        indexes = [models.Index(fields=["staff", "at"], name="guess_of_staff")]

    def __str__(self) -> str:
        return f"{self.expects or 'skipped'} {self.at:%Y-%m-%d}"


class GuessWish(Noted):
    """Whether someone wants to be asked; the newest holds, and without one they are asked."""

    wanted = models.BooleanField()

    privacy = {**Noted.privacy, "wanted": "open"}

    def __str__(self) -> str:
        return "wanted" if self.wanted else "not wanted"
