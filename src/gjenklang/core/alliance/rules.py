"""Rule sets of the alliance: documents, each rule with its source and with how often noise alone would fire it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from gjenklang.core.alliance.noise import Spread, noise_falls, noise_passes, noise_stays
from gjenklang.core.instruments import Boundary, DocumentError, Instrument, Source, instrument
from gjenklang.core.instruments.reading import Table, near, read_documents, read_sources

__all__ = [
    "Form",
    "Noise",
    "Rule",
    "RuleKind",
    "RuleSet",
    "Signal",
    "UnknownRuleSet",
    "parse_rule_set",
    "rule_set",
    "rule_sets",
    "signals",
]


class UnknownRuleSet(LookupError):  # noqa: N818 — the house names what went wrong
    """There is no rule set of this name; the sentence names those that look alike."""


class RuleKind(StrEnum):
    """What a rule looks at."""

    TOTAL = "total"
    LINE = "line"
    FALL = "fall"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Noise:
    """The share of pairs with no true change in which the rule fires, for the best and the worst reliability."""

    low: float
    high: float
    spreads: tuple[Spread, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``value`` is in whole steps, ``times`` how many forms in a row (ceiling), ``on`` whether it speaks."""

    kind: RuleKind
    value: int
    boundary: Boundary
    times: int
    on: bool
    noise: Noise
    source: Source


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A named set of rules for one instrument."""

    code: str
    version: str
    name: str
    instrument: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One filled-in form: its lines in whole steps, and the seconds it took where that is known."""

    lines: tuple[int, ...]
    seconds: float | None = None

    @property
    def total(self) -> int:
        """The sum of the lines, in steps."""
        return sum(self.lines)


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that speaks of the latest form: an invitation to talk, never a verdict.

    A ceiling says *no information*, not *good*. ``lines`` are the places (from 0) of a line rule.
    """

    rule: Rule
    lines: tuple[int, ...]

    @property
    def no_information(self) -> bool:
        """Whether it says that the scores tell nothing."""
        return self.rule.kind is RuleKind.CEILING


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """Return every rule set by its code, sorted.

    Raises
    ------
    DocumentError
        When a document is wrong.

    Examples
    --------
    >>> list(rule_sets())
    ['srs-duncan', 'srs-gjenklang', 'srs-miller']
    """
    return read_documents("gjenklang.core.alliance", parse_rule_set)


def rule_set(code: str) -> RuleSet:
    """Return the rule set with this code.

    Raises
    ------
    UnknownRuleSet
        With the nearest code, or all of them.

    Examples
    --------
    >>> [(rule.kind.value, rule.on) for rule in rule_set("srs-gjenklang").rules]
    [('total', True), ('line', True), ('fall', False), ('ceiling', True)]
    """
    known = rule_sets()
    if code not in known:
        raise UnknownRuleSet(f"There is no alliance rule set {code!r}; {near(code, known)}")
    return known[code]


def parse_rule_set(content: Mapping[str, object], where: str) -> RuleSet:
    """Read one document strictly: no key left over, every rule with a source and its noise.

    Raises
    ------
    DocumentError
        A key that is missing, unknown or of the wrong type, a number without a source, or a limit that is no whole
        number of steps.

    Examples
    --------
    >>> parse_rule_set({"code": "x"}, "x.toml")
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: x.toml: version is missing
    """
    rest = dict(content)
    sources = rest.pop("sources", {})
    if not isinstance(sources, dict):
        raise DocumentError(f"{where}: sources must be a table")
    table = Table(rest, where, read_sources(sources, where))
    code, version, name = table.text("code"), table.text("version"), table.text("name")
    form = instrument(table.text("instrument"))
    rules = tuple(_rule(one, form) for one in table.tables("rules"))
    table.end()
    return RuleSet(code, version, name, form.code, rules)


def _rule(table: Table, form: Instrument) -> Rule:
    kind = table.choice("kind", RuleKind)
    units = table.units("value")
    step = form.scales[0].step
    value = units / step
    if value != int(value):
        raise table.fail(f"value {units} is no whole number of steps of {step}")
    times = table.whole("times", 2 if kind is RuleKind.FALL else 1)
    if times < 1:
        raise table.fail(f"times must be at least 1, not {times}")
    rule = Rule(
        kind,
        int(value),
        table.choice("boundary", Boundary),
        times,
        table.flag("on"),
        _noise(table.table("noise"), kind, float(units), times),
        table.source(),
    )
    table.end()
    return rule


def _noise(table: Table, kind: RuleKind, value: float, times: int) -> Noise:
    mean, sd = float(table.units("mean")), float(table.units("sd"))
    retests = [_share(table, text) for text in table.texts("retests")]
    if not retests:
        raise table.fail("retests is missing")
    try:
        spreads = tuple(Spread(mean, sd, retest) for retest in sorted(retests, reverse=True))
    except ValueError as wrong:
        raise table.fail(str(wrong)) from wrong
    shares = sorted(_fires(kind, value, times, spread) for spread in spreads)
    source = table.source()
    table.end()
    return Noise(shares[0], shares[-1], spreads, source)


def _share(table: Table, text: str) -> float:
    try:
        return float(Decimal(text))
    except ArithmeticError as wrong:
        raise table.fail(f"retests must be decimal numbers in quotes, not {text!r}") from wrong


def _fires(kind: RuleKind, value: float, times: int, spread: Spread) -> float:
    if kind is RuleKind.FALL:
        return noise_falls(value, spread)
    if kind is RuleKind.CEILING:
        return noise_stays(value, spread, times)
    return noise_passes(value, spread)


def signals(rules: RuleSet, forms: Sequence[Form]) -> tuple[Signal, ...]:
    """Return what the rules that are on say of the latest form; nothing when there is no form.

    - total, line: below the limit; exactly at it counts as the rule's boundary says
    - fall: the total is at least so far below the form before
    - ceiling: the last ``times`` totals are all at the limit or above

    Parameters
    ----------
    rules : RuleSet
    forms : sequence of Form
        In the order of the sessions, each line in whole steps.

    Returns
    -------
    tuple of Signal
        In the order of the rules; ``lines`` are places from 0.

    References
    ----------
    Each rule names its source in ``core/alliance/documents``; all of them: ``docs/science/alliance.md``

    Examples
    --------
    >>> found = signals(rule_set("srs-miller"), [Form((95, 95, 95, 95)), Form((95, 80, 95, 95))])
    >>> [(signal.rule.kind.value, signal.lines) for signal in found]
    [('line', (1,)), ('fall', ())]
    """
    spoken = (_spoken(rule, forms) for rule in rules.rules if rule.on and forms)
    return tuple(signal for signal in spoken if signal is not None)


def _below(score: int, rule: Rule) -> bool:
    return score < rule.value or (score == rule.value and rule.boundary is Boundary.AT_IS_BELOW)


def _spoken(rule: Rule, forms: Sequence[Form]) -> Signal | None:
    latest = forms[-1]
    if rule.kind is RuleKind.LINE:
        low = tuple(place for place, mark in enumerate(latest.lines) if _below(mark, rule))
        return Signal(rule, low) if low else None
    if rule.kind is RuleKind.TOTAL:
        fires = _below(latest.total, rule)
    elif rule.kind is RuleKind.FALL:
        fallen = forms[-2].total - latest.total if len(forms) > 1 else 0
        fires = fallen > rule.value or (fallen == rule.value and rule.boundary is Boundary.AT_IS_BELOW)
    else:
        run = forms[-rule.times :]
        fires = len(run) == rule.times and all(form.total >= rule.value for form in run)
    return Signal(rule, ()) if fires else None
