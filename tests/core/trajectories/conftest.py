"""Real ratings, and ratings of which the truth is known."""

import csv
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.trajectories.models import Ratings


def read(path: Path, who: str, when: str, score: str) -> tuple[list[str], np.ndarray, np.ndarray]:
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row[score] and row[when]]
    return (
        [row[who] for row in rows],
        np.array([float(row[when]) for row in rows]),
        np.array([float(row[score]) for row in rows]),
    )


def numbered(who: list[str]) -> np.ndarray:
    """Number people in the order of their numbers, as R does; else by letters."""
    numbers = all(one.replace(".", "", 1).isdigit() for one in who)
    return np.unique(np.array([float(one) if numbers else one for one in who]), return_inverse=True)[1]


def ratings(path: Path, who: str, when: str, score: str, unit: float = 1.0) -> Ratings:
    people, time, value = read(path, who, when, score)
    return Ratings.of(numbered(people), time / unit, value)


@pytest.fixture(scope="session")
def enrichd(shared: Path) -> Ratings:
    return ratings(shared / "data" / "enrichd_bdi_dev.csv", "ID", "time", "BDI", 7)


@pytest.fixture(scope="session")
def real(shared: Path, enrichd: Ratings) -> dict[str, Ratings]:
    data = shared / "data"
    with (data / "btheb_bdi_wide.csv").open(encoding="utf-8") as file:
        wide = list(csv.DictReader(file))
    months = {"bdi.pre": 0, "bdi.2m": 2, "bdi.4m": 4, "bdi.6m": 6, "bdi.8m": 8}
    long = [
        (int(row["rownames"]), month, float(row[name]))
        for row in wide
        for name, month in months.items()
        if row[name]
    ]
    who, when, score = (np.array(column, dtype=float) for column in zip(*long, strict=True))
    return {
        "enrichd": enrichd,
        "riesby": ratings(data / "riesby_hdrs_change.csv", "subject", "week", "depr_score"),
        "anxiety": ratings(data / "anxiety.csv", "subject", "measurement", "anxiety"),
        "btheb": Ratings.of(who.astype(int), when, score),
    }


@pytest.fixture(scope="session")
def claus(shared: Path) -> Ratings:
    return ratings(shared / "data" / "claus_2020.csv", "id", "time", "hamd")
