"""The group level of ``gjenklang effect`` and ``change``: in units, held against a difference that matters."""

from pathlib import Path

import pytest

CLAUS = ("--id", "id", "--when", "time", "--pre", 1, "--post", 4, "--better", "lower")
DRUGS = (
    "--id",
    "patient",
    "--when",
    "measurement",
    "--score",
    "mom_di",
    "--pre",
    "Before",
    "--post",
    "After",
)


def test_every_group_is_held_against_the_named_one(type_in, shared: Path) -> None:
    """Expected results, section 6, group level: differences from the wait list, printed as scores."""
    more = ("--better", "lower", "--group", "condition", "--against", "Wait List", "--mid", 8, "--json")
    found = type_in("effect", shared / "data" / "antidepressants.csv", *DRUGS, *more).json
    assert found["against"]["group"] == "Wait List"
    printed = {
        "Inactive Placebo": (130, 11.81, 10.18, 13.44),
        "Active Placebo": (121, 17.79, 16.05, 19.54),
        "Antidepressant": (152, 18.52, 16.79, 20.25),
    }
    assert set(found["against"]["at_end"]) == set(printed)
    for name, (n, *numbers) in printed.items():
        one = found["against"]["at_end"][name]
        assert one["n"] == [n, 152]
        assert [one[key] for key in ("value", "low", "high")] == pytest.approx(numbers, abs=0.005)
        assert (one["verdict"], one["mid"], one["mid_from"]) == ("important", 8, "given")


def test_the_mean_change_is_given_for_the_file_and_each_group(type_in, shared: Path) -> None:
    more = ("--score", "bdi", "--group", "treatment", "--mid", 7, "--mid-worse", 3, "--json")
    found = type_in("effect", shared / "data" / "claus_2020.csv", *CLAUS, *more).json
    verdicts = {name: one["group_level"]["verdict"] for name, one in found["groups"].items()}
    assert verdicts == {"PA": "important", "TAU": "not-shown"}
    whole = found["group_level"]
    assert (whole["n"], whole["mid"], whole["mid_worse"]) == ([40], 7, 3)
    assert whole["low"] < whole["value"] < whole["high"]


def test_without_an_anchor_it_is_shown_or_not_or_held_against_half_an_sd(type_in, shared: Path) -> None:
    words = ("effect", shared / "data" / "claus_2020.csv", *CLAUS, "--score", "bdi")
    plain = type_in(*words, "--group-level", "--json").json["group_level"]
    assert (plain["verdict"], plain["mid"]) == ("shown", None)
    half = type_in(*words, "--mid-half-sd", "--json").json["group_level"]
    assert half["mid"] == pytest.approx(8.158643 / 2, abs=1e-6)
    assert half["mid_from"] == "half the SD of the first scores"
    said = type_in(*words, "--mid-half-sd").result.stdout
    assert "units; Student's t; important, least that matters 4.08 (half the SD of the first scores)" in said


def test_what_was_not_asked_for_is_not_there(type_in, shared: Path) -> None:
    found = type_in("effect", shared / "data" / "claus_2020.csv", *CLAUS, "--score", "bdi", "--json").json
    assert not {"group_level", "bands", "against"} & set(found)


def test_people_are_counted_in_bands_by_a_named_sd(type_in, shared: Path) -> None:
    words = ("effect", shared / "data" / "claus_2020.csv", *CLAUS, "--score", "bdi", "--group", "treatment")
    bands = type_in(*words, "--bands", "openfit", "--json").json["bands"]
    assert list(bands["counts"].values()) == [25, 1, 9, 1, 4]
    assert (bands["n"], bands["sd_of"]) == (40, "the first scores of the file")
    assert "204000074613" in bands["source"]
    given = type_in(*words, "--bands", "openfit-three", "--sd", 9, "--json").json
    assert (given["bands"]["sd"], given["bands"]["sd_of"]) == (9, "given")
    for name, count in given["bands"]["counts"].items():
        assert count == sum(group["bands"]["counts"][name] for group in given["groups"].values())
    said = type_in(*words, "--bands", "openfit").result.stdout
    assert "bands openfit, SD 8.159 (the first scores of the file), OpenFIT" in said


def test_ha_says_what_share_of_the_group_changed(type_in, shared: Path) -> None:
    """Expected results, section 3: hamd .80, 8/8, c: changed 90.31 %, functional 75.55 %."""
    ha = ("--score", "hamd", "--method", "ha", "--reliability", ".8")
    words = ("change", shared / "data" / "claus_2020.csv", *CLAUS, *ha)
    cut = ("--functional-mean", 8, "--functional-sd", 8)
    level = type_in(*words, *cut, "--json").json["group_level"]
    assert level["changed"]["share"] == pytest.approx(0.9031, abs=5e-5)
    assert level["functional"]["share"] == pytest.approx(0.7555, abs=5e-5)
    for one in level.values():
        assert one["n"] == 40
        assert one["low"] < one["share"] < one["high"]
    assert set(type_in(*words, "--json").json["group_level"]) == {"changed"}
    assert "in true scores: functional 75.55 % (63.3 to 85.2" in type_in(*words, *cut).result.stdout


def test_a_group_without_an_interval_says_so(type_in, written) -> None:
    table = "id,t,s,arm\n1,1,20,a\n1,2,18,a\n2,1,24,a\n2,2,16,a\n3,1,28,b\n3,2,20,b\n4,1,32,b\n4,2,22,b\n"
    times = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "lower")
    found = type_in("effect", written(table), *times, "--group", "arm", "--group-level", "--json").json
    assert "only 2 complete pairs" in found["groups"]["a"]["group_level"]["not_computable"]
    ha = ("--method", "ha", "--reliability", ".9", "--json")
    three = "id,t,s\n1,1,20\n1,2,8\n2,1,24\n2,2,26\n3,1,28\n3,2,10\n"
    level = type_in("change", written(three), *times, *ha).json["group_level"]
    assert "only 3 complete pairs" in level["changed"]["not_computable"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--mid", 7, "--mid-half-sd"), "Give either --mid or --mid-half-sd."),
        (("--mid-worse", 7), "--mid-worse needs --mid."),
        (("--sd", 7), "--sd belongs to --bands."),
        (("--against", "TAU"), "--against needs --group."),
        (
            ("--group", "treatment", "--against", "tau"),
            "There is no group 'tau' in column 'treatment'. There are: 'PA', 'TAU'.",
        ),
        (("--mid", "nan"), "a difference that matters must be above 0, not nan."),
        (("--mid", "inf"), "a difference that matters must be above 0, not inf."),
        (("--bands", "openfit", "--sd", "nan"), "sd must be a finite number, not nan."),
    ],
)
def test_choices_that_do_not_go_together_are_refused(type_in, shared: Path, more, sentence: str) -> None:
    path = shared / "data" / "claus_2020.csv"
    assert type_in("effect", path, *CLAUS, "--score", "bdi", *more).line == sentence
