"""A day as it is said in a sentence."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

__all__ = ["near_day"]


def near_day(day: date) -> str:
    """Return a day without its year when that is this one: «6. januar», and «6. januar 2025» next year."""
    return str(
        date_format(day, "MONTH_DAY_FORMAT" if day.year == timezone.localdate().year else "DATE_FORMAT")
    )
