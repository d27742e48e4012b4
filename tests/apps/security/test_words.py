"""Signing in speaks bokmål and nynorsk as the rest of the house does, whatever django-allauth would have said."""

from io import BytesIO
from pathlib import Path

import allauth
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import reverse
from django.utils.translation.template import templatize

import gjenklang

THEIRS = Path(allauth.__file__).parent / "templates"
HOUSE = Path(gjenklang.__file__).parent
#: Their pages and letters that somebody can come to here: nobody signs up, or has a phone or address to manage.
OPEN = (
    *("account/logout", "account/account_inactive", "account/reauthenticate", "account/password_change"),
    *("account/password_reset", "account/password_reset_done", "account/password_reset_from_key"),
    *("account/snippets/already_logged_in", "account/email/password_reset_key", "account/email/base_message"),
    *("account/messages/password_changed", "account/messages/password_set", "mfa/"),
)
ELSEWHERE = (
    "mfa/webauthn/signup_form",
    "mfa/email/",
)  # nobody signs up; no letter is sent about one's own change


def words_of(template: Path) -> set[str]:
    code = templatize(template.read_text("utf-8"), origin=str(template))
    lines = "\n".join(
        line.strip() for line in code.splitlines()
    )  # what is not words keeps the page's own indents
    found = extract("python", BytesIO(lines.encode()), {"gettext": None, "ngettext": (1, 2)})
    return {words if isinstance(words, str) else words[0] for _line, words, _comments, _context in found}


def opened() -> list[Path]:
    named = [(path, str(path.relative_to(THEIRS))) for path in THEIRS.rglob("*.*")]
    return [path for path, name in named if name.startswith(OPEN) and not name.startswith(ELSEWHERE)]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_of_the_pages_to_sign_in_is_our_own(language: str) -> None:
    said: set[object] = set()
    for folder in (HOUSE / "locale", HOUSE / "apps/security/locale"):
        with (folder / language / "LC_MESSAGES/django.po").open("rb") as file:
            said |= {
                message.id if isinstance(message.id, str) else message.id[0]
                for message in read_po(file)
                if message.string and all(message.string)
            }
    asked = set().union(*map(words_of, opened()))
    assert len(asked) > 50
    assert asked - said == set()


@pytest.mark.parametrize(
    ("language", "label"),
    [("nb", "Brukernavn eller e-post"), ("nn", "Brukarnamn eller e-post"), ("en", "User name or e-mail")],
)
def test_the_first_field_says_what_to_write_in_it(client, db, language: str, label: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert label in client.get(reverse("account_login")).content.decode()
