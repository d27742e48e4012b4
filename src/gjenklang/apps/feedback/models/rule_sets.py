"""Which rules a service lets speak: each choice, tuning and silence is a version that is added and never changed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import Noted
from gjenklang.core.signals import Setting

__all__ = ["Change", "RuleVersion"]


class Change(models.TextChoices):
    """What made a version."""

    CHOOSE = "choose", _("chosen")
    TUNE = "tune", _("tuned")
    BACK = "back", _("gone back")
    SILENCE = "silence", _("a rule silenced")
    SPEAK = "speak", _("a rule speaks again")
    FOLLOW = "follow", _("the unit follows the organisation again")


class RuleVersion(Noted):
    """One version of the rules of an organisation, or of one of its units, with its author, day and reason.

    ``rules`` holds every rule of ``base`` as it is set: ``{name: {"on": bool, "numbers": {name: text}}}``, so that an
    old version can be read though the document has moved on. ``silent`` is ``{name: day or null}``: silenced until that
    day, counted, or for good. The version that holds has no ``replaced``; without one, the shipped document holds.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=8, choices=Change)
    about = models.CharField(max_length=40, blank=True, default="")
    name = models.CharField(max_length=80)
    base = models.CharField(max_length=40)
    base_version = models.CharField(max_length=20)
    rules: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    budget = models.PositiveSmallIntegerField()
    silent: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    why = models.CharField(max_length=300)
    replaced = models.DateTimeField(null=True)

    privacy = {
        **Noted.privacy,
        **dict.fromkeys(("unit", "number", "what", "about", "name", "base", "base_version"), "open"),
        **dict.fromkeys(("rules", "budget", "silent", "why", "replaced"), "open"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="rule_version_number"),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(replaced=None, unit=None),
                name="rule_version_of_organisation",
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(replaced=None, unit__isnull=False), name="rule_version_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    def settings(self) -> dict[str, Setting]:
        """How each rule is set."""
        return {
            name: Setting(held["on"], {one: Decimal(value) for one, value in held["numbers"].items()})
            for name, held in self.rules.items()
        }

    def silenced(self, day: date) -> dict[str, date | None]:
        """The rules that are silent on a day, each with its last day, if it has one."""
        until = {name: date.fromisoformat(last) if last else None for name, last in self.silent.items()}
        return {name: last for name, last in until.items() if last is None or last >= day}

    @staticmethod
    def stored(settings: Mapping[str, Setting]) -> dict[str, Any]:
        """What the column of rules holds."""
        return {
            name: {"on": held.on, "numbers": {one: str(value) for one, value in held.numbers.items()}}
            for name, held in settings.items()
        }
