"""The geometry of the curve: marks over sessions become strings that a template writes into an SVG.

Pure Python: no Django, no colour, no translated word. Coordinates are SVG user units with a dot, one decimal.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from gjenklang.apps.shell.charts.labels import clear_place
from gjenklang.apps.shell.charts.lanes import Lanes
from gjenklang.apps.shell.charts.parts import (
    NOTHING,
    PLAIN,
    Band,
    BandArea,
    Beside,
    Curve,
    Frame,
    Limit,
    LimitLine,
    Line,
    Look,
    Mark,
    Note,
    Number,
    Row,
    Series,
    Tick,
)

__all__ = ["curve"]

_LEFT, _RIGHT, _TOP, _BOTTOM = 44.0, 18.0, 24.0, 40.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_MOST_LINES = 5
_MOST_SESSIONS = 16
#: What stands above the plot begins here.
_ABOVE = 4.0
#: The session of a reading.
_SESSION = itemgetter(0)


def _s(value: float) -> str:
    return f"{value:.1f}"


def _circle(x: float, y: float) -> str:
    return f"M{x - 5:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"


def _halo(x: float, y: float) -> str:
    return f"M{x - 11:.1f} {y:.1f}a11 11 0 1 0 22 0a11 11 0 1 0-22 0z"


def _diamond(x: float, y: float) -> str:
    return f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6-6z"


def _square(x: float, y: float) -> str:
    return f"M{x - 4.5:.1f} {y - 4.5:.1f}h9v9h-9z"


def _triangle(x: float, y: float) -> str:
    return f"M{x:.1f} {y - 6:.1f}l6 10.5h-12z"


def _pointing_down(x: float, y: float) -> str:
    return f"M{x:.1f} {y + 6:.1f}l6-10.5h-12z"


def _plus(x: float, y: float) -> str:
    return f"M{x - 2:.1f} {y - 6:.1f}h4v4h4v4h-4v4h-4v-4h-4v-4h4z"


_SHAPES = {
    Look.OUTCOME: _circle,
    Look.ALLIANCE: _diamond,
    Look.SECOND: _square,
    Look.THIRD: _triangle,
    Look.FOURTH: _pointing_down,
    Look.FIFTH: _plus,
}


@dataclass(frozen=True, slots=True)
class _Scale:
    """Turns sessions and values into places."""

    frame: Frame
    y_max: float
    last: float
    #: What stands above the plot takes so much room; the picture grows by it.
    above: float = 0.0

    @property
    def top(self) -> float:
        return _TOP + self.above

    @property
    def right(self) -> float:
        return self.frame.width - _RIGHT

    @property
    def bottom(self) -> float:
        return self.frame.height + self.above - _BOTTOM

    def x(self, session: float) -> float:
        return _LEFT + (self.right - _LEFT) * (session - 1) / (self.last - 1)

    def y(self, value: Number) -> float:
        return self.bottom - (self.bottom - self.top) * float(value) / self.y_max


def _check(series: Sequence[Series], limits: Sequence[Limit], beside: Beside, y_max: Number) -> None:
    if not y_max > 0:
        raise ValueError(f"the curve needs a highest value above 0, not {y_max}")
    sessions: list[float] = [reading.session for line in series for reading in line.readings]
    sessions += [note.session for note in beside.notes]
    if any(session < 1 for session in sessions):
        raise ValueError(f"sessions are counted from 1, not {min(sessions)}")
    values = [reading.value for line in series for reading in line.readings if reading.value is not None]
    edges = [edge for band in beside.bands for _session, *both in band.edges for edge in both]
    outside = [
        value for value in [*values, *edges, *(limit.value for limit in limits)] if not 0 <= value <= y_max
    ]
    if outside:
        raise ValueError(f"{outside[0]} is outside 0 to {y_max}")


def _last_session(series: Sequence[Series], notes: Sequence[Note], least: int) -> float:
    sessions: list[float] = [reading.session for line in series for reading in line.readings]
    return max([2, least, *sessions, *(note.session for note in notes)])


def _step(highest: float, most: int) -> int:
    return next((step for step in _STEPS if highest / step <= most), int(highest))


def _grid(scale: _Scale) -> tuple[Tick, ...]:
    step = _step(scale.y_max, _MOST_LINES)
    return tuple(Tick(_s(scale.y(value)), str(value)) for value in range(0, int(scale.y_max) + 1, step))


def _session_ticks(scale: _Scale) -> tuple[Tick, ...]:
    last = int(scale.last)
    step = _step(last, _MOST_SESSIONS)
    shown = [session for session in range(1, last + 1) if session == 1 or session % step == 0]
    return tuple(Tick(_s(scale.x(session)), str(session)) for session in shown)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """Writes values for people: one decimal when any value of the curve has one."""

    decimals: int
    mark: str
    empty: str

    def __call__(self, value: Number | None) -> str:
        return self.empty if value is None else f"{value:.{self.decimals}f}".replace(".", self.mark)


def _spoken(series: Sequence[Series], frame: Frame) -> _Spoken:
    values = (reading.value for line in series for reading in line.readings)
    whole = all(value is None or value == int(value) for value in values)
    return _Spoken(0 if whole else 1, frame.decimal_mark, frame.empty)


def _line(line: Series, scale: _Scale, spoken: _Spoken) -> Line:
    """One line with its points; a course has hundreds, so places are worked out here and not asked for one by one."""
    shape, before = _SHAPES[line.look], f"{line.name}, {scale.frame.session} "
    wide, high = (scale.right - _LEFT) / (scale.last - 1), (scale.bottom - scale.top) / scale.y_max
    bottom = scale.bottom
    marks, path, pen = [], [], "M"
    for session, value, words in sorted(line.readings, key=_SESSION):
        if value is None:
            pen = "M"
            continue
        x, y = _LEFT + wide * (session - 1), bottom - high * float(value)
        said, place = spoken(value), str(session)
        label = f"{before}{place}: {said}. {words}" if words else f"{before}{place}: {said}"
        marks.append(Mark(f"{x:.1f}", f"{y:.1f}", _halo(x, y), shape(x, y), place, said, label))
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return Line(line.name, line.look.value, "".join(path), tuple(marks), shape(20, 8))


def _points(line: Series, scale: _Scale) -> list[tuple[float, float]]:
    readings = sorted(line.readings, key=_SESSION)
    return [(scale.x(one.session), scale.y(one.value)) for one in readings if one.value is not None]


def _limit(limit: Limit, scale: _Scale, paths: Sequence[Sequence[tuple[float, float]]]) -> LimitLine:
    y = scale.y(limit.value)
    place = clear_place(
        limit.text, y=y, left=_LEFT, right=scale.right, paths=paths, room=(scale.top - 12, scale.bottom)
    )
    upper, lower = {"below": (y, scale.bottom), "above": (scale.top, y), None: (y, y)}[limit.shade]
    height = _s(lower - upper) if limit.shade else ""
    return LimitLine(
        y=_s(y),
        text=limit.text,
        text_x=_s(place.x),
        text_y=_s(place.y),
        at_left=place.at_left,
        look=limit.look.value,
        shade_y=_s(upper),
        shade_height=height,
    )


def _band(band: Band, scale: _Scale) -> BandArea:
    """Along the high edge and back along the low one."""
    high = [f"{scale.x(session):.1f} {scale.y(edge):.1f}" for session, _low, edge in band.edges]
    low = [f"{scale.x(session):.1f} {scale.y(edge):.1f}" for session, edge, _high in band.edges]
    return BandArea(band.name, "wide" if band.wide else "narrow", f"M{'L'.join([*high, *reversed(low)])}z")


def _rows(
    series: Sequence[Series], lines: Sequence[Line], beside: Beside, spoken: _Spoken
) -> tuple[Row, ...]:
    said = [{int(mark.session): mark.value for mark in line.marks} for line in lines]
    said += [_edges(band, spoken) for band in beside.bands]
    numbers: dict[int, list[str]] = {}
    for note in beside.notes:
        numbers.setdefault(int(note.session), []).append(str(note.number))
    sessions = sorted({reading.session for line in series for reading in line.readings} | set(numbers))
    return tuple(
        Row(
            str(session),
            tuple(one.get(session, spoken.empty) for one in said),
            ", ".join(numbers.get(session, ())),
        )
        for session in sessions
    )


def _edges(band: Band, spoken: _Spoken) -> dict[int, str]:
    return {int(session): f"{spoken(low)}–{spoken(high)}" for session, low, high in band.edges}


def curve(
    series: Sequence[Series],
    *,
    y_max: Number,
    limits: Sequence[Limit] = (),
    beside: Beside = NOTHING,
    frame: Frame = PLAIN,
) -> Curve:
    """Turn series into an SVG's coordinates and a table's words.

    Parameters
    ----------
    series
        One for each rater and measure; the first is drawn on top.
    y_max
        The highest total the instrument can give.
    limits
        Cut-offs, each within 0 and ``y_max``; none for an instrument that has none.
    beside
        Numbered points, what lasted, and where others lie.
    frame
        Size, least number of sessions on the axis, decimal mark.

    Raises
    ------
    ValueError
        A session below 1, or a value outside 0 to ``y_max``: a point is never moved to fit.

    Examples
    --------
    >>> drawn = curve([Series("D", [Reading(1, 14.2), Reading(2, None), Reading(3, 13.0)])], y_max=40)
    >>> drawn.lines[0].path
    'M44.0 214.9M243.4 223.8'
    >>> [(row.session, row.values) for row in drawn.rows]
    [('1', ('14,2',)), ('2', ('–',)), ('3', ('13,0',))]
    """
    _check(series, limits, beside, y_max)
    scale = _Scale(frame, float(y_max), _last_session(series, beside.notes, frame.sessions))
    lanes = Lanes(beside.notes, beside.spans, scale.x, (_LEFT, scale.right))
    scale = replace(scale, above=lanes.height)
    spoken = _spoken(series, frame)
    lines = tuple(_line(line, scale, spoken) for line in series)
    paths = [_points(line, scale) for line in series] if limits else []
    return Curve(
        width=str(frame.width),
        height=f"{frame.height + scale.above:.0f}",
        left=_s(_LEFT),
        right=_s(scale.right),
        top=_s(scale.top),
        bottom=_s(scale.bottom),
        inner_width=_s(scale.right - _LEFT),
        middle=_s((_LEFT + scale.right) / 2),
        tick_y=_s(scale.bottom + 20),
        axis_y=_s(scale.bottom + 37),
        grid_text_x=_s(_LEFT - 10),
        grid=_grid(scale),
        sessions=_session_ticks(scale),
        limits=tuple(_limit(limit, scale, paths) for limit in limits),
        lines=lines,
        notes=lanes.notes(_ABOVE),
        heads=(*(line.name for line in series), *(band.head for band in beside.bands)),
        rows=_rows(series, lines, beside, spoken),
        bands=tuple(_band(band, scale) for band in beside.bands),
        spans=lanes.spans(_ABOVE),
    )
