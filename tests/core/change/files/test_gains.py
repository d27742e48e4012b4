"""Sudden gains and losses, against R on sgdata."""

import csv
from math import nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.change.files import GainRule, Way, sudden_changes

REFERENCE = Path(__file__).resolve().parents[3] / "reference" / "gains.csv"


@pytest.fixture(scope="module")
def scores(shared: Path) -> dict[str, list[float]]:
    with (shared / "data" / "sgdata.csv").open(encoding="utf-8") as file:
        return {
            row["id"]: [float(row[f"bdi_s{place}"] or nan) for place in range(13)]
            for row in csv.DictReader(file)
        }


@pytest.mark.parametrize("way", Way)
def test_sudden_changes_are_those_of_r(scores: dict[str, list[float]], way: Way) -> None:
    with REFERENCE.open(encoding="utf-8") as file:
        wanted = [row for row in csv.DictReader(file) if row["way"] == way]
    found = [(who, one) for who, row in scores.items() for one in sudden_changes(row, GainRule(7, way=way))]
    assert len(found) == len(wanted)
    for (who, one), row in zip(found, wanted, strict=True):
        assert (float(who), one.place) == (float(row["id"]), int(row["from"]))
        assert (one.reversed_at is not None) == (row["reversed"] == "1")
        numbers = [one.magnitude, one.mean_before, one.mean_after, one.critical]
        assert numbers == pytest.approx(
            [float(row[key]) for key in ("magnitude", "mean_before", "mean_after", "critical")]
        )


def test_the_published_example_of_an_interval() -> None:
    """Wiedemann et al.'s tutorial: 32, 31, 33 then 5, 6, 7: critical 2.776; 5, -, 7 then 16, 12, 14 a loss: 3.182."""
    (gain,) = sudden_changes([32, 31, 33, 5, 6, 7], GainRule(7))
    assert (gain.place, round(gain.critical, 3), gain.mean_before, gain.mean_after) == (2, 2.776, 32, 6)
    (loss,) = sudden_changes([5, nan, 7, 16, 12, 14], GainRule(7, way=Way.LOSS))
    assert (loss.magnitude, round(loss.critical, 3)) == (-9, 3.182)


def test_exactly_the_cut_off_and_exactly_the_quarter_are_enough() -> None:
    assert sudden_changes([28, 28, 28, 21, 21, 21], GainRule(7))
    assert not sudden_changes([28, 28, 28, 21.5, 21.5, 21.5], GainRule(7))
    assert not sudden_changes([40, 40, 40, 31, 31, 31], GainRule(7))


def test_a_gain_is_reversed_where_half_of_it_is_lost() -> None:
    (one,) = sudden_changes([30, 30, 31, 11, 12, 11, 21, 10], GainRule(7))
    assert one.reversed_at == 6
    (kept,) = sudden_changes([30, 30, 31, 11, 12, 11, 20, 10], GainRule(7))
    assert kept.reversed_at is None


def test_one_value_on_a_side_is_too_few() -> None:
    assert not sudden_changes([nan, nan, 30, 10, 10, 10], GainRule(7))
    assert not sudden_changes([30, 30, 30, 10], GainRule(7))


@given(st.lists(st.integers(0, 63), min_size=4, max_size=14), st.integers(0, 30))
def test_a_gain_mirrored_is_a_loss_by_size_and_stability(values: list[int], moved: int) -> None:
    gains = sudden_changes(values, GainRule(7, share=0))
    losses = sudden_changes([63 + moved - one for one in values], GainRule(7, share=0, way=Way.LOSS))
    assert [(one.place, one.magnitude) for one in gains] == [(one.place, -one.magnitude) for one in losses]


@pytest.mark.parametrize("choices", [{"cut_off": 0}, {"cut_off": 7, "share": 2}, {"cut_off": 7, "alpha": 1}])
def test_choices_that_make_no_rule_are_refused(choices: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        GainRule(**choices)
