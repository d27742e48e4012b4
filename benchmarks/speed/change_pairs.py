"""``gjenklang change`` on a million pairs: the whole command, from a CSV on disk to its answer, in words and as JSON.

The rival is the same machine reading the same file with the standard library's csv and pairing the rows by dictionary,
without judging anyone or writing a line.
"""

import csv
import json
import resource
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from machine import machine

__all__ = ["main"]

LIMIT_SECONDS = 3.0
PEOPLE, REPEATS = 1_000_000, 5
WORDS = (
    "--id",
    "id",
    "--when",
    "time",
    "--score",
    "score",
    "--pre",
    "1",
    "--post",
    "2",
    "--better",
    "higher",
)
RULE = ("--reliability", ".8", "--functional-mean", "28", "--functional-sd", "7")


def invented(path: Path, people: int, seed: int) -> None:
    """Write two rows for each person, in tenths from 0 to 40."""
    chance = np.random.default_rng(seed)
    first = chance.integers(0, 401, people)
    last = np.clip(first + np.rint(chance.normal(50, 70, people)).astype(int), 0, 400)
    with path.open("w", encoding="utf-8") as file:
        file.write("id,time,score\n")
        file.writelines(
            f"c{who:07},1,{one / 10}\nc{who:07},2,{other / 10}\n"
            for who, (one, other) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
        )


def command(path: Path, *more: str) -> tuple[float, bytes]:
    """Time one run of the command, the start of Python included."""
    words = [Path(sys.executable).with_name("gjenklang"), "change", path, *WORDS, *RULE, *more]
    begun = time.perf_counter()
    done = subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - begun, done.stdout


def rival(path: Path) -> float:
    """Time the reading and pairing alone."""
    begun = time.perf_counter()
    found: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["id"], {})[row["time"]] = float(row["score"])
    assert len(found) == PEOPLE
    return time.perf_counter() - begun


def main() -> None:
    """Print the result as JSON."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pairs.csv"
        invented(path, PEOPLE, 1)
        size = path.stat().st_size
        in_words = [command(path) for _ in range(REPEATS)]
        as_json = [command(path, "--json") for _ in range(REPEATS)]
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        other = rival(path)
    said = json.loads(as_json[0][1])
    assert said["n_used"] == len(said["people"]) == PEOPLE
    words_seconds, json_seconds = (median(seconds for seconds, _ in runs) for runs in (in_words, as_json))
    print(
        json.dumps(
            {
                "what": f"gjenklang change on {PEOPLE} pairs, the whole command",
                "machine": machine() | {name: version(name) for name in ("numpy", "pyarrow", "orjson")},
                "file_bytes": size,
                "in_words": {
                    "seconds": round(words_seconds, 2),
                    "least": round(min(seconds for seconds, _ in in_words), 2),
                },
                "json": {
                    "seconds": round(json_seconds, 2),
                    "least": round(min(seconds for seconds, _ in as_json), 2),
                    "bytes": len(as_json[0][1]),
                },
                "memory_mb": memory // 1024,
                "rival": {
                    "what": "csv.DictReader and a dictionary, reading only",
                    "seconds": round(other, 2),
                },
                "ratio": round(other / json_seconds, 2),
                "share_of_limit": round(max(words_seconds, json_seconds) / LIMIT_SECONDS, 2),
                "limits": {"seconds_at_most": LIMIT_SECONDS},
                "holds": bool(max(words_seconds, json_seconds) <= LIMIT_SECONDS),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
