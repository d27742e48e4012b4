"""What someone wants to bring to supervision."""

from django.db import models
from django.db.models import Q

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Brought"]


class Brought(AboutCourse):
    """One course that waits to be talked about in supervision, perhaps because of a signal; open until taken up.

    ``kind`` is that of the signal as it was, for the signal itself may be handled meanwhile.
    """

    signal = models.ForeignKey("feedback.Signal", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **AboutCourse.privacy,
        **dict.fromkeys(("signal", "kind", "words", "done_at"), "clinical"),
        "done_by": "identifying",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "client", "staff"],
                condition=Q(done_at__isnull=True),
                name="brought_once_while_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'course'} {self.at:%Y-%m-%d}"
