"""The client's theory of change and preferences, in their own words, in versions."""

from django.db import models

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Theory"]


class Theory(AboutCourse):
    """One version; the latest holds, and all are kept."""

    version = models.PositiveSmallIntegerField(default=1)
    cause = EncryptedTextField(blank=True, default="")
    would_help = EncryptedTextField(blank=True, default="")
    helped_before = EncryptedTextField(blank=True, default="")
    with_us = EncryptedTextField(blank=True, default="")
    pace = EncryptedTextField(blank=True, default="")

    privacy = {
        **AboutCourse.privacy,
        "version": "open",
        **dict.fromkeys(("cause", "would_help", "helped_before", "with_us", "pace"), "clinical"),
    }

    class Meta:
        verbose_name_plural = "theories"
        constraints = [
            models.UniqueConstraint(fields=["episode", "client", "version"], name="theory_version_once")
        ]

    def __str__(self) -> str:
        return str(self.version)
