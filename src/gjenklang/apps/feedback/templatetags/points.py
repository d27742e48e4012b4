"""The list beside the curve, written at once: a course may have forty points, and a template is slow over each."""

from datetime import date
from functools import lru_cache
from html import escape

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gjenklang.apps.feedback.queries.points import Point, Points
from gjenklang.apps.shell.days import near_day

__all__ = ["point_list", "point_when"]

register = template.Library()


@register.filter
def point_when(point: Point) -> str:
    """At or after which session a point stands, and its day or days."""
    words = _("session %(place)s") if point.place == int(point.place) else _("after session %(place)s")
    known = (get_language() or "", timezone.localdate().year)
    day = _written(point.day, known)
    if point.until:
        day = _("%(day)s to %(last)s") % {"day": day, "last": _written(point.until, known)}
    return f"{words % {'place': int(point.place)}}, {day}"


@lru_cache(maxsize=4096)
def _written(day: date, _known: tuple[str, int]) -> str:
    """A day as the language that is spoken now writes it this year; the same few days come again on every page."""
    return near_day(day)


@register.filter
def point_list(points: Points) -> SafeString:
    """The numbered points, as they are numbered on the curve; the client's own words are quoted."""
    return mark_safe("".join(map(_item, points.points)))  # noqa: S308 - escaped in each


def _item(point: Point) -> str:
    words = escape(point.words)
    if words:
        words = f" <q>{words}</q>" if point.quoted else f" {words}"
    return (
        f'<li value="{point.number}"><strong>{escape(point.title)}</strong>{words} '
        f'<span class="muted small">{escape(point_when(point))}</span></li>'
    )
