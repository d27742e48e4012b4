"""``gjenklang retention`` over a million episodes in eight units: the whole command, from a CSV on disk to its answer.

The rival is statsmodels on the same numbers in memory: one survival function and the log-rank test, without reading a
file and without bands.
"""

import json
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import statsmodels.api as sm
from machine import machine
from numpy.typing import NDArray

__all__ = ["main"]

EPISODES, UNITS, REPEATS, LIMIT_SECONDS = 1_000_000, 8, 5, 5.0
WORDS = ("--time", "days", "--event", "left", "--group", "unit", "--json")


def invented(seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Draw days, whether they left, and their unit."""
    chance = np.random.default_rng(seed)
    days = np.ceil(chance.exponential(200, EPISODES)).astype(np.int64)
    return days, chance.integers(0, 2, EPISODES), chance.integers(0, UNITS, EPISODES)


def command(path: Path, *more: str) -> tuple[float, bytes]:
    """Time one run of the command, the start of Python included."""
    words = [Path(sys.executable).with_name("gjenklang"), "retention", path, *WORDS, *more]
    begun = time.perf_counter()
    done = subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - begun, done.stdout


def rival(days: NDArray[np.int64], left: NDArray[np.int64], unit: NDArray[np.int64]) -> tuple[float, float]:
    """Time statsmodels, and return its chi-square."""
    begun = time.perf_counter()
    sm.SurvfuncRight(days, left)
    found, _ = sm.duration.survdiff(days, left, unit)
    return time.perf_counter() - begun, float(found)


def main() -> dict[str, object]:
    """Time the command for any exit and for one of two endings, and statsmodels once."""
    days, left, unit = invented(1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "episodes.csv"
        rows = zip(days.tolist(), left.tolist(), unit.tolist(), strict=True)
        path.write_text(
            "id,days,left,unit\n" + "".join(f"e{who},{a},{b},u{c}\n" for who, (a, b, c) in enumerate(rows)),
            encoding="utf-8",
        )
        staying = [command(path) for _ in range(REPEATS)]
        competing = [command(path, "--cause", "1") for _ in range(REPEATS)]
    other, chi2 = rival(days, left, unit)
    said = json.loads(staying[0][1])
    assert said["n"] == EPISODES
    assert abs(said["log_rank"]["chi2"] - chi2) < 1e-6 * chi2
    seconds = {
        name: round(median(one for one, _ in runs), 2)
        for name, runs in (("any_exit", staying), ("one_ending", competing))
    }
    return {
        "what": f"gjenklang retention on {EPISODES} episodes in {UNITS} units, the whole command",
        "machine": machine() | {name: version(name) for name in ("numpy", "pyarrow", "statsmodels")},
        "seconds": seconds,
        "least": round(min(one for one, _ in [*staying, *competing]), 2),
        "rival": {"what": "statsmodels, SurvfuncRight and survdiff, in memory", "seconds": round(other, 2)},
        "ratio": round(seconds["any_exit"] / other, 3),
        "limits": {"seconds_at_most": LIMIT_SECONDS},
        "holds": max(seconds.values()) <= LIMIT_SECONDS,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
