"""Ruptures and repairs in one course, and scores that tell nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Episode", "no_information", "rupture_episodes"]


@dataclass(frozen=True, slots=True)
class Episode:
    """A rupture: a fall from the session at ``before`` (place from 0), its lowest point, and the repair or None.

    ``depth`` is the fall to the lowest point, in steps.
    """

    before: int
    start: int
    lowest: int
    depth: int
    repaired: int | None


def rupture_episodes(totals: Sequence[int | None], fall: int, within: int = 0) -> tuple[Episode, ...]:
    """Find falls of at least ``fall`` from one rating to the next, and when the level before came back.

    An episode begins at a rating that lies ``fall`` or more below the one before it, and is repaired at the first
    later rating within ``within`` of that level. Until then nothing else begins. The fall is the caller's to choose:
    one smaller than the measurement error finds noise (``noise_falls`` says how much).

    Parameters
    ----------
    totals : sequence of int or None
        In whole steps, in the order of the sessions; None where there is no rating.
    fall : int
        In whole steps, above 0.
    within : int
        In whole steps, from 0 to below ``fall``.

    Returns
    -------
    tuple of Episode
        Places are counted from 0 in ``totals``; the depth is in whole steps.

    Raises
    ------
    ValueError
        When ``fall`` is not above 0, or ``within`` not from 0 to below it.

    References
    ----------
    The V-shape of Stiles et al. 2004, doi:10.1037/0022-0167.51.1.81, in whole steps

    Examples
    --------
    >>> rupture_episodes([380, 381, 340, None, 330, 379, 390], fall=30, within=5)
    (Episode(before=1, start=2, lowest=4, depth=51, repaired=5),)
    """
    if fall <= 0 or not 0 <= within < fall:
        raise ValueError(f"the fall must be above 0 and within from 0 to below it, not {fall} and {within}.")
    known = [(place, total) for place, total in enumerate(totals) if total is not None]
    found: list[Episode] = []
    at = 1
    while at < len(known):
        if known[at - 1][1] - known[at][1] < fall:
            at += 1
            continue
        level = known[at - 1]
        back = next((k for k in range(at, len(known)) if known[k][1] >= level[1] - within), len(known))
        lowest = min(known[at:back], key=lambda one: one[1])
        repaired = known[back][0] if back < len(known) else None
        found.append(Episode(level[0], known[at][0], lowest[0], level[1] - lowest[1], repaired))
        at = back + 1
    return tuple(found)


def no_information(totals: Sequence[int | None], limit: int, times: int = 3) -> bool:
    """Return whether the last ``times`` ratings all lie at the limit or above: a ceiling, which tells nothing.

    A flat 40 is *no information*, not *good*.

    Parameters
    ----------
    totals : sequence of int or None
        In whole steps, in the order of the sessions; None where there is no rating.
    limit : int
        In whole steps.
    times : int
        At least 1.

    Raises
    ------
    ValueError
        When ``times`` is below 1.

    References
    ----------
    A flat 40 tells nothing: ``shared/science/measures.md`` §8; the limit and how many in a row are our own choice

    Examples
    --------
    >>> no_information([380, 400, None, 398, 395], limit=395), no_information([400, 400], limit=395)
    (True, False)
    """
    if times < 1:
        raise ValueError(f"at least one rating is needed, not {times}.")
    last = [total for total in totals if total is not None][-times:]
    return len(last) == times and min(last) >= limit
