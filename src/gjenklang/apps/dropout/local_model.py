"""Fit and judge a local model of drop-out. Brings numpy and scipy, so the background worker alone loads it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gjenklang.apps.dropout.queries.landmarks import FACTORS, Landmark
from gjenklang.core.dropout.staying import HazardModel, Unfollowed, fit_hazard
from gjenklang.core.trajectories.models import Unusable, area_under_curve, detection_of

try:
    from gjenklang.core.dropout.proportional import cox
except ImportError:  # lifelines is an extra
    cox = None  # type: ignore[assignment]

__all__ = ["EVENTS_FOR_EACH", "FEWEST_JUDGED", "HORIZON", "TooFew", "fitted_and_judged"]

#: How many weeks after the landmark are looked at.
HORIZON = 26
#: Drop-outs for each factor that the fit needs, and among the newest courses that it is judged on.
EVENTS_FOR_EACH, FEWEST_JUDGED = 10, 10
#: A group is judged by itself with so many drop-outs and so many others.
FEWEST_IN_GROUP = 5

Figures = dict[str, Any]
_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]


class TooFew(ValueError):  # noqa: N818 - the house names what went wrong
    """There are too few closed courses or too few drop-outs to fit and judge."""


def fitted_and_judged(people: Sequence[Landmark]) -> Figures:
    """Fit on the older two thirds, judge on the newest third, and fit once more on all.

    Parameters
    ----------
    people
        Oldest first.

    Returns
    -------
    dict
        ``n``, ``factors`` (of the fit on all: log odds a week for one standard deviation, with its interval),
        ``left_out``, ``judged`` (area with a bootstrap interval, Brier's score beside that of the base rate,
        calibration, sensitivity, specificity and positive predictive value at the local base rate, groups), ``cox``
        with its checks where lifelines is installed.

    Raises
    ------
    TooFew
        When there is not enough to say anything.
    """
    if not people:
        raise TooFew
    names, values = _table(people)
    weeks = np.array([min(one.weeks, HORIZON) for one in people])
    event = np.array([one.broken_off and one.weeks <= HORIZON for one in people])
    old = np.arange(len(people)) < 2 * len(people) // 3
    enough = event[old].sum() >= EVENTS_FOR_EACH * len(names) and event[~old].sum() >= FEWEST_JUDGED
    if not enough or event[~old].all():
        raise TooFew
    try:
        model = fit_hazard(values[old], names, weeks[old], event[old])
        whole = fit_hazard(values, names, weeks, event)
        judged = _judged(model, (values, event, old), people)
    except (Unfollowed, Unusable) as wrong:
        raise TooFew from wrong
    return {
        "n": len(people),
        "broken_off": int(event.sum()),
        "factors": _factors(whole),
        "left_out": [name for name in FACTORS if name not in names],
        "judged": judged,
        "cox": _cox(values, names, weeks, event),
    }


def _table(people: Sequence[Landmark]) -> tuple[list[str], _Numbers]:
    """The factors that most are known by and that vary; what is not known of someone stands at the others' middle."""
    columns = {}
    for name in FACTORS:
        given = [one.factors[name] for one in people]
        known = np.array([np.nan if one is None else one for one in given], dtype=float)
        if np.isfinite(known).mean() < 0.5 or np.nanstd(known) == 0:
            continue
        columns[name] = np.where(np.isfinite(known), known, np.nanmean(known))
    if not columns:
        raise TooFew
    return list(columns), np.column_stack(list(columns.values()))


def _factors(model: HazardModel) -> list[Figures]:
    rows = zip(model.names[1:], model.coefficient[2:], model.se[2:], model.centre, model.spread, strict=True)
    return [
        {
            "name": name,
            "log_odds": float(value),
            "low": float(value - 1.96 * se),
            "high": float(value + 1.96 * se),
            "centre": float(centre),
            "spread": float(spread),
        }
        for name, value, se, centre, spread in rows
    ]


def _judged(model: HazardModel, data: tuple[_Numbers, _Flags, _Flags], people: Sequence[Landmark]) -> Figures:
    values, event, old = data
    chance, trained = model.chance(values[~old], HORIZON), model.chance(values[old], HORIZON)
    truth = event[~old]
    cut = float(np.quantile(trained, 1 - event[old].mean()))
    found = detection_of(truth, chance, cut)
    low, high = _limits(truth, chance)
    newest = [one for one, is_old in zip(people, old, strict=True) if not is_old]
    return {
        "n": found.n,
        "broken_off": found.n_true,
        "fitted_until": max(
            one.started for one, is_old in zip(people, old, strict=True) if is_old
        ).isoformat(),
        "auc": found.auc,
        "auc_low": low,
        "auc_high": high,
        "brier": found.brier,
        "brier_base": float(np.mean((event[old].mean() - truth) ** 2)),
        "slope": found.calibration_slope,
        "intercept": found.calibration_intercept,
        "sensitivity": found.sensitivity,
        "specificity": found.specificity,
        "ppv": found.ppv if np.isfinite(found.ppv) else None,
        "base_rate": float(truth.mean()),
        "groups": _groups(newest, truth, chance),
    }


def _limits(truth: _Flags, chance: _Numbers) -> tuple[float, float]:
    """Bootstrap limits of the area, by person."""
    draw, found = np.random.default_rng(1), []
    for _ in range(1000):
        drawn = draw.integers(0, len(truth), len(truth))
        if 0 < truth[drawn].sum() < len(drawn):
            found.append(area_under_curve(truth[drawn], chance[drawn]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def _groups(people: Sequence[Landmark], truth: _Flags, chance: _Numbers) -> list[Figures]:
    """How well it does in each unit, and among young and others, where there are enough to say."""
    sorts = {one.unit: np.array([each.unit == one.unit for each in people]) for one in people}
    for name, value in (("young", 1.0), ("not young", 0.0)):
        sorts[name] = np.array([each.factors["young"] == value for each in people])
    enough = {
        name: part
        for name, part in sorts.items()
        if truth[part].sum() >= FEWEST_IN_GROUP and (~truth[part]).sum() >= FEWEST_IN_GROUP
    }
    return [
        {"name": name, "n": int(part.sum()), "auc": area_under_curve(truth[part], chance[part])}
        for name, part in enough.items()
    ]


def _cox(
    values: _Numbers, names: Sequence[str], weeks: NDArray[np.int64], event: _Flags
) -> list[Figures] | None:
    if cox is None:
        return None
    spread = values.std(axis=0)
    found = cox(weeks.astype(float), event, values / spread, names)
    return [
        {
            "name": name,
            "hazard_ratio": float(found.hazard_ratio[place]),
            "low": float(found.low[place]),
            "high": float(found.high[place]),
            "check_p": float(found.check_p[place]),
        }
        for place, name in enumerate(names)
    ]
