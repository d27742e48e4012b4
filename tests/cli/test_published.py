"""Every number that the R package clinicalsignificance printed ([P] in the expected results) is met by the command."""

import csv
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
CLAUS = ("--id", "id", "--when", "time", "--pre", 1, "--post", 4, "--better", "lower", "--json")
FIVE = ("recovered", "improved", "unchanged", "deteriorated", "harmed")

#: Rows of sections 2 to 4 that need more than two scores or HA's cut-off: place, outcome, options, printed counts.
APART = (
    ("2", "7", "hamd", ("--method", "hlm-relative"), (11, 20, 9)),
    ("2", "10", "bdi", ("--method", "hlm-relative"), (5, 32, 3)),
    (
        *("3", "7", "hamd"),
        ("--method", "hlm-relative", "--functional-mean", 8, "--functional-sd", 8),
        (10, 1, 20, 9, 0),
    ),
    (
        *("4", "3", "hamd"),
        ("--method", "cutoff-ha", "--reliability", ".8", "--functional-mean", 8, "--functional-sd", 8),
        (23, 17, 0),
    ),
)


@pytest.mark.parametrize(
    ("section", "row", "outcome", "more", "printed"),
    APART,
    ids=lambda one: str(one) if isinstance(one, str) else "",
)
def test_the_rows_apart_are_those_printed(
    type_in, shared: Path, section, row, outcome, more, printed
) -> None:
    found = type_in("change", shared / "data" / "claus_2020.csv", *CLAUS, "--score", outcome, *more).json
    assert tuple(found["counts"][name] for name in FIVE if name in found["counts"]) == printed


@pytest.mark.parametrize(
    ("outcome", "rule", "cut_off"),
    [
        ("bdi", ("--criterion", "a"), 19.16),
        ("bdi", ("--functional-mean", 7.69, "--functional-sd", 7.52), 21.02),
        ("bdi", ("--functional-mean", 8, "--functional-sd", 8), 21.6),
        ("hamd", ("--criterion", "a"), 18.17),
        ("hamd", ("--functional-mean", 8, "--functional-sd", 8), 19.89),
    ],
)
def test_the_cut_offs_are_those_printed(type_in, shared: Path, outcome: str, rule, cut_off: float) -> None:
    """Section 1, to the decimals printed."""
    words = ("change", shared / "data" / "claus_2020.csv", *CLAUS, "--score", outcome, "--method", "cutoff")
    decimals = len(str(cut_off).partition(".")[2])
    assert round(type_in(*words, *rule).json["cutoff"], decimals) == cut_off


def test_the_cut_off_of_true_scores_and_the_files_constants_are_those_printed(type_in, shared: Path) -> None:
    words = ("change", shared / "data" / "claus_2020.csv", *CLAUS, "--method", "ha", "--reliability", ".8")
    hamd = type_in(*words, "--score", "hamd", "--functional-mean", 8, "--functional-sd", 8).json
    assert round(hamd["cutoff"], 2) == 20.21
    assert (round(hamd["mean_pre"], 2), round(hamd["sd_pre"], 2)) == (24.85, 3.34)
    bdi = type_in(*words, "--score", "bdi").json
    assert (round(bdi["mean_pre"], 3), round(bdi["sd_pre"], 2)) == (35.475, 8.16)


def test_no_printed_row_is_forgotten(shared: Path) -> None:
    """Sections 2 to 6: each row tagged [P] is in one of the two files of values, or among the rows apart."""
    held = {(section, row) for section, row, *_ in APART}
    for name in ("clinicalsignificance.csv", "clinicalsignificance_simple.csv"):
        with (REFERENCE / name).open(encoding="utf-8") as file:
            held |= {(row["section"], row["row"]) for row in csv.DictReader(file)}
    text = (shared / "data" / "expected_clinicalsignificance.md").read_text("utf-8")
    printed = set()
    for section in "23456":
        body = text.split(f"\n## {section}. ")[1].split("\n## ")[0]
        rows = [line for line in body.splitlines() if line.startswith("| ")][1:]
        printed |= {
            (section, str(place)) for place, line in enumerate(rows, start=1) if line.endswith("| [P] |")
        }
    assert len(printed) == 45
    assert printed - held == set()
