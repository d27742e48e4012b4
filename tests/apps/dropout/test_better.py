"""Better than at the start is said only where a named rule says that it is more than measurement error."""

import pytest

from cast import town
from gjenklang.apps.dropout.queries.better import better


@pytest.fixture
def here(db):
    """A town where Dana answers the ORS: 14.2, then 20.2, then 26.2."""
    return town("Ors", "3", outcome="ors")


def said(here, who: str = "alice"):
    return better(here.actor(who), here.episode, here.dana.pk)


def test_a_reliable_gain_is_said_with_n_limit_and_rule(here) -> None:
    found = said(here)
    assert found.text == "Går bedre: +12,0 siden start"
    assert found.more == "3 målinger; mer enn målefeil, 6,0"
    assert found.rule == "ORS, duncan"


def test_a_small_gain_and_a_form_without_limits_say_nothing(here, cast) -> None:
    last = here.episode.administrations.filter(instrument="ors").latest("finished")
    last.answers = {"line1": 45, "line2": 55, "line3": 45, "line4": 50}
    last.save()
    assert said(here) is None
    assert better(cast.here.actor("alice"), cast.here.episode, cast.here.dana.pk) is None


def test_strangers_are_told_nothing(here) -> None:
    assert said(here, "carol") is None
