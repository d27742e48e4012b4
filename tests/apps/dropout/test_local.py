"""A service builds a checklist of its own without programming; it is due in its weeks, and keeps its versions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout import queries
from gjenklang.apps.dropout.models import LocalAnswers, LocalChecklist, LocalVersion
from gjenklang.apps.dropout.queries.local import week_due

LIST, NEW = "/staying/local/", "/staying/local/new/"


def built(cast, **changed: object) -> dict[str, object]:
    return {
        "name": "De første seks ukene",
        "weeks": "1, 2, 4, 6",
        "units": [str(cast.here.ours.pk)],
        "question0": "Har vi snakket på telefon denne uken?",
        "kind0": "choice",
        "question1": "Hva er viktig for deg nå?",
        "kind1": "text",
        **{f"question{row}": "" for row in (2, 3)},
        **{f"kind{row}": "choice" for row in (2, 3)},
    } | changed


def in_week(cast, week: int) -> None:
    first = timezone.localdate() - timedelta(weeks=week - 1)
    Episode.objects.filter(pk=cast.here.episode.pk).update(first_attended=first)
    cast.here.episode.refresh_from_db()


def states(cast) -> list[queries.LocalState]:
    by = cast.here.actor("alice")
    return queries.local_states(by, cast.here.episode, cast.here.dana.pk, timezone.localdate())


def fill_page(cast) -> str:
    checklist = LocalVersion.objects.latest("number").checklist_id
    return reverse("dropout:local_fill", args=[cast.here.episode.pk, checklist])


@pytest.mark.parametrize("who", ["frank", "heidi"])
def test_a_leader_or_an_administrator_builds_it(cast, signed_in, who: str) -> None:
    assert signed_in(who).post(NEW, built(cast)).status_code == 302
    made = LocalVersion.objects.get()
    assert (made.number, made.weeks, list(made.units.all())) == (1, [1, 2, 4, 6], [cast.here.ours])
    assert [one["kind"] for one in made.questions] == ["choice", "text"]
    assert Line.objects.get(verb="local.build").subject == made.checklist_id
    assert "De første seks ukene" in signed_in(who).get(LIST).content.decode()


@pytest.mark.parametrize("weeks", ["", "two", "0", "-1", "1, 2.5", "999"])
def test_weeks_that_are_none_are_refused_and_nothing_typed_is_lost(cast, signed_in, weeks: str) -> None:
    content = signed_in("frank").post(NEW, built(cast, weeks=weeks)).content.decode()
    assert "Hva er viktig for deg nå?" in content
    assert not LocalVersion.objects.exists()


def test_a_checklist_without_a_question_is_refused(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast, question0=""))
    assert not LocalVersion.objects.exists()


@pytest.mark.parametrize("unit", ["theirs", "next door"])
def test_a_leader_builds_only_for_units_of_their_own(cast, signed_in, unit: str) -> None:
    key = cast.here.theirs.pk if unit == "theirs" else cast.next_door.ours.pk
    signed_in("frank").post(NEW, built(cast, units=[str(key)]))
    assert not LocalChecklist.objects.exists()


def test_the_same_key_twice_builds_one(cast, signed_in) -> None:
    key = "019aa000-0000-7000-8000-000000000001"
    for _ in range(2):
        signed_in("frank").post(NEW, built(cast, key=key))
    assert [str(one.pk) for one in LocalChecklist.objects.all()] == [key]
    assert LocalVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "filled", "due"),
    [
        (None, [], None),
        (1, [], 1),
        (1, [1], None),
        (3, [1], 2),
        (3, [2], None),
        (9, [1, 2, 4], 6),
        (9, [6], None),
    ],
)
def test_the_latest_time_point_reached_is_the_one_that_waits(now, filled, due) -> None:
    assert week_due([1, 2, 4, 6], now, filled) == due


def test_it_is_due_in_its_weeks_and_filled_in_on_the_course(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast))
    in_week(cast, 3)
    (state,) = states(cast)
    assert (state.week, state.since) == (2, cast.here.episode.first_attended + timedelta(days=7))
    staying = reverse("dropout:staying", args=[cast.here.episode.pk])
    assert fill_page(cast) in signed_in("alice").get(staying).content.decode()
    sent = {"q1": "yes", "q2": "At søsteren min er med."}
    assert signed_in("alice").post(fill_page(cast), sent).status_code == 302
    row = LocalAnswers.objects.get()
    assert (row.week, row.client, row.version.number) == (2, cast.here.dana, 1)
    assert queries.local_in_words(row)[1] == ("Hva er viktig for deg nå?", "At søsteren min er med.")
    assert states(cast)[0].week is None
    assert "At søsteren min er med." in signed_in("alice").get(staying).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM dropout_localanswers")
        assert "søsteren" not in cursor.fetchone()[0]


def test_any_question_may_be_left_and_the_key_stores_once(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast))
    in_week(cast, 1)
    for _ in range(2):
        signed_in("alice").post(fill_page(cast), {"key": "019aa000-0000-7000-8000-000000000002"})
    assert LocalAnswers.objects.count() == 1


def test_another_units_checklist_is_not_asked_here(cast, signed_in) -> None:
    signed_in("heidi").post(NEW, built(cast, units=[str(cast.here.theirs.pk)]))
    in_week(cast, 2)
    assert states(cast) == []
    assert signed_in("alice").get(fill_page(cast)).status_code == 404


def test_an_ended_course_is_asked_nothing(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast))
    in_week(cast, 2)
    cast.here.episode.ended = timezone.localdate()
    assert [one.week for one in states(cast)] == [None]


def test_a_change_makes_a_new_version_and_the_old_answers_keep_theirs(cast, signed_in) -> None:
    browser = signed_in("frank")
    browser.post(NEW, built(cast))
    in_week(cast, 1)
    signed_in("alice").post(fill_page(cast), {"q1": "yes"})
    checklist = LocalChecklist.objects.get()
    url = reverse("dropout:local_change", args=[checklist.pk])
    assert 'value="1, 2, 4, 6"' in browser.get(url).content.decode()
    browser.post(url, built(cast, question0="Har du fått ringt?"))
    browser.post(url, built(cast, question0="Har du fått ringt?"))  # the same again is no new version
    assert list(checklist.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert queries.local_in_words(LocalAnswers.objects.get())[0] == (
        "Har vi snakket på telefon denne uken?",
        "Ja",
    )
    assert states(cast)[0].week is None  # the week is filled in, by whichever version


def test_a_closed_checklist_is_asked_no_longer(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast))
    in_week(cast, 2)
    url = reverse("dropout:local_close", args=[LocalChecklist.objects.get().pk])
    assert signed_in("alice").post(url).status_code == 403
    signed_in("frank").post(url)
    assert states(cast) == []
    assert LocalVersion.objects.count() == 1


@pytest.mark.parametrize("who", ["alice", "bob", "grace", "peggy"])
def test_only_those_who_shape_the_service_build(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(LIST).status_code == 403
    assert signed_in(who).post(NEW, built(cast)).status_code == 403
    assert not LocalVersion.objects.exists()


def test_a_leader_next_door_finds_nothing_of_ours(cast, signed_in) -> None:
    signed_in("frank").post(NEW, built(cast))
    browser, checklist = signed_in("frank2"), LocalChecklist.objects.get()
    assert "De første seks ukene" not in browser.get(LIST).content.decode()
    for name in ("local_change", "local_close"):
        assert browser.post(reverse(f"dropout:{name}", args=[checklist.pk]), built(cast)).status_code == 404
    assert LocalVersion.objects.count() == 1
