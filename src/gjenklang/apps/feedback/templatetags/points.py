"""The list beside the curve, written at once: a course may have forty points, and a template is slow over each."""

from datetime import date
from functools import lru_cache
from html import escape

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gjenklang.apps.feedback.queries.points import Point, Points

__all__ = ["point_list", "point_when"]

register = template.Library()


@register.filter
def point_when(point: Point) -> str:
    """At or after which session a point stands, and its day or days."""
    words = _("session %(place)s") if point.place == int(point.place) else _("after session %(place)s")
    language = get_language() or ""
    day = _written(point.day, language)
    if point.until:
        day = _("%(day)s to %(last)s") % {"day": day, "last": _written(point.until, language)}
    return f"{words % {'place': int(point.place)}}, {day}"


@lru_cache(maxsize=4096)
def _written(day: date, _language: str) -> str:
    """A day as the language that is spoken now writes it; the same few days come again on every page."""
    return date_format(day, "MONTH_DAY_FORMAT")


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
