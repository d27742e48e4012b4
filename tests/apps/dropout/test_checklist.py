"""The four questions: filled in with a tap each, kept, due in time, and read by those who work with the course."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cast import follow_dana, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Agreement, AskedAgain, Checklist, Factor, Occasion, Screening
from gjenklang.apps.people.models import Client

TODAY = timezone.localdate


def page(cast) -> str:
    return reverse("dropout:staying", args=[cast.here.episode.pk])


def key_on(content: str, form: str) -> str:
    return re.search(rf'name="{form}-key" value="([0-9a-f-]{{36}})"', content)[1]


def answers(**given: str) -> dict[str, str]:
    return {"do": "checklist"} | {f"checklist-{factor}": reply for factor, reply in given.items()}


ALL = {"cognition": "yes", "alliance": "no", "personality": "unknown", "age": "no"}


def test_four_taps_and_one_press_are_stored_with_who_and_when(cast, signed_in) -> None:
    assert signed_in("alice").post(page(cast), answers(**ALL)).status_code == 302
    row = Checklist.objects.get()
    assert {factor: row.reply(factor) for factor in ALL} == ALL
    assert (row.staff, row.client, row.organisation) == (
        cast.here.staff["alice"],
        cast.here.dana,
        cast.here.organisation,
    )
    assert Line.objects.get(verb="checklist.fill").client == cast.here.dana.pk


def test_a_question_that_was_left_is_not_known_yet(cast, signed_in) -> None:
    signed_in("alice").post(page(cast), answers(cognition="yes"))
    assert Checklist.objects.get().alliance == "unknown"


def test_an_answer_that_does_not_exist_is_refused_and_nothing_is_stored(cast, signed_in) -> None:
    assert signed_in("alice").post(page(cast), answers(**ALL | {"age": "7"})).status_code == 200
    assert not Checklist.objects.exists()


def test_old_answers_stay_and_are_shown(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), answers(**ALL))
    browser.post(page(cast), answers(**ALL | {"cognition": "no"}))
    found = list(queries.checklists_of(cast.here.actor("alice"), cast.here.episode, cast.here.dana.pk))
    assert [one.cognition for one in found] == ["no", "yes"]
    assert "2 ganger, og tatt vare på" in browser.get(page(cast)).content.decode()


def test_the_same_key_twice_is_stored_once(cast, signed_in) -> None:
    browser = signed_in("alice")
    key = key_on(browser.get(page(cast)).content.decode(), "checklist")
    for _ in range(2):
        browser.post(page(cast), answers(**ALL) | {"checklist-key": key})
    assert [str(one.pk) for one in Checklist.objects.all()] == [key]
    assert Line.objects.filter(verb="checklist.fill").count() == 1


def test_a_key_that_is_anothers_is_not_taken(cast, signed_in) -> None:
    follow_dana(cast.next_door)
    theirs = Checklist.objects.get()
    signed_in("alice").post(page(cast), answers(**ALL) | {"checklist-key": theirs.pk})
    assert Checklist.objects.count() == 2
    theirs.refresh_from_db()
    assert theirs.organisation == cast.next_door.organisation


def test_there_is_no_sum_anywhere(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), answers(**dict.fromkeys(ALL, "yes")))
    content = browser.get(page(cast)).content.decode()
    assert not re.search(r"\b[0-4] (av|of|/) ?4\b", content)
    assert "Ingen poengsum" in content


def test_our_own_forms_have_no_limit_and_give_no_answer(cast) -> None:
    by = cast.here.actor("alice")
    found = queries.sources_of(by, cast.here.episode, cast.here.dana, TODAY())
    assert found[Factor.ALLIANCE].suggests == ""
    assert found[Factor.ALLIANCE].day is not None


@pytest.mark.parametrize(("marks", "suggests"), [((90, 90, 90, 90), "no"), ((90, 90, 90, 89), "yes")])
def test_a_form_with_a_limit_fills_in_the_answer_exactly_at_its_edge(db, marks, suggests: str) -> None:
    """SRS: a total of 36.0 is not under 36, and 35.9 is."""
    built = town("Edge", outcome="ors")
    built.episode.administrations.filter(moment="end").order_by("-finished")
    for one in built.episode.administrations.filter(moment="end"):
        one.answers = dict(zip(one.answers, marks, strict=True))
        one.save(update_fields=["answers"])
    found = queries.sources_of(built.actor("alice"), built.episode, built.dana, TODAY())[Factor.ALLIANCE]
    assert found.suggests == suggests
    assert "miller" in found.words


@pytest.mark.parametrize(("age", "suggests"), [(22, "yes"), (23, "unknown"), (24, "no"), (34, "no")])
def test_age_fills_itself_in_from_the_year_of_birth(cast, age: int, suggests: str) -> None:
    """Only the year is known: in the year someone turns 23, nobody but they know whether it has been."""
    cast.here.dana.birth_year = TODAY().year - age
    by = cast.here.actor("alice")
    assert queries.sources_of(by, cast.here.episode, cast.here.dana, TODAY())[Factor.AGE].suggests == suggests


def test_an_unknown_year_of_birth_answers_nothing(cast) -> None:
    cast.here.dana.birth_year = None
    by = cast.here.actor("alice")
    assert queries.sources_of(by, cast.here.episode, cast.here.dana, TODAY())[Factor.AGE].suggests == ""


def test_what_fills_itself_in_can_be_overridden_and_stands(cast, signed_in) -> None:
    browser = signed_in("alice")
    Client.objects.filter(pk=cast.here.dana.pk).update(birth_year=TODAY().year - 20)
    chosen = re.compile(r'value="(\w+)"[^>]*id="id_checklist-age_\d"[^>]*checked')
    assert chosen.search(browser.get(page(cast)).content.decode())[1] == "yes"
    browser.post(page(cast), answers(**ALL | {"age": "no"}))
    assert chosen.search(browser.get(page(cast)).content.decode())[1] == "no"
    assert Checklist.objects.get().seen["age"]["suggests"] == "yes"


def test_a_screening_is_told_with_days_since_use_withdrawal_and_when_to_repeat(cast, signed_in) -> None:
    browser = signed_in("alice")
    day = TODAY()
    sent = {"about": "cognition", "test": "Test A", "day": day, "result": "22 av 30", "days_since_use": "9"}
    sent |= {"withdrawal": "yes", "repeat_on": day + timedelta(days=28)}
    sent = {"do": "screening"} | {f"screening-{name}": value for name, value in sent.items()}
    assert browser.post(page(cast), sent).status_code == 302
    content = browser.get(page(cast)).content.decode()
    assert "22 av 30" in content
    assert "9 dager etter siste rus, abstinent." in content
    assert "Ta ny" in content
    with connection.cursor() as cursor:
        cursor.execute("SELECT result FROM dropout_screening")
        assert "22 av 30" not in cursor.fetchone()[0]
    assert "22 av 30" not in str(list(Line.objects.values_list("detail", flat=True)))


def test_a_screening_recorded_by_mistake_fills_nothing_in_and_is_kept(cast, signed_in) -> None:
    follow_dana(cast.here)
    browser, one = signed_in("alice"), Screening.objects.get()
    url = reverse("dropout:withdraw_screening", args=[cast.here.episode.pk, one.pk])
    assert signed_in("bob").post(url).status_code == 404
    assert signed_in("alice2").post(url).status_code == 404
    for _ in range(2):
        assert browser.post(url).status_code == 302
    beside = queries.sources_of(cast.here.actor("alice"), cast.here.episode, cast.here.dana, TODAY())
    assert beside[Factor.COGNITION].words == "Ingen screening er notert."
    assert "notert ved en feil" in browser.get(page(cast)).content.decode()
    assert Line.objects.filter(verb="screening.withdraw", client=cast.here.dana.pk).count() == 1


def test_results_of_screenings_are_not_copied_into_the_answers(cast, signed_in) -> None:
    follow_dana(cast.here)
    signed_in("alice").post(page(cast), answers(**ALL))
    assert "lavt" not in str(Checklist.objects.order_by("-at").first().seen)


@pytest.mark.parametrize(
    ("changed", "words"),
    [({"day": "2099-01-01"}, "har ikke kommet"), ({"repeat_on": "2001-01-01"}, "etter den dagen")],
)
def test_a_screening_with_a_wrong_date_is_refused_and_nothing_typed_is_lost(
    cast, signed_in, changed, words: str
) -> None:
    sent = {"about": "cognition", "test": "Test A", "day": TODAY(), "result": "22", "withdrawal": "no"}
    sent = {"do": "screening"} | {f"screening-{name}": value for name, value in (sent | changed).items()}
    content = signed_in("alice").post(page(cast), sent).content.decode()
    assert words in content
    assert 'value="Test A"' in content
    assert not Screening.objects.exists()


def agreement(**changed: object) -> dict[str, object]:
    day = TODAY()
    sent = {"words": "Ring søsteren min først.", "to_whom": "Søster", "scope": "At jeg er savnet."}
    sent |= {"contact": "900 00 000", "agreed": day, "until": day + timedelta(days=60)} | changed
    return {"do": "agreement"} | {f"agreement-{name}": value for name, value in sent.items()}


def test_what_may_be_said_and_until_when_stand_before_the_telephone(cast, signed_in) -> None:
    browser = signed_in("alice")
    assert browser.post(page(cast), agreement()).status_code == 302
    content = browser.get(page(cast)).content.decode()
    order = [content.index(words) for words in ("Ring søsteren", "gjelder til", "At jeg er savnet", "900 00")]
    assert order == sorted(order)


def test_nobody_is_named_without_what_may_be_said(cast, signed_in) -> None:
    content = signed_in("alice").post(page(cast), agreement(scope="")).content.decode()
    assert "Skriv hva som kan sies" in content
    assert "Ring søsteren min først." in content
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("days", [-1, 400])
def test_an_agreement_ends_after_it_began_and_within_a_year(cast, signed_in, days: int) -> None:
    signed_in("alice").post(page(cast), agreement(until=TODAY() + timedelta(days=days)))
    assert not Agreement.objects.exists()


def test_an_agreement_that_is_over_or_taken_back_shows_no_telephone(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(page(cast), agreement())
    one = Agreement.objects.get()
    take_back = reverse("dropout:take_back", args=[cast.here.episode.pk, one.pk])
    assert browser.post(take_back).status_code == 302
    content = browser.get(page(cast)).content.decode()
    assert "900 00 000" not in content
    assert "Gjelder ikke lenger" in content
    assert Agreement.objects.count() == 1
    Agreement.objects.update(withdrawn=None, agreed=date(2020, 1, 1), until=date(2020, 2, 1))
    assert "900 00 000" not in browser.get(page(cast)).content.decode()


def test_nobody_takes_back_what_belongs_to_another_course(cast, signed_in) -> None:
    follow_dana(cast.next_door)
    url = reverse("dropout:take_back", args=[cast.here.episode.pk, Agreement.objects.get().pk])
    assert signed_in("alice").post(url).status_code == 404
    assert Agreement.objects.get().withdrawn is None


def test_a_meeting_never_hears_of_personality(cast) -> None:
    follow_dana(cast.here)
    found = queries.factors_for_meeting(cast.here.actor("alice"), cast.here.episode)
    assert {one.factor for one in found} == {Factor.COGNITION, Factor.ALLIANCE, Factor.AGE}


def due(cast) -> queries.Due | None:
    return queries.due_on(cast.here.actor("alice"), cast.here.episode, cast.here.dana.pk)


def test_the_questions_are_due_from_the_second_week_until_they_are_answered(cast) -> None:
    Episode.objects.filter(pk=cast.here.episode.pk).update(first_attended=None)
    assert due(cast) is None
    first = TODAY() - timedelta(days=10)
    Episode.objects.filter(pk=cast.here.episode.pk).update(first_attended=first)
    assert due(cast) == queries.Due(first + timedelta(days=7))
    follow_dana(cast.here)
    assert due(cast) is None


def test_they_are_due_again_when_someone_asks_and_only_once(cast) -> None:
    follow_dana(cast.here)
    by, day = cast.here.actor("alice"), TODAY() + timedelta(days=3)
    for _ in range(2):
        actions.ask_again(by=by, episode=cast.here.episode, why=Occasion.TRANSITION, day=day)
    assert due(cast) == queries.Due(day, "transition")
    assert AskedAgain.objects.count() == 1
    assert Line.objects.filter(verb="checklist.ask_again", client=cast.here.dana.pk).count() == 1


def test_an_ended_course_asks_nothing(cast) -> None:
    by = cast.here.actor("alice")
    actions.ask_again(by=by, episode=cast.here.episode, why=Occasion.OTHER, day=TODAY())
    Episode.objects.filter(pk=cast.here.episode.pk).update(ended=TODAY(), ending="agreed")
    assert due(cast) is None


@pytest.mark.parametrize("who", ["alice2", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_those_who_do_not_work_with_the_course_neither_read_nor_write(cast, signed_in, who: str) -> None:
    browser = signed_in(who)
    assert browser.get(page(cast)).status_code in (403, 404)
    assert browser.post(page(cast), answers(**ALL)).status_code in (403, 404)
    assert not Checklist.objects.exists()


def test_a_peer_who_works_with_the_course_sees_no_checklist(cast, signed_in) -> None:
    from gjenklang.apps.care.actions import share_responsibility

    follow_dana(cast.here)
    alice, peggy = cast.here.actor("alice"), cast.here.actor("peggy")
    share_responsibility(by=alice, episode=cast.here.episode, staff=peggy.staff, since=TODAY())
    assert signed_in("peggy").get(reverse("course", args=[cast.here.episode.pk])).status_code == 200
    assert signed_in("peggy").get(page(cast)).status_code == 403
    assert not queries.checklists_of(peggy, cast.here.episode, cast.here.dana.pk).exists()
    assert not queries.agreements_of(peggy, cast.here.episode, cast.here.dana.pk).exists()
    course = signed_in("peggy").get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    assert page(cast) not in course


def test_the_supervisor_reads_and_does_not_write(cast, signed_in) -> None:
    browser = signed_in("bob")
    content = browser.get(page(cast)).content.decode()
    assert "Lagre svarene" not in content
    assert browser.post(page(cast), answers(**ALL)).status_code == 404


def test_every_look_leaves_a_line(cast, signed_in) -> None:
    signed_in("alice").get(page(cast))
    line = Line.objects.filter(verb="client.read", client=cast.here.dana.pk).last()
    assert line.detail == "staying"


def test_it_is_linked_from_the_course_page_and_not_from_the_page_that_is_turned(cast, signed_in) -> None:
    browser = signed_in("alice")
    assert page(cast) in browser.get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    assert page(cast) not in browser.get(reverse("session", args=[cast.here.session.pk])).content.decode()
