"""Two who take part in one course: side by side when that is chosen, and never after violence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, reverse
from django.utils import timezone

from cast import Town, follow_dana, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, KeptApart
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import AgendaItem, Agreed, Brought, Marked, Theory, Wish
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client
from gjenklang.core.instruments import instrument as in_catalogue
from walk import addresses_of_a_course, path_to


@dataclass
class Pair:
    """Dana and Kim in one course, each with words and marks that nobody else has."""

    here: Town
    kim: Client
    rows: dict[str, dict[str, object]]

    def browser(self, who: str = "alice") -> Browser:
        one = Browser()
        one.force_login(self.here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
        return one

    def keep_apart(self) -> KeptApart:
        row = KeptApart(episode=self.here.episode, since=timezone.localdate(), why="Slag i påsken")
        return care.keep_apart(by=self.here.actor("alice"), apart=row)

    def address(self, name: str, **query: object) -> str:
        key = self.here.session.pk if name in OF_SESSION else self.here.episode.pk
        return (
            reverse(name, args=[key]) + "?" + "&".join(f"{field}={value}" for field, value in query.items())
        )


OF_SESSION = {"session", "live", "together", "group", "session_turned", "session_on_paper", "make_agenda"}
#: Words and totals that belong to one of the two alone.
DANAS, KIMS = ("Danas ord", "26,2"), ("Kims ord", "12,6")


@pytest.fixture
def pair(db: None) -> Pair:
    here = town("Par", outcome="ors")
    Episode.objects.filter(pk=here.episode.pk).update(kind="couple")
    here.episode.refresh_from_db()
    here.session.refresh_from_db()
    alice = here.actor("alice")
    follow_dana(here)
    kim = people.register_client(by=alice.who, client=Client(code="K-77", birth_year=1986))
    care.join_episode(by=alice, episode=here.episode, client=kim)
    for past in here.episode.sessions.exclude(pk=here.session.pk):
        marks = dict.fromkeys([one.code for one in in_catalogue("ors").items[:3]], 30) | {
            in_catalogue("ors").items[3].code: 36
        }
        form = Form("ors", "start", kim.pk)
        care.type_from_paper(by=alice, session=past, form=form, answers=marks, stated_total=None)
    rows = {"dana": _words(here, here.dana, "Danas ord"), "kim": _words(here, kim, "Kims ord")}
    return Pair(here, kim, rows)


def _words(here: Town, client: Client, words: str) -> dict[str, object]:
    """The same words wherever words can be put about one client."""
    alice, day = here.actor("alice"), timezone.localdate()
    whose = {"episode": here.episode, "client": client}
    agreed = actions.note_agreed(
        by=alice, agreed=Agreed(words=words, why=words, plan=words, since=day, **whose)
    )
    mark = actions.mark(by=alice, marked=Marked(kind="words", words=words, since=day, **whose))
    actions.write_theory(by=alice, theory=Theory(said=f'{{"cause": "{words}"}}', **whose))
    actions.wish_for_another(by=alice, wish=Wish(words=words, asked=day, due=day, **whose))
    item = AgendaItem(kind="client", words=words, session=here.session, **whose)
    (item,) = actions.make_agenda(by=alice, items=[item])
    actions.bring(by=alice, brought=Brought(words=words, **whose))
    return {"agreed": agreed.thread, "mark": mark.pk, "item": item.pk, "client": client.pk}


def paths(pair: Pair, one: URLPattern) -> Iterator[str]:
    """An address with the rows of each of the two; nothing where it names a row of another kind."""
    here = pair.here
    for rows in pair.rows.values():
        known = {"session": here.session.pk, "episode": here.episode.pk, "kind": "words", **rows}
        if path := path_to(one, known):
            yield path


def text_of(answer: object) -> str:
    kind = answer.headers.get("Content-Type", "")
    return "" if "pdf" in kind else answer.content.decode()


def holds(text: str, words: tuple[str, ...]) -> bool:
    return any(one in text for one in words)


@pytest.mark.parametrize("apart", [True, False], ids=["kept apart", "not"])
def test_no_address_gives_both(pair: Pair, apart: bool) -> None:
    """Every address of the course and of its session, about each, about neither, and with the other's rows.

    Not kept apart, only the page that is chosen for all shows both: their curves, and no words of either.
    """
    if apart:
        pair.keep_apart()
    alice, asked, seen = pair.browser(), 0, set()
    for one in addresses_of_a_course():
        for path in paths(pair, one):
            for client in (pair.here.dana.pk, pair.kim.pk, ""):
                text = text_of(alice.get(path, {"client": client, "session": pair.here.session.pk}))
                asked += 1
                both = holds(text, DANAS) and holds(text, KIMS)
                if both and not apart:
                    assert one.name == "together"
                    assert "ord" not in re.findall(r"(?:Danas|Kims) (ord)", text)
                    seen.add(one.name)
                    continue
                assert not both, path
                if client and "/client/" not in path:
                    others = KIMS if client == pair.here.dana.pk else DANAS
                    assert not holds(text, others), (path, client)
    assert asked > 100
    assert seen == (set() if apart else {"together"})


def test_what_may_be_turned_does_not_name_the_other(pair: Pair) -> None:
    pair.keep_apart()
    alice = pair.browser()
    for name in ("session", "live", "session_turned", "course_turned", "agreed", "theory", "last_look"):
        for mine, other in ((pair.here.dana, pair.kim), (pair.kim, pair.here.dana)):
            answer = alice.get(pair.address(name, client=mine.pk, session=pair.here.session.pk))
            assert answer.status_code == 200, name
            assert other.code not in answer.content.decode(), name
    for name in ("live", "session_turned", "course_turned", "session_on_paper"):
        assert alice.get(pair.address(name)).status_code == 404, name  # it never guesses whose it is


def test_side_by_side_only_when_it_is_chosen_and_never_after_violence(pair: Pair) -> None:
    alice = pair.browser()
    link = reverse("together", args=[pair.here.session.pk])
    assert link in alice.get(pair.address("session")).content.decode()
    page = alice.get(link).content.decode()
    assert page.count('<div class="status status--') == 2
    assert page.count('<svg class="curve__picture"') == 2
    assert "D-204" in page
    assert "K-77" in page
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="([^"]+)"', page))
    for never in (
        "38,8",
        "19,4",
        "Danas ord",
        "Kims ord",
        "Snakk om",
        "Mor",
    ):  # neither sum nor mean, 26,2 and 12,6
        assert never not in page, never
    for client in (pair.here.dana, pair.kim):
        assert Line.objects.filter(verb="client.read", client=client.pk, detail="together").exists()
    pair.keep_apart()
    assert alice.get(link).status_code == 404
    who = alice.get(pair.address("session")).content.decode()
    assert link not in who
    assert "D-204" in who
    assert "K-77" in who


def test_that_it_is_noted_is_said_nowhere_but_on_its_own_page(pair: Pair) -> None:
    """A page without it and a page with it say the same: only the choice of both is gone."""
    alice = pair.browser()
    names = ("session", "live", "session_turned", "course_turned", "agreed", "course", "theory", "last_look")

    def pages() -> dict[str, str]:
        found = {name: alice.get(pair.address(name, client=pair.kim.pk)).content.decode() for name in names}
        fresh = re.compile(
            r'"X-CSRFToken": "[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"|name="key" value="[^"]+"'
            r'|seen=\w+|/news/[^"]+"'
        )
        return {name: fresh.sub("", page) for name, page in found.items()}

    before = pages()
    pair.keep_apart()
    after = pages()
    for name in names:
        assert after[name] == before[name], name
        assert "Slag i påsken" not in after[name]
        assert not re.search("vold|fra hverandre", after[name], re.IGNORECASE), name


def test_it_is_noted_by_someone_who_works_with_it_and_can_be_ended(pair: Pair) -> None:
    here, alice = pair.here, pair.browser()
    path = reverse("care:apart", args=[here.episode.pk])
    assert path in alice.get(reverse("care:about", args=[here.episode.pk])).content.decode()
    assert alice.post(path, {"do": "keep", "since": timezone.localdate(), "why": ""}).status_code == 200
    for _twice in range(2):  # an impatient finger does not end what it has just begun
        alice.post(path, {"do": "keep", "since": timezone.localdate(), "why": "Slag i påsken"})
    row = KeptApart.objects.get()
    assert (row.staff, row.why, row.ended) == (here.staff["alice"], "Slag i påsken", None)
    page = alice.get(path).content.decode()
    assert "Slag i påsken" in page
    assert "Alice" in page
    assert pair.browser("bob").get(path).status_code == 404  # he reads the course and does not work with it
    alice.post(path, {"do": "end", "why": "Flyttet fra hverandre"})
    row.refresh_from_db()
    assert (row.ended, row.ended_by) == (timezone.localdate(), here.staff["alice"])
    assert alice.get(reverse("together", args=[here.session.pk])).status_code == 200
    for verb in ("apart.keep", "apart.end"):
        assert set(Line.objects.filter(verb=verb).values_list("client", flat=True)) == {
            here.dana.pk,
            pair.kim.pk,
        }


def test_the_reason_is_kept_encrypted(pair: Pair) -> None:
    from django.db import connection

    pair.keep_apart()
    with connection.cursor() as cursor:
        cursor.execute("SELECT why FROM care_keptapart")
        assert "påsken" not in str(cursor.fetchone()[0])


def test_a_partner_who_rates_too_is_drawn_only_when_that_is_chosen(pair: Pair) -> None:
    here = pair.here
    alice = here.actor("alice")
    partner = people.add_rater(by=alice.who, client=here.dana, kind="other", relation="Partneren")
    form = Form(here.episode.outcome, "start", here.dana.pk, partner.pk)
    care.type_from_paper(by=alice, session=here.session, form=form, answers={}, stated_total=111)
    browser = pair.browser()
    Episode.objects.filter(pk=here.episode.pk).update(kind="family")
    before = browser.get(pair.address("session", client=here.dana.pk)).content.decode()
    assert "Partneren, samtale" in before
    pair.keep_apart()
    for name in ("session", "course"):
        alone = browser.get(pair.address(name, client=here.dana.pk)).content.decode()
        assert "Partneren, samtale" not in alone
        assert "11,1" not in alone
    chosen = browser.get(pair.address("session", client=here.dana.pk, rater=partner.pk)).content.decode()
    assert "Partneren, samtale" in chosen
