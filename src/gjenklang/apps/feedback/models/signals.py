"""What was shown as worth taking up, as it was when it was first shown, and what was done with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Done", "Figures", "Kind", "NotNow", "Signal"]


class Kind(models.TextChoices):
    """What a signal is about, in the order in which it is worth taking up (``docs/practice/ta-opp.md`` says why).

    The same as the core's ``About``; here are the words.
    """

    WORSE_TWICE = "worse_twice", _("Clearly worse than at the start, twice in a row")
    MISSED = "missed", _("Not met")
    WORSE = "worse", _("Clearly worse than at the start")
    ALLIANCE_LOW = "alliance_low", _("How we work together")
    FAR_BELOW = "far_below", _("Far below the expected course")
    NO_GAIN = "no_gain", _("No reliable change yet")
    BELOW = "below", _("Below the expected course")
    ALLIANCE_LINE = "alliance_line", _("One part of how we work together")
    ALLIANCE_FALL = "alliance_fall", _("A fall in how we work together")
    RATERS = "raters", _("Two see the change differently")
    PLATEAU = "plateau", _("Long without change")
    PATTERN = "pattern", _("A pattern in the answers")
    CEILING = "ceiling", _("One thing that could be better")
    LATE = "late", _("Long since the last form")
    UNMEASURED = "unmeasured", _("No form at the start")
    STARTED_ABOVE = "started_above", _("Above the cut-off from the start")
    WAY_ON = "way_on", _("Talk about the way on")


class Done(models.TextChoices):
    """What became of a signal."""

    TALKED = "talked", _("talked about")
    NOT_NOW = "not_now", _("not now")


class NotNow(models.TextChoices):
    """Why a signal is not taken up now."""

    OTHER = "other", _("something else matters more today")
    KNOWN = "known", _("we have talked about it before")
    WAIT = "wait", _("we wait and see")
    UNFIT = "unfit", _("it does not fit here")


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of an observation, in whole steps, so that it can be said in every language.

    Attributes
    ----------
    totals : tuple of int
        Those that the sentence names, in order.
    limits : dict of str to int
        By name: ``reliable``, ``cut_off``, ``alliance``, ``expected`` and ``above`` (of 100 who started alike).
    n : int
        How many measures, or how many in a row.
    lines : dict of str to int
        For each line that the sentence names, its mark or how far it moved.
    day : date or None
        Of the session that the sentence names.
    who : tuple of str
        The sides that the sentence names, as the core's ``RaterKind``; never a name.
    """

    totals: tuple[int, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    n: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
    day: date | None = None
    who: tuple[str, ...] = ()

    def stored(self) -> dict[str, Any]:
        """Return what the column holds."""
        day = self.day.isoformat() if self.day else None
        return {
            "totals": list(self.totals),
            "limits": {**self.limits},
            "n": self.n,
            "lines": {**self.lines},
            "day": day,
            "who": list(self.who),
        }

    @classmethod
    def read(cls, held: Mapping[str, Any]) -> "Figures":
        """Read what the column holds.

        >>> Figures.read(Figures(totals=(1, 2), day=date(2026, 1, 2)).stored()).totals
        (1, 2)
        """
        day = date.fromisoformat(held["day"]) if held["day"] else None
        who = tuple(held.get("who", ()))
        return cls(tuple(held["totals"]), held["limits"], held["n"], held["lines"], day, who)


class Signal(models.Model):
    """Something worth taking up with one client: a snapshot of what was found, never computed again.

    ``rule_set``, ``version`` and ``rule`` say which rule of which document spoke; ``set_code``, ``set_version`` and
    ``set_name`` which set of rules the service had chosen, and as it had tuned it; ``model_version`` from which model
    the expected course was, empty where none was asked. ``found`` is when a page first had it, ``shown`` when it first
    stood in sight, and to whom; every day it stood on a page has a row of its own (``Showing``).

    It rests on one administration or on one session, and of each kind one is kept for each of them: showing it twice
    stores it once, and what was handled is not shown again until something new is answered.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    administration = models.ForeignKey(
        "care.Administration", models.PROTECT, null=True, related_name="+", db_index=False
    )
    session = models.ForeignKey("care.Session", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    rule_set = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    rule = models.CharField(max_length=40)
    limits = models.CharField(max_length=40, blank=True, default="")
    set_code = models.CharField(max_length=40, blank=True, default="")
    set_version = models.CharField(max_length=20, blank=True, default="")
    set_name = models.CharField(max_length=80, blank=True, default="")
    model_version = models.CharField(max_length=40, blank=True, default="")
    source = models.TextField()
    mark = models.CharField(max_length=4)
    instrument = models.CharField(max_length=40, blank=True, default="")
    instrument_version = models.CharField(max_length=20, blank=True, default="")
    figures: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    found = models.DateTimeField()
    shown = models.DateTimeField(null=True)
    shown_to = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)
    done = models.CharField(max_length=8, choices=Done, blank=True, default="")
    reason = models.CharField(max_length=8, choices=NotNow, blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(
            (
                *("id", "organisation", "episode", "administration", "session"),
                *("rule_set", "version", "limits", "source", "mark", "instrument", "instrument_version"),
                *("set_code", "set_version", "set_name", "model_version"),
            ),
            "open",
        ),
        **dict.fromkeys(("client", "shown_to", "done_by"), "identifying"),
        **dict.fromkeys(
            ("kind", "rule", "figures", "found", "shown", "done", "reason", "words", "done_at"),
            "clinical",
        ),
    }

    class Meta:
        indexes = [
            models.Index(fields=["episode", "client"], name="signal_course"),
            models.Index(fields=["organisation", "found"], name="signal_found"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(administration__isnull=True) ^ Q(session__isnull=True), name="signal_rests_on_one"
            ),
            models.UniqueConstraint(
                fields=["administration", "client", "kind"],
                condition=Q(administration__isnull=False),
                name="signal_once_for_answer",
            ),
            models.UniqueConstraint(
                fields=["session", "client", "kind"],
                condition=Q(session__isnull=False),
                name="signal_once_for_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rule_set} {self.version}"

    @property
    def key(self) -> tuple[UUID, str, UUID | None]:
        """What makes it the same one when it is found again: whom it is about, its kind, and what it rests on."""
        return self.client_id, self.kind, self.administration_id or self.session_id
