"""Who will be lost? A discrete-time hazard on CTN-0094: fitted on two trials, judged on the third.

*Lost* is four missing screens in a row, complete after the landmark; it is called that, and not leaving. Only letters
up to the landmark are looked at. The data lie beside the checkout (``GJENKLANG_SHARED``, else ``../shared``). Prints
JSON; ``--table`` prints the table of README.md from the JSON on standard input.
"""

import csv
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from gjenklang.core.dropout.endpoints import longest_run
from gjenklang.core.dropout.staying import fit_hazard
from gjenklang.core.trajectories.models import area_under_curve, detection_of, logistic

__all__ = ["main", "table"]

ROOT = Path(__file__).resolve().parents[2]
LANDMARKS, HORIZON, RUN = (4, 6, 8), 15, 4
FACTORS = ("missing at the end", "share missing", "share positive", "age", "man")

HEAD = (
    "| landmark | judged on | n | lost | AUC | missing just now | difference (bootstrap 95 %) | Brier / its "
    "| slope | intercept | sens. | spec. | PPV | women / men | under 30 / over |"
)


def read(name: str) -> list[dict[str, str]]:
    """Read one of the tables."""
    shared = Path(os.environ.get("GJENKLANG_SHARED", ROOT.parent / "shared"))
    with (shared / "data" / "ctn0094" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def complete(word: str) -> int:
    """The week in which the first four missing screens in a row are complete; 0 when there are none."""
    place = word.find("o" * RUN)
    return place + RUN if place >= 0 else 0


def factors(word: str, landmark: int, age: float, *, man: bool) -> list[float]:
    """What is known at the landmark."""
    seen = word[:landmark]
    return [
        float(len(seen) - len(seen.rstrip("o"))),
        seen.count("o") / landmark,
        (seen.count("+") + seen.count("*")) / landmark,
        age,
        float(man),
    ]


def people(landmark: int) -> dict[str, np.ndarray]:
    """Everyone who was not lost by the landmark and has an age: factors, weeks followed, lost or not, and trial."""
    project = {row["who"]: row["project"] for row in read("everybody.csv")}
    known = {row["who"]: row for row in read("demographics.csv")}
    rows, time, event, trial = [], [], [], []
    for row in read("use_pattern_words.csv"):
        word, one = row["usePatternUDS"][:HORIZON], known[row["who"]]
        if longest_run(word[:landmark], "o") >= RUN or one["age"] in {"", "NA"} or len(word) <= landmark:
            continue
        lost = complete(word)
        rows.append(factors(word, landmark, float(one["age"]), man=one["is_male"] == "Yes"))
        time.append((lost or len(word)) - landmark)
        event.append(lost > 0)
        trial.append(project[row["who"]])
    return {
        "factors": np.array(rows),
        "time": np.array(time),
        "event": np.array(event),
        "trial": np.array(trial),
    }


def judged(found: dict[str, np.ndarray], held: str, landmark: int) -> dict[str, object]:
    """Fit on the two other trials, judge on this one, beside one plain rival: how many are missing just now."""
    own, other = found["trial"] == held, found["trial"] != held
    model = fit_hazard(found["factors"][other], FACTORS, found["time"][other], found["event"][other])
    chance, trained = (model.chance(found["factors"][part], HORIZON - landmark) for part in (own, other))
    cut = float(np.quantile(trained, 1 - found["event"][other].mean()))
    truth = found["event"][own]
    result = detection_of(truth, chance, cut)
    intercept, slope = logistic(found["factors"][other][:, :1], found["event"][other].astype(float))
    rival = 1 / (1 + np.exp(-(intercept + slope * found["factors"][own][:, 0])))
    low, high = limits(truth, chance, rival)
    women = found["factors"][own][:, 4] == 0
    young = found["factors"][own][:, 3] < 30
    groups = {"women": women, "men": ~women, "under 30": young, "30 and over": ~young}
    return {
        "landmark": landmark,
        "held_out": held,
        "n": result.n,
        "lost": result.n_true,
        "auc": result.auc,
        "brier": result.brier,
        "calibration_slope": result.calibration_slope,
        "calibration_intercept": result.calibration_intercept,
        "sensitivity": result.sensitivity,
        "specificity": result.specificity,
        "ppv": result.ppv,
        "rival": {
            "auc": area_under_curve(truth, rival),
            "brier": float(np.mean((rival - truth) ** 2)),
            "difference_low": low,
            "difference_high": high,
        },
        "groups": {
            name: {"n": int(part.sum()), "auc": area_under_curve(truth[part], chance[part])}
            for name, part in groups.items()
        },
        "factors": {
            name: [float(one), float(se)]
            for name, one, se in zip(model.names, model.coefficient[1:], model.se[1:], strict=True)
        },
    }


def limits(truth: np.ndarray, chance: np.ndarray, rival: np.ndarray) -> tuple[float, float]:
    """Bootstrap limits, by person, of the area less the rival's."""
    draw = np.random.default_rng(1)
    found = []
    for _ in range(1000):
        drawn = draw.integers(0, len(truth), len(truth))
        found.append(
            area_under_curve(truth[drawn], chance[drawn]) - area_under_curve(truth[drawn], rival[drawn])
        )
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    """Judge each trial at each landmark."""
    rows = []
    for landmark in LANDMARKS:
        found = people(landmark)
        rows += [judged(found, held, landmark) for held in sorted(set(found["trial"]))]
    print(
        json.dumps(
            {
                "what": f"four missing screens in a row by week {HORIZON}, from the letters up to the landmark",
                "date": datetime.now(UTC).date().isoformat(),
                "rows": rows,
            },
            indent=1,
        )
    )


def table(found: dict[str, object]) -> str:
    """Lay the figures out for a reader."""
    lines = [
        HEAD,
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in found["rows"]:
        rival, groups = one["rival"], one["groups"]
        lines.append(
            f"| week {one['landmark']} | CTN-{one['held_out']} | {one['n']} | {100 * one['lost'] / one['n']:.1f} % "
            f"| **{one['auc']:.3f}** | {rival['auc']:.3f} | {one['auc'] - rival['auc']:+.3f} "
            f"({rival['difference_low']:+.3f} to {rival['difference_high']:+.3f}) "
            f"| {one['brier']:.4f} / {rival['brier']:.4f} | {one['calibration_slope']:.2f} "
            f"| {one['calibration_intercept']:+.2f} | {one['sensitivity']:.2f} | {one['specificity']:.2f} "
            f"| {one['ppv']:.2f} | {groups['women']['auc']:.2f} / {groups['men']['auc']:.2f} "
            f"| {groups['under 30']['auc']:.2f} / {groups['30 and over']['auc']:.2f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if "--table" in sys.argv:
        print(table(json.load(sys.stdin)))
    else:
        main()
