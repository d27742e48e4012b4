"""Every document of the house, and the error when there is none."""

import re
import subprocess
import sys
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from gjenklang.core.instruments import (
    Instrument,
    LimitKind,
    Mark,
    RaterKind,
    Source,
    UnknownInstrument,
    catalogue,
    instrument,
)

CODES = sorted(catalogue())
DOCUMENTS = files("gjenklang.core.instruments") / "documents"
LICENSED = ("ors", "cors", "ycors", "srs", "csrs", "ycsrs", "gsrs")
OWN = [code for code in CODES if code.startswith("gjenklang-")]


def sources(value: object) -> list[Source]:
    if isinstance(value, Source):
        return [value]
    if isinstance(value, tuple):
        return [one for part in value for one in sources(part)]
    if is_dataclass(value):
        return [one for field in fields(value) for one in sources(getattr(value, field.name))]
    return []


def test_the_catalogue_holds_one_instrument_for_each_document() -> None:
    names = {one.name.removesuffix(".toml") for one in DOCUMENTS.iterdir() if one.name.endswith(".toml")}
    assert set(CODES) == names
    assert len(CODES) >= 22
    assert list(catalogue()) == CODES


def test_the_instruments_of_the_reference_are_all_there() -> None:
    assert {*LICENSED, "phq9", "gad7", "who5", "core10", "tea", "audit", "dudit", "wai-sr"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_number_has_a_source(code: str) -> None:
    form = instrument(code)
    numbered = [
        *form.scales,
        *form.limits,
        *form.bands,
        *form.sentinels,
        form.missing,
        *form.missing_alternatives,
        form.licence,
    ]
    assert all(isinstance(one.source, Source) and one.source.text.strip() for one in numbered)
    assert all(one.mark in set(Mark) for one in sources(form))


@pytest.mark.parametrize("code", CODES)
def test_a_confirmed_number_says_where_it_was_read(code: str) -> None:
    for source in sources(instrument(code)):
        assert source.mark is Mark.RECALLED or len(source.text) > 10, source


def test_a_recalled_number_is_never_passed_off_as_confirmed() -> None:
    for code in CODES:
        for source in sources(instrument(code)):
            if "ecalled" in source.text:
                assert source.mark is Mark.RECALLED, (code, source)


def test_alternatives_are_named_where_the_sources_disagree() -> None:
    ors = instrument("ors")
    assert set(ors.rule_sets) >= {"miller", "duncan", "argentina", "miller-spi-2024"}
    rci = {
        one.rule_set: (str(one.units), one.edge.value) for one in ors.reliable_changes if one.rater == "self"
    }
    assert rci == {
        "miller": ("5.0", "inclusive"),
        "miller-spi-2024": ("5.0", "strict"),
        "duncan": ("6.0", "inclusive"),
        "argentina": ("5.7", "inclusive"),
    }
    children = {one.rule_set: str(one.units) for one in instrument("cors").cut_offs if one.rater == "self"}
    assert children == {"miller": "32.0", "duncan": "28.0"}
    boundaries = {(one.rule_set, one.boundary.value) for one in ors.cut_offs}
    assert boundaries == {("miller", "at-is-above"), ("duncan", "at-is-below")}


def test_the_sources_own_numbers_stand_in_the_documents() -> None:
    """measures.md 1.3 and 7."""
    found = {(code, one.rule_set, str(one.units)) for code in CODES for one in instrument(code).cut_offs}
    assert {
        ("phq9", "kroenke-2001", "10"),
        ("gad7", "nhs-talking-therapies", "8"),
        ("core10", "core", "11"),
        ("who5", "who", "13"),
        ("who5", "who", "50"),
        ("audit", "who", "8"),
        ("dudit", "berman-2005-men", "6"),
        ("dudit", "berman-2005-women", "2"),
        ("dudit", "berman-2005-dependence", "25"),
    } <= found
    assert [band.lowest for band in instrument("phq9").bands[0].bands] == [0, 5, 10, 15, 20]
    assert [band.lowest for band in instrument("gad7").bands[0].bands] == [0, 5, 10, 15]
    assert [band.lowest for band in instrument("core10").bands[0].bands] == [0, 11, 15, 20, 25]


@pytest.mark.parametrize("code", OWN)
def test_a_form_in_our_own_words_has_no_limit_at_all(code: str) -> None:
    form = instrument(code)
    assert form.own_words
    assert not form.validated
    assert not form.has_limits
    assert form.bands == ()
    assert form.rule_sets == ()


def test_only_forms_named_after_the_house_are_in_our_own_words() -> None:
    assert [code for code in CODES if instrument(code).own_words] == OWN
    assert len(OWN) == 10


@pytest.mark.parametrize("code", ["ycors", "ycsrs"])
def test_the_picture_forms_for_the_youngest_are_never_scored(code: str) -> None:
    form = instrument(code)
    assert not form.scored
    assert form.scales == ()
    assert form.items == ()
    assert not form.has_limits
    assert form.ages == (0, 5)


def test_the_alliance_forms_have_total_line_and_fall() -> None:
    for code in ("srs", "csrs", "gsrs"):
        kinds = {
            one.kind: str(one.units) for one in instrument(code).alliance_limits if one.rule_set == "miller"
        }
        assert kinds == {LimitKind.TOTAL: "36.0", LimitKind.LINE: "9.0", LimitKind.FALL: "1.0"}


def test_a_limit_belongs_to_a_rater_who_fills_the_form_in() -> None:
    for code in CODES:
        form = instrument(code)
        assert {one.rater for one in form.limits} <= set(form.raters)
    assert instrument("gsrs").raters == (RaterKind.MEMBER,)


@pytest.mark.parametrize("code", LICENSED)
def test_no_words_of_a_licensed_form_are_in_its_document(code: str) -> None:
    form = instrument(code)
    assert not form.licence.may_show_wording
    assert all(re.fullmatch(r"line[1-4]", item.code) for item in form.items)
    text = (DOCUMENTS / f"{code}.toml").read_text("utf-8").lower()
    # Words that the printed lines are made of; none may be here, in no language.
    for word in (
        "individually",
        "interpersonally",
        "socially",
        "well-being",
        "heard, understood",
        "goals and topics",
    ):
        assert word not in text
    for word in (
        "personlig velvære",
        "nære relasjoner",
        "mål og tema",
        "hvordan har du hatt det",
        "looking back",
    ):
        assert word not in text


@pytest.mark.parametrize("code", CODES)
def test_a_document_has_no_key_that_could_hold_wording(code: str) -> None:
    text = (DOCUMENTS / f"{code}.toml").read_text("utf-8")
    keys = set(re.findall(r"^(\w+) =", text, flags=re.MULTILINE))
    assert not keys & {
        "wording",
        "question",
        "questions",
        "prompt",
        "label",
        "labels",
        "anchors",
        "instruction",
    }


@pytest.mark.parametrize(
    ("asked", "near"), [("osr", "ors"), ("phq-9", "phq9"), ("GAD7", "gad7"), ("core-10", "core10")]
)
def test_an_unknown_instrument_names_the_nearest(asked: str, near: str) -> None:
    with pytest.raises(UnknownInstrument, match=f"'{asked}'; did you mean .*{near}") as wrong:
        instrument(asked)
    assert near in wrong.value.near
    assert "\n" not in str(wrong.value)


def test_a_name_like_nothing_points_to_the_list() -> None:
    with pytest.raises(UnknownInstrument, match="gjenklang instruments") as wrong:
        instrument("zzzzzzzz")
    assert wrong.value.near == ()


def test_the_catalogue_cannot_be_written_in() -> None:
    with pytest.raises(TypeError):
        catalogue()["ors"] = instrument("srs")  # type: ignore[index]
    with pytest.raises(AttributeError):
        instrument("ors").version = "2"  # type: ignore[misc]
    assert isinstance(instrument("ors"), Instrument)


@pytest.mark.parametrize(
    ("modules", "forbidden"),
    [
        (
            "gjenklang.core.instruments, gjenklang.core.scoring, gjenklang.core.change, gjenklang.core.numerics",
            "numpy scipy pandas django click",
        ),
        ("gjenklang.cli", "django numpy scipy"),
        ("gjenklang.cli.catalogue, gjenklang.cli.change, gjenklang.cli.scoring", "django"),
        (
            "gjenklang.core.scoring.tables, gjenklang.core.change.files, gjenklang.core.fictional",
            "django pandas click",
        ),
    ],
)
def test_a_light_part_does_not_bring_in_a_heavy_one(modules: str, forbidden: str) -> None:
    program = f"import sys, {modules}\nprint(*sorted(set({forbidden.split()!r}) & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == ""
