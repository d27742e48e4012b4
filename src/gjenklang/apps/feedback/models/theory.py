"""The client's theory of change and preferences, in their own words, in versions."""

import json
from collections.abc import Mapping

from django.db import models

from gjenklang.apps.dropout.models.noted import AboutCourse
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["QUESTIONS", "Theory"]

#: What it is about, what would help, what helped before, who should be with us, which pace: as it is talked about.
QUESTIONS = ("cause", "would_help", "helped_before", "with_us", "pace")


class Theory(AboutCourse):
    """One version; the latest holds, and all are kept. ``said`` is JSON: a question to the words, encrypted as one."""

    version = models.PositiveSmallIntegerField(default=1)
    said = EncryptedTextField()

    privacy = {**AboutCourse.privacy, "version": "open", "said": "clinical"}

    class Meta:
        verbose_name_plural = "theories"
        constraints = [
            models.UniqueConstraint(fields=["episode", "client", "version"], name="theory_version_once")
        ]

    def __str__(self) -> str:
        return str(self.version)

    @staticmethod
    def written(said: Mapping[str, str]) -> str:
        """What the column holds: the questions that were answered.

        >>> Theory.written({"pace": "Rolig", "cause": ""})
        '{"pace": "Rolig"}'
        """
        return json.dumps({name: said[name] for name in QUESTIONS if said.get(name)}, ensure_ascii=False)

    @staticmethod
    def read(said: str) -> dict[str, str]:
        """What the column holds, read: each question that was answered, with the words."""
        read: dict[str, str] = json.loads(said)
        return read

    @property
    def answers(self) -> dict[str, str]:
        """Each question that was answered, with the words."""
        return self.read(self.said)
