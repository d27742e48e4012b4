"""What we talk about today: kept for one session, and ticked off."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["AgendaItem", "From"]


class From(models.TextChoices):
    """Where a point comes from."""

    CLIENT = "client", _("from the client")
    AGREED = "agreed", _("we agreed")
    SIGNAL = "signal", _("suggestion")


class AgendaItem(AboutCourse):
    """One point of one session's agenda, in the words that stood on the page; ``about`` is what it came from.

    Ticked off it stays, and may be taken back.
    """

    session = models.ForeignKey("care.Session", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=From)
    words = EncryptedTextField()
    about = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("session", "about"), "open"),
        **dict.fromkeys(("kind", "words", "done_at"), "clinical"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "client", "kind", "about"], name="agenda_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
