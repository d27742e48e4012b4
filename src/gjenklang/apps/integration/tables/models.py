"""A file between being chosen and being stored."""

from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Upload"]


class Upload(models.Model):
    """The rows of a file that someone is about to store, encrypted; thrown away when used, or after an hour."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.CASCADE, related_name="+")
    staff = models.ForeignKey("people.Staff", models.CASCADE, related_name="+")
    name = EncryptedTextField()
    content = EncryptedTextField()
    made = models.DateTimeField(default=timezone.now)

    privacy = {
        "id": "open",
        "organisation": "open",
        "staff": "identifying",
        "name": "identifying",
        "content": "identifying",
        "made": "open",
    }

    def __str__(self) -> str:
        return str(self.made)
