"""``gjenklang change`` by percentage, minimal important difference and cut-off alone; what holds of every method."""

import csv
from pathlib import Path

import pytest

from gjenklang.core.change.files import METHODS

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
COLUMNS = {
    "claus_2020": ("id", "time", "1", "4", "treatment"),
    "antidepressants": ("patient", "measurement", "Before", "After", "condition"),
}
CLAUS = ("--id", "id", "--when", "time", "--pre", "1", "--post", "4")
THREE = ("improved", "unchanged", "deteriorated")


def published() -> list[dict[str, str]]:
    with (REFERENCE / "clinicalsignificance_simple.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def options(row: dict[str, str]) -> list[str]:
    who, when, pre, post, arm = COLUMNS[row["data"]]
    name, unit = ("percent", 100) if row["approach"] == "percentage" else ("mid", 1)
    given = {
        "--id": who,
        "--when": when,
        "--pre": pre,
        "--post": post,
        "--score": row["outcome"],
        "--better": row["better"],
        "--method": row["approach"],
        f"--{name}": row["least"] and str(unit * float(row["least"])),
        f"--{name}-worse": row["least_worse"] and str(unit * float(row["least_worse"])),
        "--functional-mean": row["functional_mean"],
        "--functional-sd": row["functional_sd"],
        "--criterion": row["criterion"],
        "--group": arm if row["arm"] else "",
    }
    return [word for option, value in given.items() if value for word in (option, value)]


@pytest.mark.parametrize(
    "row",
    published(),
    ids=lambda row: "-".join(
        row[key] for key in ("section", "row", "outcome", "least", "least_worse", "arm") if row[key]
    ),
)
def test_the_counts_are_those_of_the_r_package(type_in, shared: Path, row: dict[str, str]) -> None:
    found = type_in("change", shared / "data" / f"{row['data']}.csv", *options(row), "--json").json
    counted = found["groups"][row["arm"]] if row["arm"] else found
    assert {name: counted["counts"][name] for name in THREE} == {name: int(row[name]) for name in THREE}
    assert found["rule"]["method"] == row["approach"]


def test_the_rule_names_the_least_change_of_both_ways(type_in, shared: Path) -> None:
    path = shared / "data" / "claus_2020.csv"
    words = ("change", path, *CLAUS, "--score", "bdi", "--better", "lower", "--method")
    rule = type_in(*words, "percentage", "--percent", "33.3", "--json").json["rule"]
    assert (rule["percent"], rule["percent_worse"], rule["boundary"]) == (33.3, 33.3, "inclusive")
    rule = type_in(*words, "mid", "--mid", 7, "--mid-worse", 5, "--boundary", "strict", "--json").json["rule"]
    assert (rule["mid"], rule["mid_worse"], rule["boundary"]) == (7, 5, "strict")
    said = type_in(*words, "mid", "--mid", 7).result.stdout
    assert "Rule mid, lower is better, mid 7, mid worse 7, no cut-off" in said


def test_by_the_cut_off_alone_nobody_recovers_or_crosses(type_in, shared: Path) -> None:
    """Expected results, section 4, row 3: HA's true scores, 23 / 17 / 0."""
    path = shared / "data" / "claus_2020.csv"
    more = ("--functional-mean", 8, "--functional-sd", 8, "--method", "cutoff-ha", "--reliability", ".8")
    found = type_in("change", path, *CLAUS, "--score", "hamd", "--better", "lower", *more, "--json").json
    assert list(found["counts"]) == [*THREE, "started_above"]
    assert [found["counts"][name] for name in THREE] == [23, 17, 0]
    assert found["people"][0]["index"] is None


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--method", "percentage"), "Method percentage needs --percent."),
        (("--method", "mid", "--mid-worse", 5), "Method mid needs --mid."),
        (("--percent", 50, "--rci", 6), "--percent belongs to --method percentage."),
        (("--mid-worse", 5, "--reliability", ".8"), "--mid-worse belongs to --method mid."),
        (("--method", "mid", "--mid", 7, "--percent", 50), "--percent belongs to --method percentage."),
        (("--method", "mid", "--mid", "nan"), "the least change must be above 0, not nan."),
        (("--method", "mid", "--mid", 7, "--reliability", ".8"), "method mid asks for no measurement error"),
        (("--method", "percentage", "--percent", 50, "--cutoff", 9), "method percentage takes no cut-off."),
        (("--method", "cutoff"), "method cutoff needs a cutoff or a criterion."),
        (("--method", "en", "--rci", 6), "--rci is a rule of its own: leave --method en out."),
        (("--rci", 6, "--functional-sd", 8), "--functional-sd needs --functional-mean."),
    ],
)
def test_choices_that_do_not_go_together_are_refused_in_one_line(
    type_in, shared: Path, more: tuple[object, ...], sentence: str
) -> None:
    path = shared / "data" / "claus_2020.csv"
    assert type_in("change", path, *CLAUS, "--score", "bdi", "--better", "lower", *more).line.startswith(
        sentence
    )


def own(method: str) -> tuple[object, ...]:
    """Return what a method needs to be told."""
    needs = {"percentage": ("--percent", 30), "mid": ("--mid", 7, "--mid-worse", 5), "cutoff": ()}
    slopes = {"hlm": (), "hlm-relative": ()}
    return ("--method", method, *(needs | slopes).get(method, ("--reliability", ".8")))


def judged(type_in, path: Path, method: str, better: str, *more: object) -> dict[str, str]:
    words = (*CLAUS, "--score", "bdi", "--better", better, *own(method), *more, "--json")
    return {one["id"]: one["category"] for one in type_in("change", path, *words).json["people"]}


@pytest.mark.parametrize("method", METHODS)
def test_order_direction_and_a_constant_change_nothing(type_in, shared: Path, written, method: str) -> None:
    """On the real file, the two methods of the mixed model too; a percentage is of the score, so takes no constant."""
    with (shared / "data" / "claus_2020.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["bdi"]]

    def judge(way: int, shift: int, better: str) -> dict[str, str]:
        lines = [f"{row['id']},{row['time']},{way * float(row['bdi']) + shift}" for row in rows]
        path = written("\n".join(["id,time,bdi", *lines]))
        cut = () if method == "percentage" else ("--cutoff", way * 20 + shift)
        return judged(type_in, path, method, better, *cut)

    here = judge(1, 0, "lower")
    assert len(set(here.values())) > 1
    assert judge(-1, 0, "higher") == here
    if method != "percentage":
        assert judge(1, 100, "lower") == here
        assert judge(-1, 63, "higher") == here
    rows.sort(key=lambda row: (row["bdi"], row["id"]))
    assert judge(1, 0, "lower") == here
