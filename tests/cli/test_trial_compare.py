"""``gjenklang trial compare`` and ``power``."""

from pathlib import Path

import pytest

CLAUS = ("--id", "id", "--when", "time", "--score", "bdi", "--pre", 1, "--post", 4, "--better", "lower")
HEAD = "id,t,s,arm,c\n"
ROWS = [
    *("1,1,18,fb,x", "1,2,26,fb,x", "2,1,20,fb,x", "2,2,27,fb,x", "3,1,15,fb,y", "3,2,30,fb,y"),
    *("4,1,19,fb,y", "4,2,20,fb,y", "5,1,18,tau,z", "5,2,19,tau,z", "6,1,27,tau,z", "6,2,28,tau,z"),
    *(
        "7,1,20,tau,w",
        "7,2,22,tau,w",
        "8,1,14,tau,w",
        "8,2,,tau,w",
        "9,1,14,tau,v",
        "9,2,17,tau,v",
        "10,1,14,tau,v",
    ),
]
TABLE = HEAD + "\n".join(ROWS) + "\n"
WORDS = (
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
    "higher",
    "--arm",
    "arm",
)


def test_the_tracked_and_the_independent_measure_stand_side_by_side(type_in, shared: Path) -> None:
    more = ("--independent", "who", "--independent-better", "higher")
    path = shared / "data" / "claus_2020.csv"
    found = type_in("trial", "compare", path, *CLAUS, "--arm", "treatment", *more, "--json").json
    assert (found["first"], found["second"]) == ("PA", "TAU")
    counted = found["arms"]["PA"]
    assert (counted["n_read"], counted["n_used"], counted["left_out"]) == (23, 21, 2)
    adjusted = found["tracked"]["adjusted"]
    assert adjusted["value"] == pytest.approx(9.828798509, abs=1e-8)
    assert {"se", "df", "low", "high", "p", "n", "clusters", "method"} <= set(adjusted)
    assert found["independent"]["column"] == "who"
    said = type_in("trial", "compare", path, *CLAUS, "--arm", "treatment", *more).result.stdout
    assert "adjusted        9.829 (3.244 to 16.414), df 37.0" in said
    turned = type_in("trial", "compare", path, *CLAUS, "--arm", "treatment", "--first", "TAU", "--json").json
    assert turned["tracked"]["adjusted"]["value"] == pytest.approx(-9.828798509, abs=1e-8)


def test_clusters_are_counted_and_few_are_said(type_in, written) -> None:
    found = type_in("trial", "compare", written(TABLE), *WORDS, "--cluster", "c", "--json").json
    assert found["tracked"]["adjusted"]["clusters"] == 5
    assert found["tracked"]["fewer_than_40_clusters"] is True
    assert (
        "in 5 clusters" in type_in("trial", "compare", written(TABLE), *WORDS, "--cluster", "c").result.stdout
    )


def test_the_couple_is_the_unit(type_in, written) -> None:
    words = ("trial", "compare", written(TABLE), *WORDS, "--couple", "c", "--rci", 6, "--cutoff", 25)
    couples = type_in(*words, "--json").json["couples"]
    assert couples["rule"] == {
        "criterion": "recovered",
        "rci": 6,
        "cutoff": 25,
        "started_above": "holds",
        "time": "2",
    }
    assert couples["arms"]["fb"] == {"reached": 1, "judged": 2, "unknown": 0, "left_out": 0}
    assert couples["arms"]["tau"] == {"reached": 0, "judged": 1, "unknown": 2, "left_out": 0}
    assert couples["table"]["first"]["count"] == 1
    assert "a partner who started above: holds" in type_in(*words).result.stdout
    strict = type_in(*words, "--cutoff", 39, "--json").json["couples"]
    assert strict["not_computable"].startswith("nobody or everybody")
    assert "not computable" in type_in(*words, "--cutoff", 39).result.stdout


FEW = HEAD + "\n".join(ROWS[:4] + ROWS[8:]) + "\n"


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_too_few_people_and_a_constant_score_are_refused_in_one_line(type_in, written, more) -> None:
    def refused(time: int, score: int | None, table: str = TABLE) -> str:
        rows = [row.split(",") for row in table.splitlines()[1:]]
        flat = [[who, t, str(score) if t == str(time) and s else s, *rest] for who, t, s, *rest in rows]
        lines = [HEAD.strip(), *(",".join(row) for row in flat)]
        return type_in("trial", "compare", written("\n".join(lines) + "\n"), *WORDS, *more).line

    assert refused(0, None, FEW) == "Column 's': arms of 2 and 4 people; at least 3 are needed in each."
    assert refused(1, 18) == "Column 's': every first score is 18: nothing to adjust for."
    assert refused(2, 25) == "Column 's': every later score is 25: no difference to explain."


def test_few_people_in_couples_do_not_silence_the_couples(type_in, written) -> None:
    couples = ("--couple", "c", "--rci", 6, "--cutoff", 25)
    found = type_in("trial", "compare", written(FEW), *WORDS, *couples, "--json").json
    assert found["tracked"]["not_computable"].startswith("arms of 2 and 4 people")
    assert found["couples"]["arms"]["fb"]["judged"] == 1


def test_what_cannot_be_computed_otherwise_has_no_answer(type_in, written) -> None:
    one_cluster = TABLE.replace(",y\n", ",x\n")
    said = type_in("trial", "compare", written(one_cluster), *WORDS, "--cluster", "c", "--json")
    assert said.status == 3
    assert '"not_computable": "one arm is one cluster' in said.result.stdout


def test_an_independent_measure_without_an_answer_says_so(type_in, written) -> None:
    table = TABLE.replace(HEAD, "id,t,s,arm,c,o\n").replace(",x\n", ",x,1\n").replace(",y\n", ",y,1\n")
    for letter in "zwv":
        table = table.replace(f",{letter}\n", f",{letter},1\n")
    words = ("trial", "compare", written(table), *WORDS, "--independent", "o")
    assert "every first score is 1" in type_in(*words, "--json").json["independent"]["not_computable"]
    assert "not computable: every first score" in type_in(*words).result.stdout


@pytest.mark.parametrize(
    ("table", "more", "sentence"),
    [
        (TABLE.replace("1,2,26", "1,2,xx"), (), "Row 3, column 's': 'xx' is not a number."),
        (TABLE, ("--arm", "armm"), "The file has no column 'armm'. Did you mean 'arm'?"),
        (TABLE, ("--first", "FB"), "There is no arm 'FB'. There are: fb, tau."),
        (TABLE.replace("tau", "fb"), (), "The file has 1 arms (fb); a comparison needs 2."),
        (TABLE.replace("1,2,26,fb", "1,2,26,tau"), (), "Row 3, column 'arm': '1' had 'fb' before."),
        (TABLE.replace("1,2,26,fb", "1,2,26,"), (), "Row 3, column 'arm': nothing is written for '1'."),
        (TABLE + "1,2,5,fb,x\n", (), "Row 21, column 't': '1' has a second row at '2'."),
        (TABLE, ("--post", "1.0"), "--pre and --post are the same time"),
        (TABLE.replace("1,2,26", "1,2,-1e160"), (), "Row 3, column 's': -1e+160 is too large for a score."),
        (HEAD, (), "The file has no rows."),
        (TABLE, ("--independent", "s"), "--independent is the tracked score itself, 's'."),
        (TABLE, ("--couple", "c"), "--couple needs --rci and --cutoff"),
        (TABLE, ("--rci", "6"), "--rci and --cutoff belong to --couple."),
        (
            TABLE,
            ("--couple", "id", "--rci", "6", "--cutoff", "25"),
            "Row 2, column 'id': couple '1' has 1 partners; a couple has 2 (a row without",
        ),
        (
            TABLE,
            ("--couple", "c", "--rci", "6", "--cutoff", "inf"),
            "--cutoff must be a finite number, not inf.",
        ),
        (
            TABLE.replace("1,1,18,fb", "1,1,18,tau").replace("1,2,26,fb", "1,2,26,tau"),
            ("--couple", "c", "--rci", "6", "--cutoff", "25"),
            "Row 4, column 'c': couple 'x' is in both arms.",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(type_in, written, table, more, sentence) -> None:
    assert type_in("trial", "compare", written(table), *WORDS, *more).line.startswith(sentence)
