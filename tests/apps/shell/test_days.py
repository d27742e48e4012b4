"""A day of another year says which."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from gjenklang.apps.shell.days import near_day


@pytest.mark.parametrize(
    ("language", "near", "far"),
    [("nb", "6. januar", "6. januar 2020"), ("en", "6 January", "6 January 2020")],
)
def test_the_year_is_said_of_a_day_in_another_year(language: str, near: str, far: str) -> None:
    with translation.override(language):
        assert near_day(date(timezone.localdate().year, 1, 6)) == near
        assert near_day(date(2020, 1, 6)) == far


def test_no_day_is_no_words() -> None:
    assert Template("{{ day|near_day }}").render(Context({"day": None})) == ""
