"""The house put together: small at start, every word translated, its own page for every failure."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

SOURCE = Path(__file__).resolve().parents[2] / "src" / "gjenklang"
HOUSE = {**os.environ, "DJANGO_SETTINGS_MODULE": "gjenklang.website.settings"}
STARTED = """
import sys
from gjenklang.website.wsgi import application
assert "gjenklang.apps.dropout.urls" in sys.modules, "the first who asks would wait for every page"
print(sorted({"numpy", "scipy", "pandas", "openpyxl", "icalendar", "ibis", "weasyprint", "PIL"} & set(sys.modules)))
"""


def test_a_web_worker_starts_without_the_science_stack() -> None:
    run = subprocess.run(
        [sys.executable, "-c", STARTED], env=HOUSE, capture_output=True, text=True, check=False
    )
    assert run.stdout.strip() == "[]", run.stdout + run.stderr


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_is_translated(language: str) -> None:
    with (SOURCE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    parts = {
        message.id: message.string if isinstance(message.string, tuple) else (message.string,)
        for message in catalogue
    }
    missing = [key for key, strings in parts.items() if key and not all(strings)]
    assert not missing
    assert not [message.id for message in catalogue if message.id and message.fuzzy]


def strings_of(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_no_string_of_the_code_is_missing_in_the_catalogue(tmp_path: Path) -> None:
    """What makemessages would find today stands in the catalogue."""
    copy = tmp_path / "gjenklang"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "core", "cli"))
    run = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "-l",
        "nb",
        "--no-location",
        "--no-wrap",
        "--no-obsolete",
    ]
    subprocess.run(run, cwd=copy, env=HOUSE, check=True, capture_output=True)
    wanted = ids(copy / "locale/nb/LC_MESSAGES/django.po")
    for language in ("nb", "nn"):
        assert wanted - ids(SOURCE / f"locale/{language}/LC_MESSAGES/django.po") == set()


#: What a clinician would read otherwise than it was meant, or not say at all; nb and nn.
NEVER = (
    r"sikker endring|sikkert (verre|bedre|betre)|full pott|tatt hånd om|teken? hand om|klar (for|til) å avslutt",
    r"uteblitte?|\btime \d|\b\d+ timer (med|hos)|risikogradering|sannsynlighet for at",
)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_words_that_say_something_else_are_on_no_screen(language: str) -> None:
    """The left column of the list of words: in the catalogue, the guides and our own packs."""
    said = []
    with (SOURCE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        said += [words for message in read_po(file) for words in strings_of(message)]
    for path in [*SOURCE.glob("apps/*/guides/*.toml"), *SOURCE.glob("apps/*/packs/*.toml")]:
        text = path.read_text("utf-8")
        said.append(text)
        assert not re.search(r"\btim(en|ene|ane)\b", text), (
            path.name
        )  # *timen* is an hour; a meeting is a *samtale*
    found = [words for words in said if any(re.search(one, words, re.IGNORECASE) for one in NEVER)]
    assert found == []


def ids(path: Path) -> set[str]:
    with path.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def test_the_models_and_the_migrations_agree(db) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_failure_of_ours_says_so_and_asks_no_database(settings, monkeypatch) -> None:
    from gjenklang.website import views

    answer = views.failed(None)
    assert answer.status_code == 500
    assert b"<h1>" in answer.content


def test_a_form_that_was_open_too_long_gets_a_sentence(cast) -> None:
    browser = Browser(enforce_csrf_checks=True)
    answer = browser.post(reverse("account_login"), {"login": "alice", "password": "x"})
    assert answer.status_code == 403
    assert "for lenge" in answer.content.decode()


def test_what_is_not_here_and_what_is_closed_have_the_same_frame(cast, signed_in) -> None:
    assert signed_in("alice").get("/nothing/").status_code == 404
    closed = signed_in("stein" if "stein" in cast.here.staff else "heidi").get(reverse("care:clients"))
    assert closed.status_code == 403
    assert "<h1>" in closed.content.decode()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_page_carries_the_headers(db, header: str, value: str) -> None:
    assert value in Browser().get(reverse("account_login")).headers[header]


def test_the_content_policy_allows_nothing_inline(db) -> None:
    policy = Browser().get(reverse("account_login")).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy or "default-src 'self'" in policy
    for path in SOURCE.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "<style" not in text, path
        assert " style=" not in text, path
        assert " onclick" not in text, path


@pytest.mark.parametrize(("language", "written"), [("nb", "j. F"), ("nn", "j. F"), ("en", "j F")])
def test_a_day_is_written_as_the_reader_writes_it(cast, signed_in, language: str, written: str) -> None:
    browser = signed_in("alice")
    browser.cookies["language"] = language
    with translation.override(language):
        day = date_format(timezone.localdate(), f"l {written}")
    assert day in browser.get(reverse("care:today")).content.decode()


def test_no_day_is_written_in_one_language_for_all() -> None:
    found = [
        str(path)
        for path in SOURCE.joinpath("apps").rglob("*")
        if path.suffix in {".html", ".py"} and re.search(r'"[^"\n]*\bj\. F', path.read_text("utf-8"))
    ]
    assert not found
