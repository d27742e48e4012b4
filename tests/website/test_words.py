"""A unit chooses its words for client and therapist: its pages say those; pages of no one unit say the house's."""

import re
from datetime import time
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from cast import Cast, follow_dana
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import OwnNote
from gjenklang.apps.dropout import actions as dropout
from gjenklang.apps.dropout.models import Milestone
from gjenklang.apps.feedback import actions as feedback
from gjenklang.apps.feedback.forms import MARKS
from gjenklang.apps.feedback.models import AgendaItem, Agreed, Marked, Theory
from gjenklang.apps.feedback.models.agreed import What, Whose
from gjenklang.apps.people.models import Unit
from rows import of_ours

LOCALE = Path(__file__).resolve().parents[2] / "src/gjenklang/locale"
#: In Norwegian «vi bruker» and «vi behandler» are verbs, and say nothing of anyone, unless an article stands before.
BEFORE = "en|ein|hver|kvar|ny|annen|annan|ingen"
THEIRS = {
    "nb": rf"bruker(en|e|ne)s?|klient\w*|pasient\w*|behandler(en|e|ne)s?|({BEFORE}) (bruker|behandler)",
    "nn": rf"brukar\w*|klient\w*|pasient\w*|behandlar\w*|({BEFORE}) (bruker|behandler)",
    "en": r"clients?|patients?|therapists?|service users?",
}
#: What is no word for anyone here: the name of a law.
NAMES = re.compile(r"Pasient- og bruk[ea]rrett\w+")


def seen(page: str) -> str:
    """The text of <main> with what is read aloud or stands in a field's attributes, without what a person wrote."""
    main = page.partition("<main")[2].partition("</main>")[0] or page
    main = re.sub(r"<(script|style)\b.*?</\1>", " ", main, flags=re.DOTALL)
    aloud = " ".join(re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', main))
    return NAMES.sub(" ", unescape(re.sub(r"<[^>]*>", " ", main) + " " + aloud))


def found_in(page: str, language: str) -> list[str]:
    text = re.sub(r"\s+", " ", seen(page))
    return [
        text[max(0, one.start() - 30) : one.end() + 20]
        for one in re.finditer(rf"\b({THEIRS[language]})\b", text, re.IGNORECASE)
    ]


def a_full_course(cast: Cast) -> dict[str, object]:
    """Dana's course with something of every kind in it, in a unit that says «ungdom» and «hjelper»."""
    here, day = cast.here, timezone.localdate()
    Unit.objects.filter(pk=here.ours.pk).update(client_word="ungdom", therapist_word="hjelper")
    for one in (here.ours, here.episode, here.session):
        one.refresh_from_db()
    alice, whose = here.actor("alice"), {"episode": here.episode, "client": here.dana}
    follow_dana(here)
    for idea in Whose:
        kept = Agreed(words="x", why="x", plan="x", since=day, whose=idea, what=list(What), **whose)
        agreed = feedback.note_agreed(by=alice, agreed=kept)
    mark = feedback.mark(by=alice, marked=Marked(kind="words", words="x", since=day, **whose))
    feedback.write_theory(by=alice, theory=Theory(said='{"cause": "x"}', **whose))
    items = [AgendaItem(kind=kind, words="x", session=here.session, **whose) for kind in ("client", "agreed")]
    item = feedback.make_agenda(by=alice, items=items)[0]
    care.write_note(by=alice.who, note=OwnNote(episode=here.episode, client=here.dana, words="x"))
    milestone = Milestone(day=day, clock=time(10), **whose)
    dropout.plan_milestone(by=alice, milestone=milestone)
    own = {"milestone": milestone.pk, "agreed": agreed.thread, "mark": mark.pk, "item": item.pk}
    return (
        of_ours(cast) | own | {"episode": here.episode.pk, "session": here.session.pk, "client": here.dana.pk}
    )


def addresses(resolver: URLResolver | None = None) -> list[URLPattern]:
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        found += addresses(one) if isinstance(one, URLResolver) else [one]
    return found


#: What belongs to a course or to its unit, by the names of the rows in an address.
OF_ONE_UNIT = {
    *("episode", "session", "agreed", "mark", "item", "client", "matter", "wish", "brought", "deletion"),
    *("outreach", "milestone", "rater", "responsibility", "notice", "sheet"),
}
PREFIXES = ("", "care:", "dropout:", "instruments:", "inviting:", "own:", "paper:", "people:", "security:")


def path_of(one: URLPattern, known: dict[str, object]) -> str | None:
    for prefix in PREFIXES:
        try:
            return reverse(
                prefix + str(one.name), kwargs={name: known[name] for name in one.pattern.converters}
            )
        except NoReverseMatch:
            continue
    return None


def of_one_unit(cast: Cast) -> set[str]:
    """Every page of Dana's course, and of what waits in her unit."""
    known = {name: getattr(row, "pk", row) for name, row in a_full_course(cast).items()}
    found = set()
    for one in addresses():
        names = set(one.pattern.converters)
        for kind in MARKS if "kind" in names else [""]:
            if names & OF_ONE_UNIT and names <= {*known, "kind"}:
                found.add(path_of(one, known | {"kind": kind}))
    return {one for one in found if one}


@pytest.mark.parametrize("language", sorted(THEIRS))
@pytest.mark.parametrize("who", ["alice", "bob", "frank"])
def test_a_page_of_one_unit_says_the_units_words(cast, signed_in, who: str, language: str) -> None:
    browser, opened, wrong = signed_in(who), 0, {}
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for path in [*sorted(of_one_unit(cast)), "/today/"]:
        for shape in ({}, {"begun": ""}) if "/session/" in path else ({},):
            answer = browser.get(path, {"client": cast.here.dana.pk, **shape})
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                opened += 1
                wrong[path] = found_in(answer.content.decode(), language)
    wrong = {path: said for path, said in wrong.items() if said}
    assert not wrong, "\n".join(f"{path}: {said}" for path, said in wrong.items())
    assert opened > {"alice": 40, "bob": 20, "frank": 1}[who], opened


#: The words that a unit chooses among, and what is named so by others: a law, and a register.
MAY_SAY = {
    "klient",
    "pasient",
    "De tre årsakene i Norsk pasientregister",
    "Dei tre årsakene i Norsk pasientregister",
}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_house_has_one_word_for_the_client(language: str) -> None:
    """What a unit's page says is made of it, and pages of no one unit say it as it stands."""
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        said = [
            form
            for one in read_po(file)
            for form in ([one.string] if isinstance(one.string, str) else one.string)
        ]
    other = re.compile(r"\b(klient|pasient)", re.IGNORECASE)
    assert [one for one in said[1:] if other.search(NAMES.sub("", one)) and one not in MAY_SAY] == []
