"""What a course so far shows besides its status: early change, a good-enough level, a plateau."""

from collections.abc import Sequence
from dataclasses import dataclass

from gjenklang.core.change import Category, ChangeRule
from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.rules import Side
from gjenklang.core.trajectories.status import is_reliable, side_of

__all__ = ["EarlyChange", "GoodEnough", "Plateau", "early_change", "good_enough_level", "plateau"]


@dataclass(frozen=True, slots=True)
class EarlyChange:
    """The change from the intake to the last rating of the first sessions.

    Attributes
    ----------
    session : int
        Of that rating, from 1.
    gain : int
        In steps; above 0 is better.
    category : Category
        Improved, deteriorated or unchanged, by the reliable change alone.
    complete : bool
        Whether the first sessions are over, or more may come.
    """

    session: int
    gain: int
    category: Category
    complete: bool


@dataclass(frozen=True, slots=True)
class GoodEnough:
    """Ratings in a row on the functional side.

    Attributes
    ----------
    session : int
        Where the first such run begins, from 1.
    held : bool
        Whether the latest ratings are such a run.
    reliable : bool
        Whether the latest rating is a reliable gain from the intake: reliably and clinically better.
    started_there : bool
        Whether the intake was on the functional side already.
    """

    session: int
    held: bool
    reliable: bool
    started_there: bool


@dataclass(frozen=True, slots=True)
class Plateau:
    """The longest run up to the latest rating that stands still; ``lowest`` and ``highest`` are in steps."""

    session: int
    n_ratings: int
    lowest: int
    highest: int


def _kept(scores: Sequence[int | None]) -> list[tuple[int, int]]:
    return [(session, score) for session, score in enumerate(scores, start=1) if score is not None]


def _way(change: ChangeRule) -> int:
    return 1 if change.better is Better.HIGHER else -1


def early_change(change: ChangeRule, scores: Sequence[int | None], within: int = 4) -> EarlyChange | None:
    """Return the change from the intake to the last rating in sessions 2 to ``within``; None when there is none.

    Half or more of what changes does so early, and some begin after session 6: early change invites a talk about what
    helps, and its lack is no reason to end.

    Parameters
    ----------
    change : ChangeRule
    scores : sequence of int or None
        In steps, one for each session; the first that is there is the intake.
    within : int
        From 2.

    Raises
    ------
    ValueError
        When ``within`` is below 2.

    References
    ----------
    By the reliable change of Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12; late responders: PMC6428692

    Examples
    --------
    >>> from gjenklang.core.instruments import Edge
    >>> rule = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
    >>> early_change(rule, [150, 180, 210, 200, 300])
    EarlyChange(session=4, gain=50, category=<Category.UNCHANGED: 'unchanged'>, complete=True)
    """
    if within < 2:
        raise ValueError(f"early change needs at least 2 sessions, not {within}.")
    early = _kept(scores[:within])
    if len(early) < 2:
        return None
    session, last = early[-1]
    gain = _way(change) * (last - early[0][1])
    category = Category.UNCHANGED
    if is_reliable(abs(gain), change):
        category = Category.IMPROVED if gain > 0 else Category.DETERIORATED
    return EarlyChange(session, gain, category, complete=len(scores) >= within)


def good_enough_level(change: ChangeRule, scores: Sequence[int | None], times: int = 2) -> GoodEnough | None:
    """Return where a good-enough level was reached first, and whether it holds; None when it never was.

    Reached: ``times`` ratings in a row on the functional side of the cut-off.

    Parameters
    ----------
    change : ChangeRule
    scores : sequence of int or None
        In steps, one for each session; None where there is no rating.
    times : int
        From 1.

    Raises
    ------
    ValueError
        When ``times`` is below 1.

    References
    ----------
    The good-enough level: Baldwin et al. 2009, doi:10.1037/a0015235 (people stay until they are well enough); two
    ratings in a row are our own choice

    Examples
    --------
    >>> from gjenklang.core.instruments import Edge
    >>> rule = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
    >>> good_enough_level(rule, [150, 260, 240, None, 255, 270])
    GoodEnough(session=5, held=True, reliable=True, started_there=False)
    """
    if times < 1:
        raise ValueError(f"at least one rating is needed, not {times}.")
    kept = _kept(scores)
    well = [side_of(score, change) is Side.FUNCTIONAL for _, score in kept]
    runs = [place for place in range(len(kept) - times + 1) if all(well[place : place + times])]
    if not runs:
        return None
    gain = _way(change) * (kept[-1][1] - kept[0][1])
    return GoodEnough(
        kept[runs[0]][0],
        held=runs[-1] == len(kept) - times,
        reliable=is_reliable(gain, change),
        started_there=well[0],
    )


def plateau(change: ChangeRule, scores: Sequence[int | None], times: int = 5) -> Plateau | None:
    """Return the longest run up to the latest rating that stands still, if it has at least ``times`` ratings.

    Stands still: no two of its ratings differ reliably, and the least-squares line through them (a step of 1 for each
    rating) neither rises nor falls by a third of a reliable change from the first of them to the last.

    Parameters
    ----------
    change : ChangeRule
    scores : sequence of int or None
        In steps, one for each session; None where there is no rating.
    times : int
        From 3.

    Raises
    ------
    ValueError
        When ``times`` is below 3.

    References
    ----------
    Our own rule, not validated. ``docs/science/status.md`` says how often it calls a steady gain a plateau.

    Examples
    --------
    >>> from gjenklang.core.instruments import Edge
    >>> rule = ChangeRule("six", Better.HIGHER, 60, Edge.INCLUSIVE, 250)
    >>> plateau(rule, [100, 150, 210, 205, 220, 212, 210])
    Plateau(session=3, n_ratings=5, lowest=205, highest=220)
    >>> plateau(rule, [100, 120, 140, 160, 180]) is None
    True
    """
    if times < 3:
        raise ValueError(f"a plateau needs at least 3 ratings, not {times}.")
    kept = _kept(scores)
    for start in range(len(kept) - times + 1):
        run = [score for _, score in kept[start:]]
        if _stands_still(run, change):
            return Plateau(kept[start][0], len(run), min(run), max(run))
    return None


def _stands_still(run: Sequence[int], change: ChangeRule) -> bool:
    if is_reliable(max(run) - min(run), change):
        return False
    n = len(run)
    middle = (n - 1) / 2
    weights = [place - middle for place in range(n)]
    slope = sum(weight * score for weight, score in zip(weights, run, strict=True)) / sum(
        weight**2 for weight in weights
    )
    return abs(slope) * (n - 1) < float(change.reliable) / 3
