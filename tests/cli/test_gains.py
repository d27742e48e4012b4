"""``gjenklang gains`` on the R package's own data."""

from pathlib import Path

import pytest

WIDE = "id,s1,s2,s3,s4,s5,s6\na,32,31,33,5,6,7\nb,9,9,9,9,9,9\n"


def test_the_count_is_the_packages(type_in, shared: Path) -> None:
    words = ("gains", shared / "data" / "sgdata.csv", "--id", "id", "--prefix", "bdi_s", "--cutoff", 7)
    found = type_in(*words, "--json").json
    assert (found["n_read"], found["n_gains"], found["people_with_one"]["count"]) == (43, 24, 15)
    assert found["baseline_left_out"] == "bdi_s0"
    assert (found["sessions"][0], found["sessions"][-1]) == ("bdi_s1", "bdi_s12")
    assert found["reversed"]["count"] == 4
    assert found["intervals"]["examined"] == 298
    assert type_in(*words, "--with-baseline", "--json").json["n_gains"] == 26
    assert type_in(*words, "--losses", "--json").json["n_gains"] == 3
    said = type_in(*words).result.stdout
    assert "24 sudden gains in 15 of 43 people" in said
    assert "bdi_s0 is taken as a baseline" in said


def test_a_session_without_a_column_has_no_scores(type_in, written) -> None:
    path = written("id,s1,s2,s4,s5,s6\na,32,31,5,6,7\n")
    found = type_in("gains", path, "--id", "id", "--prefix", "s", "--cutoff", 7, "--json").json
    assert found["intervals"] == {"possible": 3, "examined": 1}


def test_where_nobody_has_one_nothing_is_divided(type_in, written) -> None:
    path = written("id,s1,s2,s3,s4,s5,s6\nb,9,9,9,9,9,9\n")
    found = type_in("gains", path, "--id", "id", "--prefix", "s", "--cutoff", 7, "--json").json
    assert found["reversed"]["share"] is None
    assert found["magnitude"] == {"n": 0, "mean": None, "sd": None}
    assert (
        "0 sudden losses"
        in type_in("gains", path, "--id", "id", "--prefix", "s", "--cutoff", 7, "--losses").result.stdout
    )


@pytest.mark.parametrize(
    ("table", "more", "sentence"),
    [
        (WIDE.replace("33", "high"), (), "Row 2, column 's3': 'high' is not a number."),
        (WIDE.replace("33", "inf"), (), "Row 2, column 's3': 'inf' is not a number."),
        (WIDE + "a,1,2,3,4,5,6\n", (), "Row 4, column 'id': 'a' has a second row."),
        (WIDE, ("--prefix", "bdi"), "The file has no column 'bdi'."),
        (WIDE, ("--prefix", "id"), "No column is 'id' with a session's number after it."),
        (WIDE, ("--id", "ident"), "The file has no column 'ident'. Did you mean 'id'?"),
        (WIDE.replace("s6", "s01"), (), "Columns 's1' and 's01' are the same session."),
        ("id,s1,s2,s3\na,1,2,3\n", (), "3 sessions begin with 's'; at least 4 are needed."),
        ("id,s1,s2,s3,s4\n", (), "The file has no rows."),
        (WIDE, ("--cutoff", "inf"), "--cutoff must be a finite number, not inf."),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(type_in, written, table, more, sentence) -> None:
    words = ("gains", written(table), "--id", "id", "--prefix", "s", "--cutoff", 7, *more)
    assert type_in(*words).line.startswith(sentence)
