"""Rule sets as documents."""

import copy
import subprocess
import sys
import tomllib
from importlib.resources import files

import pytest

from gjenklang.core.alliance import (
    Form,
    RuleKind,
    UnknownRuleSet,
    parse_rule_set,
    rule_set,
    rule_sets,
    signals,
)
from gjenklang.core.instruments import DocumentError, Mark

DOCUMENTS = files("gjenklang.core.alliance") / "documents"


def kinds(code: str, *forms: Form) -> list[str]:
    return [signal.rule.kind.value for signal in signals(rule_set(code), forms)]


def even(total: int) -> Form:
    assert total % 4 == 0
    return Form((total // 4,) * 4)


def test_every_rule_says_what_noise_alone_would_do() -> None:
    for one in rule_sets().values():
        for rule in one.rules:
            assert 0 < rule.noise.low <= rule.noise.high < 0.5
            assert isinstance(rule.source.mark, Mark)
            assert rule.noise.source.text


def test_the_fall_of_1_is_off_in_our_own_set_and_fires_on_noise_in_35_to_41_percent() -> None:
    ours = {rule.kind: rule for rule in rule_set("srs-gjenklang").rules}
    assert not ours[RuleKind.FALL].on
    assert (round(100 * ours[RuleKind.FALL].noise.low), round(100 * ours[RuleKind.FALL].noise.high)) == (
        35,
        41,
    )
    assert {rule.kind: rule for rule in rule_set("srs-miller").rules}[RuleKind.FALL].on


@pytest.mark.parametrize(
    ("lines", "expected"),
    [((90, 90, 90, 90), []), ((90, 90, 89, 91), ["line"]), ((89, 90, 90, 90), ["total", "line"])],
)
def test_exactly_at_36_and_9_nothing_is_said(lines, expected) -> None:
    assert kinds("srs-duncan", Form(lines)) == expected


def test_a_fall_of_exactly_1_is_a_fall() -> None:
    assert kinds("srs-miller", Form((100, 100, 95, 95)), Form((95, 95, 95, 95))) == ["fall"]
    assert kinds("srs-miller", Form((100, 100, 95, 94)), Form((95, 95, 95, 95))) == []
    assert kinds("srs-gjenklang", Form((100, 100, 95, 95)), Form((95, 95, 95, 95))) == []


def test_three_at_the_top_are_no_information() -> None:
    (signal,) = signals(rule_set("srs-gjenklang"), [even(400), even(396), even(400)])
    assert signal.no_information
    assert kinds("srs-gjenklang", even(400), even(400)) == []
    assert kinds("srs-gjenklang", even(400), even(392), even(400)) == []


def test_of_no_form_nothing_is_said() -> None:
    assert signals(rule_set("srs-miller"), []) == ()


def test_an_unknown_rule_set_names_the_near_one() -> None:
    with pytest.raises(UnknownRuleSet, match="did you mean srs-miller"):
        rule_set("srs-millr")
    with pytest.raises(UnknownRuleSet, match="there are"):
        rule_set("zzzz")


BREAKS = {
    "kind must be one of": lambda doc: doc["rules"][0].update(kind="mood"),
    "no whole number of steps": lambda doc: doc["rules"][0].update(value="36.05"),
    "unknown colour": lambda doc: doc["rules"][0].update(colour="red"),
    "is not among the document's sources": lambda doc: doc["rules"][0].update(source="nobody"),
    "on is missing": lambda doc: doc["rules"][0].pop("on"),
    "times must be at least 1": lambda doc: doc["rules"][0].update(times=0),
    "retests is missing": lambda doc: doc["rules"][0]["noise"].update(retests=[]),
    "retests must be decimal": lambda doc: doc["rules"][0]["noise"].update(retests=["high"]),
    "retest correlation must be": lambda doc: doc["rules"][0]["noise"].update(retests=["1.0"]),
    "sources must be a table": lambda doc: doc.update(sources=3),
    "noise is missing": lambda doc: doc["rules"][0].pop("noise"),
}


@pytest.mark.parametrize("sentence", BREAKS)
def test_a_document_that_breaks_a_rule_is_refused(sentence: str) -> None:
    document = tomllib.loads((DOCUMENTS / "srs-miller.toml").read_text("utf-8"))
    assert parse_rule_set(copy.deepcopy(document), "x.toml") == rule_set("srs-miller")
    BREAKS[sentence](document)
    with pytest.raises(DocumentError, match=sentence):
        parse_rule_set(document, "x.toml")


def test_a_page_that_uses_the_alliance_loads_no_scipy() -> None:
    code = "import sys, gjenklang.core.alliance as a; a.rule_sets(); print({'scipy', 'numpy'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
