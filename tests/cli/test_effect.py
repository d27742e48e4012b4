"""``gjenklang effect`` on a real file."""

from pathlib import Path

import pytest

TABLE = "id,t,s,arm\n1,1,20,a\n1,2,18,a\n2,1,24,a\n2,2,16,a\n3,1,28,b\n3,2,20,b\n4,1,32,b\n4,2,22,b\n"
TIMES = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "lower")
CLAUS = ("--id", "id", "--when", "time", "--score", "bdi", "--pre", 1, "--post", 4, "--better", "lower")


def test_every_effect_has_n_and_interval(type_in, shared: Path) -> None:
    words = (*CLAUS, "--group", "treatment", "--cutoff", 18, "--target", 12, "--json")
    found = type_in("effect", shared / "data" / "claus_2020.csv", *words).json
    assert (found["n_read"], found["n_used"]) == (43, 40)
    assert set(found["effects"]) == {"raw", "average_sd", "d_z", "g", "smcr"}
    assert set(found["severity_adjusted"]) == {"brown", "seidel-miller-chow-2"}
    every = [
        *found["effects"].values(),
        *found["severity_adjusted"].values(),
        *found["groups"]["PA"]["effects"].values(),
    ]
    every += [found["between"]["at_end"], found["between"]["change"]]
    for one in every:
        assert {"name", "n", "value", "low", "high", "interval"} <= set(one)
        assert one["low"] <= one["value"] <= one["high"]
    assert found["effects"]["raw"]["value"] == pytest.approx(1.1981158587, abs=1e-9)
    assert found["reached_target"]["count"] == 7
    assert found["rule"]["reference"]["source"] == "the file itself"


def test_in_words_the_definition_is_named(type_in, shared: Path) -> None:
    said = type_in("effect", shared / "data" / "claus_2020.csv", *CLAUS, "--group", "treatment").result.stdout
    assert "40 of 43 people have both scores; 3 left out." in said
    assert "severity-adjusted, brown" in said
    assert "PA against TAU:" in said


def test_another_file_can_be_the_reference(type_in, written, shared: Path) -> None:
    path = shared / "data" / "claus_2020.csv"
    same = type_in("effect", path, *CLAUS, "--reference", path, "--json").json
    assert same["relative"]["value"] == 0
    assert same["relative"]["low"] < 0 < same["relative"]["high"]
    assert same["rule"]["reference"]["source"] == "claus_2020.csv"
    assert "relative (difference)" in type_in("effect", path, *CLAUS, "--reference", path).result.stdout


def test_a_group_too_small_says_so(type_in, written) -> None:
    found = type_in("effect", written(TABLE), *TIMES, "--group", "arm", "--json").json
    assert "only 2 complete pairs" in found["groups"]["a"]["not_computable"]
    assert "not computable" in type_in("effect", written(TABLE), *TIMES, "--group", "arm").result.stdout
    assert found["between"]["at_end"]["not_computable"].startswith("groups of 2 and 2")
    assert "not_computable" in found["between"]["change"]


def test_a_cut_off_that_leaves_nobody_is_not_computable(type_in, written) -> None:
    found = type_in("effect", written(TABLE), *TIMES, "--cutoff", 40, "--json").json
    assert "only 0 pairs" in found["severity_adjusted"]["brown"]["not_computable"]


@pytest.mark.parametrize(
    ("table", "more", "sentence"),
    [
        (TABLE.replace("4,2,22", "4,2,many"), (), "Row 9, column 's': 'many' is not a number."),
        (TABLE.replace("4,2,22", "4,2,inf"), (), "Row 9, column 's': 'inf' is not a number."),
        (TABLE, ("--group", "armm"), "The file has no column 'armm'. Did you mean 'arm'?"),
        (
            TABLE.replace(",24", ",20").replace(",28", ",20").replace("32", "20"),
            (),
            "every first score is 20",
        ),
        ("id,t,s,arm\n1,1,20,a\n1,2,18,a\n", (), "only 1 complete pairs"),
        (TABLE + "1,1,9,a\n", (), "Row 10, column 't': '1' has a second score at '1'."),
        (TABLE, ("--post", "1.0"), "--pre and --post are the same time"),
        (TABLE, ("--cutoff", "nan"), "--cutoff must be a finite number"),
        ("", (), "file.csv is empty."),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(type_in, written, table, more, sentence) -> None:
    assert type_in("effect", written(table), *TIMES, *more).line.startswith(sentence)
