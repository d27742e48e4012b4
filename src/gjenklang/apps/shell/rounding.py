"""A figure rounded and written in the reader's language; Django's ``number_format`` alone cuts, and does not round."""

from django.utils.formats import number_format

from gjenklang.core.numerics import wilson

__all__ = ["rounded", "share_in_words"]


def rounded(value: float, places: int = 0) -> str:
    """A number with so many decimals, rounded.

    Examples
    --------
    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     rounded(26.52), rounded(0.796, 2), rounded(-0.004, 2)
    ('27', '0.80', '0.00')
    """
    near = round(float(value), places) + 0.0  # what is nought has no sign
    return str(number_format(near, decimal_pos=places))


def share_in_words(count: int, n: int, *, least: int) -> str:
    """A share in whole per cent with Wilson's interval (95 %); nothing where ``n`` is below ``least``.

    Examples
    --------
    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     share_in_words(4, 5, least=5), share_in_words(4, 5, least=10)
    ('80 % (38–96)', '')
    """
    if n < least:
        return ""
    found = wilson(count, n)
    return f"{rounded(100 * found.share)} % ({rounded(100 * found.low)}–{rounded(100 * found.high)})"
