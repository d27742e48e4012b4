"""Status of a caseload of 60 clients by a named rule set, with what was expected of each rating.

The expected course is fitted (outside the clock) on invented episodes; ratings and limits are in memory, as a page
has them after its query. The rival asks for each client's expected course one at a time.
"""

import json
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from machine import machine

from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.instruments import Better, RaterKind, instrument
from gjenklang.core.trajectories import (
    early_change,
    good_enough_level,
    plateau,
    status_of,
    status_rules,
)
from gjenklang.core.trajectories.models import (
    Bending,
    ExpectedModel,
    Ratings,
    ScoreScale,
    expected_course,
    expected_marks,
    fit_expected,
)

__all__ = ["main"]

CLIENTS = 60
SESSIONS = 12
LIMIT_MS = 5.0
TIMES = 200


def invented(many: int, seed: int) -> Ratings:
    """Weekly courses that rise, level off and wander."""
    chance = np.random.default_rng(seed)
    counts = chance.integers(2, SESSIONS + 1, many)
    person = np.repeat(np.arange(many), counts)
    time = np.concatenate([np.arange(count, dtype=float) for count in counts])
    start, gain = chance.normal(18, 7, many), chance.normal(7, 5, many)
    score = start[person] + gain[person] * (1 - np.exp(-time / 3)) + chance.normal(0, 3, len(time))
    return Ratings.of(person, time, np.round(np.clip(score, 0, 40), 1))


def statuses(
    model: ExpectedModel | None, change: ChangeRule, times: list[list[float]], scores: list[list[int]]
) -> int:
    """Judge everyone, with early change, good-enough level and plateau; return how many ratings were read."""
    marks = (
        expected_marks(model, times, [one[0] / 10 for one in scores], 0.1) if model else [None] * len(scores)
    )
    said = 0
    rules = status_rules()["ors-gjenklang"]
    for one, expected in zip(scores, marks, strict=True):
        found = status_of(rules, change, one, expected)
        said += found.n_ratings
        early_change(change, one, rules.early_within)
        good_enough_level(change, one, rules.enough_times)
        plateau(change, one, rules.plateau.times)
    return said


def one_at_a_time(model: ExpectedModel, times: list[list[float]], scores: list[list[int]]) -> None:
    """Ask for each client's expected course by itself."""
    for when, one in zip(times, scores, strict=True):
        if len(when) > 1:
            expected_course(model, np.array(when[:1]), np.array([one[0] / 10]), np.array(when[1:]))


def clocked(act: Callable[[], object]) -> float:
    """Return the median of many runs, in milliseconds."""
    taken = []
    for _ in range(TIMES):
        begin = perf_counter()
        act()
        taken.append(1000 * (perf_counter() - begin))
    return median(taken)


def main() -> dict[str, object]:
    """Fit once, then judge the caseload many times."""
    model = fit_expected(
        invented(600, 1), ScoreScale(0, 40, Better.HIGHER, Bending.ROOT), np.random.default_rng(1)
    )
    change = change_rule(instrument("ors"), age=40, rater=RaterKind.SELF, rule_set="duncan")
    if change is None:
        raise SystemExit("The ORS has no limits of this rule set.")
    clients = invented(CLIENTS, 2)
    cuts = np.cumsum(clients.counts)[:-1]
    times = [one.tolist() for one in np.split(clients.time, cuts)]
    scores = [np.rint(one * 10).astype(int).tolist() for one in np.split(clients.score, cuts)]
    with_model = clocked(lambda: statuses(model, change, times, scores))
    without = clocked(lambda: statuses(None, change, times, scores))
    rival = clocked(lambda: one_at_a_time(model, times, scores))
    return {
        "what": "status, early change, good-enough level and plateau of 60 clients by ors-gjenklang",
        "machine": machine(),
        "clients": CLIENTS,
        "ratings": len(clients.time),
        "runs": TIMES,
        "median_ms": {"with an expected course": round(with_model, 3), "without": round(without, 3)},
        "rival": {"what": "the expected course alone, one client at a time", "median_ms": round(rival, 3)},
        "ratio": round(with_model / rival, 3),
        "limits": {"median_ms_at_most": LIMIT_MS},
        "holds": with_model <= LIMIT_MS,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1, ensure_ascii=False))
