"""The client's side in Danish and Northern Sámi: what is there, what is marked as a draft, and what falls back."""

import io
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

from gjenklang.apps.instruments.wording import every_wording
from gjenklang.apps.people.models import FORM_LANGUAGES, LANGUAGES
from gjenklang.apps.people.words import TABLES, forms_of
from gjenklang.apps.shell.languages import CLIENT, DRAFTS, HOUSE, NAMES, is_draft
from gjenklang.apps.shell.reader import readers_language
from gjenklang.apps.shell.templatetags.shell import draft_mark

APPS = Path(__file__).resolve().parents[2] / "src/gjenklang/apps"
LOCALE = APPS.parent / "locale"
#: Beside the pages that extend the client's own: what is turned towards the client, and what is printed.
ALSO = [
    *("feedback/turned.html", "feedback/sheet.html", "own/sheet.html", "paper/form.html"),
    *("care/told_easy.html", "care/told.html"),
]
#: What these pages call for words: labels, sentences, messages.
MODULES = [
    *(f"care/views/{name}.py" for name in ("answering", "showing", "first")),
    *("inviting/carrying.py", "feedback/templatetags/points.py", "own/queries/courses.py", "own/forms.py"),
    *(f"feedback/queries/{name}.py" for name in ("turned", "points", "own_line")),
]
#: What staff alone are asked, in a module that the client's forms share.
OF_STAFF = {
    ("Choose at least one.", ""),
    ("The decision", ""),
    ("The reason, as the client is to read it", ""),
    ("Which answers", ""),
}
#: Labels, each of a set of choices, and what the own page's forms say.
LABELS = [
    *("care.models.Shown", "care.models.MatterKind", "care.models.ConsentKind", "people.models.Role"),
    *("feedback.models.Work", "inviting.models.By", "own.models.Decided"),
]
CALLS = {"gettext": (1,), "_": (1,), "gettext_lazy": (1,), "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def templates() -> dict[str, Path]:
    """Every template of the house by its name."""
    return {
        path.as_posix().rsplit("/templates/", 1)[1]: path
        for path in APPS.rglob("templates/**/*.html")
        if path.is_file()
    }


def of_the_client() -> set[str]:
    """The pages that extend the client's own, what is like them, and all that they include."""
    held = templates()
    found: set[str] = set()
    wanted = [
        *ALSO,
        *(name for name, path in held.items() if 'extends "shell/client.html"' in path.read_text("utf-8")),
    ]
    while wanted:
        name = wanted.pop()
        if name in found or name not in held or name == "shell/base.html":
            continue
        found.add(name)
        wanted += re.findall(r'{% (?:include|extends) "([^"]+)"', held[name].read_text("utf-8"))
    return found


def strings(*files: Path) -> set[tuple[str, str]]:
    """The strings of pages and modules with their context, as the house's tools find them."""
    found: set[tuple[str, str]] = set()
    for path in files:
        text = path.read_text("utf-8")
        code = templatize(text) if path.suffix == ".html" else text
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(code.encode()), keywords=CALLS
        ):
            found.add((message if isinstance(message, str) else message[0], context or ""))
    return found


def wanted() -> set[tuple[str, str]]:
    """Every string of a page of the client's side."""
    held = templates()
    found = strings(*(held[name] for name in of_the_client()), *(APPS / name for name in MODULES))
    for label in LABELS:
        module, name = label.rsplit(".", 1)
        choices = getattr(import_module(f"gjenklang.apps.{module}"), name)
        with override(None):
            found |= {(str(words), "") for words in choices.labels}
    return (found | {("Language", "")}) - OF_STAFF


def catalogue(language: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        held = [one for one in read_po(file) if one.id]
    return {(one.id if isinstance(one.id, str) else one.id[0], one.context or ""): one.string for one in held}


@pytest.mark.parametrize("language", sorted(DRAFTS))
def test_every_string_of_the_clients_side_is_there(language: str) -> None:
    assert wanted() - set(catalogue(language)) == set()


def test_the_walk_finds_the_pages_that_a_client_meets() -> None:
    assert {
        "care/form.html",
        "own/mine.html",
        "own/stop.html",
        "inviting/enter.html",
        "shell/curve.html",
    } <= of_the_client()
    assert len(wanted()) > 220


@pytest.mark.parametrize("language", sorted(DRAFTS))
def test_a_draft_says_so_and_fills_in_what_the_english_does(language: str) -> None:
    head = (LOCALE / language / "LC_MESSAGES/django.po").read_text("utf-8")[:400]
    assert "Draft, to be reviewed" in head
    filled = re.compile(r"%\(\w+\)s|%%|\{\w+\}|href=\"[^\"]+\"")
    for (english, _context), translated in catalogue(language).items():
        for form in (translated,) if isinstance(translated, str) else translated:
            assert sorted(filled.findall(english)) == sorted(filled.findall(form)), english
            assert form


@pytest.mark.parametrize("language", sorted(DRAFTS))
def test_our_own_lines_are_there_and_are_drafts(language: str) -> None:
    held = every_wording()
    of_lines = {code for code, one in held if one == language}
    assert of_lines == {
        *(f"gjenklang-outcome-{age}" for age in ("adult", "youth", "child")),
        *(f"gjenklang-alliance-{age}" for age in ("adult", "youth", "child", "group")),
    }
    assert all(held[code, language].draft for code in of_lines)
    assert not held["gjenklang-outcome-adult", "nb"].draft


def test_the_languages_stand_in_one_place() -> None:
    assert set(TABLES) == set(CLIENT) == set(NAMES) == {code for code, _name in FORM_LANGUAGES}
    assert [code for code, _name in LANGUAGES] == list(HOUSE) == [code for code, _name in settings.LANGUAGES]
    assert set(CLIENT) - set(HOUSE) == DRAFTS
    with override("se"):
        assert forms_of("hjelper").the == "veahkeheaddji"


def test_a_page_in_a_draft_says_so_and_one_of_the_house_does_not() -> None:
    said = {}
    for language in CLIENT:
        with override(language):
            page = render_to_string("own/closed.html")
            said[language] = gettext("Draft, to be reviewed") in page
            assert f'<html lang="{language}">' in page
    assert said == {language: is_draft(language) for language in CLIENT}


def test_what_a_draft_lacks_is_said_in_the_language_of_the_house() -> None:
    with override("se"):
        assert gettext("Requests for deletion") == "Ønsker om sletting"


def test_a_form_of_a_draft_says_so_on_a_page_of_the_house() -> None:
    words = every_wording()["gjenklang-outcome-adult", "se"]
    with override("nb"):
        assert draft_mark(words) == "Utkast, skal gjennomgås"
        assert draft_mark() == ""


def test_days_are_written_as_each_language_writes_them() -> None:
    day = date(2026, 11, 6)
    wrote = {}
    for language in ("da", "se"):
        with override(language):
            wrote[language] = (
                date_format(day, "DATE_FORMAT"),
                date_format(day, "MONTH_DAY_FORMAT"),
                number_format(7.5, decimal_pos=1),
            )
    assert wrote == {
        "da": ("6. november 2026", "6. november", "7,5"),
        "se": ("skábmamánu 6. b. 2026", "skábmamánu 6. b.", "7,5"),
    }


@pytest.mark.parametrize(
    ("asked", "chosen", "spoken"),
    [
        ("da-DK,da;q=0.9,en;q=0.5", "", "da"),
        ("se", "", "se"),
        ("nb-NO,da;q=0.5", "", "nb"),
        ("no,se;q=0.5", "", "nb"),
        ("en,da;q=0.5", "", "nb"),
        ("fi,se;q=0.8", "", "se"),
        ("", "", "nb"),
        ("da", "nn", "nb"),
    ],
)
def test_whoever_is_not_known_yet_reads_the_browsers_language(asked: str, chosen: str, spoken: str) -> None:
    """The house speaks Bokmål here; what was chosen by a button stays."""
    request = RequestFactory().get("/", headers={"Accept-Language": asked})
    if chosen:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = chosen
    with override("nb"):
        assert readers_language(request) == spoken
