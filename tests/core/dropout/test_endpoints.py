"""The 62 end-points on real words, on made-up ones, and definitions that are wrong."""

import copy
import csv
import gzip
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.dropout.endpoints import (
    Family,
    Kind,
    Step,
    endpoint_value,
    endpoints,
    last_seen,
    longest_run,
    parse_endpoint,
    read_word,
)
from gjenklang.core.instruments import DocumentError

REFERENCE = Path(__file__).resolve().parents[2] / "reference"
WORDS = st.text("+-*o", min_size=15, max_size=40)


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def people(shared: Path) -> list[dict[str, str]]:
    with gzip.open(shared / "data/ctn0094/ctnote_outcomes_dev_half.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("column", endpoints())
def test_all_1751_people_have_the_value_of_the_library(people: list[dict[str, str]], column: str) -> None:
    one = endpoints()[column]
    for person in people:
        found, held = endpoint_value(one, person["usePatternUDS"]), person[column]
        if one.kind is Kind.BINARY:
            assert str(found) == held
        else:
            assert found == pytest.approx(float(held), abs=1e-9)


def test_the_columns_stand_in_the_order_of_the_public_table(people: list[dict[str, str]]) -> None:
    assert list(people[0]) == ["who", "usePatternUDS", *endpoints()]


@pytest.mark.parametrize("row", rows("ctn_endpoints.csv"), ids=lambda row: f"{row['column']} {row['word']}")
def test_a_made_up_word(row: dict[str, str]) -> None:
    found = endpoint_value(endpoints()[row["column"]], row["word"])
    expected = {"true": True, "false": False}.get(row["value"])
    assert found == pytest.approx(float(row["value"]), abs=5e-5) if expected is None else found is expected


@pytest.mark.parametrize("row", rows("ctn_endpoints_whole.csv"), ids=lambda row: row["column"])
def test_the_sum_over_all_people(people: list[dict[str, str]], row: dict[str, str]) -> None:
    values = [endpoint_value(endpoints()[row["column"]], one["usePatternUDS"]) for one in people]
    said = row["check"].split()
    if said[0] == "mean":
        assert sum(values) / len(values) == pytest.approx(float(said[1]), abs=5e-5)
    else:
        assert sum(values) == int(said[0])


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("RsT_ctnNinetyFour_2023", "+++"),
        ("RsE_ctnNinetyFour_2023", "ooo"),
        ("RsT_ctnFiftyOne_2018", "-----"),
        ("DrT_ctnNinetyFour_2023", "ooo"),
        ("RsE_lee_2016", "+++"),
        ("Rd_lingA_1976", "-" * 14),
    ],
)
def test_a_word_that_is_too_short_has_no_value(column: str, word: str) -> None:
    assert endpoint_value(endpoints()[column], word) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Rd_shufman_1994", 1),
        ("Rd_soyka_2008", 1),
        ("Rd_strain_1993", 1),
        ("AbT_shufman_1994", 20),
        ("AbE_shufman_1994", 0),
        ("AbT_mokri_2016", 1),
        ("RsT_lee_2016", 3),
        ("DrT_ctnNinetyFour_2023", 1),
        ("Rd_fudala_2003", 0),
    ],
)
def test_someone_who_was_never_seen_is_best_or_worst_by_the_rule(column: str, value: float) -> None:
    assert endpoint_value(endpoints()[column], "o" * 20) == value


@given(WORDS)
def test_columns_that_are_the_same_rule_agree(word: str) -> None:
    value = {name: endpoint_value(one, word) for name, one in endpoints().items()}
    assert value["Rd_fiellin_2006"] == value["Rd_johnson_1992"] == value["Rd_paniB_2000"]
    assert value["Rd_petitjean_2001"] == pytest.approx(value["Rd_fiellin_2006"], abs=1e-12)
    assert value["Rs_krupitsky_2004"] == bool(value["RsE_schottenfeld_2008"])
    assert value["Ab_krupitskyA_2011"] == (value["Ab_krupitskyB_2011"] == 11)
    assert value["Rd_lingC_1998"] == pytest.approx(15 * value["Rd_ling_2010"])
    assert value["Rd_kostenB_1993"] == (value["Rd_lingA_1998"] >= 0.7)


@given(WORDS)
def test_times_events_and_shares_stay_where_they_belong(word: str) -> None:
    for name, one in endpoints().items():
        found = endpoint_value(one, word)
        if one.kind is Kind.PROPORTION:
            assert 0 <= found <= 1
        elif one.kind is Kind.SCORE:
            assert -1e-9 <= found <= 120
        elif one.kind is Kind.TIME:
            assert 1 <= found <= len(word)
        elif one.kind is Kind.EVENT:
            assert found in {0, 1}
        assert Family(one.family).value in {"abstinence", "reduction", "relapse", "dropout"}, name


@given(st.text("+-*o_", max_size=30))
def test_reading_keeps_the_alphabet_and_never_fails(word: str) -> None:
    for one in endpoints().values():
        assert set(read_word(word, one.steps)) <= set("+-*o_")
        endpoint_value(one, word)


def test_neighbours_are_the_original_letters() -> None:
    step = (Step("neighbours"),)
    assert read_word("-o-oo+o*o-", step) == "---oo++**-"
    assert read_word("o-o+o", step) == "o-*+o"
    assert read_word("-o*", step) == "-**"


def test_the_small_parts() -> None:
    assert (last_seen(""), last_seen("o+o"), longest_run("", "-"), longest_run("-+--", "-")) == (0, 2, 0, 2)


DOCUMENTS = files("gjenklang.core.dropout.endpoints") / "documents"


def changed(**keys: object) -> dict[str, object]:
    content = tomllib.loads((DOCUMENTS / "Rd_comer_2006.toml").read_text("utf-8"))
    content.pop("place")
    return copy.deepcopy(content) | keys


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"family": "luck"}, "family must be one of"),
        ({"kind": "event"}, "times and events need a scan"),
        ({"colour": "red"}, "unknown colour"),
        ({"steps": [{"do": "shake"}]}, "do must be one of"),
        ({"steps": [{"do": "recode", "letters": "o"}]}, "recode lacks something"),
        ({"steps": [{"do": "drop", "letters": "x"}]}, "letters must be among"),
        ({"measure": {"what": "sum", "weights": {"-": "half"}}}, "decimal number"),
        ({"measure": {"what": "scan", "width": 2, "least": 3}}, "least must be from 1 to width"),
        (
            {"measure": {"what": "windows", "windows": [{"first": -1, "last": 2, "letters": "-"}]}},
            "both count from the start",
        ),
    ],
)
def test_a_wrong_definition_says_where(keys: dict[str, object], sentence: str) -> None:
    with pytest.raises(DocumentError, match=sentence):
        parse_endpoint(changed(**keys), "x.toml")
