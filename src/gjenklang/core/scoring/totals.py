"""What the answers add up to. Missing is not zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from gjenklang.core.instruments import Instrument, Item, MissingRule, Scale, SentinelSet
from gjenklang.core.scoring.answers import check_answers

__all__ = [
    "ScaleScore",
    "Score",
    "UnknownRule",
    "missing_rule",
    "score",
    "sentinel_set",
    "total_steps",
]


#: More instruments than anyone has; whoever makes them by the thousand gets no plan kept.
MOST_PLANS = 256


class UnknownRule(LookupError):  # noqa: N818 — the house names what went wrong
    """The form has no missing rule or sentinel set of this name."""


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """One scale's sum.

    Attributes
    ----------
    scale : str
    steps : int or None
        Whole steps; None when the missing rule allows no sum.
    step : Decimal
        Units to a step.
    n_answered, n_items : int
    prorated : bool
        Whether unanswered items took the mean of the answered ones.
    """

    scale: str
    steps: int | None
    step: Decimal
    n_answered: int
    n_items: int
    prorated: bool

    @property
    def value(self) -> Decimal | None:
        """The sum in units, exact."""
        return None if self.steps is None else self.steps * self.step


@dataclass(frozen=True, slots=True)
class Score:
    """All scales of one filled-in form, with the names of the rules used."""

    instrument: str
    version: str
    missing_rule: str
    sentinels: str | None
    totals: Mapping[str, ScaleScore]

    @property
    def total(self) -> ScaleScore | None:
        """The scale ``total``, or None for a form that is never scored."""
        return self.totals.get("total")


def missing_rule(instrument: Instrument, name: str | None = None) -> MissingRule:
    """Return the form's own missing rule, or its alternative of this name.

    Raises
    ------
    UnknownRule
        No rule of this name.

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> missing_rule(instrument("phq9")) is instrument("phq9").missing
    True
    """
    if name is None:
        return instrument.missing
    rules = {rule.name: rule for rule in (instrument.missing, *instrument.missing_alternatives)}
    if name not in rules:
        raise UnknownRule(
            f"{instrument.code} has no missing rule {name!r}; it has {', '.join(sorted(rules))}."
        )
    return rules[name]


def sentinel_set(instrument: Instrument, name: str) -> SentinelSet:
    """Return the sentinel set of this name: codes that mean *missing* in a file.

    Raises
    ------
    UnknownRule
        No set of this name.

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> sentinel_set(instrument("phq9"), "nhanes").name
    'nhanes'
    """
    for one in instrument.sentinels:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in instrument.sentinels) or "none"
    raise UnknownRule(f"{instrument.code} has no sentinels {name!r}; it has {known}.")


def _points(item: Item, answer: int) -> int:
    return item.response.minimum + item.response.maximum - answer if item.reversed else answer


def _scale_score(
    instrument: Instrument, scale: Scale, answers: Mapping[str, int | None], rule: MissingRule
) -> ScaleScore:
    points = _points_of(instrument, scale, answers)
    steps = _steps(scale, points, rule)
    n_answered, n_items = len(points), len(scale.items)
    prorated = steps is not None and n_answered < n_items
    return ScaleScore(scale.code, steps, scale.step, n_answered, n_items, prorated=prorated)


def _points_of(instrument: Instrument, scale: Scale, answers: Mapping[str, int | None]) -> list[int]:
    """What each answered item of a scale counts."""
    return [
        _points(item, answer)
        for item in instrument.items
        if item.code in scale.items and (answer := answers.get(item.code)) is not None
    ]


def _steps(scale: Scale, points: Sequence[int], rule: MissingRule) -> int | None:
    """Add up what is answered; None when too much of it is missing."""
    n_items, n_answered = len(scale.items), len(points)
    if not n_answered or n_items - n_answered > rule.most_missing:
        return None
    return (2 * scale.multiplier * sum(points) * n_items + n_answered) // (2 * n_answered)


def score(
    instrument: Instrument,
    answers: Mapping[str, int | None],
    *,
    sentinels: str | None = None,
    missing: str | None = None,
) -> Score:
    """Add up the answers of one filled-in form.

    A scale is ``multiplier * sum of points``; a reversed item counts ``minimum + maximum - answer``. When the
    missing rule lets items be unanswered, the sum is ``sum * n_items / n_answered``, rounded to the nearest
    step, halves up.

    Parameters
    ----------
    instrument : Instrument
    answers : Mapping of str to int or None
        Whole steps by item code; None or no key when unanswered.
    sentinels : str, optional
        The name of a sentinel set whose codes count as unanswered.
    missing : str, optional
        The name of one of the form's missing rules; its own one when left out.

    Returns
    -------
    Score
        ``totals`` is empty for a form that is never scored.

    Raises
    ------
    UnknownItem, AnswerOutOfRange
        From :func:`check_answers`.
    UnknownRule
        When the form has no sentinels or missing rule of that name.

    References
    ----------
    The rule of each form, with its source in the form's document

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> marks = {"line1": 34, "line2": 50, "line3": 61, "line4": 48}
    >>> score(instrument("ors"), marks).total.value
    Decimal('19.3')
    >>> score(instrument("ors"), {**marks, "line4": None}).total.value is None
    True
    """
    absent = {None, *(sentinel_set(instrument, sentinels).values if sentinels else ())}
    answered = {code: None if value in absent else value for code, value in answers.items()}
    check_answers(instrument, answered)
    rule = missing_rule(instrument, missing)
    totals = {scale.code: _scale_score(instrument, scale, answered, rule) for scale in instrument.scales}
    return Score(instrument.code, instrument.version, rule.name, sentinels, MappingProxyType(totals))


def total_steps(instrument: Instrument, answers: Mapping[str, int | None]) -> int | None:
    """Return the scale ``total`` of answers that were checked when they were stored, and nothing else.

    The same as ``score(instrument, answers).total.steps`` by the form's own missing rule, without checking the answers
    again: a page asks it of every answer in a course.

    Parameters
    ----------
    instrument : Instrument
    answers : Mapping of str to int or None
        Whole steps by item code, such as :func:`check_answers` lets through.

    Returns
    -------
    int or None
        In whole steps; None for a form without such a scale, or when too many answers are missing.

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> marks = {"line1": 34, "line2": 50, "line3": 61, "line4": 48}
    >>> total_steps(instrument("ors"), marks), total_steps(instrument("ors"), {**marks, "line4": None})
    (193, None)
    """
    plan = _PLANS.get(id(instrument)) or _plan(instrument)
    if plan.n == 0:
        return None
    answered = total = 0
    for code, turned in plan.items:
        answer = answers.get(code)
        if answer is not None:
            answered += 1
            total += answer if turned is None else turned - answer
    if answered == plan.n:
        return plan.multiplier * total
    if not answered or plan.n - answered > plan.most_missing:
        return None
    return (2 * plan.multiplier * total * plan.n + answered) // (2 * answered)


class _Plan(NamedTuple):
    """How the scale ``total`` of one instrument is added up; ``n`` is 0 where it has none."""

    instrument: Instrument
    items: tuple[tuple[str, int | None], ...]
    n: int
    multiplier: int
    most_missing: int


#: By the instrument's identity, which is quicker than its hash; the plan holds it, so that no other takes its place.
_PLANS: dict[int, _Plan] = {}


def _plan(instrument: Instrument) -> _Plan:
    scale = next((one for one in instrument.scales if one.code == "total"), None)
    items = tuple(
        (one.code, one.response.minimum + one.response.maximum if one.reversed else None)
        for one in instrument.items
        if scale is not None and one.code in scale.items
    )
    multiplier = scale.multiplier if scale is not None else 1
    made = _Plan(instrument, items, len(items), multiplier, instrument.missing.most_missing)
    if len(_PLANS) < MOST_PLANS:
        _PLANS[id(instrument)] = made
    return made
