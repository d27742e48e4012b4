"""Template tags of the shell: built files, languages, form fields, and a line's points without JavaScript."""

from html import escape

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString, mark_safe

from gjenklang.apps.shell.charts.parts import Curve, Line, Row
from gjenklang.apps.shell.manifest import asset_path

__all__ = [
    "asset",
    "cells",
    "choice_input",
    "field_input",
    "grid_lines",
    "language_names",
    "points",
    "session_ticks",
    "vas_points",
]

register = template.Library()

_POINTS = tuple((whole * 10, whole) for whole in range(11))


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built file: ``{% asset "client.css" %}``."""
    return f"{settings.STATIC_URL}{asset_path(name)}"


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    """Return each offered language's code and its own name for itself, never translated."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.simple_tag
def vas_points() -> tuple[tuple[int, int], ...]:
    """Return tenths and the whole number said aloud, for each of the eleven points."""
    return _POINTS


@register.filter
def field_input(field: BoundField) -> SafeString:
    """Return a field's control, dressed as Designsystemet's, without a placeholder that repeats the label."""
    attrs: dict[str, str | bool] = {"class": "ds-input"}
    if field.field.widget.attrs.get("placeholder") == field.label:
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


@register.filter
def choice_input(choice: BoundWidget) -> SafeString:
    """Return one radio button or box of a group, dressed as Designsystemet's, without its label."""
    choice.data["attrs"]["class"] = "ds-input"
    return choice.tag()


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
def cells(row: Row) -> SafeString:
    """The cells of one line of a curve's table."""
    return mark_safe("".join(f"<td>{escape(value)}</td>" for value in row.values))  # noqa: S308 - escaped here
