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
        (
            months().replace("2025-3,29", "2025-3,2e99"),
            (),
            "Row 4, column 'v': 2e+99 is too large for a score.",
        ),
        (months().replace("2025-3,29", "2025-3,"), (), "Row 4, column 'v': nothing is written"),
        (
            months().replace("2025-3,29", "2025-2,29"),
            (),
            "Row 4, column 'month': '2025-2' stands on row 3 too.",
        ),
        (months(), ("--change", "2026-1"), "0 rows are '2026-1' in column 'month'"),
        (months(), ("--value", "w"), "The file has no column 'w'."),
        (months(total=30), ("--of", "n"), "Row 3, column 'v': 32 of 30 is no count of people."),
        (months(), ("--change", "2025-1"), "'2025-1' is the first row of column 'month'"),
        (
            months(),
            ("--change", "2025-013"),
            "0 rows are '2025-013' in column 'month'. Did you mean '2025-13'?",
        ),
        (months(), ("--confidence", "nan"), "--confidence must be a finite number, not nan."),
        (months().replace("2025-4,", ","), (), "Row 5, column 'month': nothing is written."),
        (months(VALUES[:2]), (), "The file has 2 rows; at least 3 are needed."),
    ],
)
def test_a_series_that_cannot_be_used_is_refused_in_one_line(type_in, written, table, more, sentence) -> None:
    assert type_in("trial", "series", written(table), *SERIES, *more).line.startswith(sentence)


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (
            ["2025-11", "2025-12", "2026-02"],
            "Row 4, column 'month': '2026-02' follows '2025-12'; a series has no gaps.",
        ),
        (
            ["2025-11", "2026-01", "2025-12"],
            "Row 3, column 'month': '2026-01' follows '2025-11'; a series has no",
        ),
        (
            ["2025-12", "2025-11", "2026-01"],
            "Row 3, column 'month': '2025-11' comes after '2025-12'; the rows",
        ),
        (["7", "8", "10"], "Row 4, column 'month': '10' follows '8'; a series has no gaps."),
        (["2025-01-06", "2025-01-20", "2025-01-13"], "Row 4, column 'month': '2025-01-13' comes after"),
    ],
)
def test_a_series_out_of_order_or_with_gaps_is_refused(type_in, written, labels, sentence) -> None:
    table = "month,v\n" + "\n".join(f"{label},{at}" for at, label in enumerate(labels)) + "\n"
    words = ("--when", "month", "--value", "v", "--change", labels[-1])
    assert type_in("trial", "series", written(table), *words).line.startswith(sentence)


def test_months_that_are_words_are_taken_as_they_stand_and_it_is_said(type_in, written) -> None:
    said = type_in("trial", "series", written(months()), *SERIES).result.stdout
    assert "the months are words: their order and gaps could not be checked." in said
    table = "month,v\n2025-11,3\n2025-12,5\n2026-01,4\n"
    words = ("--when", "month", "--value", "v", "--change", "2026-01")
    found = type_in("trial", "series", written(table), *words, "--json").json
    assert (found["order_checked"], found["n_before"]) == (True, 2)
    said = type_in("trial", "series", written(table), *words).result.stdout
    assert "words" not in said
    assert "median 4 of all months" in said


def test_a_chart_without_limits_leaves_the_regression(type_in, written) -> None:
    path = written(months([20] * 12 + VALUES[12:]))
    found = type_in("trial", "series", path, *SERIES, "--json").json
    assert found["chart"]["not_computable"].startswith("every point of the baseline is 20")
    assert found["regression"]["step"]["low"] < found["regression"]["step"]["value"]
    said = type_in("trial", "series", path, *SERIES).result.stdout
    assert "chart: not computable: every point of the baseline is 20" in said
    assert "intervals of 95 %" in said


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
        ((*TWO, "--confidence", "nan"), "--confidence must be a finite number, not nan."),
        (("--raters", "self", "carer", "--sem", "nan", 1), "--sem must be a finite number, not nan."),
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


def test_rows_of_raters_that_are_not_compared_are_counted(type_in, written) -> None:
    path = written(RATED + "1 ,3,19, self\n2,1,12,teacher\n")
    found = type_in("trial", "raters", path, *WORDS, *TWO, "--json").json
    assert found["not_compared"] == {"rows_of_other_raters": 1, "rows_at_other_times": 1}
    assert (found["n_read"], found["n_used"]) == (2, 2)
    said = type_in("trial", "raters", path, *WORDS, *TWO).result.stdout
    assert "Not compared: 1 rows of other raters and 1 rows at other times." in said
    assert "beyond 6.198 (z √(2 (2² + 1²)), 95 %): 1 of 2" in said
    nameless = written(RATED + ",1,19,self\n")
    line = type_in("trial", "raters", nameless, *WORDS, *TWO).line
    assert line == "Row 10, column 'id': nothing is written."


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
        (PEOPLE + "1 ,fb,,\n", "Row 6, column 'id': '1' has a second row."),
        (PEOPLE + ",fb,,\n", "Row 6, column 'id': nothing is written."),
        (PEOPLE + "5,NA,NA,\n", "Row 6, column 'arm': '5' has neither an arm nor a reason for exclusion."),
        (PEOPLE + "5,,,\n", "Row 6, column 'arm': '5' has neither an arm nor a reason for exclusion."),
        (PEOPLE + "5,fb,declined,\n", "Row 6, column 'arm': '5' has both an arm and a reason"),
        ("id,arm,why,lost\n", "The file has no rows."),
        ("id,arms,why,lost\n1,fb,,\n", "The file has no column 'arm'. Did you mean 'arms'?"),
    ],
)
def test_a_flow_that_does_not_add_up_is_refused(type_in, written, table, sentence) -> None:
    assert type_in("trial", "flow", written(table), *FLOW).line.startswith(sentence)


def test_na_is_no_reason(type_in, written) -> None:
    found = type_in("trial", "flow", written(PEOPLE + "5,tau,NA,NA\n"), *FLOW, "--json").json
    assert (found["arms"]["tau"]["followed"], found["arms"]["tau"]["lost"]) == (2, {})


def test_who_did_not_answer_gives_bounds(type_in) -> None:
    words = ("trial", "table", "14/76", "25/73", "--randomised", 103, 102)
    found = type_in(*words, "--json").json["missing"]
    assert (found["low"], found["high"]) == pytest.approx((14 / 103 - 54 / 102, 41 / 103 - 25 / 102))
    assert "27 and 29 did not answer" in type_in(*words).result.stdout
    line = type_in("trial", "table", "14/76", "25/73", "--randomised", 70, 102).line
    assert line == "14 of 76 of 70 cannot be."
