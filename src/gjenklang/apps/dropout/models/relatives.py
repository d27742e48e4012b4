"""Relatives: who they are, what the one who is helped has agreed to, and until when."""

from datetime import date

from django.db import models
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Relative"]


class Relative(models.Model):
    """Someone close, as agreed in one course; without a consent that lasts nobody gets in touch."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="relatives")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    relation = models.CharField(max_length=40)
    name = EncryptedTextField(blank=True, default="")
    phone = EncryptedTextField(blank=True, default="")
    knows = EncryptedTextField(blank=True, default="")
    scope = EncryptedTextField(blank=True, default="")
    meetings = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "relation", "name", "phone"), "identifying"),
        **dict.fromkeys(("knows", "scope", "meetings", "since", "until"), "clinical"),
    }

    def __str__(self) -> str:
        return self.relation

    def agreed_on(self, day: date) -> bool:
        """Whether a consent holds on a day, both ends counted."""
        return self.since is not None and self.until is not None and self.since <= day <= self.until
