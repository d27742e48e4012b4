"""Every definition of drop-out, on courses where they part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.dropout import DEFINITIONS, ClosedEpisode, Reason, drop_out_rates

NAMES = [one.name for one in DEFINITIONS]


def told(episode: ClosedEpisode, missed: int = 2) -> dict[str, bool | None]:
    return {one.name: one.holds(episode, missed) for one in DEFINITIONS if one.among(episode)}


@pytest.mark.parametrize(
    ("reason", "npr", "unilateral"),
    [
        (Reason.SERVICE, True, False),
        (Reason.CLIENT, True, True),
        (Reason.STAYED_AWAY, True, True),
        (Reason.PLANNED, False, False),
        (Reason.MOVED, False, False),
        (Reason.IMPRISONED, False, False),
        (Reason.DEAD, False, False),
        (Reason.UNKNOWN, None, None),
    ],
)
def test_the_registrys_three_reasons_and_the_clients_two(reason, npr, unilateral) -> None:
    found = told(ClosedEpisode(reason=reason, attended=3))
    assert (found["npr"], found["unilateral"]) == (npr, unilateral)


@pytest.mark.parametrize(
    ("reason", "below", "expected"),
    [
        (Reason.CLIENT, True, True),
        (Reason.CLIENT, False, False),
        (Reason.CLIENT, None, None),
        (Reason.PLANNED, True, False),
        (Reason.UNKNOWN, False, False),
        (Reason.UNKNOWN, True, None),
    ],
)
def test_without_effect_is_both_at_once(reason, below, expected) -> None:
    assert told(ClosedEpisode(reason=reason, attended=3, below_course=below))["without-effect"] is expected


def test_the_same_course_is_drop_out_by_one_and_not_by_another() -> None:
    found = told(
        ClosedEpisode(
            reason=Reason.CLIENT,
            attended=4,
            missed_last=1,
            judged=False,
            reliable_gain=True,
            below_course=False,
            referred_on=True,
            arrived=False,
        )
    )
    assert found == {
        "npr": True,
        "unilateral": True,
        "without-effect": False,
        "missed-in-a-row": False,
        "judged": False,
        "before-reliable-change": False,
        "never-started": False,
        "lost-in-transition": True,
    }


def test_who_never_came_is_asked_about_by_one_definition_only() -> None:
    assert told(ClosedEpisode(reason=Reason.STAYED_AWAY, attended=0)) == {"never-started": True}


def test_how_many_missed_sessions_is_the_services_choice() -> None:
    episode = ClosedEpisode(attended=3, missed_last=2)
    assert [told(episode, k)["missed-in-a-row"] for k in (1, 2, 3)] == [True, True, False]
    with pytest.raises(ValueError, match="at least one"):
        drop_out_rates([episode], 0)


def test_a_rate_has_its_interval_its_unknown_and_its_bounds() -> None:
    seen = [
        *[ClosedEpisode(reason=Reason.CLIENT, attended=2)] * 10,
        *[ClosedEpisode(reason=Reason.PLANNED, attended=9)] * 30,
        *[ClosedEpisode(attended=3)] * 60,
    ]
    rate = drop_out_rates(seen)[0]
    assert (rate.n, rate.unknown, rate.share.count, rate.share.n) == (100, 60, 10, 40)
    assert (round(rate.share.low, 4), round(rate.share.high, 4)) == (0.1419, 0.4019)
    assert (rate.lowest, rate.highest) == (0.1, 0.7)


def test_nobody_gives_no_rate() -> None:
    for rate in drop_out_rates([]):
        assert (rate.n, rate.lowest, rate.highest) == (0, None, None)


MAYBE = st.sampled_from([None, True, False])
EPISODES = st.builds(
    ClosedEpisode,
    reason=st.sampled_from(list(Reason)),
    attended=st.one_of(st.none(), st.integers(0, 9)),
    missed_last=st.one_of(st.none(), st.integers(0, 5)),
    judged=MAYBE,
    reliable_gain=MAYBE,
    below_course=MAYBE,
    referred_on=MAYBE,
    arrived=MAYBE,
)


@given(st.lists(EPISODES, max_size=30), st.integers(1, 4))
def test_the_truth_lies_between_the_bounds_whatever_is_unknown(episodes, missed) -> None:
    for rate in drop_out_rates(episodes, missed):
        if rate.n:
            assert rate.lowest <= rate.highest
            if rate.share.n:
                assert rate.lowest - 1e-12 <= rate.share.share <= rate.highest + 1e-12
            assert rate.highest - rate.lowest == pytest.approx(rate.unknown / rate.n)
        assert rate.share.count <= rate.share.n == rate.n - rate.unknown


@given(st.lists(EPISODES, max_size=30))
def test_without_effect_is_never_more_than_unilateral_nor_that_than_the_registrys(episodes) -> None:
    known = [one for one in episodes if one.reason is not Reason.UNKNOWN and one.below_course is not None]
    npr, unilateral, without, *_ = drop_out_rates(known)
    assert without.share.count <= unilateral.share.count <= npr.share.count
