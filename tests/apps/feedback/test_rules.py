"""A service chooses its rules, tunes them, silences one and goes back; every version stays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from cast import Town, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import RuleVersion, Signal
from gjenklang.apps.feedback.queries import held_by, rule_versions
from gjenklang.apps.feedback.queries.in_force import SHIPPED, rules_here
from gjenklang.core.signals import OutOfBounds, Setting, settings_of, talk_rules, talk_rules_of, tuned


@pytest.fixture
def here(db: None) -> Town:
    """ORS and SRS on paper: one line of the work together is under its limit."""
    return town("Regler", outcome="ors")


def browser(here: Town, who: str = "heidi") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def in_force(here: Town, unit: object = None):
    return rules_here(here.actor("heidi"), timezone.localdate()).of(unit)


def typed(here: Town, base: str = "", **changed: object) -> dict[str, object]:
    """The form of tuning as it stands, with some of it changed."""
    held = held_by(here.actor("heidi"), None)
    document = talk_rules_of(base or held.base)
    given: dict[str, object] = {"name": "Vår utgave", "budget": held.budget, "why": "for mye støy"}
    for name, setting in settings_of(document).items():
        given |= {f"on:{name}": "on"} if setting.on else {}
        given |= {f"{one}:{name}": str(value) for one, value in setting.numbers.items()}
    return {name: value for name, value in (given | changed).items() if value is not None}


def test_without_a_choice_the_shipped_document_speaks(here: Town) -> None:
    assert in_force(here) is SHIPPED
    page = browser(here).get(reverse("rules")).content.decode()
    assert "Ingen har valgt ennå" in page
    assert "16 regler sier fra" in page
    assert "56 % bli pekt på hver uke" in page


@pytest.mark.parametrize("code", talk_rules())
def test_every_set_can_be_chosen_and_reads_as_its_document(here: Town, code: str) -> None:
    path = reverse("choose_rules")
    answer = browser(here).post(path, {"code": code, "why": "prøve den"})
    assert answer.status_code == 302
    assert in_force(here).talk == tuned(talk_rules_of(code), {})
    version = RuleVersion.objects.get()
    assert (version.number, version.what, version.why) == (1, "choose", "prøve den")
    assert version.staff_id == here.staff["heidi"].pk
    assert Line.objects.filter(verb="rules.choose", subject=version.pk).count() == 1
    assert browser(here).get(reverse("rules")).status_code == 200
    assert browser(here).get(reverse("tune_rules")).status_code == 200


def test_what_is_tuned_is_a_new_version_with_its_differences_in_words(here: Town) -> None:
    path = reverse("tune_rules")
    given = typed(here, **{"first:no-reliable-gain": "6", "on:ceiling": None, "budget": "8"})
    assert browser(here).post(path, given).status_code == 302
    rules = in_force(here)
    assert (rules.name, rules.version, rules.budget) == ("Vår utgave", "2.1", 8)
    assert rules.speaks("ceiling") is None
    assert rules.number("no-reliable-gain", "first") == 6
    (told,) = rule_versions(here.actor("heidi"))
    page = browser(here).get(reverse("rules")).content.decode()
    for words in (
        "«Ingen pålitelig endring ennå», fra måling nummer: 6; det var 4.",
        "«Én ting som kunne vært bedre» sier ikke fra.",
        "Brukere i uken: 8; det var 5.",
    ):
        assert words in page
    assert len(told.changes) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"value:total": "38.5"},
        {"value:total": "35.7"},
        {"times:two-missed": "1"},
        {"first:no-reliable-gain": "mange"},
        {"budget": "0"},
        {"budget": "21"},
        {"why": ""},
        {"name": ""},
        {"times:plateau": None},
    ],
)
def test_what_is_outside_the_bounds_gets_one_sentence_and_changes_nothing(
    here: Town, changed: dict[str, object]
) -> None:
    answer = browser(here).post(reverse("tune_rules"), typed(here, **changed))
    assert answer.status_code == 200
    assert 'class="ds-validation-message"' in answer.content.decode()
    assert not RuleVersion.objects.exists()


def test_the_verb_refuses_what_the_form_would(here: Town) -> None:
    tuning = actions.Tuning({"total": Setting(on=True, numbers={"value": Decimal(39)})}, 5, "x", "y")
    with pytest.raises(OutOfBounds):
        actions.tune_rules(by=here.actor("heidi"), unit=None, tuning=tuning)
    with pytest.raises(LookupError):
        actions.silence_rule(by=here.actor("heidi"), unit=None, rule="louder", until=None, why="y")


def test_a_unit_has_its_own_until_it_follows_the_organisation_again(here: Town) -> None:
    heidi, unit = here.actor("heidi"), here.ours.pk
    actions.choose_rules(by=heidi, unit=None, code="talk-checkpoints", why="alle")
    actions.choose_rules(by=heidi, unit=unit, code="gjenklang-few", why="rolig start")
    assert in_force(here, unit).talk.code == "gjenklang-few"
    assert in_force(here, here.theirs.pk).talk.code == "talk-checkpoints"
    assert in_force(here).talk.code == "talk-checkpoints"
    answer = browser(here).post(reverse("follow_rules"), {"unit": unit, "why": "nok"})
    assert answer.status_code == 302
    assert in_force(here, unit).talk.code == "talk-checkpoints"
    assert [one.version.what for one in rule_versions(heidi)] == ["follow", "choose", "choose"]
    page = browser(here).get(reverse("rules") + f"?unit={unit}").content.decode()
    assert "Enheten har virksomhetens regler" in page
    again = actions.tune_rules(
        by=heidi, unit=unit, tuning=actions.Tuning({"last-chance": Setting(on=False)}, 5, "Igjen", "x")
    )
    (told,) = [one for one in rule_versions(heidi) if one.version.pk == again.pk]
    assert told.changes == ["«Ingen pålitelig endring ennå» sier ikke fra."], (
        "beside the organisation's, not its own old"
    )


def test_going_back_is_a_new_version_and_both_stay_readable(here: Town) -> None:
    heidi = here.actor("heidi")
    first = actions.choose_rules(by=heidi, unit=None, code="gjenklang-few", why="start")
    browser(here).post(reverse("tune_rules"), typed(here, **{"on:line": "on"}))
    changed = RuleVersion.objects.get(number=2)
    address = reverse("rule_version", args=[first.pk])
    page = browser(here).get(address).content.decode()
    assert "«En del av samarbeidet» sier fra." in page, "what holds now is different in this"
    assert browser(here).post(address, {"why": "det gamle var bedre"}).status_code == 302
    third = RuleVersion.objects.get(number=3)
    assert (third.what, third.about, third.rules) == ("back", "1", first.rules)
    first.refresh_from_db()
    changed.refresh_from_db()
    assert first.replaced
    assert changed.replaced
    assert third.replaced is None
    assert browser(here).get(reverse("rule_version", args=[changed.pk])).status_code == 200
    assert browser(here).post(reverse("rule_version", args=[third.pk]), {"why": "x"}).status_code == 200
    assert RuleVersion.objects.count() == 3, "what holds is not gone back to"


def test_a_silent_rule_says_nothing_to_its_last_day_and_the_list_says_so(here: Town) -> None:
    today = timezone.localdate()
    answer = browser(here).post(
        reverse("silence_rule"), {"rule": "line", "until": today.isoformat(), "why": "slår ut på alle"}
    )
    assert answer.status_code == 302
    page = browser(here, "alice").get(reverse("caseload")).content.decode()
    assert "D-204" not in page
    assert "Dempet i Ours til og med" in page
    assert not Signal.objects.exists()
    line = Line.objects.get(verb="rules.silence")
    assert line.detail == "1 line"
    version = RuleVersion.objects.get()
    assert version.silenced(today) == {"line": today}
    assert version.silenced(today + timedelta(days=1)) == {}
    later = rules_here(here.actor("alice"), today + timedelta(days=1)).of(here.ours.pk)
    assert later.speaks("line")
    assert browser(here).post(reverse("speak_rule"), {"rule": "line"}).status_code == 302
    assert "D-204" in browser(here, "alice").get(reverse("caseload")).content.decode()


def test_tuning_leaves_what_is_silent_as_it_is(here: Town) -> None:
    actions.silence_rule(by=here.actor("heidi"), unit=None, rule="worse", until=None, why="x")
    browser(here).post(reverse("tune_rules"), typed(here, budget="3"))
    assert in_force(here).speaks("worse") is None
    assert in_force(here).budget == 3


@pytest.mark.parametrize("given", [{"rule": "louder"}, {"rule": "line", "until": "2001-01-01"}, {"why": ""}])
def test_a_silence_that_makes_no_sense_is_not_stored(here: Town, given: dict[str, str]) -> None:
    answer = browser(here).post(reverse("silence_rule"), {"rule": "line", "why": "x"} | given)
    assert answer.status_code == 200
    assert not RuleVersion.objects.exists()


def test_a_page_that_is_sent_twice_has_made_one_version(here: Town) -> None:
    given = {"code": "gjenklang-few", "why": "x", "key": str(uuid7())}
    for _ in range(2):
        browser(here).post(reverse("choose_rules"), given)
    assert RuleVersion.objects.count() == 1


def test_another_organisation_has_its_own(here: Town) -> None:
    there = town("Nabo", "2", outcome="ors")
    version = actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-few", why="x")
    assert in_force(there) is SHIPPED
    assert browser(there).get(reverse("rule_version", args=[version.pk])).status_code == 404
    ours = {"unit": here.ours.pk, "code": "gjenklang-few", "why": "x"}
    assert browser(there).post(reverse("choose_rules"), ours).status_code == 404
    assert browser(there).get(reverse("rules") + "?unit=nonsense").status_code == 404


@pytest.mark.parametrize("who", ["frank", "bob"])
def test_leaders_and_supervisors_read_and_change_nothing(here: Town, who: str) -> None:
    one = browser(here, who)
    page = one.get(reverse("rules")).content.decode()
    assert "Hvilke regler som sier fra" in page
    assert reverse("tune_rules") not in page
    for name in ("choose_rules", "tune_rules", "silence_rule", "speak_rule", "follow_rules"):
        assert one.post(reverse(name), {"code": "gjenklang-few", "why": "x"}).status_code == 403
    version = actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-few", why="x")
    actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-talk", why="x")
    one.post(reverse("rule_version", args=[version.pk]), {"why": "x"})
    assert RuleVersion.objects.count() == 2


@pytest.mark.parametrize("who", ["alice", "erin", "grace", "peggy"])
def test_others_have_no_such_page(here: Town, who: str) -> None:
    for name in ("rules", "rule_record", "prediction", "tune_rules"):
        assert browser(here, who).get(reverse(name)).status_code == 403


def test_a_version_of_a_document_that_has_moved_on_still_holds_and_reads(here: Town) -> None:
    version = actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-talk", why="x")
    rules = {**version.rules, "gone": {"on": True, "numbers": {"times": "2"}}}
    rules["total"] = {"on": False, "numbers": {"value": "12.0"}}
    del rules["late"]
    moved = RuleVersion(
        organisation=here.organisation,
        staff=here.staff["heidi"],
        unit=here.ours,
        number=2,
        what="tune",
        name="Gammel",
    )
    moved.base, moved.base_version, moved.rules, moved.budget, moved.why = "gone-too", "0", rules, 99, "x"
    moved.save()
    found = in_force(here, here.ours.pk)
    assert found.speaks("total") is None
    assert found.speaks("late"), "a rule that is new there speaks as the document says"
    assert found.budget == SHIPPED.budget
    page = browser(here).get(reverse("rule_version", args=[moved.pk])).content.decode()
    assert "gone" in page
    assert browser(here).get(reverse("rules") + f"?unit={here.ours.pk}").status_code == 200


def test_prediction_is_said_to_be_a_part_of_its_own(here: Town) -> None:
    page = browser(here).get(reverse("prediction")).content.decode()
    assert "Medisinsk utstyr" in page
    assert reverse("dropout:local_model") in page
    assert (
        reverse("dropout:local_model") not in browser(here, "bob").get(reverse("prediction")).content.decode()
    )


def test_a_rule_that_is_new_in_the_document_can_be_silenced_at_once(here: Town) -> None:
    """The version was made by a document that did not yet have the rule."""
    made = actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-talk", why="prøve den")
    older = {name: held for name, held in made.rules.items() if name != "raters-apart"}
    RuleVersion.objects.filter(pk=made.pk).update(rules=older)
    assert in_force(here).speaks("raters-apart")
    answer = browser(here).post(reverse("silence_rule"), {"rule": "raters-apart", "why": "for mye støy"})
    assert answer.status_code == 302
    assert in_force(here).speaks("raters-apart") is None


def test_a_version_of_a_document_that_is_gone_can_be_tuned_on(here: Town) -> None:
    made = actions.choose_rules(by=here.actor("heidi"), unit=None, code="gjenklang-few", why="prøve den")
    RuleVersion.objects.filter(pk=made.pk).update(base="gone-long-ago")
    assert browser(here).get(reverse("rules")).status_code == 200
    path = reverse("tune_rules")
    assert browser(here).get(path).status_code == 200
    given = typed(here, base="gjenklang-talk", budget="7")
    assert browser(here).post(path, given).status_code == 302
    assert (held_by(here.actor("heidi"), None).base, in_force(here).budget) == ("gjenklang-talk", 7)
