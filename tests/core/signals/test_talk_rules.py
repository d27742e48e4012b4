"""Rule sets of what to talk about: read strictly, tuned within their bounds, compared."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import DocumentError
from gjenklang.core.signals import (
    About,
    Difference,
    OutOfBounds,
    Setting,
    TalkRules,
    UnknownTalkRules,
    at_least_one,
    differences,
    parse_talk_rules,
    settings_of,
    talk_rules,
    talk_rules_of,
    tuned,
)

OURS = talk_rules_of("gjenklang-talk")
Content = dict[str, object]


def document(code: str = "gjenklang-talk") -> Content:
    text = (files("gjenklang.core.signals") / "documents" / f"{code}.toml").read_text("utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("rules", talk_rules().values(), ids=lambda one: one.code)
def test_every_rule_of_the_documents_below_has_a_place(rules: TalkRules) -> None:
    names = {one.name for one in rules.rules}
    assert {one.name for one in rules.status.rules} <= names
    assert all({one.kind.value for one in below.rules} <= names for below in rules.alliance.values())
    assert all(one.source.text for one in rules.rules)


def test_our_own_set_has_every_kind_and_the_fall_is_off() -> None:
    assert {one.about for one in OURS.rules} == set(About)
    assert [one.name for one in OURS.rules if not one.on] == ["fall"]
    assert {one.name for one in OURS.rules if one.needs_model} == {"far-behind-twice", "behind-twice"}


def test_a_set_that_is_not_there_names_what_looks_like_it() -> None:
    with pytest.raises(UnknownTalkRules, match=r"did you mean gjenklang-talk\?"):
        talk_rules_of("gjenklang-tlak")


def without(key: str) -> Callable[[Content], object]:
    return lambda content: content.pop(key)


def first(**changed: object) -> Callable[[Content], object]:
    return lambda content: content["rules"][0].update(changed)


BROKEN = {
    "version is missing": without("version"),
    "budget is missing": without("budget"),
    "there is no status rule set": lambda content: content.update(status="orss-gjenklang"),
    "has no rule 'worse-thrice'": first(name="worse-thrice"),
    "two rules have one name": lambda content: content["rules"].append(content["rules"][0]),
    "is left out": lambda content: content["rules"].pop(0),
    "unknown loud": first(loud=True),
    "about must be one of": first(about="doom"),
    "on must be true or false": first(on="yes"),
    "is not within": lambda content: content["budget"].update(value="21"),
    "is not among the document's sources": lambda content: content["sources"].pop("missed"),
    "unknown third": lambda content: content["rules"][0]["numbers"].update(third={"least": "1", "most": "2"}),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_broken_document_is_refused_with_its_reason(sentence: str) -> None:
    content = document()
    BROKEN[sentence](content)
    with pytest.raises((DocumentError, LookupError)) as wrong:
        parse_talk_rules(content, "gjenklang-talk.toml")
    assert sentence.lower() in str(wrong.value).lower()


def test_what_is_tuned_reaches_the_rules_below() -> None:
    changed = tuned(
        OURS,
        {
            "no-reliable-gain": Setting(on=True, numbers={"first": Decimal(6)}),
            "worse-twice": Setting(on=False),
            "total": Setting(on=True, numbers={"value": Decimal("35.5")}),
            "fall": Setting(on=True),
            "plateau": Setting(on=True, numbers={"times": Decimal(8)}),
            "enough": Setting(on=True, numbers={"times": Decimal(3)}),
        },
        budget=8,
    )
    assert [one.name for one in changed.status.rules] == [
        "far-behind-twice",
        "worse",
        "no-reliable-gain",
        "behind-twice",
    ]
    assert changed.status.rules[2].first == 6
    assert {one.kind.value: (one.on, one.value) for one in changed.alliance["srs"].rules} == {
        "total": (True, 355),
        "line": (True, 90),
        "fall": (True, 10),
        "ceiling": (True, 395),
    }
    assert (changed.status.plateau.times, changed.status.enough_times, changed.budget.value) == (8, 3, 8)
    assert (changed.code, changed.version) == (OURS.code, OURS.version)


@pytest.mark.parametrize(
    "settings",
    [
        {"worse-thrice": Setting(on=True)},
        {"worse": Setting(on=True, numbers={"times": Decimal(2)})},
        {"total": Setting(on=True, numbers={"value": Decimal("38.5")})},
        {"total": Setting(on=True, numbers={"value": Decimal("35.7")})},
        {"two-missed": Setting(on=True, numbers={"times": Decimal(1)})},
    ],
)
def test_what_is_outside_the_bounds_is_refused(settings: dict[str, Setting]) -> None:
    with pytest.raises(OutOfBounds):
        tuned(OURS, settings)


@pytest.mark.parametrize("budget", [0, 21])
def test_a_budget_outside_its_bounds_is_refused(budget: int) -> None:
    with pytest.raises(OutOfBounds):
        tuned(OURS, {}, budget)


@given(st.data())
def test_any_tuning_within_the_bounds_is_taken_and_read_back(data: st.DataObject) -> None:
    settings = {}
    for one in OURS.rules:
        numbers = {
            name: number.least
            + data.draw(st.integers(0, int((number.most - number.least) / number.step))) * number.step
            for name, number in one.numbers.items()
        }
        settings[one.name] = Setting(data.draw(st.booleans()), numbers)
    changed = tuned(OURS, settings)
    assert settings_of(changed) == settings
    assert {one.name for one in changed.status.rules} <= {name for name, held in settings.items() if held.on}
    assert tuned(OURS, settings_of(OURS)) == OURS
    again = differences(settings_of(OURS), settings)
    assert {one.rule for one in again} == {
        name for name in settings if settings[name] != settings_of(OURS)[name]
    }


def test_differences_name_what_came_and_what_went() -> None:
    before = {"a": Setting(True, {"times": Decimal(2)}), "b": Setting(True)}
    after = {"a": Setting(True, {"times": Decimal(3)}), "c": Setting(False)}
    assert differences(before, after) == (
        Difference("a", "times", Decimal(2), Decimal(3)),
        Difference("c", "on", None, False),
        Difference("b", "on", True, None),
    )
    assert differences(after, after) == ()


def test_sixteen_rules_at_five_percent_are_fifty_six() -> None:
    assert at_least_one((0.05,) * 16) == pytest.approx(0.5599, abs=5e-5)
    assert at_least_one(()) == 0
    with pytest.raises(ValueError, match="from 0 to 1"):
        at_least_one((1.1,))


@given(st.lists(st.floats(0, 1), max_size=20), st.floats(0, 1))
def test_one_rule_more_never_points_to_fewer(shares: list[float], another: float) -> None:
    fewer, more = at_least_one(tuple(shares)), at_least_one((*shares, another))
    assert 0 <= fewer <= more + 1e-12 <= 1 + 1e-12
    assert at_least_one({str(place): one for place, one in enumerate(shares)}) == fewer
