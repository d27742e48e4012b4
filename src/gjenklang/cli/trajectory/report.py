"""What ``gjenklang trajectory`` prints."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gjenklang.cli.trajectory.reading import SAME_TIME, Read
from gjenklang.core.numerics import wilson
from gjenklang.core.trajectories.models import (
    LEVELS,
    MEANING,
    Coverage,
    Detection,
    Evaluation,
    ExpectedCourse,
    Judged,
)

__all__ = ["evaluation_report", "evaluation_words", "expected_rows", "expected_words", "fit_words"]


def evaluation_report(found: Evaluation, read: Read) -> dict[str, Any]:
    """Return an evaluation as plain values."""
    return {
        "n_read": read.n_read,
        "n_missing": read.n_missing,
        "n_people": found.n_people,
        "n_ratings": found.n_ratings,
        "same_time": {"rows": read.n_same_time, "rule": SAME_TIME},
        "folds": found.folds,
        "reliable_change": [round(one, 4) for one in found.reliable_change],
        "coverage": [_coverage(one) for one in found.coverage],
        "detection": [_judged(one) for one in found.judged],
    }


def _coverage(one: Coverage) -> dict[str, Any]:
    names = ("pooled", "lower third", "middle third", "upper third")
    return {
        "seen": one.seen,
        "bands": {
            name: {
                "n": one.n[place],
                **{f"{level:.0%}": _plain(one.held[place, at]) for at, level in enumerate(LEVELS)},
                "limits": {
                    f"{level:.0%}": [_plain(one.low[place, at]), _plain(one.high[place, at])]
                    for at, level in enumerate(LEVELS)
                },
            }
            for place, name in enumerate(names)
        },
    }


def _judged(one: Judged) -> dict[str, Any]:
    found = one.found
    return {
        "outcome": one.outcome.value,
        "seen": one.k,
        "n": found.n,
        "n_true": found.n_true,
        "base_rate": found.n_true / found.n,
        "auc": found.auc,
        "auc_low": one.low,
        "auc_high": one.high,
        "brier": found.brier,
        "calibration_slope": found.calibration_slope,
        "calibration_intercept": found.calibration_intercept,
        "sensitivity": _plain(found.sensitivity),
        "specificity": _plain(found.specificity),
        "ppv": _plain(found.ppv),
        **_limits(found),
        "lead_time": _plain(one.lead_time),
        "baselines": {
            rival.rival: {
                "auc": rival.auc_rival,
                "brier": rival.brier_rival,
                "auc_difference": rival.difference,
                "low": rival.low,
                "high": rival.high,
            }
            for rival in one.rivals
        },
    }


def _limits(found: Detection) -> dict[str, Any]:
    """Return Wilson's limits of sensitivity, specificity and PPV, with the people pointed out."""
    n_false = found.n - found.n_true
    right = round(found.sensitivity * found.n_true)
    wrong = n_false - round(found.specificity * n_false)
    counts = {
        "sensitivity": (right, found.n_true),
        "specificity": (n_false - wrong, n_false),
        "ppv": (right, right + wrong),
    }
    limits = {
        f"{name}_limits": [wilson(*count).low, wilson(*count).high] if count[1] else None
        for name, count in counts.items()
    }
    return {"n_pointed_out": right + wrong, **limits}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def fit_words(report: Mapping[str, Any]) -> str:
    """Say what was fitted."""
    people = (
        f"{report['n_people']} people, {report['n_ratings']} ratings ({report['n_missing']} rows left out without a "
        f"time or score; {report['n_same_time']} at the same time as another, all used)."
    )
    lines = [
        people,
        f"{report['method'].upper()}, -2 log-likelihood {report['criterion']:.4f}, ICC {report['icc']:.3f}",
    ]
    lines += [
        f"  {name:12} {one['estimate']:10.4f}  SE {one['se']:.4f}  ({one['estimate'] - 1.959964 * one['se']:.4f} to "
        f"{one['estimate'] + 1.959964 * one['se']:.4f}, Wald 95 %)"
        for name, one in report["fixed"].items()
    ]
    for name, one in report["variance"].items():
        lines += (
            []
            if one is None
            else [f"  {name + (' variance' if name != 'correlation' else ''):20} {one:10.4f}"]
        )
    return "\n".join(lines)


def evaluation_words(report: Mapping[str, Any]) -> str:
    """Say how bands and forecast did."""
    same = report["same_time"]["rows"]
    people = f"{report['n_people']} people, {report['n_ratings']} ratings"
    lines = [f"{people}; {same} rows at the same time as another: {SAME_TIME}."]
    for one in report["coverage"]:
        held = "; ".join(
            f"{name} {_percent(row['80%'])} % ({' to '.join(map(_percent, row['limits']['80%']))}, n {row['n']})"
            for name, row in one["bands"].items()
        )
        lines.append(f"80 % bands after {one['seen']}, 95 % limits from the spread between people: {held}")
    for one in report["detection"]:
        best = one["baselines"]["intake and latest"]
        area = f"AUC {one['auc']:.3f} ({one['auc_low']:.3f} to {one['auc_high']:.3f})"
        moved = f"{best['auc_difference']:+.3f} ({best['low']:+.3f} to {best['high']:+.3f}, bootstrap 95 %)"
        lines.append(
            f"{one['outcome']}, after {one['seen']} (n {one['n']}): {area}, intake and latest {best['auc']:.3f}, "
            f"difference {moved}; Brier {one['brier']:.4f} against {best['brier']:.4f}; "
            f"slope {one['calibration_slope']:.2f}, intercept {one['calibration_intercept']:+.2f}"
        )
        lines += _pointed_out(one)
    return "\n".join(lines)


def _pointed_out(one: Mapping[str, Any]) -> list[str]:
    """Say who was pointed out, and what the other baselines reached."""
    said = [
        f"{name} {_percent(one[name.lower()])} %"
        + (
            f" ({' to '.join(map(_percent, one[f'{name.lower()}_limits']))})"
            if one[name.lower()] is not None
            else ""
        )
        for name in ("sensitivity", "specificity", "PPV")
    ]
    lead = "–" if one["lead_time"] is None else f"{one['lead_time']:.1f}"
    rivals = ", ".join(f"{name} {rival['auc']:.3f}" for name, rival in one["baselines"].items())
    pointed = f"{one['n_pointed_out']} pointed out: {', '.join(said)} (Wilson 95 %)"
    return [
        f"  base rate {100 * one['base_rate']:.1f} %, {pointed}; median lead {lead}",
        f"  AUC of the baselines: {rivals}",
    ]


def expected_rows(course: ExpectedCourse) -> list[dict[str, Any]]:
    """Return median and bands at each time."""
    return [
        {
            "time": float(moment),
            "median": float(course.median[place]),
            "bands": {
                f"{level:.0%}": [float(side[place]) for side in course.bands[level]] for level in LEVELS
            },
        }
        for place, moment in enumerate(course.time)
    ]


def expected_words(about: Mapping[str, Any], n_people: int, rows: list[dict[str, Any]]) -> str:
    """Say what people like this are expected to score."""
    lines = [
        f"Model {about['data']}, version {about['version']}, {n_people} people, time in {about['time_unit']}.",
        f"{MEANING[0].upper() + MEANING[1:]}.",
    ]
    for row in rows:
        bands = "  ".join(f"{name} {low:5.1f} to {high:5.1f}" for name, (low, high) in row["bands"].items())
        lines.append(f"  {row['time']:7.2f}  median {row['median']:5.1f}  {bands}")
    return "\n".join(lines)
