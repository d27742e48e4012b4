"""A unit chooses its words for client and therapist: its pages say those; pages of no one unit say the house's."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from cast import Cast
from gjenklang.apps.feedback.forms import MARKS
from gjenklang.apps.people.models import Unit
from rows import a_full_course, addresses, path_of

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


#: What belongs to a course or to its unit, by the names of the rows in an address.
OF_ONE_UNIT = {
    *("episode", "session", "agreed", "mark", "item", "client", "matter", "wish", "brought", "deletion"),
    *("outreach", "milestone", "rater", "responsibility", "notice", "sheet"),
}


def of_one_unit(cast: Cast) -> set[str]:
    """Every page of Dana's course, and of what waits in her unit."""
    Unit.objects.filter(pk=cast.here.ours.pk).update(client_word="ungdom", therapist_word="hjelper")
    for one in (cast.here.ours, cast.here.episode, cast.here.session):
        one.refresh_from_db()
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
