"""``gjenklang trial series``, ``raters`` and ``flow``, and bounds of ``table``."""

import pytest

VALUES = [30, 32, 29, 31, 33, 30, 28, 31, 30, 32, 29, 31, 36, 37, 35, 38, 36, 37, 39, 36, 35, 38, 37, 36]


def months(values=VALUES, total: int | None = None) -> str:
    rows = [f"2025-{k + 1},{value}" + (f",{total}" if total else "") for k, value in enumerate(values)]
    return "month,v" + (",n" if total else "") + "\n" + "\n".join(rows) + "\n"


SERIES = ("--when", "month", "--value", "v", "--change", "2025-13")


def test_a_step_is_found_with_its_interval(type_in, written) -> None:
    found = type_in("trial", "series", written(months()), *SERIES, "--json").json
    assert (found["n_before"], found["n_after"], found["chart"]["kind"]) == (12, 12, "xmr")
    step = found["regression"]["step"]
    assert step["low"] < step["value"] < step["high"]
    assert 4 < step["value"] < 9
    assert "2025-20" in found["chart"]["signals"]["eight_on_one_side"]
    said = type_in("trial", "series", written(months()), *SERIES, "--errors", "newey-west").result.stdout
    assert "12 months before 2025-13, 12 after." in said
    assert "regression: newey-west" in said


def test_shares_have_a_p_chart(type_in, written) -> None:
    found = type_in("trial", "series", written(months(total=80)), *SERIES, "--of", "n", "--json").json
    assert found["chart"]["kind"] == "p"
    assert found["chart"]["centre"] == pytest.approx(sum(VALUES[:12]) / 960)
    said = type_in("trial", "series", written(months(total=80)), *SERIES, "--of", "n").result.stdout
    assert "times as much as chance" in said


def test_fewer_than_12_months_give_a_run_chart_and_no_regression(type_in, written) -> None:
    path = written(months(VALUES[:20]))
    found = type_in("trial", "series", path, *SERIES, "--json").json
    assert found["regression"] is None
    assert found["chart"] is None
    assert found["run_chart"]["longest_run"] >= 8
    assert "a run chart, and no regression" in type_in("trial", "series", path, *SERIES).result.stdout


def test_a_series_that_never_moves_has_no_answer(type_in, written) -> None:
    said = type_in("trial", "series", written(months([5] * 24)), *SERIES, "--json")
    assert said.status == 3
    assert said.result.stdout.startswith('{"not_computable": "every point is 5')
    steps = type_in("trial", "series", written(months([5, 6] * 6 + [7, 8] * 6)), *SERIES)
    assert steps.status == 0
    exact = type_in("trial", "series", written(months(list(range(24)))), *SERIES)
    assert "regression: not computable: the lines fit exactly" in exact.result.stdout


@pytest.mark.parametrize(
    ("table", "more", "sentence"),
    [
        (months().replace("2025-3,29", "2025-3,x"), (), "Row 4, column 'v': 'x' is not a number."),
        (months().replace("2025-3,29", "2025-3,"), (), "Row 4, column 'v': nothing is written"),
        (
            months().replace("2025-3,29", "2025-2,29"),
            (),
            "Row 4, column 'month': '2025-2' stands on row 3 too.",
        ),
        (months(), ("--change", "2026-1"), "0 rows are '2026-1' in column 'month'"),
        (months(), ("--value", "w"), "The file has no column 'w'."),
        (months(total=30), ("--of", "n"), "Row 3: 32 of 30 is no count of people."),
        (months(VALUES[:2]), (), "The file has 2 rows; at least 3 are needed."),
    ],
)
def test_a_series_that_cannot_be_used_is_refused_in_one_line(type_in, written, table, more, sentence) -> None:
    assert type_in("trial", "series", written(table), *SERIES, *more).line.startswith(sentence)


RATED = "id,t,s,r\n1,1,18,self\n1,2,27,self\n1,1,14,carer\n1,2,15,carer\n"
RATED += "2,1,18,self\n2,2,20,self\n2,1,9,carer\n2,2,12,carer\n"
WORDS = ("--id", "id", "--when", "t", "--score", "s", "--rater", "r", "--pre", 1, "--post", 2)
TWO = ("--raters", "self", "carer", "--sem", 2, 1)


def test_raters_disagree_on_change_and_not_on_level(type_in, written) -> None:
    found = type_in("trial", "raters", written(RATED), *WORDS, *TWO, "--json").json
    assert [(one["id"], one["difference"], one["beyond"]) for one in found["people"]] == [
        ("1", 8, True),
        ("2", -1, False),
    ]
    assert (found["beyond"]["count"], found["beyond"]["n"]) == (1, 2)
    assert found["threshold"] == pytest.approx(6.19795, abs=1e-5)
    assert (
        "1: 9 by self, 1 by carer" in type_in("trial", "raters", written(RATED), *WORDS, *TWO).result.stdout
    )


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--raters", "self", "self", "--sem", 1, 1), "--raters names 'self' twice."),
        (
            ("--raters", "self", "father", "--sem", 1, 1),
            "There is no rater 'father' in column 'r'.",
        ),
        (("--raters", "self", "carer", "--sem", 0, 1), "sem must be above 0, not 0.0 and 1.0."),
        ((*TWO, "--post", 1), "--pre and --post are the same time"),
        ((*TWO, "--post", 3), "Nobody has a score at both"),
    ],
)
def test_raters_that_cannot_be_compared_are_refused(type_in, written, more, sentence) -> None:
    assert type_in("trial", "raters", written(RATED), *WORDS, *more).line.startswith(sentence)


def test_raters_without_a_person_in_common_are_refused(type_in, written) -> None:
    table = RATED.replace("1,1,14,carer\n1,2,15,carer\n", "").replace("2,1,18,self\n2,2,20,self\n", "")
    line = type_in("trial", "raters", written(table), *WORDS, *TWO).line
    assert line == "Nobody has both scores from both raters."


PEOPLE = "id,arm,why,lost\n1,fb,,\n2,fb,,moved\n3,tau,,\n4,,declined,\n"
FLOW = ("--id", "id", "--arm", "arm", "--excluded", "why", "--lost", "lost")


def test_everyone_is_in_the_flow(type_in, written) -> None:
    found = type_in("trial", "flow", written(PEOPLE), *FLOW, "--json").json
    assert (found["assessed"], found["randomised"], found["excluded"]) == (4, 3, {"declined": 1})
    assert found["arms"]["fb"]["lost"] == {"moved": 1}
    assert "  followed 1, lost 1 (moved 1)" in type_in("trial", "flow", written(PEOPLE), *FLOW).result.stdout


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (PEOPLE + "1,fb,,\n", "Row 6, column 'id': '1' has a second row."),
        (PEOPLE + "5,,,\n", "Row 6, column 'arm': '5' has neither an arm nor a reason for exclusion."),
        (PEOPLE + "5,fb,declined,\n", "Row 6, column 'arm': '5' has both an arm and a reason"),
        ("id,arm,why,lost\n", "The file has no rows."),
        ("id,arms,why,lost\n1,fb,,\n", "The file has no column 'arm'. Did you mean 'arms'?"),
    ],
)
def test_a_flow_that_does_not_add_up_is_refused(type_in, written, table, sentence) -> None:
    assert type_in("trial", "flow", written(table), *FLOW).line.startswith(sentence)


def test_who_did_not_answer_gives_bounds(type_in) -> None:
    words = ("trial", "table", "14/76", "25/73", "--randomised", 103, 102)
    found = type_in(*words, "--json").json["missing"]
    assert (found["low"], found["high"]) == pytest.approx((14 / 103 - 54 / 102, 41 / 103 - 25 / 102))
    assert "27 and 29 did not answer" in type_in(*words).result.stdout
    line = type_in("trial", "table", "14/76", "25/73", "--randomised", 70, 102).line
    assert line == "14 of 76 of 70 cannot be."
