"""``gjenklang instruments``."""

import json

import pytest

from gjenklang.core.instruments import catalogue, instrument


def test_the_list_names_every_instrument(type_in) -> None:
    said = type_in("instruments").result.stdout
    assert [line.split()[0] for line in said.splitlines()] == list(catalogue())
    assert "own words, not validated" in said


def test_the_list_as_json_says_what_each_is(type_in) -> None:
    rows = {row["code"]: row for row in type_in("instruments", "--json").json}
    assert list(rows) == list(catalogue())
    assert rows["ors"] == {
        "code": "ors",
        "name": "ORS",
        "purpose": "outcome",
        "better": "higher",
        "items": 4,
        "validated": True,
        "own_words": False,
    }
    assert rows["gjenklang-outcome-adult"]["own_words"]


def test_one_instrument_shows_every_limit_with_its_source(type_in) -> None:
    said = type_in("instruments", "ors").result.stdout
    for limit in instrument("ors").limits:
        assert str(limit.units) in said
        assert f"rule {limit.rule_set}" in said
        assert f"[{limit.source.mark}] {limit.source.text}" in said
    assert said.count("cut-off ") == len(instrument("ors").cut_offs)
    assert "Words: Scott D. Miller" in said


@pytest.mark.parametrize(
    "code", [code for code, one in catalogue().items() if one.own_words or code == "tea"]
)
def test_a_form_without_limits_says_so(type_in, code: str) -> None:
    assert "no limit exists for this form" in type_in("instruments", code).result.stdout


@pytest.mark.parametrize("code", catalogue())
def test_every_instrument_shows_itself_in_words_and_in_json(type_in, code: str) -> None:
    assert type_in("instruments", code).status == 0
    found = type_in("instruments", code, "--json").json
    assert found["code"] == code
    assert [one["value"] for one in found["cut_offs"]] == [one.value for one in instrument(code).cut_offs]
    assert all(one["source"]["text"] for one in found["cut_offs"] + found["reliable_changes"])


def test_exact_decimals_stay_exact_in_json(type_in) -> None:
    said = type_in("instruments", "ors", "--json").result.stdout
    assert json.loads(said)["cut_offs"][0]["units"] == "28.0"


def test_an_unknown_instrument_names_the_nearest(type_in) -> None:
    assert type_in("instruments", "osr").line.startswith("There is no instrument 'osr'; did you mean ")
