"""What a stranger's file may hold: each fault is one line with its row and column, and nothing is dropped in silence.

Found by a scratch run of 19,552 files and options (25 November 2026).
"""

from pathlib import Path

import pytest

PAIRS = ("--id", "id", "--when", "t", "--score", "s", "--pre", 1, "--post", 2, "--better", "lower")
GOOD = "id,t,s,g\n1,1,20,a\n1,2,10,a\n2,1,21,b\n2,2,19,b\n3,1,25,a\n3,2,11,a\n4,1,30,b\n4,2,12,b\n"
SESSIONS = "id,b_s1,b_s2,b_s3,b_s4\n1,20,19,3,4\n2,18,17,16,15\n"
GAINS = ("--id", "id", "--prefix", "b_s", "--cutoff", 7)
NUMBERED = "with a session's number after it: rename it."
RULES = {"change": (*PAIRS, "--rci", 5), "effect": PAIRS}

FAULTS = {
    "text": (GOOD.replace("2,2,19", "2,2,high"), "Row 5, column 's': 'high' is not a number."),
    "infinite": (GOOD.replace("2,2,19", "2,2,inf"), "Row 5, column 's': 'inf' is not a number."),
    "large": (GOOD.replace("2,2,19", "2,2,-1e10"), "Row 5, column 's': -1e+10 is too large for a score."),
    "small": (GOOD.replace("2,2,19", "2,2,1e-300"), "Row 5, column 's': 1e-300 is too small for a score."),
    "twice": (GOOD + "2,2.0,19,b\n", "Row 10, column 't': '2' has a second score at '2.0'."),
    "twice, once missing": (GOOD + "2,2,NA,b\n", "Row 10, column 't': '2' has a second score at '2'."),
    "nameless": (GOOD.replace("2,2,19", " ,2,19"), "Row 5, column 'id': nobody is named."),
    "only a header": ("id,t,s,g\n", "The file has no rows."),
    "nul": (GOOD.replace("2,2,19", "2\0,2,19"), "file.csv is not a text file: row 5 holds a NUL byte."),
    "half of unicode": (GOOD.encode("utf-16-le"), "file.csv is not a text file: row 1 holds a NUL byte."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "file.csv is not UTF-8 (row 1): save it as CSV UTF-8"),
    "twin column": (GOOD.replace("id,t,s,g", "id,t,s,s"), "The file has 2 columns 's'."),
    "near column": (
        GOOD.replace("id,t,s,g", "id,t,s1,g"),
        "The file has no column 's'. Did you mean 's1'?",
    ),
    "long": (
        GOOD.replace("2,2,19", f"2,2,{'9' * 500}x"),
        f"Row 5, column 's': '{'9' * 59}…' is not a number.",
    ),
}


@pytest.mark.parametrize("command", RULES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_in_one_line(type_in, written, command: str, fault: str) -> None:
    content, sentence = FAULTS[fault]
    assert type_in(command, written(content), *RULES[command]).line.startswith(sentence)


@pytest.mark.parametrize("command", RULES)
def test_someone_in_two_groups_is_refused(type_in, written, command: str) -> None:
    path = written(GOOD.replace("2,2,19,b", "2,2,19,a"))
    words = (command, path, *RULES[command])
    assert type_in(*words, "--group", "g").line == "Row 5, column 'g': 'a', but '2' is in 'b' in row 4."
    assert type_in(*words, "--json").json["n_used"] == 4


def test_a_group_said_once_is_enough_and_another_time_does_not_count(type_in, written) -> None:
    path = written(GOOD.replace("2,2,19,b", "2,2,19,") + "2,3,5,c\n")
    groups = type_in("change", path, *RULES["change"], "--group", "g", "--json").json["groups"]
    assert {name: one["n_used"] for name, one in groups.items()} == {"a": 2, "b": 2}


@pytest.mark.parametrize("command", RULES)
def test_a_group_without_a_name_is_no_column(type_in, written, command: str) -> None:
    line = type_in(command, written(GOOD), *RULES[command], "--group", "").line
    assert line.startswith("The file has no column ''.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("\n".join(GOOD.splitlines()[:3]), "only 1 complete pairs"),
        (
            "id,t,s\n" + "".join(f"{who},{time},{5 * time}\n" for who in range(4) for time in (1, 2)),
            "every first score is 5",
        ),
    ],
    ids=["one pair", "constant"],
)
@pytest.mark.parametrize("rule", [("change", "--reliability", ".8"), ("effect",)], ids=["change", "effect"])
def test_too_few_or_all_alike_is_refused(type_in, written, content: str, sentence: str, rule) -> None:
    command, *more = rule
    assert type_in(command, written(content), *PAIRS, *more).line.startswith(sentence)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--reliability", ".8", "--sd", "1e-300"), "sd must be from 1e-09 to 1e+09, not 1e-300."),
        (("--rci", "1e300"), "rci must be from 1e-09 to 1e+09, not 1e+300."),
        (("--rci", "5", "--cutoff", "1e300"), "cutoff must be from -1e+09 to 1e+09, not 1e+300."),
        (("--reliability", "nan"), "--reliability must be a finite number, not nan."),
    ],
)
def test_a_number_that_no_score_can_have_is_refused(type_in, written, more, sentence: str) -> None:
    assert type_in("change", written(GOOD), *PAIRS, *more).line == sentence


@pytest.mark.parametrize("reliability", ["1.5", "-.1", "high"])
def test_a_reliability_outside_0_to_1_is_refused(type_in, written, reliability: str) -> None:
    said = type_in("change", written(GOOD), *PAIRS, "--reliability", reliability)
    assert said.status == 2
    assert "'--reliability'" in said.result.stderr


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (
            ("--method", "nk", "--reliability", "0", "--reliability-post", "1"),
            "these two reliabilities leave no",
        ),
        (
            ("--method", "hlm"),
            "the model fits every rating exactly, so there is no error to tell from people; hlm has no index.",
        ),
    ],
)
def test_what_has_no_answer_says_why(type_in, written, more, reason: str) -> None:
    rows = "".join(f"{who},1,5\n{who},2,{who}\n" for who in range(5))
    path = written(f"id,t,s\n{rows}" if "hlm" in more else GOOD)
    said = type_in("change", path, *PAIRS, *more)
    assert said.status == 3
    assert said.result.stdout.startswith(f"Not computable: {reason}")


def test_one_person_in_a_group_has_no_effect_and_no_warning(type_in, written) -> None:
    groups = type_in("effect", written(GOOD), *PAIRS, "--group", "id", "--json").json["groups"]
    assert {one["not_computable"] for one in groups.values()} == {
        "only 1 complete pairs; an effect size needs at least 3."
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SESSIONS + "2,9,9,9,9\n", "Row 4, column 'id': '2' has a second row."),
        (SESSIONS + ",9,9,9,9\n", "Row 4, column 'id': nobody is named."),
        (SESSIONS.replace("16,15", "x,15"), "Row 3, column 'b_s3': 'x' is not a number."),
        (SESSIONS.replace("16,15", "inf,15"), "Row 3, column 'b_s3': 'inf' is not a number."),
        (SESSIONS.replace("16,15", "1e99,15"), "Row 3, column 'b_s3': 1e+99 is too large for a score."),
        ("id,b_s1,b_s2,b_s3,b_s03\n1,2,3,4,5\n", "Columns 'b_s3' and 'b_s03' are the same session."),
        (SESSIONS.replace("b_s4", "b_s4_end"), f"Column 'b_s4_end' is nearly 'b_s' {NUMBERED}"),
        (SESSIONS.replace("b_s4", "B_S4"), f"Column 'B_S4' is nearly 'b_s' {NUMBERED}"),
        (
            SESSIONS.replace("b_s4", "b_s999999999"),
            "Column 'b_s999999999': a session's number has at most 3 digits.",
        ),
        (SESSIONS.replace("b_s4", "b_x"), "3 sessions begin with 'b_s'; at least 4 are needed."),
        (SESSIONS.splitlines()[0], "The file has no rows."),
    ],
    ids=["twice", "nameless", "text", "infinite", "large", "twins", "nearly", "case", "far", "few", "header"],
)
def test_a_faulty_file_of_sessions_is_refused(type_in, written, content: str, sentence: str) -> None:
    assert type_in("gains", written(content), *GAINS).line == sentence


@pytest.mark.parametrize("option", ["--share", "--alpha", "--cutoff"])
def test_a_limit_of_gains_is_a_number(type_in, written, option: str) -> None:
    line = type_in("gains", written(SESSIONS), *GAINS, option, "nan").line
    assert line == f"{option} must be a finite number, not nan."


@pytest.mark.parametrize(
    ("prefix", "sentence"),
    [
        ("bdi_s", "Column 'bdi_s12_end' is nearly 'bdi_s' with a session's number after it: rename it."),
        ("bdi", "Column 'bDi11' is nearly 'bdi' with a session's number after it: rename it."),
        ("rq_s", "Column 'rq_s12_end' is nearly 'rq_s' with a session's number after it: rename it."),
        ("BDI", "Column 'bdi1' is nearly 'BDI' with a session's number after it: rename it."),
        ("beck", "The file has no column 'beck'."),
    ],
)
def test_headings_that_do_not_agree_are_named(type_in, shared: Path, prefix: str, sentence: str) -> None:
    """The 31 headings of sgdata_messy_headers.csv: none of the prefixes finds some sessions and forgets the others."""
    path = shared / "data" / "sgdata_messy_headers.csv"
    words = ("--id", "id", "--prefix", prefix, "--cutoff", 7)
    assert type_in("gains", path, *words).line.startswith(sentence)


@pytest.mark.parametrize("command", ["change", "effect", "gains"])
def test_a_folder_is_no_file(type_in, tmp_path: Path, command: str) -> None:
    said = type_in(command, tmp_path, *(GAINS if command == "gains" else RULES[command]))
    assert said.status == 2
    assert "is a directory" in said.result.stderr


def test_a_column_is_no_item_twice(type_in, written) -> None:
    columns = ["q1", "q1", *(f"q{number}" for number in range(2, 9))]
    file = written(f"id,{','.join(dict.fromkeys(columns))}\n1{',1' * 8}\n")
    line = type_in("score", "phq9", file, "--items", ",".join(columns)).line
    assert line.startswith("--items names q1 twice.")


def test_a_workbook_is_called_one(type_in, tmp_path) -> None:
    file = tmp_path / "n.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    assert type_in("score", "phq9", file).line.startswith(
        "n.xlsx is a workbook: save the sheet as CSV UTF-8 and try again."
    )


@pytest.mark.parametrize("number", ["nan", "inf"])
def test_a_confidence_is_a_number(type_in, written, number: str) -> None:
    file = written("id,t,s\n1,1,20\n1,2,18\n")
    asked = ("--id", "id", "--when", "t", "--score", "s", "--pre", "1", "--post", "2", "--better", "lower")
    assert "--confidence" in type_in("effect", file, *asked, "--confidence", number).line
