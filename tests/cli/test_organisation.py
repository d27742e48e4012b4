"""The first organisation from the command line, on the real database."""

import json

import pytest
from click.testing import CliRunner
from django.test import Client as Browser
from django.urls import reverse

from gjenklang.apps.audit.models import Line
from gjenklang.apps.people.models import Organisation, Staff, Unit
from gjenklang.apps.people.rules import actor_from
from gjenklang.apps.security.models import User
from gjenklang.cli import main

GOOD = "en lang og fin setning"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GJENKLANG_NEW_PASSWORD", GOOD)


def nothing_is_stored() -> bool:
    return not (Organisation.objects.exists() or User.objects.exists() or Line.objects.exists())


def test_an_empty_database_gets_its_first_administrator(type_in) -> None:
    said = type_in(
        "organisation", "Lundvik kommune", "--administrator", "stein", "--unit", "Teamet", "--json"
    )
    house = Organisation.objects.get()
    unit, staff = Unit.objects.get(), Staff.objects.get()
    assert said.json == {"organisation": str(house.pk), "unit": str(unit.pk), "administrator": "stein"}
    assert (house.name, house.language, unit.name) == ("Lundvik kommune", "nb", "Teamet")
    assert {unit.organisation_id, staff.organisation_id, staff.user.organisation} == {house.pk}
    assert actor_from(staff, unit.since).posts == {("administrator", unit.pk)}
    verbs = Line.objects.filter(organisation=house.pk).values_list("verb", flat=True)
    assert set(verbs) == {"organisation.make", "unit.make", "user.make", "staff.make", "post.give"}


def test_the_administrator_signs_in_and_sees_staff_and_units(type_in) -> None:
    type_in("organisation", "A", "--administrator", "stein", "--email", "s@example.org", "--language", "nn")
    assert Organisation.objects.get().language == "nn"
    assert Unit.objects.get().name == "A"
    browser = Browser()
    page = browser.post(reverse("account_login"), {"login": "stein", "password": GOOD}, follow=True)
    assert page.redirect_chain[-1][0] == reverse("people:overview")


def test_the_sentence_tells_what_was_made(type_in) -> None:
    said = type_in("organisation", "  Lundvik   kommune ", "--administrator", "stein")
    assert said.result.stdout == (
        "Lundvik kommune is made, with the unit Lundvik kommune. stein can sign in.\n"
    )
    assert GOOD not in said.result.output


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("", "--administrator", "x"), "The organisation needs a name."),
        (("  ", "--administrator", "x"), "The organisation needs a name."),
        (("B" * 121, "--administrator", "x"), "The organisation has a name of 121 characters; at most 120"),
        (("B", "--administrator", "x", "--unit", " "), "The unit needs a name."),
        (("B", "--administrator", ""), "--administrator: A user name has letters"),
        (("B", "--administrator", "two words"), "--administrator: A user name has letters"),
        (("B", "--administrator", "x", "--email", "nowhere"), "--email: 'nowhere' is no e-mail address."),
    ],
)
def test_what_cannot_be_used_is_one_line_and_stores_nothing(type_in, words, line: str) -> None:
    assert type_in("organisation", *words).line.startswith(line)
    assert nothing_is_stored()


def test_a_taken_name_and_a_taken_user_name_are_refused(type_in) -> None:
    type_in("organisation", "A", "--administrator", "stein")
    again = type_in("organisation", "a", "--administrator", "other")
    assert again.line == "There is an organisation called 'a' already."
    taken = type_in("organisation", "B", "--administrator", "STEIN")
    assert taken.line == "--administrator: This user name is taken. Choose another."
    assert Organisation.objects.count() == User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", "stein.hansen"])
def test_a_weak_password_is_refused(type_in, monkeypatch, password: str) -> None:
    monkeypatch.setenv("GJENKLANG_NEW_PASSWORD", password)
    assert "password is too" in type_in("organisation", "A", "--administrator", "stein.hansen").line
    assert nothing_is_stored()


def test_the_terminal_asks_twice_and_shows_nothing(monkeypatch) -> None:
    monkeypatch.delenv("GJENKLANG_NEW_PASSWORD")
    typed = f"{GOOD}\n{GOOD}x\n{GOOD}\n{GOOD}\n"
    words = ["organisation", "A", "--administrator", "stein", "--json"]
    result = CliRunner().invoke(main, words, input=typed)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["administrator"] == "stein"
    assert "do not match" in result.stderr
    assert GOOD not in result.output
    assert User.objects.get().check_password(GOOD)


def test_a_database_that_is_not_there_yet_says_what_to_do(type_in, monkeypatch) -> None:
    from django.db import OperationalError

    def missing(**_: object) -> None:
        raise OperationalError("no such table: people_organisation")

    monkeypatch.setattr(Organisation.objects, "filter", missing)
    said = type_in("organisation", "A", "--administrator", "stein")
    assert said.line.endswith("run `gjenklang migrate` first.")
