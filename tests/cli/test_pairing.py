"""Pairs are those that a plain reading of the rows, one after the other, finds."""

from math import isnan, nan

from hypothesis import example, given
from hypothesis import strategies as st

from gjenklang.cli.pairing import paired_people, same_time
from gjenklang.cli.table import BadInput, Table

GIVEN = {"id_column": "id", "when": "t", "score_column": "s", "group": None, "pre": "1", "post": "2"}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", "07", "7"]),
        st.sampled_from(["1", "2", "1.0", " 2", "3", "x"]),
        st.sampled_from(["3", "4,5", "NA", "-1"]),
    ),
    min_size=1,
    max_size=9,
)


def plainly(rows: list[tuple[str, str, str]]) -> dict[str, tuple[float, float]] | str:
    """Return each person's pair in the order they appear in, or the sentence about the first second score."""
    found: dict[str, dict[str, float]] = {}
    for place, (who, when, score) in enumerate(rows, start=2):
        for moment in ("1", "2"):
            if same_time(when, moment):
                if moment in found.setdefault(who, {}):
                    return f"Row {place}, column 't': {who!r} has a second score at {when!r}."
                found[who][moment] = nan if score == "NA" else float(score.replace(",", "."))
    pairs = {who: (one["1"], one["2"]) for who, one in found.items() if len(one) == 2}
    whole = {who: pair for who, pair in pairs.items() if not any(map(isnan, pair))}
    return whole or "Nobody has a score at both '1' and '2'."


def paired(rows: list[tuple[str, str, str]]) -> dict[str, tuple[float, float]] | str:
    """Return the same from the command's own pairing."""
    table = Table(("id", "t", "s"), tuple(rows), tuple(range(2, len(rows) + 2)))
    try:
        people = paired_people(table, GIVEN)
    except BadInput as wrong:
        return wrong.message
    assert people.n_read == len({who for who, _, _ in rows})
    return dict(
        zip(people.ids, zip(people.pairs.pre.tolist(), people.pairs.post.tolist(), strict=True), strict=True)
    )


@given(rows=ROWS)
@example(rows=[("a", "3", "9"), ("b", "1", "3"), ("b", "2", "4"), ("a", "1", "5"), ("a", "2", "6")])
def test_people_come_in_the_order_of_the_file_and_the_first_fault_is_named(
    rows: list[tuple[str, str, str]],
) -> None:
    here, there = paired(rows), plainly(rows)
    assert here == there
    assert list(here) == list(there)
