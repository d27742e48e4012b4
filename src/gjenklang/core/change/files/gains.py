"""Sudden gains and losses: a large, lasting step between two neighbouring sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan, sqrt

import numpy as np
from scipy.stats import t as student

from gjenklang.core.change.files.pairs import Numbers

__all__ = ["GainRule", "Sudden", "Way", "sudden_changes"]

_LEAST, _WINDOW = 2, 3


class Way(StrEnum):
    """Which way the score fell: a gain where lower is better, or a loss."""

    GAIN = "gain"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class GainRule:
    """The choices.

    Attributes
    ----------
    cut_off : float
        Least size of the step, in points, included.
    share : float
        Least size of the step as a share of the score before, included.
    alpha : float
        Two-sided, for the critical t with the degrees of freedom at hand.
    way : Way
    """

    cut_off: float
    share: float = 0.25
    alpha: float = 0.05
    way: Way = Way.GAIN

    def __post_init__(self) -> None:
        if not self.cut_off > 0:
            raise ValueError(f"the cut-off must be above 0, not {self.cut_off}.")
        if not 0 <= self.share <= 1:
            raise ValueError(f"the share must be from 0 to 1, not {self.share}.")
        if not 0 < self.alpha < 1:
            raise ValueError(f"alpha must be between 0 and 1, not {self.alpha}.")


@dataclass(frozen=True, slots=True)
class Sudden:
    """One sudden gain or loss.

    Attributes
    ----------
    place : int
        Of the score before, counted from 0.
    before, after : float
        The two neighbouring scores.
    magnitude : float
        How far the score fell, points; below 0 for a loss.
    mean_before, mean_after : float
        Of the up to three scores on each side.
    critical : float
        The t that the difference of means had to exceed.
    reversed_at : int or None
        Place of the first later score that took back half of the step or more.
    share_of_whole : float or None
        The step as a share of the fall from the first score to the last; None where there was none.
    """

    place: int
    before: float
    after: float
    magnitude: float
    mean_before: float
    mean_after: float
    critical: float
    reversed_at: int | None
    share_of_whole: float | None


def _stable(before: Numbers, after: Numbers, rule: GainRule) -> tuple[bool, float]:
    """Judge the third criterion: the means of both sides differ by more than t times a pooled spread.

    ``M1 - M2 > t(alpha, n1 + n2 - 2) sqrt(((n1 - 1) s1² + (n2 - 1) s2²) / (n1 + n2 - 2))``, as the field's programs
    have it: the spread is that of single scores, not of the means.
    """
    free = len(before) + len(after) - 2
    critical = float(student.ppf(1 - rule.alpha / 2, free))
    spread = (len(before) - 1) * float(np.var(before, ddof=1)) + (len(after) - 1) * float(
        np.var(after, ddof=1)
    )
    return abs(float(before.mean() - after.mean())) > critical * sqrt(spread / free), critical


def _window(scores: Numbers, place: int) -> tuple[Numbers, Numbers]:
    before = scores[max(place - _WINDOW + 1, 0) : place + 1]
    after = scores[place + 1 : place + 1 + _WINDOW]
    return before[np.isfinite(before)], after[np.isfinite(after)]


def _reversal(scores: Numbers, place: int, step: float) -> int | None:
    """Return where half of the step or more was taken back."""
    bar = scores[place + 1] + 0.5 * step
    for later in range(place + 2, len(scores)):
        back = scores[later] >= bar if step > 0 else scores[later] <= bar
        if not isnan(scores[later]) and back:
            return later
    return None


def sudden_changes(scores: Sequence[float], rule: GainRule) -> list[Sudden]:
    """Find the sudden gains (or losses) of one person, where a lower score is better.

    Between two neighbouring scores that are both there: (1) the step is at least the cut-off; (2) it is at least the
    share of the score before, for losses too (the R package ``suddengains`` lets any loss pass here); (3) the means
    of the up to three scores before and after differ by more than the critical t times the pooled spread, with the
    degrees of freedom at hand; each side has at least two of its three scores.

    Parameters
    ----------
    scores : sequence of float
        In order of sessions; NaN where a form is missing.
    rule : GainRule

    Returns
    -------
    list of Sudden

    References
    ----------
    Tang & DeRubeis 1999, doi:10.1037/0022-006X.67.6.894; Lutz et al. 2013, doi:10.1037/a0028907 (missing sessions);
    Wiedemann et al. 2020, doi:10.1371/journal.pone.0230276

    Examples
    --------
    >>> found = sudden_changes([30, 29, 31, 18, 17, 18, 16], GainRule(cut_off=7))
    >>> [(one.place, one.magnitude, one.reversed_at) for one in found]
    [(2, 13.0, None)]
    """
    values = np.asarray(scores, dtype=float)
    sign = 1.0 if rule.way is Way.GAIN else -1.0
    seen = values[np.isfinite(values)]
    whole = float(seen[0] - seen[-1]) if len(seen) else 0.0
    found = []
    for place in range(len(values) - 1):
        step = sign * float(values[place] - values[place + 1])
        before, after = _window(values, place)
        if isnan(step) or min(len(before), len(after)) < _LEAST:
            continue
        if step < rule.cut_off or step < rule.share * values[place]:
            continue
        lasts, critical = _stable(before, after, rule)
        if lasts:
            moved = sign * step
            found.append(
                Sudden(
                    place,
                    float(values[place]),
                    float(values[place + 1]),
                    moved,
                    float(before.mean()),
                    float(after.mean()),
                    critical,
                    _reversal(values, place, moved),
                    moved / whole if whole else None,
                )
            )
    return found
