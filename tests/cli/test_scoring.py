"""``gjenklang score``."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
NHANES = "nhanes_2015_16_dpq_phq9_items.csv.gz"
NINE = ",".join(f"q{place}" for place in range(1, 10))


def from_r(rule: str) -> dict[str, float]:
    with (REFERENCE / "totals.csv").open(encoding="utf-8") as file:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["rule"] == rule}


def test_the_phq_9_of_nhanes_is_scored_as_promised(type_in, shared: Path) -> None:
    """The promised numbers, six decimals printed; R's own are in tests/reference/totals.csv."""
    found = type_in("score", "phq9", shared / "data" / NHANES, "--json").json
    total = found["scales"]["total"]
    assert (total["n"], total["mean"], total["sd"]) == (5134, 3.241332, 4.214629)
    assert (total["n_read"], total["n_without_total"]) == (5735, 601)
    assert (found["sentinels"], found["missing_rule"]) == ("nhanes", "complete")
    assert found["columns"] == [f"DPQ0{place}0" for place in range(1, 10)]


@pytest.mark.parametrize("rule", ["complete", "prorate-2"])
def test_the_numbers_of_nhanes_are_those_of_r(type_in, shared: Path, rule: str) -> None:
    """Mean and SD are rounded to six decimals, so 5e-7."""
    expected = from_r(rule)
    found = type_in("score", "phq9", shared / "data" / NHANES, "--missing", rule, "--json").json
    total = found["scales"]["total"]
    assert {name: total[name] for name in ("n_read", "n", "mean", "sd")} == pytest.approx(
        {name: expected[name] for name in ("n_read", "n", "mean", "sd")}, abs=5e-7
    )
    bands = total["bands"]["kroenke-2001"]
    assert {name: band["count"] for name, band in bands.items()} == {name: expected[name] for name in bands}
    assert sum(band["count"] for band in bands.values()) == total["n"]
    assert all(band["low"] <= band["share"] <= band["high"] for band in bands.values())


def test_the_command_itself_says_so_too(shared: Path) -> None:
    """One real process, as a person starts it."""
    command = [sys.executable, "-m", "gjenklang.cli", "score", "phq9", shared / "data" / NHANES, "--json"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert json.loads(said.stdout)["scales"]["total"]["mean"] == 3.241332
    assert said.stderr == ""


def test_in_words_it_names_its_rule_and_its_n(type_in, shared: Path) -> None:
    said = type_in("score", "phq9", shared / "data" / NHANES).result.stdout
    assert "PHQ-9 (version 1), missing rule complete, sentinels nhanes" in said
    assert "total: n 5134 of 5735 (601 without a total), mean 3.241332, SD 4.214629" in said
    assert "Wilson 95 %)  rule kroenke-2001" in said


def test_without_the_sentinels_a_nine_is_refused_with_its_row(type_in, shared: Path) -> None:
    line = type_in("score", "phq9", shared / "data" / NHANES, "--sentinels", "none").line
    assert line.startswith("Row ")
    assert "must be 0 to 3" in line


def test_marks_on_a_line_are_written_as_on_the_form(type_in, written) -> None:
    path = written("id,line1,line2,line3,line4\na,7,8,5,6\nb,3.4,5.0,6.1,4.8\nc,1,2,,4\n")
    found = type_in("score", "ors", path, "--id", "id", "--json").json
    assert found["rows"] == [
        {"id": "a", "total": 26.0},
        {"id": "b", "total": 19.3},
        {"id": "c", "total": None},
    ]
    assert found["scales"]["total"]["mean"] == 22.65


@pytest.mark.parametrize("mark", ["10.1", "-0.1", "55", "3.45"])
def test_a_mark_outside_0_to_10_is_refused_with_its_row(type_in, written, mark: str) -> None:
    path = written(f"line1,line2,line3,line4\n5,5,5,5\n5,{mark},5,5\n")
    line = type_in("score", "ors", path).line
    assert line == f"Row 3, column 'line2': {mark!r} must be 0.0 to 10.0 in steps of 0.1."


def test_an_answer_between_the_choices_is_refused(type_in, written) -> None:
    columns = ",".join(f"q{place}" for place in range(1, 11))
    path = written(f"{columns}\n0,0,0,0,0,0,0,0,0,3\n")
    assert type_in("score", "audit", path).line == "Row 2, column 'q10': '3' must be 0, 2, 4."


def test_columns_are_taken_by_their_numbers_not_by_their_places(type_in, written) -> None:
    """CORE-10 reverses items 2 and 3; the file has item 10 first."""
    path = written("i10,i1,i2,i3,i4,i5,i6,i7,i8,i9\n0,0,4,4,0,0,0,0,0,0\n")
    found = type_in("score", "core10", path, "--json").json
    assert found["columns"] == [f"i{place}" for place in range(1, 11)]
    assert found["scales"]["total"]["mean"] == 0


def test_two_families_of_columns_are_not_guessed_between(type_in, written) -> None:
    pre, post = (",".join(f"{when}{place}" for place in range(1, 10)) for when in ("pre", "post"))
    path = written(f"{pre},{post}\n{','.join('0' * 9)},{','.join('1' * 9)}\n")
    assert "More than one family of 9 columns" in type_in("score", "phq9", path).line
    assert type_in("score", "phq9", path, "--items", post, "--json").json["scales"]["total"]["mean"] == 9


def test_a_form_whose_columns_are_not_numbered_asks_for_them(type_in, written) -> None:
    path = written("a,b,c,d\n1,2,3,4\n")
    assert "No 4 columns are numbered alike" in type_in("score", "ors", path).line
    assert type_in("score", "ors", path, "--items", "a,b,c,d", "--json").json["scales"]["total"]["mean"] == 10
    assert (
        type_in("score", "ors", path, "--items", "a,b").line
        == "ors has 4 items; name as many columns in --items."
    )


def test_when_nobody_has_a_total_it_says_so(type_in, written) -> None:
    path = written(f"{NINE}\n,,,,,,,,1\n")
    total = type_in("score", "phq9", path, "--json").json["scales"]["total"]
    assert (total["n_read"], total["n"], total["mean"], total["sd"]) == (1, 0, None, None)
    assert total["bands"]["kroenke-2001"]["severe"] == {"count": 0, "share": None, "low": None, "high": None}
    assert "n 0 of 1" in type_in("score", "phq9", path).result.stdout


def test_a_form_that_is_never_scored_is_not(type_in, written) -> None:
    assert type_in("score", "ycors", written("line1\n1\n")).line == "YCORS is never scored."


def test_an_unknown_instrument_names_the_nearest(type_in, written) -> None:
    path = written("a\n1\n")
    assert (
        type_in("score", "phq-9", path).line == "There is no instrument 'phq-9'; did you mean phq9 or phq8?"
    )


def test_an_unknown_rule_or_sentinel_set_names_those_there_are(type_in, written) -> None:
    path = written(f"{NINE}\n0,0,0,0,0,0,0,0,0\n")
    assert "it has complete, prorate-2" in type_in("score", "phq9", path, "--missing", "half").line
    assert "it has nhanes" in type_in("score", "phq9", path, "--sentinels", "spss").line


def test_every_scale_of_a_form_is_reported(type_in, written) -> None:
    path = written("i1,i2,i3,i4,i5\n5,4,3,2,1\n")
    scales = type_in("score", "who5", path, "--json").json["scales"]
    assert (scales["total"]["mean"], scales["percentage"]["mean"]) == (15, 60)
