"""The curve on paper: drawn in grey, with what a style sheet cannot reach on paper written on each part."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from gjenklang.apps.shell.charts import Curve

__all__ = ["paper_curve", "paper_legend"]

register = template.Library()

#: Width and dash of each line, so that they part without colour; their markers part too.
DASHES = {
    "outcome": (2.6, "none"),
    "alliance": (1.2, "1 0"),
    "second": (1.6, "7 4"),
    "third": (1.6, "2 3"),
    "fourth": (1.6, "10 4 2 4"),
    "fifth": (1.6, "14 3"),
}
FONT = 'font-family="DejaVu Sans, Liberation Sans, sans-serif"'


@register.filter
def paper_curve(curve: Curve) -> SafeString:
    """The picture; its places and paths are digits that the drawing made itself."""
    parts = [
        f'<path d="M{curve.left} {tick.at}H{curve.right}" stroke="#ccc" fill="none"/>'
        + _text(curve.grid_text_x, tick.at, tick.text, "end")
        for tick in curve.grid
    ]
    parts += [_text(tick.at, curve.tick_y, tick.text, "middle") for tick in curve.sessions]
    parts += [
        f'<path d="M{note.x} {curve.top}V{curve.bottom}" stroke="#bbb" stroke-dasharray="2 3" fill="none"/>'
        + _text(note.x, note.y, note.number, "middle")
        for note in curve.notes
    ]
    for line in reversed(curve.lines):
        parts.append(_stroke(line.path, line.look))
        parts += [
            f'<path d="{mark.shape}" fill="#fff" stroke="#000" stroke-width="1.4"/>' for mark in line.marks
        ]
    view = f'viewBox="0 0 {curve.width} {curve.height}"'
    drawn = f'<svg class="picture" xmlns="http://www.w3.org/2000/svg" {view}>{"".join(parts)}</svg>'
    return mark_safe(drawn)  # noqa: S308 - words are escaped in _text


@register.filter
def paper_legend(curve: Curve) -> SafeString:
    """What each line looks like, with its name."""
    lines = (
        '<span><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 16" width="40" height="16">'
        f'{_stroke("M0 8H40", line.look)}<path d="{line.sample}" fill="#fff" stroke="#000"/></svg> '
        f"{escape(line.name)}</span>"
        for line in curve.lines
    )
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


def _stroke(path: str, look: str) -> str:
    width, dash = DASHES[look]
    return f'<path d="{path}" stroke="#000" fill="none" stroke-width="{width}" stroke-dasharray="{dash}"/>'


def _text(x: str, y: str, words: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" dy="4" font-size="12" {FONT} text-anchor="{anchor}">{escape(words)}</text>'
