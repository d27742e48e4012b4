"""What is turned towards the client: plain, theirs alone, and on one sheet of paper in grey."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cast import Town, lines_of, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Episode, MayRead, Participant, Session, Side, Wish
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import AgendaItem, Agreed, Marked, Signal
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client

#: What a client need not know to read their own curve.
JARGON = (
    *(
        "pålitelig",
        "regel",
        "cut-off",
        "grense",
        "signal",
        "Snakk om",
        "duncan",
        "forventet",
        "modell",
        "ORS",
    ),
    *("SRS", "Samarbeid", "Alice", "Regelsett", "alpha", "sekund", "Ingen endring"),
)


@pytest.fixture
def here(db: None) -> Town:
    """Dana with ORS 14.2, 20.2 and 26.2."""
    return town("Snudd", outcome="ors")


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def words_in(page: str) -> str:
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def of_dana(here: Town, **more: object) -> dict[str, object]:
    return {"episode": here.episode, "client": here.dana, **more}


def note(here: Town) -> None:
    alice, day = here.actor("alice"), timezone.localdate()
    agreed = Agreed(words="Vi går tur", why="Hun ville ut", plan="Plan 7", since=day, **of_dana(here))
    actions.note_agreed(by=alice, agreed=agreed)
    actions.mark(by=alice, marked=Marked(kind="words", words="Jeg sover igjen", since=day, **of_dana(here)))
    actions.mark(by=alice, marked=Marked(kind="admitted", words="avdeling B", since=day, **of_dana(here)))
    items = [
        AgendaItem(kind="client", words="Jobben", session=here.session, **of_dana(here)),
        AgendaItem(kind="signal", words="Klart verre", session=here.session, **of_dana(here)),
    ]
    actions.make_agenda(by=alice, items=items)


@pytest.mark.parametrize("name", ["session_turned", "course_turned"])
def test_it_says_where_it_was_and_where_it_is_without_a_word_of_jargon(here: Town, name: str) -> None:
    note(here)
    key = here.session.pk if name == "session_turned" else here.episode.pk
    said = words_in(browser(here).get(reverse(name, args=[key])).content.decode())
    assert "Første gang ble merkene 14,2 av 40 til sammen. Sist ble de 26,2. Siden gangen før: +6,0." in said
    assert "Jo høyere strek, jo bedre." in said
    assert "Vi går tur" in said
    assert "Jeg sover igjen" in said
    assert ("Jobben" in said) == (name == "session_turned")
    for never in (*JARGON, "Hun ville ut", "Plan 7", "avdeling B", "Klart verre", "Mor"):
        assert never.lower() not in said.lower(), never
    assert Line.objects.filter(verb="client.read", client=here.dana.pk, detail="turned").exists()


def test_own_words_name_the_lines_that_moved(db: None) -> None:
    here = town("Egne linjer")
    said = words_in(browser(here).get(reverse("course_turned", args=[here.episode.pk])).content.decode())
    assert re.search(r"Høyere enn gangen før: «[^»]+», «[^»]+», «[^»]+»\.", said), said


@pytest.mark.parametrize(("language", "title"), [("nn", "Slik har det gått"), ("en", "How it has gone")])
def test_it_speaks_the_clients_language(here: Town, language: str, title: str) -> None:
    Client.objects.filter(pk=here.dana.pk).update(language=language)
    page = browser(here).get(reverse("course_turned", args=[here.episode.pk])).content.decode()
    assert f'<html lang="{language}">' in page
    assert title in page


def test_a_mother_is_drawn_only_when_she_is_asked_for(here: Town) -> None:
    form = Form("ors", "start", here.dana.pk, here.mother.pk)
    marks = dict.fromkeys(lines_of("ors"), 70)
    care.type_from_paper(
        by=here.actor("alice"), session=here.session, form=form, answers=marks, stated_total=None
    )
    alice, address = browser(here), reverse("session_turned", args=[here.session.pk])
    assert "Mor" not in words_in(alice.get(address).content.decode())
    page = alice.get(address, {"rater": "all"}).content.decode()
    assert "28" in words_in(page)
    assert page.count('<g class="curve__line') == 2
    link = 'href="turned/?client=' + str(here.dana.pk)
    session = alice.get(reverse("session", args=[here.session.pk])).content.decode()
    assert link in session
    assert link + "&amp;rater=all" in session


def test_nothing_is_there_before_anything_is_answered(here: Town) -> None:
    alice = here.actor("alice")
    client = people.register_client(by=alice.who, client=Client(code="N-1", birth_year=1990))
    episode = care.open_episode(
        by=alice,
        episode=Episode(unit=here.ours, outcome="ors"),
        clients=[client],
        since=timezone.localdate(),
    )
    answer = browser(here).get(reverse("course_turned", args=[episode.pk]))
    assert "Ingenting er svart ennå." in words_in(answer.content.decode())
    assert browser(here).get(reverse("course_on_paper", args=[episode.pk])).status_code == 200


def fullest(here: Town) -> None:
    """Thirty sessions, four raters with long names, and twenty agreements as long as they may be."""
    alice, now = here.actor("alice"), timezone.now()
    raters = [
        people.add_rater(by=alice.who, client=here.dana, kind="carer", relation=f"{name} i familien")
        for name in ("Far", "Lærer", "Bestemor")
    ]
    for number in range(27):
        starts = now - timedelta(weeks=number + 4)
        session = care.plan_session(by=alice, session=Session(episode=here.episode, starts=starts))
        care.begin_session(by=alice, session=session)
        for rater in (None, here.mother, *raters):
            form = Form("ors", "start", here.dana.pk, rater.pk if rater else None)
            marks = dict.fromkeys(lines_of("ors"), 20 + number)
            care.type_from_paper(by=alice, session=session, form=form, answers=marks, stated_total=None)
    for number in range(20):
        since = timezone.localdate() - timedelta(weeks=number)
        words = f"Nummer {number}: " + "vi møtes oftere og kortere hjemme, " * 28
        actions.note_agreed(by=alice, agreed=Agreed(words=words[:1000], since=since, **of_dana(here)))


def test_the_fullest_course_stands_on_one_sheet_in_grey(here: Town) -> None:
    fullest(here)
    note(here)
    address = reverse("session_on_paper", args=[here.session.pk])
    answer = browser(here).get(address, {"client": here.dana.pk, "rater": "all"})
    assert answer.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert len(reader.pages) == 1
    page = reader.pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    text = " ".join(page.extract_text().split())
    for said in ("Slik har det gått", "Jobben", "Jeg sover igjen", "Bestemor i familien", "Gjenklang"):
        assert said in text
    for number in range(20):
        assert f"Nummer {number}:" in text, number  # nothing has run off the sheet
    for never in ("Klart verre", "duncan", "cut-off", "Alice", "Hun ville ut"):
        assert never not in text
    colours = set(re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)", page.get_contents().get_data()))
    assert all(red == green == blue for red, green, blue in colours)


def test_the_letters_on_an_ordinary_sheet_are_large(here: Town) -> None:
    note(here)
    answer = browser(here).get(reverse("course_on_paper", args=[here.episode.pk]))
    sizes: list[float] = []
    page = PdfReader(io.BytesIO(answer.content)).pages[0]
    page.extract_text(
        visitor_text=lambda text, _cm, tm, _font, size: (
            sizes.append(size * abs(tm[0])) if text.strip() else None
        )
    )
    assert min(sizes) >= 8, sizes


@pytest.mark.parametrize("who", ["carol", "erin", "heidi", "peggy"])
@pytest.mark.parametrize("name", ["course_turned", "course_on_paper"])
def test_nobody_else_turns_it(here: Town, who: str, name: str) -> None:
    assert browser(here, who).get(reverse(name, args=[here.episode.pk])).status_code in (403, 404)


def mother_alone(here: Town) -> None:
    """Dana is 13 and answers nothing; the mother's line is the one that the words speak of."""
    here.dana.birth_year = timezone.localdate().year - 13
    here.dana.save()
    Administration.objects.filter(client=here.dana).update(standing="removed")
    Participant.objects.filter(client=here.dana).update(main_rater=here.mother)
    marks = dict.fromkeys(lines_of("ors"), 71)
    form = Form("ors", "start", here.dana.pk, here.mother.pk)
    alice = here.actor("alice")
    care.type_from_paper(by=alice, session=here.session, form=form, answers=marks, stated_total=None)


def decide(here: Town, *, allowed: bool) -> None:
    wish = Wish.WANTS if allowed else Wish.AGAINST
    decision = MayRead(client=here.dana, rater=here.mother, side=Side.RATER, allowed=allowed, wish=wish)
    decision.reason, decision.until = "sagt i timen", timezone.localdate() + timedelta(days=30)
    care.decide_reading(by=here.actor("alice"), decision=decision)


def test_a_child_is_not_shown_what_it_was_decided_that_it_shall_not_see(here: Town) -> None:
    mother_alone(here)
    path = reverse("session_turned", args=[here.session.pk])
    assert "28,4" not in browser(here).get(path).text
    decide(here, allowed=True)
    assert "28,4" in browser(here).get(path).text
    decide(here, allowed=False)
    assert "28,4" not in browser(here).get(path).text


@pytest.mark.parametrize("name", ["session", "live", "last_look"])
def test_what_the_child_shall_not_see_is_not_on_the_page_they_look_at_together(here: Town, name: str) -> None:
    mother_alone(here)
    path = reverse(name, args=[here.episode.pk if name == "last_look" else here.session.pk])
    decide(here, allowed=True)
    assert "28,4" in browser(here).get(path).text
    decide(here, allowed=False)
    page = browser(here).get(path).text
    assert "28,4" not in page
    assert "28,4" in browser(here).get(reverse("course", args=[here.episode.pk])).text
    if name != "last_look":
        assert "Det står ikke på denne siden" in page
        assert f"rater={here.mother.pk}" not in page.split("Mor")[0]


@pytest.mark.parametrize(("kind", "name"), [("family", "together"), ("group", "group")])
def test_nor_is_it_on_the_page_of_a_family_or_a_group(here: Town, kind: str, name: str) -> None:
    """The mother's 28.4 stands beside the others until it is decided that Dana shall not see it."""
    mother_alone(here)
    alice = here.actor("alice")
    other = people.register_client(by=alice.who, client=Client(code="K-77", birth_year=1990))
    care.join_episode(by=alice, episode=here.episode, client=other)
    Episode.objects.filter(pk=here.episode.pk).update(kind=kind)
    path = reverse(name, args=[here.session.pk])
    decide(here, allowed=True)
    assert "28,4" in browser(here).get(path).text
    decide(here, allowed=False)
    page = browser(here).get(path).text
    assert "28,4" not in page
    assert "K-77" in page


@pytest.mark.parametrize("known", [True, False])
def test_asking_for_the_line_of_one_who_is_not_shown_draws_nothing(here: Town, known: bool) -> None:
    form = Form("ors", "start", here.dana.pk, here.mother.pk)
    marks = dict.fromkeys(lines_of("ors"), 71)
    care.type_from_paper(
        by=here.actor("alice"), session=here.session, form=form, answers=marks, stated_total=None
    )
    decide(here, allowed=False)
    whose = here.mother.pk if known else here.episode.pk
    page = browser(here).get(reverse("session", args=[here.session.pk]), {"rater": str(whose)})
    assert page.status_code == 200
    assert "28,4" not in page.text


def rated(here: Town, *marks: int) -> list[Session]:
    """What the mother alone has put in each meeting that was held; hers are the words on the page."""
    Administration.objects.filter(client=here.dana).update(standing="removed")
    Participant.objects.filter(client=here.dana).update(main_rater=here.mother)
    held = list(Session.objects.filter(episode=here.episode, status="held").order_by("starts"))
    for session, mark in zip(held, marks, strict=False):
        care.type_from_paper(
            by=here.actor("alice"),
            session=session,
            form=Form("ors", "start", here.dana.pk, here.mother.pk),
            answers=dict.fromkeys(lines_of("ors"), mark),
            stated_total=None,
        )
    return held


def test_what_is_found_is_found_of_all_and_said_only_of_what_stands_there(here: Town) -> None:
    rated(here, 70, 30, 30)
    decide(here, allowed=False)
    one = browser(here)
    one.get(reverse("session", args=[here.session.pk]))
    assert not Signal.objects.filter(kind__in=["unmeasured", "late"]).exists()
    one.get(reverse("course", args=[here.episode.pk]))
    actions.talk_about(by=here.actor("alice"), signal=Signal.objects.get(kind__startswith="worse"))
    assert "verre" not in words_in(one.get(reverse("session", args=[here.session.pk])).text)


def test_beside_what_was_agreed_stands_no_figure_of_one_who_is_not_shown(here: Town) -> None:
    held = rated(here, 70, 30, 31)
    agreed = Agreed(words="Tur", why="", plan="", since=held[0].local_date, **of_dana(here))
    actions.note_agreed(by=here.actor("alice"), agreed=agreed)
    decide(here, allowed=False)
    assert "12,4" not in browser(here).get(reverse("agreed", args=[here.episode.pk])).text
