"""What waits for each, and how soon those who left were safe: in time, by unit, and never a few deaths."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cast import follow_dana
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.actions import open_episode, share_responsibility
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import (
    Death,
    Departure,
    Item,
    Leaving,
    LeavingStep,
    LocalChecklist,
    Occasion,
    Screening,
)
from gjenklang.apps.dropout.queries.indicators import FEWEST, shown
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client

PAGE, COUNTS = "/staying/", "/staying/leaving/"
TODAY = timezone.localdate


def waiting(cast, who: str = "alice") -> list[tuple[str, str]]:
    return [(one.what.value, one.words) for one in queries.to_follow_up(cast.here.actor(who), TODAY())]


def started(cast, days: int) -> None:
    Episode.objects.filter(pk=cast.here.episode.pk).update(first_attended=TODAY() - timedelta(days=days))
    cast.here.episode.refresh_from_db()


def leave(cast, day=None, ending: str = "client") -> Leaving | None:
    cast.here.episode.refresh_from_db()
    departure = Departure(day=day or TODAY(), ending=ending)
    actions.note_ending(by=cast.here.actor("alice"), episode=cast.here.episode, departure=departure)
    return Leaving.objects.filter(episode=cast.here.episode).order_by("at").last()


def settle(cast, leaving: Leaving, *items: str) -> None:
    for item in items or Item.values:
        actions.settle(by=cast.here.actor("alice"), leaving=leaving, step=LeavingStep(item=item, reply="yes"))


def test_nothing_waits_before_the_second_week(cast) -> None:
    started(cast, 6)
    assert waiting(cast) == []
    started(cast, 7)
    assert waiting(cast) == [("checklist", "")]


def test_the_four_questions_wait_again_with_the_reason(cast) -> None:
    follow_dana(cast.here)
    by, day = cast.here.actor("alice"), TODAY() + timedelta(days=1)
    actions.ask_again(by=by, episode=cast.here.episode, why=Occasion.TRANSITION, day=day)
    assert waiting(cast) == []
    assert [one.what.value for one in queries.to_follow_up(by, day)] == ["checklist"]
    assert queries.to_follow_up(by, day)[0].words == "flytter til et annet sted"


@pytest.mark.parametrize(("days", "listed"), [(8, False), (7, True), (-20, True)])
def test_a_screening_waits_from_a_week_before_it_is_repeated(cast, days: int, listed: bool) -> None:
    follow_dana(cast.here)
    about = {"episode": cast.here.episode, "client": cast.here.dana, "about": "cognition", "result": "lavt"}
    row = Screening(test="Test B", day=TODAY(), repeat_on=TODAY() + timedelta(days=days), **about)
    actions.record_screening(by=cast.here.actor("alice"), screening=row)
    assert (("screening", "Test B") in waiting(cast)) is listed
    row = Screening(test="Test B", day=TODAY(), **about)
    actions.record_screening(by=cast.here.actor("alice"), screening=row)
    assert ("screening", "Test B") not in waiting(cast)


def test_a_local_checklist_waits_in_its_week(cast) -> None:
    follow_dana(cast.here)
    started(cast, 15)
    asked = actions.Asked("Seks uker", [("Ringt?", "choice")], [1, 3], [cast.here.ours])
    actions.build_local(by=cast.here.actor("frank"), checklist=LocalChecklist(), asked=asked)
    assert waiting(cast) == [("local", "Seks uker")]


def test_an_ending_leaves_contact_and_the_list_until_both_are_done(cast) -> None:
    leaving = leave(cast)
    assert [what for what, _words in waiting(cast)] == ["contact", "leaving"]
    assert waiting(cast)[0] == ("contact", "Ingen er satt opp ennå.")
    alice = cast.here.staff["alice"]
    named = LeavingStep(item="contact", reply="named", responsible=alice)
    actions.settle(by=cast.here.actor("alice"), leaving=leaving, step=named)
    assert waiting(cast)[0] == ("contact", "Alice")
    settle(cast, leaving, "contact")
    assert [what for what, _words in waiting(cast)] == ["leaving"]
    settle(cast, leaving)
    assert waiting(cast) == []


def test_what_an_ending_left_open_goes_before_older_things(cast) -> None:
    by = cast.here.actor("alice")
    client = register_client(by=by.who, client=Client(code="A-1"))
    episode = Episode(unit=cast.here.ours, outcome="ors", first_attended=TODAY() - timedelta(days=90))
    open_episode(by=by, episode=episode, clients=[client], since=TODAY())
    leave(cast)
    assert [what for what, _words in waiting(cast)] == ["contact", "leaving", "checklist"]


@pytest.mark.parametrize(("days", "listed"), [(30, True), (31, False)])
def test_an_old_list_is_let_go_after_thirty_days(cast, days: int, listed: bool) -> None:
    started(cast, 100)
    leave(cast, TODAY() - timedelta(days=days))
    assert bool(waiting(cast)) is listed


def test_a_planned_last_day_that_has_come_waits_to_be_noted(cast) -> None:
    follow_dana(cast.here)
    started(cast, 100)
    assert waiting(cast) == []
    Leaving.objects.update(day=TODAY())
    assert waiting(cast) == [("planned", "")]


def test_colleagues_see_their_own_and_a_peer_only_endings(cast) -> None:
    started(cast, 30)
    assert waiting(cast, "carol") == []
    share_responsibility(
        by=cast.here.actor("alice"),
        episode=cast.here.episode,
        staff=cast.here.staff["peggy"].pk,
        since=TODAY(),
    )
    assert waiting(cast, "peggy") == []
    leave(cast)
    assert [what for what, _words in waiting(cast, "peggy")] == ["contact", "leaving"]


def test_the_page_lists_and_leaves_a_line_for_each_client(cast, signed_in) -> None:
    started(cast, 30)
    content = signed_in("alice").get(PAGE).content.decode()
    assert "D-204" in content
    assert "De fire spørsmålene" in content
    assert Line.objects.filter(verb="client.list", client=cast.here.dana.pk).exists()
    assert "D-204" not in signed_in("carol").get(PAGE).content.decode()
    assert signed_in("grace").get(PAGE).status_code == 403


def test_more_courses_ask_no_more_of_the_database(cast) -> None:
    by = cast.here.actor("alice")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.to_follow_up(by, TODAY())
        return len(seen)

    started(cast, 30)
    before = asked()
    for number in range(8):
        client = register_client(by=by.who, client=Client(code=f"Q-{number}"))
        episode = Episode(unit=cast.here.ours, outcome="ors", first_attended=TODAY() - timedelta(days=20))
        open_episode(by=by, episode=episode, clients=[client], since=TODAY())
    assert asked() == before
    assert len(waiting(cast)) == 9


def times(cast, who: str = "frank") -> queries.LeavingTimes:
    return next(
        one for one in queries.leaving_times(cast.here.actor(who), TODAY().year) if one.unit == "Ours"
    )


def test_the_share_in_time_counts_everyone_who_left_with_wilsons_interval(cast) -> None:
    """One in time, one without a list: 1 of 2, with the interval of the core (Wilson 1927)."""
    settle(cast, leave(cast))
    by = cast.here.actor("alice")
    client = register_client(by=by.who, client=Client(code="Q-1"))
    episode = Episode(unit=cast.here.ours, outcome="ors", ended=TODAY(), ending="moved")
    open_episode(by=by, episode=episode, clients=[client], since=TODAY())
    found = times(cast)
    assert (found.share.n, found.share.count, found.settled, found.without) == (2, 1, 1, 1)
    assert found.median_hours == pytest.approx(0, abs=24)
    assert found.interval == "9–91 %"


def test_what_was_settled_after_two_days_is_settled_and_not_in_time(cast) -> None:
    started(cast, 100)
    leaving = leave(cast, TODAY() - timedelta(days=3))
    settle(cast, leaving)
    found = times(cast)
    assert (found.share.count, found.settled) == (0, 1)
    assert found.median_hours > 48


def test_death_is_no_leaving_and_another_year_is_another_year(cast) -> None:
    leave(cast, ending="died")
    assert times(cast).share.n == 0
    Episode.objects.filter(pk=cast.here.episode.pk).update(ending="client", ended=f"{TODAY().year - 1}-06-01")
    assert times(cast).share.n == 0
    assert queries.leaving_times(cast.here.actor("frank"), TODAY().year - 1)[0].share.n == 1


@pytest.mark.parametrize("who", ["alice", "carol", "erin", "grace", "heidi", "peggy"])
def test_only_leaders_and_supervisors_see_counts(cast, signed_in, who: str) -> None:
    leave(cast)
    assert queries.leaving_times(cast.here.actor(who), TODAY().year) == []
    assert signed_in(who).get(COUNTS).status_code == 403


def test_a_leader_sees_counts_of_own_units_and_nobodys_code(cast, signed_in) -> None:
    leave(cast)
    content = signed_in("frank").get(COUNTS).content.decode()
    assert "Ours" in content
    assert "Theirs" not in content
    assert "D-204" not in content
    assert "leaving-complete-48h, version 1" in content
    assert signed_in("frank").get(COUNTS + "?year=1066").status_code == 200
    assert queries.leaving_times(cast.next_door.actor("frank"), TODAY().year)[0].share.n == 0


def test_few_deaths_are_not_shown_and_neither_is_none(cast, signed_in) -> None:
    started(cast, 100)
    leave(cast, TODAY() - timedelta(days=10))
    none = signed_in("frank").get(COUNTS).content.decode()
    about = {"episode": cast.here.episode, "client": cast.here.dana}
    actions.record_death(by=cast.here.actor("alice"), death=Death(day=TODAY(), **about))
    one = signed_in("frank").get(COUNTS).content.decode()
    assert "vises ikke" in none

    def bare(page: str) -> str:
        return re.sub(r'(csrf\w+" value="\w+|"X-CSRFToken": "\w+)', "", page)

    assert bare(none) == bare(one)


@pytest.mark.parametrize(("days", "counted"), [(0, True), (30, True), (31, False), (-1, False)])
def test_a_death_counts_from_the_last_day_to_thirty_days_after(
    cast, monkeypatch, days: int, counted: bool
) -> None:
    monkeypatch.setattr(queries.indicators, "FEWEST", 1)
    started(cast, 100)
    last = TODAY() - timedelta(days=40)
    leave(cast, last)
    about = {"episode": cast.here.episode, "client": cast.here.dana}
    actions.record_death(by=cast.here.actor("alice"), death=Death(day=last + timedelta(days=days), **about))
    found = queries.deaths_after(cast.here.actor("frank"), last.year)
    assert found[0].deaths == (1 if counted else None)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_nobody_who_knows_the_sum_can_work_out_a_small_number(counts: list[int]) -> None:
    """What is left out is everything, nothing, or at least two units that together have five or more."""
    found = shown(dict(enumerate(counts)))
    assert all(count is None or count == counts[unit] >= FEWEST for unit, count in found.items())
    hidden = [counts[unit] for unit, count in found.items() if count is None]
    if hidden and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST
