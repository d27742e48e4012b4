"""``gjenklang change`` on the real files."""

import csv
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).resolve().parents[1] / "reference"
FIVE = ("recovered", "improved", "unchanged", "deteriorated", "harmed")
COLUMNS = {
    "claus_2020": ("id", "time", "1", "4", "treatment"),
    "antidepressants": ("patient", "measurement", "Before", "After", "condition"),
    "jacobson_1989": ("subject", "time", "pre", "post", "time"),
    "hechler_2014": ("patient", "measurement", "1", "2", "measurement"),
}
RULE = {
    "method",
    "better",
    "reliability",
    "reliability_post",
    "sd",
    "fixed",
    "confidence",
    "boundary",
    "criterion",
    "functional_mean",
    "functional_sd",
    "at_cutoff",
    "recovered_needs_clinical_start",
}


def published() -> list[dict[str, str]]:
    with (REFERENCE / "clinicalsignificance.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def options(row: dict[str, str]) -> list[str]:
    who, when, pre, post, arm = COLUMNS[row["data"]]
    given = {
        "--id": who,
        "--when": when,
        "--pre": pre,
        "--post": post,
        "--score": row["outcome"],
        "--better": row["better"],
        "--method": "" if row["method"] == "fixed" else row["method"],
        "--rci": row["fixed"],
        "--reliability": row["reliability"],
        "--reliability-post": row["reliability_post"],
        "--functional-mean": row["functional_mean"],
        "--functional-sd": row["functional_sd"],
        "--criterion": row["criterion"],
        "--group": arm if row["arm"] else "",
    }
    return [word for name, value in given.items() if value for word in (name, value)]


def claus(outcome: str = "bdi", *more: str) -> list[str]:
    words = ["--id", "id", "--when", "time", "--pre", "1", "--post", "4", "--score", outcome]
    return [*words, "--better", "lower", *more]


@pytest.fixture
def claus_file(shared: Path) -> Path:
    return shared / "data" / "claus_2020.csv"


@pytest.mark.parametrize(
    "row",
    published(),
    ids=lambda row: "-".join(row[key] for key in ("section", "row", "outcome", "method", "arm")),
)
def test_the_counts_are_those_of_the_r_package(type_in, shared: Path, row: dict[str, str]) -> None:
    found = type_in("change", shared / "data" / f"{row['data']}.csv", *options(row), "--json").json
    counted = found["groups"][row["arm"]] if row["arm"] else found
    expected = {name: int(row[name]) for name in FIVE if row[name]}
    assert {name: counted["counts"][name] for name in expected} == expected
    assert counted["n_used"] == sum(expected.values())


def test_the_json_has_the_promised_shape(type_in, claus_file: Path) -> None:
    more = (
        "--reliability",
        ".801",
        "--functional-mean",
        "7.69",
        "--functional-sd",
        "7.52",
        "--criterion",
        "c",
    )
    found: dict[str, Any] = type_in("change", claus_file, *claus("bdi", *more), "--json").json
    assert set(found) == {
        *(
            "n_read",
            "n_used",
            "rule",
            "sd_pre",
            "mean_pre",
            "s_diff",
            "rci",
            "cutoff",
            "counts",
            "shares",
            "people",
        ),
    }
    assert (found["n_read"], found["n_used"]) == (43, 40)
    assert set(found["rule"]) == RULE
    assert found["rule"] == {
        **dict.fromkeys(RULE),
        "method": "jt",
        "better": "lower",
        "reliability": 0.801,
        "confidence": 0.95,
        "boundary": "strict",
        "criterion": "c",
        "functional_mean": 7.69,
        "functional_sd": 7.52,
        "at_cutoff": "at-is-neither",
        "recovered_needs_clinical_start": True,
    }
    assert found["mean_pre"] == pytest.approx(35.475)
    assert found["sd_pre"] == pytest.approx(8.158643, abs=5e-7)
    assert found["s_diff"] == pytest.approx(5.147063016, abs=5e-10)
    assert found["rci"] == pytest.approx(1.959963985 * 5.147063016, abs=1e-8)
    assert found["cutoff"] == pytest.approx(21.016612, abs=1e-6)
    assert set(found["counts"]) == set(found["shares"]) == {*FIVE, "crossed", "started_above"}
    for name, share in found["shares"].items():
        assert set(share) == {"share", "low", "high"}
        assert share["share"] == found["counts"][name] / 40
        assert share["low"] <= share["share"] <= share["high"]
    assert len(found["people"]) == 40
    assert set(found["people"][0]) == {"id", "pre", "post", "change", "index", "category"}


def test_each_person_is_judged_as_in_the_r_package(type_in, shared: Path, claus_file: Path) -> None:
    more = ("--reliability", ".801", "--functional-mean", "7.69", "--functional-sd", "7.52")
    people = type_in("change", claus_file, *claus("bdi", *more), "--json").json["people"]
    with (shared / "data" / "expected_claus_bdi_jt_percase.csv").open(encoding="utf-8") as file:
        expected = list(csv.DictReader(file))
    for one, other in zip(people, expected, strict=True):
        assert float(one["id"]) == float(other["id"])
        assert (one["pre"], one["post"], one["change"]) == tuple(
            float(other[key]) for key in ("pre", "post", "change")
        )
        assert one["index"] == pytest.approx(float(other["rci"]), abs=1e-12)
        assert other[one["category"]] == "TRUE"


def test_the_rule_of_a_group_is_that_of_the_whole_file(type_in, claus_file: Path) -> None:
    alone = type_in("change", claus_file, *claus("hamd", "--reliability", ".8"), "--json").json
    split = type_in(
        "change", claus_file, *claus("hamd", "--reliability", ".8"), "--group", "treatment", "--json"
    ).json
    assert split["rci"] == alone["rci"]
    assert set(split["groups"]) == {"PA", "TAU"}
    assert [split["groups"][arm]["n_used"] for arm in ("PA", "TAU")] == [21, 19]
    for name, count in alone["counts"].items():
        assert sum(group["counts"][name] for group in split["groups"].values()) == count


def test_the_groups_are_said_in_words_too(type_in, claus_file: Path) -> None:
    asked = ("change", claus_file, *claus("hamd", "--reliability", ".8"), "--group", "treatment")
    said = type_in(*asked).result.stdout.splitlines()
    assert "PA: 21 people" in said
    assert "TAU: 19 people" in said
    assert sum("Wilson 95 %" in line for line in said) % 3 == 0


def test_without_a_cut_off_nobody_can_recover(type_in, claus_file: Path) -> None:
    found = type_in("change", claus_file, *claus("hamd", "--reliability", ".8"), "--json").json
    assert set(found["counts"]) == {"improved", "unchanged", "deteriorated"}
    assert found["cutoff"] is None


def test_a_fixed_number_has_no_index_and_counts_itself(type_in, written) -> None:
    path = written("id,t,s\n1,1,8.2\n1,2,2.2\n2,1,8.2\n2,2,2.3\n")
    words = (
        "--id",
        "id",
        "--when",
        "t",
        "--score",
        "s",
        "--pre",
        1,
        "--post",
        2,
        "--better",
        "lower",
        "--rci",
        6,
    )
    found = type_in("change", path, *words, "--json").json
    assert [one["category"] for one in found["people"]] == ["improved", "unchanged"]
    assert [one["index"] for one in found["people"]] == [None, None]
    assert (found["rule"]["method"], found["rule"]["boundary"]) == ("fixed", "inclusive")
    strict = type_in("change", path, *words, "--boundary", "strict", "--json").json
    assert strict["counts"]["improved"] == 0


def test_recovered_may_start_anywhere_when_asked(type_in, written) -> None:
    path = written("id,t,s\n1,1,26\n1,2,33\n2,1,20\n2,2,30\n")
    words = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "higher")
    fixed = ("--rci", 6, "--cutoff", 25, "--json")
    asks = type_in("change", path, *words, *fixed).json
    assert (asks["counts"]["recovered"], asks["counts"]["started_above"]) == (1, 1)
    assert type_in("change", path, *words, *fixed, "--recovered-any-start").json["counts"]["recovered"] == 2


def test_who_lacks_a_score_is_counted_and_left_out(type_in, claus_file: Path, shared: Path) -> None:
    said = type_in("change", claus_file, *claus("hamd", "--reliability", ".8")).result.stdout
    assert "40 of 43 people have both scores; 3 left out." in said
    assert "Rule jt, lower is better, reliable change 4.140, no cut-off, confidence 0.95." in said
    row = next(one for one in published() if one["data"] == "hechler_2014")
    found = type_in("change", shared / "data" / "hechler_2014.csv", *options(row), "--json").json
    assert (found["n_read"], found["n_used"]) == (104, 92)


HA = "id,t,s\n1,1,10\n1,2,12\n2,1,20\n2,2,22\n3,1,30\n3,2,32\n"
TIMES = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "higher")


def test_what_cannot_be_computed_ends_with_3_and_says_why(type_in, written) -> None:
    words = ("change", written(HA), *TIMES, "--reliability", ".8", "--method", "ha")
    said = type_in(*words, "--json")
    assert said.status == 3
    assert said.result.stdout == (
        '{"not_computable": "the reliability of the differences is not above 0, so HA has no index."}\n'
    )
    plain = type_in(*words)
    assert plain.status == 3
    assert plain.result.stdout.startswith("Not computable: the reliability of the differences")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ((), "Give either --reliability or --rci."),
        (("--reliability", ".8", "--rci", "6"), "Give either --reliability or --rci."),
        (("--reliability", "1"), "reliability 1 leaves no measurement error, so no change index exists."),
        (
            ("--rci", "6", "--sd", "7"),
            "give either a reliability (with or without sd) or a fixed rci, not both.",
        ),
        (("--reliability", ".8", "--criterion", "c"), "criterion c needs functional-mean and functional-sd."),
        (
            ("--rci", "6", "--cutoff", "20", "--criterion", "a"),
            "give either a cutoff or a criterion, not both.",
        ),
        (("--reliability", ".8", "--reliability-post", ".5"), "reliability-post belongs to method nk only."),
        (("--rci", "6", "--post", "1"), "--pre and --post are the same time, '1'."),
        (("--rci", "6", "--post", "1.0"), "--pre and --post are the same time, '1'."),
        (("--rci", "6", "--post", "9"), "Nobody has a score at both '1' and '9'."),
        (("--rci", "6", "--score", "score"), "The file has no column 'score'."),
    ],
)
def test_choices_that_do_not_go_together_are_refused_in_one_line(
    type_in, written, more: tuple[str, ...], sentence: str
) -> None:
    assert type_in("change", written(HA), *TIMES, *more).line.startswith(sentence)


def test_a_second_score_at_the_same_time_is_refused_with_its_row(type_in, written) -> None:
    path = written(HA + "2,2.0,23\n")
    line = type_in("change", path, *TIMES, "--rci", 6).line
    assert line == "Row 8, column 't': '2' has a second score at '2.0'."


def test_too_few_or_all_alike_are_refused(type_in, written) -> None:
    few = written("id,t,s\n1,1,10\n1,2,12\n")
    assert "only 1 complete pairs" in type_in("change", few, *TIMES, "--reliability", ".8").line
    alike = written(HA.replace("1,20", "1,10").replace("1,30", "1,10"))
    assert "every first score is 10" in type_in("change", alike, *TIMES, "--reliability", ".8").line


@pytest.mark.parametrize("option", ["--id", "--when", "--score", "--pre", "--post", "--better"])
def test_a_choice_that_is_left_out_is_asked_for(type_in, written, option: str) -> None:
    words = list(map(str, TIMES))
    place = words.index(option)
    said = type_in("change", written(HA), *words[:place], *words[place + 2 :], "--rci", 6)
    assert said.status == 2
    assert f"Missing option '{option}'" in said.result.stderr


def test_hlm_relative_reproduces_the_r_package_and_hlm_asks_of_the_persons_own_slope(
    type_in, claus_file: Path
) -> None:
    """Expected results, section 3: HLM on all waves, hamd 8/8 c, printed 10 / 1 / 20 / 9 / 0."""
    more = ("--functional-mean", "8", "--functional-sd", "8", "--criterion", "c", "--json", "--method")
    relative = type_in("change", claus_file, *claus("hamd", *more, "hlm-relative")).json
    assert [relative["counts"][name] for name in FIVE] == [10, 1, 20, 9, 0]
    own = type_in("change", claus_file, *claus("hamd", *more, "hlm")).json
    assert [own["counts"][name] for name in FIVE] == [26, 7, 7, 0, 0]
    assert own["rule"]["method"] == "hlm"


def test_a_method_of_slopes_takes_no_reliability(type_in, claus_file: Path) -> None:
    answer = type_in("change", claus_file, *claus("hamd", "--method", "hlm", "--reliability", ".8"))
    assert answer.status == 2
    assert "leave reliability and sd out" in answer.result.output
