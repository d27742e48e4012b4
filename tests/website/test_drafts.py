"""The client's forms in Danish and Northern Sámi: what is there, what is marked as a draft, and what falls back."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import override
from django.utils.translation.template import templatize

from gjenklang.apps.care.views.told import DRAFTS
from gjenklang.apps.instruments.wording import every_wording
from gjenklang.apps.people.models import FORM_LANGUAGES
from gjenklang.apps.people.words import TABLES, forms_of

APPS = Path(__file__).resolve().parents[2] / "src/gjenklang/apps"
LOCALE = APPS.parent / "locale"
#: The pages that a form is: from the message to the thanks.
WHOLE = [
    *(
        f"care/templates/care/{name}.html"
        for name in ("form", "first", "told_easy", "done", "thanks", "closed")
    ),
    *(f"shell/templates/shell/{name}.html" for name in ("vas", "choices", "help", "hours", "client")),
    *(f"inviting/templates/inviting/{name}.html" for name in ("link", "stopped")),
    "care/views/answering.py",
    "care/views/showing.py",
    "care/views/first.py",
    "inviting/carrying.py",
]
#: In Danish also what is longer and more like law.
DANISH = [f"care/templates/care/{name}.html" for name in ("told", "who_sees", "say", "said")]
#: About holding answers back; a service chooses that, and Norwegian stands there in Sámi.
NOT_IN_SAMI = {
    (
        "These are your marks. They are shown to %(helper)s from the next time you meet. "
        "Add a word beside a line if you like."
    ),
    "These are your marks. They count only in a sum of many, and %(helper)s does not see them.",
    "Your marks are stored, and %(helper)s does not see them.",
    "Someone else had already answered this form. Your marks are kept beside theirs.",
    "If you want them again, say so to the one you meet.",
}
CALLS = {"gettext": (1,), "_": (1,), "gettext_lazy": (1,), "ngettext": (1, 2)}


def strings(files: list[str]) -> set[str]:
    """The strings of pages and modules, as the house's tools find them."""
    found: set[str] = set()
    for name in files:
        text = (APPS / name).read_text("utf-8")
        code = templatize(text) if name.endswith(".html") else text
        for _line, message, _comments, _context in extract(
            "python", io.BytesIO(code.encode()), keywords=CALLS
        ):
            found.add(message if isinstance(message, str) else message[0])
    return found


def catalogue(language: str) -> dict[str, str]:
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        return {one.id: one.string for one in read_po(file) if one.id}


def test_every_string_of_a_form_is_there_in_danish() -> None:
    assert strings([*WHOLE, *DANISH]) - set(catalogue("da")) == set()


def test_every_string_of_a_form_is_there_in_sami_but_what_is_named() -> None:
    assert strings(WHOLE) - set(catalogue("se")) == NOT_IN_SAMI


@pytest.mark.parametrize("language", DRAFTS)
def test_a_draft_says_so_and_fills_in_what_the_english_does(language: str) -> None:
    head = (LOCALE / language / "LC_MESSAGES/django.po").read_text("utf-8")[:400]
    assert "Draft, to be reviewed" in head
    for english, translated in catalogue(language).items():
        names = re.findall(r"%\(\w+\)s|\{\w+\}|href=\"[^\"]+\"", english)
        assert sorted(names) == sorted(re.findall(r"%\(\w+\)s|\{\w+\}|href=\"[^\"]+\"", translated)), english
        assert translated


@pytest.mark.parametrize("language", DRAFTS)
def test_our_own_lines_are_there_and_are_drafts(language: str) -> None:
    held = every_wording()
    of_lines = {code for code, one in held if one == language}
    assert of_lines == {
        *(f"gjenklang-outcome-{age}" for age in ("adult", "youth", "child")),
        *(f"gjenklang-alliance-{age}" for age in ("adult", "youth", "child", "group")),
    }
    assert all(held[code, language].draft for code in of_lines)
    assert not held["gjenklang-outcome-adult", "nb"].draft


def test_every_language_of_a_form_has_the_units_words() -> None:
    assert set(TABLES) == {code for code, _name in FORM_LANGUAGES}
    with override("se"):
        assert forms_of("hjelper").the == "veahkeheaddji"
