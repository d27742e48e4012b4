"""Where the words of a limit stand: where they cover least of the curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Place", "clear_place"]

#: A letter of 12 px text is about this wide; a little too much does no harm.
_LETTER, _LINE = 6.6, 12.0
_ABOVE, _BELOW = -6.0, 15.0
_MARGIN = 7.0
#: A line between two points is looked at this often, in SVG units: less than a letter apart.
_APART = 6.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one text: its baseline, and whether it hangs on its left end."""

    x: float
    y: float
    at_left: bool


def clear_place(
    text: str,
    *,
    y: float,
    left: float,
    right: float,
    paths: Sequence[Sequence[Point]],
    room: tuple[float, float],
) -> Place:
    """Choose among the two ends of a limit's line, above and below it, the place that covers least.

    Parameters
    ----------
    text
        The words.
    y
        Height of the limit's line, in SVG units.
    left, right
        Where the line begins and ends.
    paths
        The points of every curve, in order.
    room
        Top and bottom of the picture; words stay within.

    Returns
    -------
    Place
        Right above the line when that is free; else the first free place; else the one with the fewest hits.

    Examples
    --------
    >>> clear_place("limit", y=100, left=0, right=300, paths=[[(280, 95)]], room=(0, 200))
    Place(x=300, y=115.0, at_left=False)
    """
    places = [
        Place(x, y + lift, at_left)
        for x, at_left in ((right, False), (left + 4, True))
        for lift in (_ABOVE, _BELOW)
        if room[0] <= y + lift - _LINE and y + lift <= room[1]
    ] or [Place(right, y + _ABOVE, at_left=False)]
    width = _LETTER * len(text)
    best, fewest = places[0], None
    for place in places:
        box = _box(place, width)
        hits = sum(_hits(box, path) for path in paths)
        if fewest is None or hits < fewest:
            best, fewest = place, hits
        if not hits:  # the first that is free is good enough
            break
    return best


class _Box(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float


def _box(place: Place, width: float) -> _Box:
    """What the words cover, with a margin."""
    first = place.x if place.at_left else place.x - width
    top = place.y - _LINE - _MARGIN / 2
    return _Box(first - _MARGIN, first + width + _MARGIN, top, place.y + _MARGIN / 2)


def _hits(box: _Box, path: Sequence[Point]) -> int:
    """How many points of a curve, and of the lines between them, the words cover; most lines cannot touch them."""
    left, right, top, bottom = box
    hits = sum(left <= x <= right and top <= y <= bottom for x, y in path)
    for (x1, y1), (x2, y2) in pairwise(path):
        if x2 < left or x1 > right or (y1 < top and y2 < top) or (y1 > bottom and y2 > bottom):
            continue
        steps = max(2, int((x2 - x1) / _APART))
        for step in range(1, steps):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            hits += left <= x <= right and top <= y <= bottom
    return hits
