"""A course is opened, changed, shared and ended by those who work with it, and each act names its clients."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.models import Episode, Participant, Responsibility, Session
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client


def about(cast) -> str:
    return reverse("care:about", args=[cast.here.episode.pk])


def verbs(client: Client) -> list[str]:
    return list(Line.objects.filter(client=client.pk).order_by("id").values_list("verb", flat=True))


def course(cast, **changed: object) -> dict[str, object]:
    """What the browser sends when nothing but ``changed`` is changed."""
    episode = Episode.objects.get(pk=cast.here.episode.pk)
    given = {"kind": episode.kind, "sector": episode.sector, "outcome": episode.outcome}
    given |= {"alliance": episode.alliance, "first_attended": episode.first_attended or ""} | changed
    return {"do": "course"} | {f"course-{name}": value for name, value in given.items()}


def test_a_course_changes_its_form_and_the_trail_names_the_client(cast, signed_in) -> None:
    sent = course(cast, outcome="ors", referred="2026-01-05")
    answer = signed_in("alice").post(about(cast), sent)
    assert answer.status_code == 302, answer.content.decode()
    changed = Episode.objects.get(pk=cast.here.episode.pk)
    assert (changed.outcome, changed.referred) == ("ors", date(2026, 1, 5))
    line = Line.objects.get(verb="episode.change")
    assert (line.client, line.detail) == (cast.here.dana.pk, "outcome referred")


def test_a_form_that_is_not_in_use_is_not_offered(cast, signed_in) -> None:
    page = signed_in("alice").post(about(cast), course(cast, outcome="phq9"))
    assert page.status_code == 200
    assert Episode.objects.get(pk=cast.here.episode.pk).outcome == cast.here.episode.outcome


def test_dates_that_do_not_come_in_order_are_refused_in_one_sentence(cast, signed_in) -> None:
    page = signed_in("alice").post(about(cast), course(cast, referred="2026-02-01", offered="2026-01-01"))
    assert "Datoene kommer ikke i rekkefølge" in page.content.decode()


def test_the_other_of_a_couple_joins_by_code_and_shows_on_the_page(cast, signed_in) -> None:
    browser = signed_in("alice")
    browser.post(about(cast), {"do": "join", "join-code": "P-2", "join-birth_year": "1990"})
    joined = Client.objects.get(organisation=cast.here.organisation, code="P-2")
    assert Participant.objects.filter(episode=cast.here.episode, client=joined).count() == 1
    assert verbs(joined) == ["client.register", "episode.join"]
    browser.post(about(cast), {"do": "join", "join-code": "P-2"})
    assert Participant.objects.filter(episode=cast.here.episode).count() == 2


def test_a_code_of_the_town_next_door_makes_a_new_client_here(cast) -> None:
    with pytest.raises(ValueError, match="own organisation"):
        actions.join_episode(
            by=cast.here.actor("alice"), episode=cast.here.episode, client=cast.next_door.dana
        )


def test_a_colleague_reads_the_course_from_the_day_it_is_shared(cast, signed_in) -> None:
    page = reverse("session", args=[cast.here.session.pk])
    assert signed_in("carol").get(page).status_code == 404
    signed_in("alice").post(about(cast), {"do": "share", "share-staff": cast.here.staff["carol"].pk})
    assert signed_in("carol").get(page).status_code == 200
    assert "responsibility.share" in verbs(cast.here.dana)


def test_nobody_of_another_organisation_becomes_responsible(cast) -> None:
    by, stranger = cast.here.actor("alice"), cast.next_door.staff["alice"]
    with pytest.raises(ValueError, match="own organisation"):
        actions.share_responsibility(
            by=by, episode=cast.here.episode, staff=stranger.pk, since=date(2026, 1, 1)
        )
    with pytest.raises(ValueError, match="own organisation"):
        actions.open_episode(
            by=by,
            episode=Episode(unit=cast.here.ours, outcome="ors"),
            clients=[cast.here.dana],
            since=date(2026, 1, 1),
            staff=stranger.pk,
        )


def test_the_last_one_cannot_leave_and_one_of_two_can(cast, signed_in) -> None:
    browser, mine = signed_in("alice"), Responsibility.objects.get(episode=cast.here.episode)
    leave = reverse("care:leave", args=[cast.here.episode.pk, mine.pk])
    assert "ansvar" in browser.post(leave, follow=True).content.decode()
    browser.post(about(cast), {"do": "share", "share-staff": cast.here.staff["carol"].pk})
    browser.post(leave)
    mine.refresh_from_db()
    assert mine.until == timezone.localdate()


def test_a_course_ends_and_can_be_opened_again(cast, signed_in) -> None:
    browser, today = signed_in("alice"), timezone.localdate()
    by = cast.here.actor("alice")
    actions.end_episode(by=by, episode=cast.here.episode, ended=today, ending="agreed")
    assert queries.mine(by) == []
    assert [part.client for part in queries.mine(by, ended=True)] == [cast.here.dana]
    browser.post(reverse("care:reopen", args=[cast.here.episode.pk]))
    assert Episode.objects.get(pk=cast.here.episode.pk).ended is None
    assert verbs(cast.here.dana)[-1] != "episode.end"
    assert {"episode.end", "episode.reopen"} <= set(verbs(cast.here.dana))


def test_the_page_about_a_course_leads_to_its_ending(cast, signed_in) -> None:
    content = signed_in("alice").get(about(cast)).content.decode()
    assert reverse("dropout:leaving", args=[cast.here.episode.pk]) in content


def test_no_day_of_a_course_comes_after_it_has_ended(cast, signed_in) -> None:
    Episode.objects.filter(pk=cast.here.episode.pk).update(ended=date(2026, 3, 1), first_attended=None)
    page = signed_in("alice").post(about(cast), course(cast, first_attended="2026-03-02"))
    assert "er avsluttet før den dagen" in page.content.decode()
    assert signed_in("alice").post(about(cast), course(cast, first_attended="2026-03-01")).status_code == 302


def test_nobody_who_joins_is_born_in_the_future(cast, signed_in) -> None:
    sent = {"do": "join", "join-code": "P-3", "join-birth_year": timezone.localdate().year + 1}
    content = signed_in("alice").post(about(cast), sent).content.decode()
    assert "Det året er ikke kommet" in content
    assert 'value="P-3"' in content
    assert not Client.objects.filter(code="P-3").exists()


@pytest.mark.parametrize("who", ["alice2", "carol", "bob", "grace", "heidi"])
def test_only_those_who_work_with_it_change_a_course(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(about(cast)).status_code in (403, 404)
    assert signed_in(who).post(about(cast), course(cast, outcome="ors")).status_code in (403, 404)


def test_the_desk_makes_an_appointment_with_the_one_who_is_responsible(cast, signed_in) -> None:
    url = reverse("care:appointment")
    assert "D-204" in signed_in("grace").get(url).content.decode()
    day = timezone.localdate() + timedelta(days=3)
    sent = {"episode": cast.here.episode.pk, "day": day, "time": "10:00", "minutes": 45, "arena": "office"}
    answer = signed_in("grace").post(url, sent | {"repeat": 0})
    assert answer.status_code == 302, answer.content.decode()
    made = Session.objects.get(local_date=day)
    assert made.staff == cast.here.staff["alice"]
    assert "session.plan" in verbs(cast.here.dana)


@pytest.mark.parametrize("moment", ["start", "end"])
def test_paper_for_a_form_that_the_course_does_not_have_is_not_there(cast, signed_in, moment: str) -> None:
    Episode.objects.filter(pk=cast.here.episode.pk).update(alliance="")
    url = reverse("care:paper", args=[cast.here.session.pk])
    answer = signed_in("alice").get(url, {"client": cast.here.dana.pk, "moment": moment})
    assert answer.status_code == (404 if moment == "end" else 200)


def test_a_new_course_may_use_a_form_typed_from_paper(cast, signed_in) -> None:
    sent = {"code": "N-1", "birth_year": 1990, "unit": cast.here.ours.pk, "outcome": "ors", "alliance": "srs"}
    answer = signed_in("alice").post(reverse("care:new_client"), sent)
    assert answer.status_code == 302, answer.content.decode()
    opened = Episode.objects.get(participants__client__code="N-1")
    assert (opened.outcome, opened.alliance) == ("ors", "srs")


def test_nobody_pulls_a_colleagues_client_into_a_course_of_their_own(cast, signed_in) -> None:
    theirs = register_client(by=cast.here.actor("carol").who, client=Client(code="C-1", birth_year=1980))
    page = signed_in("alice").post(about(cast), {"do": "join", "join-code": "C-1"})
    assert "opptatt" in page.content.decode() or "i bruk" in page.content.decode()
    assert not Participant.objects.filter(client=theirs).exists()


def test_an_ended_course_has_no_appointments_to_come(cast) -> None:
    by, now = cast.here.actor("alice"), timezone.now()
    coming = actions.plan_session(
        by=by, session=Session(episode=cast.here.episode, starts=now + timedelta(days=7))
    )
    actions.end_episode(by=by, episode=cast.here.episode, ended=timezone.localdate(), ending="agreed")
    assert not Session.objects.filter(pk=coming.pk).exists()
    assert Session.objects.filter(episode=cast.here.episode, status="held").count() == 3


def test_a_supervisor_finds_the_courses_of_the_unit_in_a_list(cast, signed_in) -> None:
    assert "D-204" in signed_in("bob").get(reverse("care:clients")).content.decode()
    assert "D-204" not in signed_in("carol").get(reverse("care:clients")).content.decode()


def test_reading_about_a_course_leaves_a_line(cast, signed_in) -> None:
    before = verbs(cast.here.dana).count("client.read")
    signed_in("alice").get(about(cast))
    assert verbs(cast.here.dana).count("client.read") == before + 1


@pytest.mark.parametrize("repeat", [0, 1])
def test_an_appointment_sent_twice_is_made_once(cast, signed_in, repeat: int) -> None:
    """A double tap, or a phone that sends again; the page brings the key."""
    url, browser = reverse("care:appointment"), signed_in("alice")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', browser.get(url).content.decode())[1]
    day = timezone.localdate() + timedelta(days=3)
    sent = {
        "key": key,
        "episode": cast.here.episode.pk,
        "day": day,
        "time": "10:00",
        "minutes": 45,
        "arena": "office",
    }
    for _ in range(2):
        assert browser.post(url, sent | {"repeat": repeat}).status_code == 302
    assert Session.objects.filter(local_date=day).count() == 1


@pytest.mark.parametrize("days", [-800, 800, 350_000])
def test_an_appointment_years_away_is_asked_about(cast, signed_in, days: int) -> None:
    """A slip in the year would put it where nobody looks."""
    before = Session.objects.count()
    day = timezone.localdate() + timedelta(days=days)
    sent = {
        "episode": cast.here.episode.pk,
        "day": day,
        "time": "10:00",
        "minutes": 45,
        "arena": "office",
        "repeat": 0,
    }
    page = signed_in("alice").post(reverse("care:appointment"), sent)
    assert "Dagen er mer enn to år unna. Stemmer året?" in page.content.decode()
    assert Session.objects.count() == before


def test_a_key_that_is_anothers_is_not_taken(cast, signed_in) -> None:
    day = timezone.localdate() + timedelta(days=3)
    sent = {
        "episode": cast.here.episode.pk,
        "day": day,
        "time": "10:00",
        "minutes": 45,
        "arena": "office",
        "repeat": 0,
    }
    theirs = cast.next_door.session.pk
    assert signed_in("alice").post(reverse("care:appointment"), sent | {"key": theirs}).status_code == 302
    assert Session.objects.get(local_date=day).pk != theirs


def test_only_who_meets_clients_is_offered_a_part_in_the_work(cast, signed_in) -> None:
    """A leader or a desk would stand as one who helps, and read nothing."""
    page = signed_in("alice").get(about(cast)).content.decode()
    named = {who for who in cast.here.staff if f'<option value="{cast.here.staff[who].pk}"' in page}
    assert "carol" in named or "bob" in named
    assert not named & {"alice", "frank", "grace", "heidi"}
