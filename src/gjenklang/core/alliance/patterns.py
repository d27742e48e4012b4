"""Patterns of answering that are worth talking about; never *invalid*, never held against anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from gjenklang.core.alliance.rules import Form

__all__ = ["Flag", "Pattern", "pattern_flags"]


class Pattern(StrEnum):
    """What was seen; each means *talk about it*."""

    STRAIGHT_LINE = "straight-line"
    SAME_AS_LAST = "same-as-last"
    SAW_TOOTH = "saw-tooth"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Flag:
    """One pattern; ``places`` are the forms (from 0) that show it."""

    pattern: Pattern
    places: tuple[int, ...]


def pattern_flags(
    forms: Sequence[Form], *, within: int = 2, swing: int = 60, swings: int = 4, seconds: float = 3.0
) -> tuple[Flag, ...]:
    """Return the patterns of a course.

    - straight-line: all lines of a form within ``within`` steps (own, not validated)
    - same-as-last: every line as on the form before (own, not validated)
    - saw-tooth: at least ``swings`` steps in a row of ``swing`` or more, each against the one before
      (Better Outcomes Now's public rule: 4 of 6 points)
    - quick: filled in under ``seconds`` (own, not validated)

    Many people mark all lines alike in good faith (Meier 2022, doi:10.3389/fpsyg.2022.949326).

    Parameters
    ----------
    forms : sequence of Form
        Of one person, in the order of the sessions.
    within, swing : int
        In steps.
    swings : int
    seconds : float

    Returns
    -------
    tuple of Flag
        Places are counted from 0 in ``forms``.

    Examples
    --------
    >>> course = [Form((90, 91, 92, 90), 2.1), Form((20, 40, 30, 10), 9.0), Form((20, 40, 30, 10))]
    >>> [(flag.pattern.value, flag.places) for flag in pattern_flags(course)]
    [('straight-line', (0,)), ('same-as-last', (2,)), ('quick', (0,))]
    """
    straight = [
        k
        for k, form in enumerate(forms)
        if len(form.lines) > 1 and max(form.lines) - min(form.lines) <= within
    ]
    same = [k + 1 for k, (one, next_one) in enumerate(pairwise(forms)) if one.lines == next_one.lines]
    quick = [k for k, form in enumerate(forms) if form.seconds is not None and form.seconds < seconds]
    seen = (
        (Pattern.STRAIGHT_LINE, straight),
        (Pattern.SAME_AS_LAST, same),
        (Pattern.SAW_TOOTH, _saw_tooth([form.total for form in forms], swing, swings)),
        (Pattern.QUICK, quick),
    )
    return tuple(Flag(pattern, tuple(places)) for pattern, places in seen if places)


def _saw_tooth(totals: Sequence[int], swing: int, swings: int) -> list[int]:
    """Return the places of the longest row of swings, when it is long enough."""
    best: list[int] = []
    run: list[int] = []
    before = 0
    for place, (one, next_one) in enumerate(pairwise(totals)):
        step = next_one - one
        large = abs(step) >= swing
        turns = bool(run) and step * before < 0
        run = ([*run, place + 1] if turns else [place, place + 1]) if large else []
        before = step
        best = max(best, run, key=len)
    return best if len(best) > swings else []
