"""A figure rounded and written in the reader's language; Django's ``number_format`` alone cuts, and does not round."""

from django.utils.formats import number_format

__all__ = ["rounded"]


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
