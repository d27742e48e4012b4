"""The work together as a sum of many: who reads it, when, and that nobody is found in it."""

from datetime import date

import pytest
from django.urls import reverse

from gjenklang.apps.care.models import Administration, Episode
from gjenklang.apps.feedback.actions import sum_up_alliance
from gjenklang.apps.feedback.queries import alliance_sums
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client
from gjenklang.core.instruments import instrument

FORM = "gjenklang-alliance-adult"
LAST_QUARTER, TODAY = date(2026, 8, 20), date(2026, 11, 26)


def answers(here, *standings: str, when: date = LAST_QUARTER) -> None:
    """One new client a standing; the first marks 10 everywhere, the next 20, and so on, in whole tenths."""
    for place, standing in enumerate(standings, start=1):
        person = Client(code=f"S-{standing}-{place}-{when}", name="", birth_year=1990)
        someone = people.register_client(by=here.actor("alice").who, client=person)
        Administration.objects.create(
            organisation=here.organisation,
            episode=here.episode,
            client=someone,
            moment="end",
            instrument=FORM,
            instrument_version="1",
            channel="link",
            local_date=when,
            standing=standing,
            answers={item.code: min(10 * place, 100) for item in instrument(FORM).items},
        )


def sums(here, who: str = "frank", day: date = TODAY):
    sum_up_alliance(today=day)
    return alliance_sums(here.actor(who), here.ours, day)


def test_the_mean_is_that_of_people_and_has_its_interval(cast) -> None:
    """R: t.test(1:10)$conf.int gives 3.3341 to 7.6659."""
    here = cast.here
    answers(here, *["counts"] * 5, *["summed"] * 5)
    [one] = sums(here)
    assert (one.begins, one.ends, one.people, one.answers) == (date(2026, 7, 1), date(2026, 9, 30), 10, 10)
    assert [line.mean for line in one.lines] == ["5,5 (3,3–7,7)"] * 4 or [
        line.mean for line in one.lines
    ] == ["5.5 (3.3–7.7)"] * 4
    assert [line.people for line in one.lines] == [10] * 4


@pytest.mark.parametrize(
    ("standings", "shown"),
    [
        (["counts"] * 9, False),
        (["counts"] * 10, True),
        (["counts"] * 9 + ["summed"], False),
        (["counts"] * 8 + ["summed"] * 2 + ["held"] * 2, False),
        (["counts"] * 6 + ["summed"] * 3 + ["held"] * 2, False),
        (["counts"] * 10 + ["held"] * 4 + ["summed"], False),
        (["counts"] * 9 + ["held"] * 4, False),
        (["counts"] * 5 + ["summed"] * 5, True),
    ],
)
def test_nobody_is_found_by_subtracting(cast, standings, shown) -> None:
    answers(cast.here, *standings)
    [one] = sums(cast.here)
    assert bool(one.lines) == shown


def test_a_quarter_is_shown_six_weeks_after_it_has_ended(cast) -> None:
    here = cast.here
    answers(here, *["counts"] * 10, when=date(2026, 10, 5))
    assert sums(here) == []
    assert sums(here, day=date(2027, 2, 11)) == []
    assert len(sums(here, day=date(2027, 2, 12))) == 1


def test_one_who_alone_marked_a_line_among_those_who_chose_the_sum_is_not_found_by_it(cast) -> None:
    here = cast.here
    answers(here, *["counts"] * 10, *["summed"] * 5)
    first = instrument(FORM).items[0].code
    for one in Administration.objects.filter(standing="summed").order_by("id")[1:]:
        one.answers = {**one.answers, first: None}
        one.save()
    [one] = sums(here)
    assert [line.people for line in one.lines] == [15] * 3


def test_a_sum_never_changes_so_that_no_two_looks_can_be_subtracted(cast) -> None:
    here = cast.here
    answers(here, *["counts"] * 10, *["summed"] * 6)
    before = sums(here)
    Administration.objects.filter(standing="summed").order_by("id")[:1].get().delete()
    answers(here, "held")
    assert sums(here) == before
    assert sum_up_alliance(today=TODAY) == 0


def test_what_was_undone_or_replaced_is_in_no_sum(cast) -> None:
    answers(cast.here, *["undone"] * 10, *["replaced"] * 10)
    assert sums(cast.here) == []


@pytest.mark.parametrize("who", ["alice", "grace", "peggy", "erin"])
def test_who_does_not_oversee_the_unit_reads_no_sum(cast, who) -> None:
    answers(cast.here, *["counts"] * 12)
    assert sums(cast.here, who) == []
    assert alliance_sums(cast.next_door.actor("frank"), cast.here.ours, TODAY) == []


def test_the_page_shows_it_to_the_leader(cast, signed_in, monkeypatch) -> None:
    here = cast.here
    answers(here, *["counts"] * 12)
    sum_up_alliance(today=TODAY)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    page = signed_in("frank").get(reverse("unit")).text
    assert "12 people, 12 answers." in page or "12 personer, 12 svar." in page


def test_a_course_that_moves_afterwards_is_not_summed_up_again(cast) -> None:
    here = cast.here
    answers(here, *["counts"] * 10, *["summed"] * 5)
    before = sums(here)
    Episode.objects.filter(pk=here.episode.pk).update(unit=here.theirs)
    assert sum_up_alliance(today=TODAY) == 0
    assert sums(here) == before
