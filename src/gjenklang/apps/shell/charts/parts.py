"""What a curve is made of: what is asked for, and what the template writes.

What comes in dozens is a named tuple: it is made several times as fast as a frozen dataclass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

__all__ = [
    "NOTHING",
    "PLAIN",
    "Band",
    "BandArea",
    "Beside",
    "Curve",
    "Frame",
    "Limit",
    "LimitLine",
    "Line",
    "Look",
    "Mark",
    "Note",
    "NoteMark",
    "Number",
    "Reading",
    "Row",
    "Series",
    "Span",
    "SpanBar",
    "Tick",
]

Number = Decimal | float


class Look(StrEnum):
    """How a line looks: each has its own colour, marker shape and dash, so that it prints in grey."""

    OUTCOME = "outcome"
    ALLIANCE = "alliance"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FIFTH = "fifth"


class Reading(NamedTuple):
    """One total at one session. A value of None was asked for and not given: the line breaks there."""

    session: int
    value: Number | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One line: who marked what. Sessions without a reading are passed over without a break."""

    name: str
    readings: Sequence[Reading]
    look: Look = Look.OUTCOME


@dataclass(frozen=True, slots=True)
class Limit:
    """A cut-off with the name of its rule; the clinical side may be shaded."""

    value: Number
    text: str
    look: Look = Look.OUTCOME
    shade: Literal["below", "above"] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something agreed or happened at a session, or a half after it; shown as its number in a disc above the plot."""

    session: float
    number: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted from one session to another, or lasts (``None``): a bar above the plot."""

    first: float
    last: float | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Where a share of others lie, session by session: session, low and high; ``wide`` for the larger share.

    ``name`` stands in the legend, ``head`` over its column in the table.
    """

    name: str
    head: str
    edges: Sequence[tuple[float, Number, Number]]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What a curve shows besides its lines and limits; the wide band is named first, so that it is drawn first."""

    notes: Sequence[Note] = ()
    spans: Sequence[Span] = ()
    bands: Sequence[Band] = ()


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Frame:
    """The size in SVG units, how many sessions the axis shows at least, and what the words need.

    ``session`` is the reader's word for one session, ``empty`` what stands in a cell without a value.
    """

    width: int = 760
    height: int = 360
    sessions: int = 8
    decimal_mark: str = ","
    session: str = "session"
    empty: str = "–"


PLAIN = Frame()


class Tick(NamedTuple):
    """A gridline or an axis number: where, and what it says."""

    at: str
    text: str


class Mark(NamedTuple):
    """One drawn point: where it stands, the ring that shows focus, its marker, and what it says."""

    x: str
    y: str
    halo: str
    shape: str
    session: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line and its points, with the sample that its legend shows."""

    name: str
    look: str
    path: str
    marks: tuple[Mark, ...]
    sample: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One drawn cut-off: its height, where its words stand, and its shaded side."""

    y: str
    text: str
    text_x: str
    text_y: str
    at_left: bool
    look: str
    shade_y: str
    shade_height: str


class NoteMark(NamedTuple):
    """One drawn number, or the numbers of several that stand at the same session: a disc, or a rounded box."""

    x: str
    y: str
    left: str
    width: str
    number: str


@dataclass(frozen=True, slots=True)
class SpanBar:
    """One drawn bar with its words, which end within the picture."""

    path: str
    x: str
    y: str
    text: str


@dataclass(frozen=True, slots=True)
class BandArea:
    """One drawn band: its outline, and what it is called."""

    name: str
    look: str
    path: str


class Row(NamedTuple):
    """One line of the table that says the same as the picture."""

    session: str
    values: tuple[str, ...]
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Everything the template writes, already in strings."""

    width: str
    height: str
    left: str
    right: str
    top: str
    bottom: str
    inner_width: str
    middle: str
    tick_y: str
    axis_y: str
    grid_text_x: str
    grid: tuple[Tick, ...]
    sessions: tuple[Tick, ...]
    limits: tuple[LimitLine, ...]
    lines: tuple[Line, ...]
    notes: tuple[NoteMark, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    bands: tuple[BandArea, ...] = ()
    spans: tuple[SpanBar, ...] = ()

    @property
    def reachable(self) -> bool:
        """Whether a point on it takes the focus: a frame without one takes it itself, so that it can be scrolled."""
        return any(line.marks for line in self.lines)
