"""Rule sets of what is worth talking about: which rules speak, and within which bounds a service may move them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from gjenklang.core.alliance import RuleSet, rule_set
from gjenklang.core.instruments import DocumentError, Source, instrument
from gjenklang.core.instruments.reading import Table, near, read_documents, read_sources
from gjenklang.core.trajectories import StatusRules, status_rules_of

__all__ = [
    "About",
    "Family",
    "Number",
    "TalkRule",
    "TalkRules",
    "UnknownTalkRules",
    "parse_talk_rules",
    "talk_rules",
    "talk_rules_of",
]


class UnknownTalkRules(LookupError):  # noqa: N818 - the house names what went wrong
    """There is no rule set of this name; the sentence names those that look alike."""


class Family(StrEnum):
    """Where a rule is read: in the set's status rules, in its rules of the work together, or in this document."""

    STATUS = "status"
    ALLIANCE = "alliance"
    COURSE = "course"


class About(StrEnum):
    """What a signal is about; the order is that in which it is worth taking up, and our own."""

    WORSE_TWICE = "worse_twice"
    MISSED = "missed"
    WORSE = "worse"
    ALLIANCE_LOW = "alliance_low"
    FAR_BELOW = "far_below"
    NO_GAIN = "no_gain"
    BELOW = "below"
    ALLIANCE_LINE = "alliance_line"
    ALLIANCE_FALL = "alliance_fall"
    RATERS = "raters"
    PLATEAU = "plateau"
    PATTERN = "pattern"
    CEILING = "ceiling"
    LATE = "late"
    UNMEASURED = "unmeasured"
    STARTED_ABOVE = "started_above"
    WAY_ON = "way_on"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a rule, in units, with the bounds within which a service may move it, in steps."""

    value: Decimal
    least: Decimal
    most: Decimal
    step: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a service may set it to this.

        >>> Number(Decimal(2), Decimal(2), Decimal(4), Decimal(1)).holds(Decimal(5))
        False
        """
        return self.least <= value <= self.most and (value - self.least) % self.step == 0


@dataclass(frozen=True, slots=True)
class TalkRule:
    """One rule: its name in its own document, what it is about, whether it speaks, its numbers and its source.

    ``needs_limits`` is false for a rule that rests on no limit of a form, and so may speak for any form;
    ``needs_model`` is true for one that never speaks without an expected course. ``noise`` is the least and the
    greatest share of pairs with no true change in which it fires, where that is known.
    """

    name: str
    family: Family
    about: About
    on: bool
    numbers: Mapping[str, Number]
    needs_limits: bool
    needs_model: bool
    noise: tuple[float, float] | None
    source: Source


@dataclass(frozen=True, slots=True)
class TalkRules:
    """A named set: the rules, the documents they are read in, and how many clients a week it points to at most."""

    code: str
    version: str
    name: str
    status: StatusRules
    alliance: Mapping[str, RuleSet]
    budget: Number
    rules: tuple[TalkRule, ...]

    def rule(self, name: str) -> TalkRule | None:
        """The rule of this name, if the set has it."""
        return next((one for one in self.rules if one.name == name), None)


@cache
def talk_rules() -> Mapping[str, TalkRules]:
    """Return every rule set by its code, sorted.

    Raises
    ------
    DocumentError
        When a document is wrong.

    Examples
    --------
    >>> list(talk_rules())
    ['gjenklang-few', 'gjenklang-talk', 'talk-checkpoints', 'talk-rational']
    """
    return read_documents("gjenklang.core.signals", parse_talk_rules)


def talk_rules_of(code: str) -> TalkRules:
    """Return the rule set with this code.

    Raises
    ------
    UnknownTalkRules
        With the nearest code, or all of them.

    Examples
    --------
    >>> found = talk_rules_of("gjenklang-talk")
    >>> [rule.name for rule in found.rules if not rule.on], int(found.budget.value)
    (['fall'], 5)
    """
    known = talk_rules()
    if code not in known:
        raise UnknownTalkRules(f"There is no rule set {code!r} of what to talk about; {near(code, known)}")
    return known[code]


def parse_talk_rules(content: Mapping[str, object], where: str) -> TalkRules:
    """Read one document strictly: no key left over, every rule known to its own document, every number in its bounds.

    A rule of the family ``status`` or ``alliance`` is read in the document that the set names: its numbers and
    its source stand there, and here only the bounds. A rule of the family ``course`` has its numbers here.

    Raises
    ------
    DocumentError
        A key that is missing, unknown or of the wrong type; a rule that its document does not have, or that is
        left out; a number outside its own bounds.

    Examples
    --------
    >>> parse_talk_rules({"code": "x"}, "x.toml")
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: x.toml: version is missing
    """
    rest = dict(content)
    sources = rest.pop("sources", {})
    if not isinstance(sources, dict):
        raise DocumentError(f"{where}: sources must be a table")
    table = Table(rest, where, read_sources(sources, where))
    code, version, name = table.text("code"), table.text("version"), table.text("name")
    status = status_rules_of(table.text("status"))
    alliance = {one.instrument: one for one in map(rule_set, table.texts("alliance"))}
    budget = _number(table.table("budget"), None)
    rules = tuple(_rule(one, status, alliance) for one in table.tables("rules"))
    table.end()
    _check(table, rules, status, alliance)
    return TalkRules(code, version, name, status, alliance, budget, rules)


def _rule(table: Table, status: StatusRules, alliance: Mapping[str, RuleSet]) -> TalkRule:
    name, family = table.text("name"), table.choice("family", Family)
    read = _READERS[family](table, name, status, alliance)
    bounds = table.table("numbers") if table.has("numbers") else None
    names = [one for one in ("first", "times", "value", "swing", "within") if bounds and bounds.has(one)]
    numbers = {one: _number(bounds.table(one), read.numbers.get(one)) for one in names if bounds}
    if bounds:
        bounds.end()
    rule = TalkRule(
        name=name,
        family=family,
        about=table.choice("about", About),
        on=table.flag("on"),
        numbers=numbers,
        needs_limits=family is not Family.COURSE or table.flag("needs_limits"),
        needs_model=read.needs_model,
        noise=read.noise,
        source=read.source,
    )
    table.end()
    return rule


@dataclass(frozen=True, slots=True)
class _Read:
    """What a rule's own document says of it."""

    source: Source
    numbers: Mapping[str, Decimal]
    needs_model: bool = False
    noise: tuple[float, float] | None = None


def _of_status(table: Table, name: str, status: StatusRules, _alliance: Mapping[str, RuleSet]) -> _Read:
    if name in ("plateau", "enough"):
        times = status.plateau.times if name == "plateau" else status.enough_times
        source = status.plateau.source if name == "plateau" else status.sources["enough"]
        return _Read(source, {"times": Decimal(times)})
    found = next((one for one in status.rules if one.name == name), None)
    if found is None:
        raise table.fail(f"{status.code} has no rule {name!r}")
    numbers = {"first": Decimal(found.first), "times": Decimal(found.times)}
    return _Read(found.source, numbers, needs_model=found.condition.worse_than is not None)


def _of_alliance(table: Table, name: str, _status: StatusRules, alliance: Mapping[str, RuleSet]) -> _Read:
    found = [(one, rule) for one in alliance.values() for rule in one.rules if rule.kind == name]
    if not found:
        raise table.fail(f"{', '.join(one.code for one in alliance.values())} has no rule {name!r}")
    rules, rule = found[0]
    step = instrument(rules.instrument).scales[0].step
    numbers = {"value": rule.value * step, "times": Decimal(rule.times)}
    return _Read(rule.source, numbers, noise=(rule.noise.low, rule.noise.high))


def _of_course(table: Table, _name: str, _status: StatusRules, _alliance: Mapping[str, RuleSet]) -> _Read:
    return _Read(table.source(), {})


_READERS = {Family.STATUS: _of_status, Family.ALLIANCE: _of_alliance, Family.COURSE: _of_course}


def _number(table: Table, value: Decimal | None) -> Number:
    found = Number(
        table.units("value") if value is None else value,
        table.units("least"),
        table.units("most"),
        table.units("step") if table.has("step") else Decimal(1),
    )
    table.end()
    if found.step <= 0 or not found.holds(found.value):
        raise table.fail(
            f"{found.value} is not within {found.least} to {found.most} in steps of {found.step}"
        )
    return found


def _check(
    table: Table, rules: tuple[TalkRule, ...], status: StatusRules, alliance: Mapping[str, RuleSet]
) -> None:
    names = [one.name for one in rules]
    if len(set(names)) != len(names):
        raise table.fail("two rules have one name")
    of_alliance = [rule.kind.value for one in alliance.values() for rule in one.rules]
    lacking = sorted({*(one.name for one in status.rules), *of_alliance} - set(names))
    if lacking:
        raise table.fail(f"{', '.join(lacking)} is left out: say whether it speaks")
