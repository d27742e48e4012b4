"""Template tags of drop-out: a share as a whole number of hundredths, and the many small parts of the team's list."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

__all__ = ["code_links", "fact_items", "percent"]

register = template.Library()


@register.filter
def percent(share: float) -> int:
    """A share from 0 to 1 in whole hundredths.

    Examples
    --------
    >>> percent(0.829)
    83
    """
    return round(100 * share)


@register.filter
def fact_items(facts: Iterable[tuple[str, str]]) -> SafeString:
    """Facts as the items of a list; five hundred courses have many, and a template takes its time over each."""
    items = (
        f"<li>{escape(text)}" + (f' <span class="muted">({escape(more)})</span>' if more else "") + "</li>"
        for text, more in facts
    )
    return mark_safe("".join(items))  # noqa: S308 - escaped above


@register.filter
def code_links(courses: Iterable[tuple[str, str]]) -> SafeString:
    """Links with nothing but a code, each from its address and its code."""
    links = (f'<a class="ds-link" href="{escape(address)}">{escape(code)}</a> ' for address, code in courses)
    return mark_safe("".join(links))  # noqa: S308 - escaped above
