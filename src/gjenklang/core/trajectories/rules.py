"""Rule sets of status: documents that say when a course is on, below or far below what was hoped for."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from gjenklang.core.instruments import DocumentError, Instrument, Source, instrument
from gjenklang.core.instruments.reading import Table, near, read_documents, read_sources

__all__ = [
    "Condition",
    "Line",
    "PlateauRule",
    "Side",
    "Status",
    "StatusRule",
    "StatusRules",
    "UnknownStatusRules",
    "parse_status_rules",
    "status_rules",
    "status_rules_of",
]


class UnknownStatusRules(LookupError):  # noqa: N818 — the house names what went wrong
    """There is no such rule set; the sentence names those that look alike."""


class Status(StrEnum):
    """How a course stands by a named rule set: something to talk about, never a verdict."""

    ON_COURSE = "on course"
    BELOW = "below course"
    FAR_BELOW = "far below course"
    UNKNOWN = "not known yet"


class Side(StrEnum):
    """On which side of the cut-off a score is."""

    CLINICAL = "clinical"
    FUNCTIONAL = "functional"


class Line(StrEnum):
    """A line of the expected course: its median, or the edge of a band on the worse side."""

    MEDIAN = "median"
    BAND_50 = "0.50"
    BAND_80 = "0.80"
    BAND_90 = "0.90"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must hold of a rating; what is None is not asked.

    Attributes
    ----------
    less_gain_than : int, "reliable" or None
        The gain since the intake is less than this many steps, or is no reliable gain.
    more_fall_than : int, "reliable" or None
        The fall since the intake is at least this many steps, or is a reliable fall.
    side : Side or None
        Of the cut-off.
    worse_than : Line or None
        Of the expected course from the intake.
    """

    less_gain_than: int | str | None = None
    more_fall_than: int | str | None = None
    side: Side | None = None
    worse_than: Line | None = None

    @property
    def line_alone(self) -> bool:
        """Whether nothing but a line of the expected course is asked."""
        return self.worse_than is not None and (self.less_gain_than, self.more_fall_than, self.side) == (
            None,
            None,
            None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRule:
    """One rule, for rating number ``first`` to ``last`` (the intake is 1) and intakes in [lowest, below).

    ``times`` is how many ratings in a row, up to the latest, the condition must hold for.
    """

    name: str
    status: Status
    condition: Condition
    first: int
    last: int | None
    lowest: int | None
    below: int | None
    times: int
    source: Source


@dataclass(frozen=True, slots=True)
class PlateauRule:
    """A plateau: this many ratings, within a reliable change of one another and without a rise of a third of one."""

    times: int
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRules:
    """A named rule set; the first of ``rules`` that holds decides, else the course is on course.

    Attributes
    ----------
    code, version, name : str
    instruments : tuple of str
        The instruments it may be used with; their lines are marked in steps of one size.
    limits : str
        The instruments' own rule set that cut-off and reliable change are taken from.
    least : int
        With fewer ratings the status is not known yet.
    needs_course : bool
        Whether it says nothing without an expected course.
    early_within : int
        Early change is what has happened up to this session.
    enough_times : int
        Ratings in a row on the functional side that make a good-enough level.
    plateau : PlateauRule
    sources : dict of str to Source
        Of ``early`` and ``enough``.
    """

    code: str
    version: str
    name: str
    instruments: tuple[str, ...]
    limits: str
    least: int
    needs_course: bool
    rules: tuple[StatusRule, ...]
    early_within: int
    enough_times: int
    plateau: PlateauRule
    sources: Mapping[str, Source]


@cache
def status_rules() -> Mapping[str, StatusRules]:
    """Return every rule set by its code, sorted.

    Raises
    ------
    DocumentError
        When a document is wrong.

    Examples
    --------
    >>> list(status_rules())
    ['ors-checkpoints', 'ors-gjenklang', 'ors-openfit', 'ors-rational']
    """
    return read_documents("gjenklang.core.trajectories", parse_status_rules)


def status_rules_of(code: str) -> StatusRules:
    """Return the rule set with this code.

    Raises
    ------
    UnknownStatusRules
        With the nearest code, or all of them.

    Examples
    --------
    >>> [(rule.name, rule.status.value) for rule in status_rules_of("ors-checkpoints").rules]
    [('last-chance', 'far below course'), ('checkpoint', 'below course')]
    """
    known = status_rules()
    if code not in known:
        raise UnknownStatusRules(f"There is no status rule set {code!r}; {near(code, known)}")
    return known[code]


def parse_status_rules(content: Mapping[str, object], where: str) -> StatusRules:
    """Read one document strictly: no key left over, every number with a source, the gravest rules first.

    Raises
    ------
    DocumentError
        A key that is missing, unknown or of the wrong type, a number without a source, limits that a form has not, or
        rules in the wrong order.

    Examples
    --------
    >>> parse_status_rules({"code": "x"}, "x.toml")
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: x.toml: version is missing
    """
    rest = dict(content)
    sources = rest.pop("sources", {})
    if not isinstance(sources, dict):
        raise DocumentError(f"{where}: sources must be a table")
    table = Table(rest, where, read_sources(sources, where))
    code, version, name = table.text("code"), table.text("version"), table.text("name")
    forms = tuple(instrument(one) for one in table.texts("instruments"))
    steps = {one.scales[0].step for one in forms}
    if len(steps) != 1:
        raise table.fail("instruments must name at least one, all marked in the same steps")
    limits, least = _limits(table, forms), _at_least(table, "least", 1)
    needs_course = table.flag("needs_course")
    rules = tuple(_rule(one, steps.copy().pop()) for one in table.tables("rules"))
    _check_order(table, rules)
    (within, early), (times, enough), (long, flat) = (
        _number(table, "early", "within", 2),
        _number(table, "enough", "times", 1),
        _number(table, "plateau", "times", 3),
    )
    table.end()
    return StatusRules(
        code=code,
        version=version,
        name=name,
        instruments=tuple(one.code for one in forms),
        limits=limits,
        least=least,
        needs_course=needs_course,
        rules=rules,
        early_within=within,
        enough_times=times,
        plateau=PlateauRule(long, flat),
        sources={"early": early, "enough": enough},
    )


def _limits(table: Table, forms: tuple[Instrument, ...]) -> str:
    limits = table.text("limits")
    lacking = [one.code for one in forms if limits not in {held.rule_set for held in one.reliable_changes}]
    if lacking:
        raise table.fail(f"{', '.join(lacking)} has no reliable change in the rule set {limits!r}")
    return limits


def _at_least(table: Table, key: str, least: int, default: int | None = None) -> int:
    value = table.whole(key, default)
    if value < least:
        raise table.fail(f"{key} must be at least {least}, not {value}")
    return value


def _number(table: Table, name: str, key: str, least: int) -> tuple[int, Source]:
    part = table.table(name)
    value, source = _at_least(part, key, least), part.source()
    part.end()
    return value, source


def _steps(table: Table, key: str, step: Decimal) -> int | None:
    if (units := table.maybe_units(key)) is None:
        return None
    value = units / step
    if value != int(value):
        raise table.fail(f"{key} {units} is no whole number of steps of {step}")
    return int(value)


def _amount(table: Table, key: str, step: Decimal) -> int | str | None:
    if table.says(key, "reliable"):
        return table.text(key)
    amount = _steps(table, key, step)
    if amount is not None and amount <= 0:
        raise table.fail(f"{key} must be above 0, or reliable")
    return amount


def _maybe(table: Table, key: str, choices: Any) -> Any:
    return table.choice(key, choices) if table.has(key) else None


def _rule(table: Table, step: Decimal) -> StatusRule:
    name, status = table.text("name"), table.choice("status", Status)
    if status is Status.UNKNOWN:
        raise table.fail("a rule says on course, below course or far below course")
    condition = Condition(
        less_gain_than=_amount(table, "less_gain_than", step),
        more_fall_than=_amount(table, "more_fall_than", step),
        side=_maybe(table, "side", Side),
        worse_than=_maybe(table, "worse_than", Line),
    )
    if condition == Condition() and status is not Status.ON_COURSE:
        raise table.fail("a rule must ask something of the rating")
    rule = StatusRule(
        name=name,
        status=status,
        condition=condition,
        first=_at_least(table, "first", 2, 2),
        last=table.maybe_whole("last"),
        lowest=_steps(table, "intake_from", step),
        below=_steps(table, "intake_below", step),
        times=_at_least(table, "times", 1, 1),
        source=table.source(),
    )
    table.end()
    return rule


def _check_order(table: Table, rules: tuple[StatusRule, ...]) -> None:
    if not rules:
        raise table.fail("rules are missing")
    names = [rule.name for rule in rules]
    if len(set(names)) != len(names):
        raise table.fail("two rules have one name")
    for before, after in pairwise(rules):
        if before.status is not Status.FAR_BELOW and after.status is Status.FAR_BELOW:
            raise table.fail(
                f"the rule {after.name!r} is graver than one before it, and would never be heard"
            )
