"""What an instrument is: its structure and its numbers, each number with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "AllianceLimit",
    "Band",
    "Bands",
    "Better",
    "Boundary",
    "Codings",
    "CutOff",
    "Edge",
    "Instrument",
    "Item",
    "Licence",
    "LimitKind",
    "Mark",
    "MissingPolicy",
    "MissingRule",
    "Purpose",
    "RaterKind",
    "Reliability",
    "ReliableChange",
    "Response",
    "ResponseKind",
    "SafetyItems",
    "Scale",
    "SentinelSet",
    "Source",
    "Steadiness",
    "Timing",
]


class Purpose(StrEnum):
    """What a form is asked for."""

    OUTCOME = "outcome"
    ALLIANCE = "alliance"
    SYMPTOM = "symptom"
    SUBSTANCE = "substance"
    WELLBEING = "wellbeing"


class Timing(StrEnum):
    """When in a session a form is asked."""

    START = "start"
    END = "end"
    ANY = "any"


class Better(StrEnum):
    """The direction in which a score is better."""

    HIGHER = "higher"
    LOWER = "lower"


class RaterKind(StrEnum):
    """Who fills in a form: the client, a carer, another person near, or a member of a group."""

    SELF = "self"
    CARER = "carer"
    COLLATERAL = "collateral"
    MEMBER = "member"


class ResponseKind(StrEnum):
    """How an answer is given: a mark on a line, a choice, or a line between faces."""

    LINE = "line"
    CHOICE = "choice"
    FACES = "faces"


class Mark(StrEnum):
    """How well a number is known.

    ``CONFIRMED`` the source itself was read; ``SECONDARY`` a page that reports it was read; ``RECALLED``
    nobody saw the source; ``COMPUTED`` worked out from other numbers; ``OWN`` our own design.
    """

    CONFIRMED = "C"
    SECONDARY = "C2"
    RECALLED = "R"
    COMPUTED = "X"
    OWN = "own"


class Boundary(StrEnum):
    """On which numeric side of a cut-off a score exactly at it counts."""

    AT_IS_ABOVE = "at-is-above"
    AT_IS_BELOW = "at-is-below"
    AT_IS_NEITHER = "at-is-neither"


class Edge(StrEnum):
    """Whether a change of exactly the limit is reliable (``INCLUSIVE``) or not (``STRICT``)."""

    INCLUSIVE = "inclusive"
    STRICT = "strict"


class LimitKind(StrEnum):
    """What an alliance limit looks at: the total, one line, or the fall since the session before."""

    TOTAL = "total"
    LINE = "line"
    FALL = "fall"


class Steadiness(StrEnum):
    """How a reliability was found: by asking twice (retest), or from one form's items (alpha)."""

    RETEST = "retest"
    ALPHA = "alpha"


class MissingPolicy(StrEnum):
    """What becomes of a scale with unanswered items: no score, or the answered ones' mean for the rest."""

    INCOMPLETE = "incomplete"
    PRORATE = "prorate"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a number comes from: a citation, an address (may be empty) and how well it is known."""

    text: str
    url: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Response:
    """The answers an item accepts.

    Stored answers are whole steps: a mark of 3.4 on a line with step 0.1 is the integer 34. ``values`` lists
    the whole steps accepted when they are not simply every one from ``minimum`` to ``maximum``.
    """

    kind: ResponseKind
    minimum: int
    maximum: int
    step: Decimal
    values: tuple[int, ...] = ()

    def accepts(self, answer: int) -> bool:
        """Tell whether a whole number of steps is a possible answer.

        >>> Response(ResponseKind.CHOICE, 0, 4, Decimal(1), (0, 2, 4)).accepts(1)
        False
        """
        return answer in self.values if self.values else self.minimum <= answer <= self.maximum


@dataclass(frozen=True, slots=True)
class Item:
    """One line or question: its code, its place from 1, and whether it counts the other way round."""

    code: str
    number: int
    reversed: bool
    response: Response


@dataclass(frozen=True, slots=True)
class Scale:
    """A sum of items, times ``multiplier``; ``minimum``, ``maximum`` and the size of a ``step`` in units."""

    code: str
    items: tuple[str, ...]
    method: str
    multiplier: int
    minimum: Decimal
    maximum: Decimal
    step: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class MissingRule:
    """What is done when items are unanswered; at most ``most_missing`` of them may be, for each scale."""

    name: str
    policy: MissingPolicy
    most_missing: int
    source: Source


@dataclass(frozen=True, slots=True)
class SentinelSet:
    """Response codes that a named file convention uses for *missing*."""

    name: str
    values: tuple[int, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class CutOff:
    """A line between the clinical and the functional range, for one rule set, scale, age group and rater.

    ``value`` is in steps of the scale, ``units`` the same in units; ``ages`` are years, both ends included.
    """

    rule_set: str
    scale: str
    ages: tuple[int, int | None]
    rater: RaterKind
    value: int
    units: Decimal
    boundary: Boundary
    source: Source


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The least change that is more than measurement error, for one rule set, scale, age group and rater."""

    rule_set: str
    scale: str
    ages: tuple[int, int | None]
    rater: RaterKind
    value: int
    units: Decimal
    edge: Edge
    source: Source


@dataclass(frozen=True, slots=True)
class Reliability:
    """One reliability of one scale by one source, from 0 to 1, for one side; a rule set may name several."""

    rule_set: str
    scale: str
    rater: RaterKind
    kind: Steadiness
    value: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class AllianceLimit:
    """A score (or fall) at which the alliance is worth talking about; never a verdict."""

    rule_set: str
    kind: LimitKind
    ages: tuple[int, int | None]
    rater: RaterKind
    value: int
    units: Decimal
    boundary: Boundary
    source: Source


@dataclass(frozen=True, slots=True)
class Band:
    """A named stretch of a scale, in steps, both ends included."""

    name: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Bands:
    """The severity bands of one scale under one rule set; together they cover the scale once."""

    rule_set: str
    scale: str
    bands: tuple[Band, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Licence:
    """Who holds the words, on what terms, and whether the words may be shown without a licence pack."""

    holder: str
    summary: str
    source: Source
    may_show_wording: bool


@dataclass(frozen=True, slots=True)
class SafetyItems:
    """Items whose answer somebody talks with the client about the same day, from ``least`` steps; no grade of risk."""

    items: tuple[str, ...]
    least: int
    source: Source

    def answered(self, answers: Mapping[str, int | None]) -> tuple[str, ...]:
        """Return the items, in order, whose answer is ``least`` or more.

        >>> source = Source("invented", "", Mark.OWN)
        >>> SafetyItems(("item9",), 1, source).answered({"item8": 3, "item9": 1})
        ('item9',)
        """
        return tuple(code for code in self.items if (answers.get(code) or 0) >= self.least)


@dataclass(frozen=True, slots=True)
class Codings:
    """How a code system names this form, its items (in their order), its total and its answers.

    An empty ``total`` means that the system has no code for it.
    """

    system: str
    form: str
    items: Mapping[str, str]
    total: str
    points: Mapping[str, int]
    source: Source


@dataclass(frozen=True, slots=True)
class Instrument:
    """A form: its structure, scoring and limits. It holds no words of the form itself."""

    code: str
    version: str
    name: str
    purpose: Purpose
    timing: Timing
    better: Better
    scored: bool
    validated: bool
    own_words: bool
    ages: tuple[int, int | None]
    raters: tuple[RaterKind, ...]
    response: Response
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    missing: MissingRule
    missing_alternatives: tuple[MissingRule, ...]
    sentinels: tuple[SentinelSet, ...]
    cut_offs: tuple[CutOff, ...]
    reliable_changes: tuple[ReliableChange, ...]
    alliance_limits: tuple[AllianceLimit, ...]
    reliabilities: tuple[Reliability, ...]
    bands: tuple[Bands, ...]
    licence: Licence
    safety: SafetyItems | None = None
    codings: Codings | None = None

    @property
    def limits(self) -> tuple[CutOff | ReliableChange | AllianceLimit, ...]:
        """Every cut-off, reliable change and alliance limit."""
        return (*self.cut_offs, *self.reliable_changes, *self.alliance_limits)

    @property
    def has_limits(self) -> bool:
        """Whether any cut-off, reliable change or alliance limit exists for this form."""
        return bool(self.limits)

    @property
    def rule_sets(self) -> tuple[str, ...]:
        """The names of the rule sets that give this form a limit, sorted."""
        return tuple(sorted({limit.rule_set for limit in self.limits}))

    def item(self, code: str) -> Item:
        """Return the item with this code; raise ``KeyError`` when there is none."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def scale(self, code: str = "total") -> Scale:
        """Return the scale with this code; raise ``KeyError`` when there is none."""
        for scale in self.scales:
            if scale.code == code:
                return scale
        raise KeyError(code)
