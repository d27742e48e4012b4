"""What is kept of a client's access to the own page."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Access", "Decided", "Deletion", "OwnSession", "WrongTry"]


class Access(models.Model):
    """One client may open the own page, by a code and a PIN of the client's own; staff may close it at once.

    With ``rater`` it is someone who rates the client, and who opens another page: what the client answers, as long as
    that is decided. ``link_hash`` is what is kept of the one address where the PIN is chosen, until it is used or its
    time is out. Only one access of a person is open at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, related_name="+", db_index=False)
    code = models.CharField(max_length=12, unique=True)
    pin = models.CharField(max_length=200, blank=True, default="")
    link_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - many have none
    link_until = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    closed = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "link_hash", "link_until", "at", "closed"), "open"),
        **dict.fromkeys(("client", "rater", "code", "pin", "staff", "closed_by"), "identifying"),
    }

    class Meta:
        verbose_name_plural = "accesses"
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(closed__isnull=True, rater=None), name="own_access_once"
            ),
            models.UniqueConstraint(
                fields=["client", "rater"],
                condition=Q(closed__isnull=True, rater__isnull=False),
                name="close_access_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class OwnSession(models.Model):
    """One signed-in browser of a client: found by the hash of a key that only the browser holds."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    access = models.ForeignKey(Access, models.PROTECT, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)
    seen = models.DateTimeField(default=timezone.now)

    privacy = dict.fromkeys(("id", "organisation", "access", "key_hash", "since", "seen"), "open")

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}"


class WrongTry(models.Model):
    """One try that did not open: of which code and from which address, both only as a keyed hash."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    code_hash = models.CharField(max_length=64)
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    privacy = {
        **dict.fromkeys(("id", "organisation", "at"), "open"),
        **dict.fromkeys(("code_hash", "address_hash"), "identifying"),
    }

    class Meta:
        verbose_name_plural = "wrong tries"
        indexes = [
            models.Index(fields=["code_hash", "at"], name="wrong_try_code"),
            models.Index(fields=["address_hash", "at"], name="wrong_try_address"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Decided(models.TextChoices):
    """What was decided on a request for deletion."""

    DELETED = "deleted", _("Deleted for good")
    OUT_OF_USE = "out_of_use", _("Taken out of use, and kept")
    REFUSED = "refused", _("Not deleted")
    WITHDRAWN = "withdrawn", _("No longer asked for")


class Deletion(models.Model):
    """One client asks for something to be deleted; someone who does not help the client decides, with a reason.

    ``staff`` is who noted it, and empty where the client asked alone. ``answers`` is how many the decision was about.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    words = EncryptedTextField()
    asked = models.DateField()
    due = models.DateField()
    decided = models.CharField(max_length=12, choices=Decided, blank=True, default="")
    reason = EncryptedTextField(blank=True, default="")
    answers = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "people.Staff", models.PROTECT, null=True, related_name="+", db_index=False
    )

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "staff", "decided_by"), "identifying"),
        **dict.fromkeys(("words", "asked", "due", "decided", "reason", "answers", "at"), "clinical"),
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "due"], name="deletion_due")]

    def __str__(self) -> str:
        return f"{self.asked} {self.decided}".strip()
