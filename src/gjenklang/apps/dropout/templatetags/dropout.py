"""Template tags of drop-out: a share as a whole number of hundredths."""

from django import template

__all__ = ["percent"]

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
