"""While a study has feedback off, nothing that is worked out from the answers stands on any page of the course."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cast import Town, a_safety_notice, lines_of, town
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, FeedbackOff
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import Agreed, Brought, Marked, Signal
from walk import addresses_of_a_course, path_to

UNTIL = timezone.localdate() + timedelta(days=30)
#: Totals of Dana's, and the marks that only something derived leaves on a page.
DERIVED = re.compile(
    r"14,2|20,2|26,2|14\.2|20\.2|26\.2|4,0 |\+12,0|\+6,0|curve__picture|status--(good|notice)|"
    r"Pålitelig|Klart verre|målinger siden da|måling siden da|Regelsett|cut-off|Siden sist"
)


@pytest.fixture
def here(db: None) -> Town:
    """Dana, clearly worse today: there is a signal, and she has been brought to supervision because of it."""
    built = town("Av", outcome="ors")
    alice, day = built.actor("alice"), timezone.localdate()
    whose = {"episode": built.episode, "client": built.dana}
    marks = dict.fromkeys(lines_of("ors"), 10)
    form = Form("ors", "start", built.dana.pk)
    care.type_from_paper(by=alice, session=built.session, form=form, answers=marks, stated_total=None)
    actions.note_agreed(by=alice, agreed=Agreed(words="Gå tur", since=day - timedelta(days=15), **whose))
    actions.mark(by=alice, marked=Marked(kind="words", words="Jeg sover", since=day, **whose))
    browser(built).get(reverse("session", args=[built.session.pk]))
    signal = Signal.objects.filter(kind__startswith="worse").first()
    assert signal is not None
    actions.bring(by=alice, brought=Brought(signal=signal, kind=signal.kind, words="Hjelp", **whose))
    return built


def browser(here: Town) -> Browser:
    one = Browser()
    one.force_login(here.staff["alice"].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def turn_off(here: Town) -> None:
    row = FeedbackOff(
        episode=here.episode, study="Studie A", ethics="REK 1", until=UNTIL, told=timezone.localdate()
    )
    care.turn_feedback_off(by=here.actor("alice"), off=row)
    here.episode.refresh_from_db()


def pages(here: Town) -> dict[str, str]:
    """Every page of the course and of its session, in each of its shapes, and the lists that it stands in."""
    alice, found = browser(here), {}
    known = {"session": here.session.pk, "episode": here.episode.pk, "kind": "words"}
    known |= {"agreed": Agreed.objects.get().thread, "signal": Signal.objects.first().pk}
    day = timezone.localdate().isoformat()
    shapes = ({}, {"show": "lines"}, {"rater": "self"}, {"begun": ""}, {"day": day}, {"moment": "start"})
    for one in addresses_of_a_course():
        path = path_to(one, known)
        for shape in shapes if path else ():
            answer = alice.get(path, {"client": here.dana.pk, **shape})
            if answer.status_code == 200 and "pdf" not in answer.headers["Content-Type"]:
                found[f"{path} {shape}"] = answer.content.decode()
    for name in ("caseload", "supervision", "care:today", "care:clients", "follow_ups", "dropout:team"):
        found[name] = alice.get(reverse(name), {"show": "all"}).content.decode()
    return found


def test_no_page_of_the_course_says_anything_derived(here: Town) -> None:
    on = {name for name, page in pages(here).items() if DERIVED.search(page)}
    assert {name.split()[0].rsplit("/", 2)[-2] if "/" in name else name for name in on} >= {
        *("agreed", "last-look", "live", "signals", "turned", "caseload", "supervision"),
    }  # the walk can fail
    turn_off(here)
    for name, page in pages(here).items():
        assert not DERIVED.search(page), (name, DERIVED.search(page))


def test_the_pages_say_so_and_the_forms_go_on(here: Town) -> None:
    turn_off(here)
    alice = browser(here)
    said = f"Tilbakemelding er av til {date_format(UNTIL, 'DATE_FORMAT')} (Studie A)"
    for name, key in (("session", here.session.pk), ("course", here.episode.pk)):
        page = alice.get(reverse(name, args=[key])).content.decode()
        assert said in page, name
        assert "Gå tur" in page
        assert "Jeg sover" in page
    assert said in alice.get(reverse("caseload"), {"show": "all"}).content.decode()
    turned = alice.get(reverse("session_turned", args=[here.session.pk])).content.decode()
    assert "Vi ser ikke på svarene her akkurat nå." in turned
    assert "Studie A" not in turned
    session = alice.get(reverse("session", args=[here.session.pk])).content.decode()
    assert f"/session/{here.session.pk}/paper/" in session
    form = Form("srs", "end", here.dana.pk)
    marks = dict.fromkeys(lines_of("srs"), 90)
    care.type_from_paper(
        by=here.actor("alice"), session=here.session, form=form, answers=marks, stated_total=None
    )
    page = alice.get(reverse("session", args=[here.session.pk])).content.decode()
    assert page.count("Svart.") == 2


def test_no_guess_is_asked_and_no_agenda_is_suggested(here: Town) -> None:
    alice, address = browser(here), reverse("session", args=[here.session.pk])
    assert 'name="skip"' in alice.get(address, {"begun": ""}).content.decode()
    turn_off(here)
    assert 'name="skip"' not in alice.get(address, {"begun": ""}).content.decode()
    alice.post(reverse("make_agenda", args=[here.session.pk]), {"client": here.dana.pk, "words": "Jobben"})
    page = alice.get(address).content.decode()
    assert "Jobben" in page
    assert "Klart verre" not in page


def test_side_by_side_and_the_group_are_off_too(here: Town) -> None:
    from gjenklang.apps.people.actions import register_client
    from gjenklang.apps.people.models import Client

    alice = here.actor("alice")
    kim = register_client(by=alice.who, client=Client(code="K-77", birth_year=1990))
    care.join_episode(by=alice, episode=here.episode, client=kim)
    turn_off(here)
    for kind, name in (("couple", "together"), ("group", "group")):
        Episode.objects.filter(pk=here.episode.pk).update(kind=kind)
        page = browser(here).get(reverse(name, args=[here.session.pk])).content.decode()
        assert "Tilbakemelding er av til" in page
        assert not DERIVED.search(page)


def test_an_answer_that_must_be_talked_about_stands_on_top_with_feedback_off_too(here: Town) -> None:
    """Only where a form of the course has such an item; it leads to this client's, and is not on the turned page."""
    alice, address = browser(here), reverse("session", args=[here.session.pk])
    notice = a_safety_notice(here)
    assert "Snakk om svaret i dag" not in alice.get(address).content.decode()  # the ORS has none: not asked
    Episode.objects.filter(pk=here.episode.pk).update(outcome="phq9")
    here.episode.refresh_from_db()
    for off in (False, True):
        if off:
            turn_off(here)
        for name, key in (("session", here.session.pk), ("course", here.episode.pk)):
            page = alice.get(reverse(name, args=[key])).content.decode()
            assert "Snakk om svaret i dag" in page, (name, off)
            assert page.index("Snakk om svaret i dag") < page.index("<h1")
        turned = alice.get(reverse("session_turned", args=[here.session.pk])).content.decode()
        assert "Snakk om svaret" not in turned
    to = f"{reverse('care:safety')}?client={here.dana.pk}"
    assert to in alice.get(address).content.decode()
    assert "D-204" in alice.get(to).content.decode()
    assert "D-204" not in alice.get(reverse("care:safety"), {"client": here.staff["bob"].pk}).content.decode()
    care.handle_safety(by=here.actor("alice"), notice=notice, did="talked", words="")
    assert "Snakk om svaret i dag" not in alice.get(address).content.decode()
