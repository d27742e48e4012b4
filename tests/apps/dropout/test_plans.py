"""The mastery plan is kept in versions and can be printed; talks are noted; reminders are a courtesy and not a cure."""

import pytest
from django.db import connection

from gjenklang.apps.dropout.models import MasteryPlan, Reminders, Talk


def write(browser, of_dana, **words: str) -> None:
    key = browser.get(of_dana("write_plan")).context["form"]["key"].value()
    for _again in range(2):
        assert browser.post(of_dana("write_plan"), {"key": str(key)} | words).status_code == 302


def test_each_time_it_is_stored_a_new_version_is_kept(cast, signed_in, of_dana, verbs) -> None:
    browser = signed_in("alice")
    write(browser, of_dana, helps="å gå tur", signs="sover lite")
    assert browser.get(of_dana("write_plan")).context["form"]["helps"].value() == "å gå tur"
    write(browser, of_dana, helps="å ringe Siv")
    assert list(MasteryPlan.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    shown = browser.get(of_dana("plan")).content.decode()
    assert "å ringe Siv" in shown
    assert "å gå tur" not in shown
    assert "å gå tur" in browser.get(of_dana("plan") + "?version=1").content.decode()
    assert verbs().count("plan.write") == 2


def test_the_plan_lies_encrypted_and_prints_without_its_menu(cast, signed_in, of_dana) -> None:
    browser = signed_in("alice")
    write(browser, of_dana, helps="å gå tur")
    with connection.cursor() as cursor:
        cursor.execute("SELECT helps FROM dropout_masteryplan")
        assert cursor.fetchone()[0] != "å gå tur"
    assert "screen-only" in browser.get(of_dana("plan")).content.decode()


def test_an_empty_plan_is_refused_and_one_that_is_not_there_is_not_found(cast, signed_in, of_dana) -> None:
    browser = signed_in("alice")
    assert browser.get(of_dana("plan")).status_code == 404
    assert "Skriv minst én ting." in browser.post(of_dana("write_plan"), {"helps": " "}).content.decode()
    assert not MasteryPlan.objects.exists()


def test_a_talk_is_noted_with_who_had_it(cast, signed_in, of_dana, today, verbs) -> None:
    given = {"kind": "introduction", "day": str(today), "words": "vi ses ute"}
    assert signed_in("alice").post(of_dana("new_talk"), given).status_code == 302
    shown = signed_in("alice").get(of_dana("follow")).content.decode()
    assert "Forvernsamtale" in shown
    assert "vi ses ute" in shown
    assert Talk.objects.get().staff == cast.here.staff["alice"]
    assert verbs()[-1] == "talk.introduction"


def test_a_talk_tomorrow_is_refused_and_the_words_are_kept(cast, signed_in, of_dana) -> None:
    given = {"kind": "mastery", "day": "2999-01-01", "words": "vi ses ute"}
    shown = signed_in("alice").post(of_dana("new_talk"), given).content.decode()
    assert "Den dagen har ikke kommet ennå." in shown
    assert "vi ses ute" in shown
    assert not Talk.objects.exists()


def test_reminders_are_asked_about_and_said_to_be_no_cure(cast, signed_in, of_dana, verbs) -> None:
    browser = signed_in("alice")
    shown = browser.get(of_dana("follow")).content.decode()
    assert "Ingen har spurt ennå." in shown
    assert "fant ingen effekt (12 % ikke møtt uten, 14 % med" in shown
    for wanted, words in (("yes", "Vil ha påminnelser."), ("no", "Vil ikke ha påminnelser.")):
        browser.post(of_dana("reminders"), {"wanted": wanted})
        assert words in browser.get(of_dana("follow")).content.decode()
    assert Reminders.objects.count() == 1
    assert verbs().count("reminders.ask") == 2
    assert browser.post(of_dana("reminders"), {"wanted": "perhaps"}).status_code == 404


@pytest.mark.parametrize("who", ["alice2", "carol", "erin", "frank", "peggy"])
def test_strangers_neither_read_nor_write(cast, signed_in, of_dana, today, who: str) -> None:
    write(signed_in("alice"), of_dana, helps="å gå tur")
    assert signed_in(who).get(of_dana("plan")).status_code in {403, 404}
    for name, given in (
        ("write_plan", {"helps": "x"}),
        ("new_talk", {"kind": "mastery", "day": str(today)}),
        ("reminders", {"wanted": "yes"}),
    ):
        assert signed_in(who).post(of_dana(name), given).status_code in {403, 404}
    assert (MasteryPlan.objects.count(), Talk.objects.count(), Reminders.objects.count()) == (1, 0, 0)
