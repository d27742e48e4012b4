"""A document that breaks the rules is refused in one sentence that says where."""

import copy
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.instruments import DocumentError, catalogue, parse

Document = dict[str, Any]
Breaking = Callable[[Document], object]


def document(code: str) -> Document:
    text = (files("gjenklang.core.instruments") / "documents" / f"{code}.toml").read_text("utf-8")
    return tomllib.loads(text)


def put(*path: object, to: object) -> Breaking:
    def breaking(content: Document) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = to

    return breaking


def without(*path: object) -> Breaking:
    def breaking(content: Document) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return breaking


def twice(key: str) -> Breaking:
    return lambda content: content[key].append(copy.deepcopy(content[key][0]))


def test_a_document_makes_the_instrument_of_the_catalogue() -> None:
    assert parse(document("ors"), "ors.toml") == catalogue()["ors"]


BROKEN: list[tuple[str, Breaking, str]] = [
    ("ors", without("cut_offs", 0, "source"), "cut_offs 1: source is missing"),
    (
        "ors",
        put("cut_offs", 0, "source", to="nowhere"),
        "source 'nowhere' is not among the document's sources",
    ),
    ("ors", without("scales", 0, "source"), "scales 1: source is missing"),
    ("ors", without("missing", "source"), "missing: source is missing"),
    ("ors", without("response", "source"), "response: source is missing"),
    ("ors", without("items", "source"), "items: source is missing"),
    ("ors", without("respondents", "source"), "respondents: source is missing"),
    ("ors", without("licence", "source"), "licence: source is missing"),
    ("phq9", without("bands", 0, "source"), "bands 1: source is missing"),
    ("phq9", without("sentinels", 0, "source"), "sentinels 1: source is missing"),
    ("ors", put("items", "codes", to=["line1", "line1", "line3", "line4"]), "codes names something twice"),
    ("phq9", twice("bands"), "the same bands twice"),
    ("phq9", twice("sentinels"), "the same sentinel set twice"),
    ("ors", twice("scales"), "the same scale twice"),
    ("ors", twice("cut_offs"), "the same limit twice"),
    ("ors", put("colour", to="red"), "unknown colour"),
    ("ors", put("cut_offs", 0, "colour", to="red"), "cut_offs 1: unknown colour"),
    ("ors", put("sources", "corc", "mark", to="Q"), "mark must be one of C, C2, R, X, own, not 'Q'"),
    ("ors", put("better", to="more"), "better must be one of higher, lower, not 'more'"),
    ("ors", put("scored", to="yes"), "scored must be true or false"),
    ("ors", put("response", "maximum", to=True), "maximum must be a whole number"),
    ("ors", put("response", "minimum", to=101), "minimum, maximum and values do not agree"),
    ("ors", put("response", "step", to="0"), "step must be above 0"),
    ("ors", put("response", "step", to=0.1), "step must be a text"),
    ("ors", put("response", "step", to="a little"), "step must be a decimal number in quotes"),
    ("ors", put("response", "step", to="NaN"), "step must be a decimal number in quotes"),
    ("ors", put("cut_offs", 0, "value", to="NaN"), "value must be a decimal number in quotes"),
    ("ors", put("response", "step", to="Infinity"), "step must be a decimal number in quotes"),
    ("ors", put("scales", 0, "maximum", to="50.0"), r"the items reach 0.0 to 40.0, not 0.0 to 50.0"),
    ("ors", put("scales", 0, "items", to=["line9"]), "a scale is the sum of items of this instrument"),
    ("ors", put("cut_offs", 0, "value", to="41.0"), "41.0 is outside 0.0 to 40.0"),
    ("ors", put("cut_offs", 0, "value", to="25.05"), "25.05 is not a whole number of steps of 0.1"),
    ("ors", put("cut_offs", 0, "scale", to="mood"), "there is no scale 'mood'"),
    ("ors", put("cut_offs", 0, "rater", to="member"), "a limit for a rater who never fills it in"),
    ("ors", put("cut_offs", 0, "oldest", to=3), "ages 13 to 3 are no age group"),
    ("ors", put("respondents", "youngest", to=-1), "are no age group"),
    ("ors", put("respondents", "raters", to=["self", "dog"]), "raters must be among .*, not dog"),
    ("ors", put("missing", "policy", to="prorate"), "only a prorated scale may miss items"),
    ("ors", put("scales", to=["total"]), "each of scales must be a table"),
    ("ors", put("scales", to="total"), "scales must be a list"),
    ("ors", put("items", "reversed", to=["line7"]), "there is no item line7"),
    ("ors", put("own_words", to=True), "a form in our own words has no limits"),
    ("ors", put("scored", to=False), "a scored form has scales, an unscored one none"),
    ("gjenklang-outcome-adult", put("scales", to=[]), "a scored form has scales"),
    ("phq9", put("bands", 0, "from", to=[1, 5, 10, 15, 20]), "the bands must cover the scale once"),
    ("phq9", put("bands", 0, "from", to=[0, 10, 5, 15, 20]), "the bands must cover the scale once"),
    ("phq9", put("bands", 0, "from", to=[0, 5, 10, 15]), "the bands must cover the scale once"),
    ("phq9", put("bands", 0, "from", to=[0, 5, 10, 15, 28]), "the bands must cover the scale once"),
    ("phq9", put("sentinels", 0, "values", to=[True, 9]), "each of values must be a whole number"),
    ("phq9", put("sentinels", 0, "values", to=[3, 9]), "a sentinel is also an answer"),
    (
        "dudit",
        put("items", "responses", 0, "values", to=[0, 2, 5]),
        "minimum, maximum and values do not agree",
    ),
    ("ycors", put("scales", to=document("ors")["scales"]), "a scale is the sum of items, and there are none"),
    ("srs", put("alliance_limits", 0, "scale", to="total"), "alliance_limits 1: unknown scale"),
    ("ors", put("reliabilities", 0, "value", to="1.1"), "a reliability is from 0 to 1, not 1.1"),
    ("ycors", put("alliance_limits", to=document("srs")["alliance_limits"]), "there is no scale 'total'"),
]


@pytest.mark.parametrize(("code", "breaking", "sentence"), BROKEN)
def test_a_malformed_document_is_refused(code: str, breaking: Breaking, sentence: str) -> None:
    content = document(code)
    breaking(content)
    with pytest.raises(DocumentError, match=sentence) as wrong:
        parse(content, f"{code}.toml")
    assert str(wrong.value).startswith(f"{code}.toml")
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    "key", sorted(set(document("ors")) - {"sources", "cut_offs", "reliable_changes", "reliabilities"})
)
def test_every_key_of_a_document_is_needed(key: str) -> None:
    content = document("ors")
    del content[key]
    with pytest.raises(DocumentError):
        parse(content, "ors.toml")


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2)
)


@given(key=st.sampled_from(sorted(set(document("phq9")))), junk=JUNK)
def test_junk_in_the_place_of_a_key_is_refused_and_never_crashes(key: str, junk: object) -> None:
    content = document("phq9")
    content[key] = junk
    try:
        parse(content, "phq9.toml")
    except DocumentError as wrong:
        assert str(wrong).startswith("phq9.toml")  # noqa: PT017 - either refused so, or read
