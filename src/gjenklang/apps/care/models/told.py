"""That someone was told, before the first form, what it is for and that answering is voluntary."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["Told", "Understood"]


class Understood(models.TextChoices):
    """What one question showed of whether the words were understood; it is about the words, not the one who read."""

    AT_ONCE = "at_once", _("understood at once")
    SAID_AGAIN = "said_again", _("understood when it was said once more")
    NOT_ASKED = "", _("the question was left open")


class Told(models.Model):
    """One person was shown one version of the words, in one language, and went on; it is no consent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=5)
    easy = models.BooleanField(default=False)
    understood = models.CharField(max_length=12, choices=Understood, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "version", "language", "easy"), "open"),
        **dict.fromkeys(("client", "rater"), "identifying"),
        **dict.fromkeys(("understood", "at"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "told"
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "client", "version"],
                condition=Q(rater__isnull=True),
                name="client_told_once",
            ),
            models.UniqueConstraint(
                fields=["episode", "client", "rater", "version"],
                condition=Q(rater__isnull=False),
                name="rater_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}"
