"""A report with everyone in it is written in pieces, and reads as if it had been written at once."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gjenklang.cli import people
from gjenklang.cli.people import EachPerson, print_report

NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False), st.integers(-400, 400).map(lambda one: one / 10)
)
NAMES = ("improved", "unchanged")
ROWS = st.lists(
    st.tuples(st.text(), NUMBERS, NUMBERS, NUMBERS, st.one_of(NUMBERS, st.just(np.nan)), st.integers(0, 1)),
    max_size=9,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ROWS, with_index=st.booleans(), grouped=st.booleans())
def test_the_text_is_that_of_json_dumps(rows, with_index: bool, grouped: bool, capsys, monkeypatch) -> None:
    monkeypatch.setattr(people, "_AT_ONCE", 3)
    ids = [row[0].encode("utf-8", "replace").decode() for row in rows]
    pre, post, change, index = (np.array([row[place] for row in rows], dtype=float) for place in range(1, 5))
    codes = np.array([row[5] for row in rows], dtype=np.int8)
    each = EachPerson(ids, pre, post, change, index if with_index else None, codes, NAMES)
    after = {"groups": {"Å": {"n_used": 1}}} if grouped else {}
    print_report({"n_read": 3, "cutoff": None}, each, after)
    whole = [
        {
            "id": ids[place],
            "pre": row[1],
            "post": row[2],
            "change": row[3],
            "index": row[4] if with_index and row[4] == row[4] else None,
            "category": NAMES[row[5]],
        }
        for place, row in enumerate(rows)
    ]
    expected = {"n_read": 3, "cutoff": None, "people": whole, **after}
    assert capsys.readouterr().out == json.dumps(expected, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    "value", [1e-7, 1e-5, 9.9e-5, 1e-4, 9.9e15, 1e16, 1e22, 5e-324, 0.1, 1.0, -0.0, 123456789.125]
)
def test_a_number_is_written_as_python_writes_it(value: float) -> None:
    assert people._numbers(np.array([value, 1.5, np.nan])) == [repr(value), "1.5", "null"]
