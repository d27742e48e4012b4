"""Pairs of the real files."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.change.files import Pairs

COLUMNS = {
    "claus_2020": ("id", "time", "treatment"),
    "antidepressants": ("patient", "measurement", "condition"),
    "jacobson_1989": ("subject", "time", None),
    "hechler_2014": ("patient", "measurement", None),
}
MOMENTS = {"claus_2020": ("1.0", "4.0"), "hechler_2014": ("1.0", "2.0"), "jacobson_1989": ("pre", "post")}


@pytest.fixture
def pairs_of(shared: Path) -> Callable[[str, str], tuple[Pairs, np.ndarray]]:
    """Complete pairs of a file and each person's arm: ``pairs_of("claus_2020", "bdi")``."""

    def read(data: str, outcome: str) -> tuple[Pairs, np.ndarray]:
        who, when, arm = COLUMNS[data]
        moments = MOMENTS.get(data, ("Before", "After"))
        scores: dict[str, dict[str, float]] = {}
        arms: dict[str, str] = {}
        with (shared / "data" / f"{data}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                arms[row[who]] = row[arm] if arm else ""
                if row[when] in moments and row[outcome]:
                    scores.setdefault(row[who], {})[row[when]] = float(row[outcome])
        both = [one for one, found in scores.items() if len(found) == 2]
        pre, post = (np.array([scores[one][moment] for one in both]) for moment in moments)
        return Pairs(pre, post), np.array([arms[one] for one in both])

    return read
