"""The geometry of shares over days: curves that fall or rise in steps, with their bands, as strings for an SVG.

Pure Python, as :mod:`gjenklang.apps.shell.charts.drawing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gjenklang.apps.shell.charts.parts import Look, Tick

__all__ = ["Step", "StepChart", "StepLine", "Stepped", "steps"]

_WIDTH, _HEIGHT = 760, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 18.0, 16.0, 40.0
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_DAYS = (0, 30, 90, 180, 365, 545, 730, 1095)


@dataclass(frozen=True, slots=True)
class Step:
    """From this day on, this share, from 0 to 1, with the ends of its interval where there is one."""

    day: float
    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """One curve that is asked for: its name, the share on day 0, and its steps in order."""

    name: str
    start: float
    steps: Sequence[Step]
    look: Look = Look.OUTCOME


@dataclass(frozen=True, slots=True)
class StepLine:
    """One drawn curve: its path, and the path round its band; empty without one."""

    name: str
    look: str
    path: str
    band: str


@dataclass(frozen=True, slots=True)
class StepChart:
    """Everything the template writes, already in strings."""

    width: str
    height: str
    left: str
    right: str
    bottom: str
    middle: str
    tick_y: str
    axis_y: str
    text_x: str
    grid: tuple[Tick, ...]
    days: tuple[Tick, ...]
    lines: tuple[StepLine, ...]


def _x(day: float, last: float) -> str:
    return f"{_LEFT + (_WIDTH - _RIGHT - _LEFT) * min(day, last) / last:.1f}"


def _y(share: float) -> str:
    return f"{_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * share:.1f}"


def _path(one: Stepped, last: float) -> str:
    path = [f"M{_x(0, last)} {_y(one.start)}"]
    path += [f"H{_x(step.day, last)}V{_y(step.share)}" for step in one.steps if step.day <= last]
    return "".join([*path, f"H{_x(last, last)}"])


def _band(one: Stepped, last: float) -> str:
    """Along the upper ends and back along the lower ones."""
    told = [step for step in one.steps if step.low is not None and step.high is not None and step.day <= last]
    within = [(one.start, 0.0, one.start), *((step.low or 0.0, step.day, step.high or 0.0) for step in told)]
    if len(within) == 1:
        return ""
    upper = "".join(f"H{_x(day, last)}V{_y(high)}" for _low, day, high in within)
    lower = "".join(f"V{_y(low)}H{_x(day, last)}" for low, day, _high in reversed(within))
    return f"M{_x(0, last)} {_y(one.start)}{upper}H{_x(last, last)}{lower}Z"


def steps(series: Sequence[Stepped], *, last: float) -> StepChart:
    """Turn shares over days into an SVG's coordinates.

    Parameters
    ----------
    series
        One for each group or each way to end.
    last
        The last day that is drawn, above 0; a curve is drawn level to it from its last step.

    Raises
    ------
    ValueError
        When ``last`` is not above 0, or a share is outside 0 to 1: nothing is moved to fit.

    Examples
    --------
    >>> drawn = steps([Stepped("all", 1.0, [Step(30, 0.5)])], last=60)
    >>> drawn.lines[0].path
    'M52.0 16.0H397.0V158.0H742.0'
    """
    if not last > 0:
        raise ValueError(f"the last day must be above 0, not {last}")
    outside = [step.share for one in series for step in one.steps if not 0 <= step.share <= 1]
    if outside:
        raise ValueError(f"{outside[0]} is not a share from 0 to 1")
    return StepChart(
        width=str(_WIDTH),
        height=str(_HEIGHT),
        left=f"{_LEFT:.1f}",
        right=f"{_WIDTH - _RIGHT:.1f}",
        bottom=f"{_HEIGHT - _BOTTOM:.1f}",
        middle=f"{(_LEFT + _WIDTH - _RIGHT) / 2:.1f}",
        tick_y=f"{_HEIGHT - _BOTTOM + 18:.1f}",
        axis_y=f"{_HEIGHT - 4:.1f}",
        text_x=f"{_LEFT - 8:.1f}",
        grid=tuple(Tick(_y(share), f"{100 * share:.0f} %") for share in _SHARES),
        days=tuple(Tick(_x(day, last), str(day)) for day in _DAYS if day <= last),
        lines=tuple(StepLine(one.name, one.look.value, _path(one, last), _band(one, last)) for one in series),
    )
