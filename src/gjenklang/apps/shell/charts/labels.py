"""Where the words of a limit stand: where they cover least of the curves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Place", "clear_place"]

#: A letter of 12 px text is about this wide; a little too much does no harm.
_LETTER, _LINE = 6.6, 12.0
_ABOVE, _BELOW = -6.0, 15.0
_MARGIN = 7.0
_SAMPLES = 12

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
    return min(places, key=lambda place: sum(_hits(_box(place, width), path) for path in paths))


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
    """How many points of a curve, and of the lines between them, the words cover."""
    hits = sum(_within(box, point) for point in path)
    for one, after in pairwise(path):
        if _near(box, one, after):
            hits += sum(_within(box, between) for between in _along(one, after))
    return hits


def _near(box: _Box, one: Point, other: Point) -> bool:
    """Whether a line between two points can touch a box at all; most cannot."""
    (x1, y1), (x2, y2) = one, other
    beside = max(x1, x2) < box.left or min(x1, x2) > box.right
    return not (beside or max(y1, y2) < box.top or min(y1, y2) > box.bottom)


def _along(one: Point, other: Point) -> Iterator[Point]:
    (x1, y1), (x2, y2) = one, other
    for step in range(1, _SAMPLES):
        share = step / _SAMPLES
        yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _within(box: _Box, point: Point) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom
