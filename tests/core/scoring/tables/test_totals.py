"""Whole tables add up as one form does, and as R does on 5,735 real people."""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gjenklang.core.instruments import Instrument, catalogue, instrument
from gjenklang.core.scoring import UnknownItem, UnknownRule, score
from gjenklang.core.scoring.tables import RowOutOfRange, score_table

REFERENCE = Path(__file__).resolve().parents[3] / "reference"
SCORED = [one for one in catalogue().values() if one.scored]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Instrument, list[dict[str, int | None]]]:
    form = draw(st.sampled_from(SCORED))
    accepted = {
        item.code: [
            one
            for one in range(item.response.minimum, item.response.maximum + 1)
            if item.response.accepts(one)
        ]
        for item in form.items
    }
    rows = draw(st.integers(1, 4))
    return form, [
        {code: draw(st.one_of(st.none(), st.sampled_from(values))) for code, values in accepted.items()}
        for _ in range(rows)
    ]


def columns(form: Instrument, rows: list[dict[str, int | None]]) -> dict[str, np.ndarray]:
    return {
        item.code: np.array(
            [np.nan if row[item.code] is None else row[item.code] for row in rows], dtype=float
        )
        for item in form.items
    }


@settings(max_examples=150)
@given(tables())
def test_a_table_adds_up_as_each_of_its_forms(table: tuple[Instrument, list[dict[str, int | None]]]) -> None:
    form, rows = table
    for rule in (form.missing, *form.missing_alternatives):
        totals = score_table(form, columns(form, rows), missing=rule.name)
        for place, row in enumerate(rows):
            for code, one in score(form, row, missing=rule.name).totals.items():
                found = totals[code][place]
                assert np.isnan(found) if one.steps is None else found == one.steps


def test_a_column_left_out_is_unanswered() -> None:
    marks = {f"line{place}": np.array([50.0]) for place in (1, 2, 3)}
    assert np.isnan(score_table(instrument("ors"), marks)["total"][0])


@pytest.mark.parametrize("wrong", [-1.0, 4.0, 1.5, np.inf])
def test_an_answer_the_form_cannot_have_is_refused_with_its_row(wrong: float) -> None:
    answers = {item.code: np.zeros(3) for item in instrument("phq9").items}
    answers["item4"] = np.array([0.0, wrong, 9.0])
    with pytest.raises(RowOutOfRange, match="item4 is") as refused:
        score_table(instrument("phq9"), answers)
    assert refused.value.row == 1


def test_an_unknown_item_or_rule_is_refused() -> None:
    with pytest.raises(UnknownItem):
        score_table(instrument("phq9"), {"item10": np.zeros(1)})
    with pytest.raises(UnknownRule):
        score_table(instrument("phq9"), {"item1": np.zeros(1)}, missing="half")


def test_no_rows_have_no_totals() -> None:
    assert score_table(instrument("phq9"), {}).popitem()[1].shape == (0,)
    assert score_table(instrument("ycors"), {}) == {}


def nhanes(shared: Path) -> dict[str, np.ndarray]:
    with gzip.open(shared / "data" / "nhanes_2015_16_dpq_phq9_items.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers = {}
    for place in range(1, 10):
        column = np.array([float(row[f"DPQ0{place}0"] or "nan") for row in rows])
        answers[f"item{place}"] = np.where(np.isin(column, [7, 9]), np.nan, column)
    return answers


@pytest.mark.parametrize("rule", ["complete", "prorate-2"])
def test_the_phq_9_of_nhanes_adds_up_as_in_r(shared: Path, rule: str) -> None:
    """Whole numbers agree exactly; mean and SD to the printed 10 decimals (1e-9, double arithmetic)."""
    totals = score_table(instrument("phq9"), nhanes(shared), missing=rule)["total"]
    known = totals[~np.isnan(totals)]
    found = {
        "n_read": len(totals),
        "n": len(known),
        "mean": known.mean(),
        "sd": known.std(ddof=1),
        **{
            band.name: int(((known >= band.lowest) & (known <= band.highest)).sum())
            for band in instrument("phq9").bands[0].bands
        },
    }
    with (REFERENCE / "totals.csv").open(encoding="utf-8") as file:
        expected = {row["what"]: float(row["value"]) for row in csv.DictReader(file) if row["rule"] == rule}
    assert found == pytest.approx(expected, abs=1e-9)
