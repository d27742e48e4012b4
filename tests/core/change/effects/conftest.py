"""Pairs of the real files, by arm."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gjenklang.core.change.files import Pairs


@pytest.fixture
def arms_of(shared: Path) -> Callable[[str], dict[str, Pairs]]:
    """Everyone of Claus 2020 with both scores, and each arm: ``arms_of("bdi")["PA"]``."""

    def read(outcome: str) -> dict[str, Pairs]:
        with (shared / "data" / "claus_2020.csv").open(encoding="utf-8") as file:
            table = [row for row in csv.DictReader(file) if row[outcome]]
        first = {row["id"]: row for row in table if row["time"] == "1.0"}
        last = {row["id"]: float(row[outcome]) for row in table if row["time"] == "4.0"}
        both = [who for who in first if who in last]
        pre = np.array([float(first[who][outcome]) for who in both])
        post, arm = np.array([last[who] for who in both]), np.array([first[who]["treatment"] for who in both])
        keep = {"all": np.ones(len(arm), dtype=bool), "PA": arm == "PA", "TAU": arm == "TAU"}
        return {name: Pairs(pre[own], post[own]) for name, own in keep.items()}

    return read
