"""A move from one place of help to another; open until it is known that the first appointment there was attended."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Closed", "Transition"]


class Closed(models.TextChoices):
    """Why a move came to nothing."""

    STAYS = "stays", _("stays here after all")
    OTHER_PLACE = "other_place", _("another place instead")
    NO_WISH = "no_wish", _("did not want it")
    LOST = "lost", _("we do not reach them")
    DIED = "died", _("died")


class Transition(models.Model):
    """Referred out, first appointment set, first attended there; or closed, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="transitions")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    place = EncryptedTextField()
    moves = models.DateField()
    referred = models.DateField(null=True)
    appointment = models.DateField(null=True)
    along = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    along_words = EncryptedTextField(blank=True, default="")
    attended = models.DateField(null=True)
    closed = models.DateField(null=True)
    reason = models.CharField(max_length=12, choices=Closed, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "along", "along_words"), "identifying"),
        **dict.fromkeys(
            ("place", "moves", "referred", "appointment", "attended", "closed", "reason", "words"), "clinical"
        ),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attended=None) | models.Q(closed=None), name="attended_or_closed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.moves}"

    @property
    def open(self) -> bool:
        """Whether nobody knows yet how it went."""
        return self.attended is None and self.closed is None

    def overdue_on(self, day: date) -> bool:
        """Whether the first appointment has been, and nobody has noted that it was attended."""
        return self.open and self.appointment is not None and self.appointment < day
