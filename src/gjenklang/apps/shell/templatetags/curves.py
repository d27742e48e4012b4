"""The parts of a curve that come in dozens, written at once: a template takes its time over each.

Every word is escaped here; places and paths are digits that the drawing made itself.
"""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from gjenklang.apps.shell.charts.parts import Curve, Line, Row
from gjenklang.apps.shell.charts.steps import StepChart

__all__ = [
    "bands",
    "grid_lines",
    "legend",
    "note_lines",
    "notes",
    "points",
    "session_ticks",
    "step_grid",
    "table_head",
    "table_rows",
]

register = template.Library()


@register.filter
def points(line: Line) -> SafeString:
    """The points of one line of a curve; a course has dozens, and a template takes its time over each.

    A point's words are escaped; its paths are digits that the drawing made itself.
    """
    marks = [
        f'<g class="curve__point" tabindex="0" role="img" aria-label="{escape(mark.label)}">'
        f'<path class="curve__halo" d="{mark.halo}"/><path class="curve__mark" d="{mark.shape}"/></g>'
        for mark in line.marks
    ]
    return mark_safe("".join(marks))  # noqa: S308 - escaped above


@register.filter
def session_ticks(curve: Curve) -> SafeString:
    """The numbers of the sessions along the foot of a curve."""
    ticks = (
        f'<text class="curve__text curve__text--middle" x="{tick.at}" y="{curve.tick_y}">{escape(tick.text)}</text>'
        for tick in curve.sessions
    )
    return mark_safe("".join(ticks))  # noqa: S308 - escaped above


@register.filter
def grid_lines(curve: Curve) -> SafeString:
    """The level lines of a curve with their values."""
    lines = (
        f'<path class="curve__grid" d="M{curve.left} {tick.at}H{curve.right}"/>'
        f'<text class="curve__text curve__text--end" x="{curve.grid_text_x}" y="{tick.at}" dy="4">'
        f"{escape(tick.text)}</text>"
        for tick in curve.grid
    )
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


@register.filter
def bands(curve: Curve) -> SafeString:
    """Where others lie, under everything else."""
    areas = (
        f'<path class="curve__expected curve__expected--{one.look}" d="{one.path}"/>' for one in curve.bands
    )
    return mark_safe("".join(areas))  # noqa: S308 - digits that the drawing made


@register.filter
def note_lines(curve: Curve) -> SafeString:
    """A thin line from each number down through the plot."""
    lines = {f"M{note.x} {curve.top}V{curve.bottom}" for note in curve.notes}
    path = "".join(sorted(lines))
    return mark_safe(f'<path class="curve__note-line" d="{path}"/>' if path else "")  # noqa: S308 - digits


@register.filter
def notes(curve: Curve) -> SafeString:
    """The numbers above the plot, and the bars of what lasted."""
    discs = [
        f'<rect class="curve__disc" x="{note.left}" y="{float(note.y) - 9:.1f}" width="{note.width}" height="18" '
        f'rx="9"/><text class="curve__number" x="{note.x}" y="{note.y}" dy="4">{escape(note.number)}</text>'
        for note in curve.notes
    ]
    bars = [
        f'<path class="curve__span" d="{bar.path}"/><text class="curve__text curve__text--span" x="{bar.x}" '
        f'y="{bar.y}" dy="-4">{escape(bar.text)}</text>'
        for bar in curve.spans
    ]
    return mark_safe("".join(discs + bars))  # noqa: S308 - escaped above


@register.filter
def legend(curve: Curve) -> SafeString:
    """What each line and each limit looks like, with its name."""
    lines = [
        f'<li><svg class="curve__line curve__line--{line.look}" viewBox="0 0 40 16" width="40" height="16" '
        f'aria-hidden="true"><path class="curve__path" d="M0 8H40"/><path class="curve__mark" d="{line.sample}"/></svg>'
        f"{escape(line.name)}</li>"
        for line in curve.lines
    ]
    limits = [
        f'<li><svg viewBox="0 0 40 16" width="40" height="16" aria-hidden="true">'
        f'<path class="curve__limit curve__limit--{limit.look}" d="M0 8H40"/></svg>{escape(limit.text)}</li>'
        for limit in curve.limits
    ]
    expected = [
        f'<li><svg viewBox="0 0 40 16" width="40" height="16" aria-hidden="true">'
        f'<path class="curve__expected curve__expected--{one.look}" d="M0 1H40V15H0z"/></svg>{escape(one.name)}</li>'
        for one in curve.bands
    ]
    return mark_safe("".join(lines + limits + expected))  # noqa: S308 - escaped above


@register.filter
def table_head(curve: Curve) -> SafeString:
    """The heads of a curve's table, one for each line."""
    heads = (f'<th scope="col">{escape(head)}</th>' for head in curve.heads)
    return mark_safe("".join(heads))  # noqa: S308 - escaped above


@register.filter
def table_rows(curve: Curve) -> SafeString:
    """The rows of a curve's table, one for each session."""
    rows = (
        f'<tr><th scope="row">{escape(row.session)}</th>'
        f"{''.join([_cell(value) for value in row.values])}{_numbers(curve, row)}</tr>"
        for row in curve.rows
    )
    return mark_safe("".join(rows))  # noqa: S308 - escaped above


@lru_cache(maxsize=2048)
def _cell(value: str) -> str:
    """One cell; the same few hundred scores stand in every table."""
    return f"<td>{escape(value)}</td>"


def _numbers(curve: Curve, row: Row) -> str:
    return f"<td>{escape(row.notes)}</td>" if curve.notes else ""


@register.filter
def step_grid(chart: StepChart) -> SafeString:
    """The level lines of shares and the days along the foot."""
    lines = [
        f'<path class="curve__grid" d="M{chart.left} {tick.at}H{chart.right}"/>'
        f'<text class="curve__text curve__text--end" x="{chart.text_x}" y="{tick.at}" dy="4">{escape(tick.text)}</text>'
        for tick in chart.grid
    ]
    days = [
        f'<text class="curve__text curve__text--middle" x="{tick.at}" y="{chart.tick_y}">{escape(tick.text)}</text>'
        for tick in chart.days
    ]
    return mark_safe("".join(lines + days))  # noqa: S308 - escaped above
