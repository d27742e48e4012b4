"""Where the words of a limit stand: where they cover least of the curves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
    samples = [point for path in paths for point in _along(path)]
    return min(places, key=lambda place: sum(_covers(place, width, point) for point in samples))


def _along(path: Sequence[Point]) -> Iterator[Point]:
    yield from path
    for (x1, y1), (x2, y2) in pairwise(path):
        for step in range(1, _SAMPLES):
            share = step / _SAMPLES
            yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def _covers(place: Place, width: float, point: Point) -> bool:
    x, y = point
    first, last = (place.x, place.x + width) if place.at_left else (place.x - width, place.x)
    within = first - _MARGIN <= x <= last + _MARGIN
    return within and place.y - _LINE - _MARGIN / 2 <= y <= place.y + _MARGIN / 2
