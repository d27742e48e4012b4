"""What stands above the plot: numbered discs and bars, in as many lanes as keep them apart."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from gjenklang.apps.shell.charts.parts import Note, NoteMark, Span, SpanBar

__all__ = ["Lanes"]

DISC, BAR = 21.0, 19.0
#: So many discs stand over each other at one session; more become one box with the first and the last number.
MOST = 3
_RADIUS, _LETTER, _GAP = 9.0, 6.4, 2.0
_BAR_LETTER, _BAR_GAP = 6.6, 8.0


class _Box(NamedTuple):
    """From where to where it takes room; where the bar begins and ends or the disc has its middle; its words."""

    left: float
    right: float
    begins: float
    ends: float
    text: str
    open: bool = False


class Lanes:
    """Lays out notes and spans; the notes have the upper lanes.

    Parameters
    ----------
    notes
        Numbered in their order along the sessions, so that those of one session follow each other.
    spans
        Bars with words.
    x
        From a session to its place in SVG units.
    room
        The left and right end of the plot.
    """

    def __init__(
        self,
        notes: Sequence[Note],
        spans: Sequence[Span],
        x: Callable[[float], float],
        room: tuple[float, float],
    ) -> None:
        self._notes = _in_lanes([_disc(x(session), number) for session, number in _numbers(notes)], _GAP)
        self._spans = _in_lanes([_bar(one, x, room) for one in spans], _BAR_GAP)

    @property
    def height(self) -> float:
        """How much room they take, in SVG units; none without anything to show."""
        return DISC * len(self._notes) + BAR * len(self._spans)

    def notes(self, top: float) -> tuple[NoteMark, ...]:
        """The discs, the first lane at the top."""
        return tuple(
            NoteMark(
                x=f"{box.begins:.1f}",
                y=f"{top + DISC * lane + _RADIUS:.1f}",
                left=f"{box.left:.1f}",
                width=f"{box.right - box.left:.1f}",
                number=box.text,
            )
            for lane, row in enumerate(self._notes)
            for box in row
        )

    def spans(self, top: float) -> tuple[SpanBar, ...]:
        """The bars with their words over them, under the discs."""
        first = top + DISC * len(self._notes) + 12
        return tuple(
            SpanBar(
                path=f"M{box.begins:.1f} {y - 2:.1f}v5H{box.ends:.1f}{'' if box.open else 'v-5'}",
                x=f"{box.left:.1f}",
                y=f"{y - 1:.1f}",
                text=box.text,
            )
            for y, row in ((first + BAR * lane, row) for lane, row in enumerate(self._spans))
            for box in row
        )


def _disc(x: float, number: str) -> _Box:
    half = max(_RADIUS, (_LETTER * len(number) + 8) / 2)
    return _Box(x - half, x + half, x, x, number)


def _bar(span: Span, x: Callable[[float], float], room: tuple[float, float]) -> _Box:
    """Words that would run off the side begin further to the left than their bar."""
    left, right = room
    begins = min(max(x(span.first), left), right - 4)
    ends = right if span.last is None else min(max(x(span.last), begins + 4), right)
    words = max(min(begins, right - _BAR_LETTER * len(span.text)), 0.0)
    return _Box(
        words, max(ends, words + _BAR_LETTER * len(span.text)), begins, ends, span.text, span.last is None
    )


def _numbers(notes: Sequence[Note]) -> list[tuple[float, str]]:
    """Each number by itself; where more than a few stand at one session, the last of them in one box."""
    ordered = sorted(notes, key=lambda one: (one.session, one.number))
    found: list[tuple[float, str]] = []
    for session, group in groupby(ordered, lambda one: one.session):
        numbers = [one.number for one in group]
        alone = len(numbers) if len(numbers) <= MOST else MOST - 1
        found += [(session, str(one)) for one in numbers[:alone]]
        if numbers[alone:]:
            found.append((session, f"{numbers[alone]}–{numbers[-1]}"))
    return found


def _in_lanes(boxes: Sequence[_Box], gap: float) -> list[list[_Box]]:
    """Put each in the first lane where it touches nothing."""
    lanes: list[list[_Box]] = []
    for box in boxes:
        free = next((lane for lane in lanes if all(_apart(box, one, gap) for one in lane)), None)
        if free is None:
            lanes.append([box])
        else:
            free.append(box)
    return lanes


def _apart(one: _Box, other: _Box, gap: float) -> bool:
    return one.left >= other.right + gap or other.left >= one.right + gap
