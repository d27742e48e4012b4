"""A code that opens one form once, and the wrong tries of whoever guesses."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from uuid_utils.compat import uuid7

__all__ = ["Code", "WrongTry"]


class Code(models.Model):
    """Six digits that lead to one invitation, once, for a quarter of an hour; kept only as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    invitation = models.ForeignKey("care.Invitation", models.PROTECT, related_name="+")
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    code_hash = models.CharField(max_length=64)
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(db_index=True)
    used = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "invitation", "code_hash", "made", "expires", "used", "closed"), "open"
        ),
        "staff": "identifying",
    }

    class Meta:
        # Two codes that are open at once are never the same, in whatever organisation.
        constraints = [
            models.UniqueConstraint(fields=["code_hash"], condition=Q(closed=None), name="open_code")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class WrongTry(models.Model):
    """One wrong code, from one network address, which is kept only as a keyed hash; it is nobody's code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    privacy = dict.fromkeys(("id", "organisation", "address_hash", "at"), "open")

    def __str__(self) -> str:
        return str(self.at)
