"""Cox's proportional hazards by lifelines, with the checks it needs. Asks for the extra ``survival``."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter
from lifelines.exceptions import ConvergenceError, ConvergenceWarning
from lifelines.statistics import proportional_hazard_test
from numpy.typing import NDArray
from scipy.stats import rankdata

from gjenklang.core.dropout.staying import Unfollowed

__all__ = ["FEWEST_EVENTS", "Cox", "cox"]

_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]

#: Fewer exits for each covariate than this, and the coefficients and their intervals are not to be relied on.
FEWEST_EVENTS = 10


@dataclass(frozen=True, slots=True)
class Cox:
    """Hazard ratios of leaving, and whether they may be read as constant over time.

    Attributes
    ----------
    names : tuple of str
    coefficient, se : array
        Of the logarithm of the hazard, for one unit of each covariate.
    hazard_ratio, low, high, p : array
        Wald's interval and test.
    concordance : float
        Share of pairs that the model orders as they left; .5 is chance.
    log_likelihood : float
        Partial, ties by Efron.
    check_chi2, check_p : array
        Grambsch and Therneau's test that the hazard ratio is constant: one degree of freedom each, time as ranks.
    events_for_each : float
        Exits for each covariate; below ``FEWEST_EVENTS`` there are too few.
    n, n_events : int
    """

    names: tuple[str, ...]
    coefficient: _Numbers
    se: _Numbers
    hazard_ratio: _Numbers
    low: _Numbers
    high: _Numbers
    p: _Numbers
    concordance: float
    log_likelihood: float
    check_chi2: _Numbers
    check_p: _Numbers
    events_for_each: float
    n: int
    n_events: int


def cox(
    time: _Numbers, event: _Flags, covariates: _Numbers, names: Sequence[str], confidence: float = 0.95
) -> Cox:
    """Fit Cox's model of any exit; ties by Efron.

    Parameters
    ----------
    time : array, shape (n,)
        From the start to the exit, or to when last seen.
    event : array of bool, shape (n,)
        Whether it ended in an exit.
    covariates : array, shape (n, p)
    names : sequence of str, length p
    confidence : float
        Of the intervals.

    Returns
    -------
    Cox

    Raises
    ------
    Unfollowed
        When nobody left, a covariate is the same for all, two say the same, or one tells for certain who leaves.

    References
    ----------
    Cox 1972, doi:10.1111/j.2517-6161.1972.tb00899.x; Grambsch & Therneau 1994, doi:10.1093/biomet/81.3.515; lifelines

    Examples
    --------
    >>> time, event = np.arange(1.0, 9), np.ones(8, dtype=bool)
    >>> fitted = cox(time, event, np.array([[1.0], [0], [1], [1], [0], [1], [0], [0]]), ["young"])
    >>> round(float(fitted.hazard_ratio[0]), 2), fitted.n_events, fitted.events_for_each
    (3.1, 8, 8.0)
    """
    if not event.any():
        raise Unfollowed("nobody left, so there is nothing to compare.")
    same = [name for name, column in zip(names, covariates.T, strict=True) if np.ptp(column) == 0]
    if same:
        raise Unfollowed(f"{same[0]!r} is the same for everyone.")
    columns = [f"x{place}" for place in range(len(names))]
    table = pd.DataFrame(covariates, columns=columns).assign(time=time, event=event.astype(int))
    model = CoxPHFitter(alpha=1 - confidence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", ConvergenceWarning)
            model.fit(table, "time", "event")
            check = proportional_hazard_test(model, table, time_transform=_ranks)
    except (ConvergenceError, ConvergenceWarning):
        raise Unfollowed(
            "the model does not come to rest: two covariates say the same, or one tells for certain who leaves."
        ) from None
    summary = model.summary.loc[columns]
    ends = model.confidence_intervals_.loc[columns].to_numpy()
    return Cox(
        names=tuple(names),
        coefficient=summary["coef"].to_numpy(),
        se=summary["se(coef)"].to_numpy(),
        hazard_ratio=np.exp(summary["coef"].to_numpy()),
        low=np.exp(ends[:, 0]),
        high=np.exp(ends[:, 1]),
        p=summary["p"].to_numpy(),
        concordance=float(model.concordance_index_),
        log_likelihood=float(model.log_likelihood_),
        check_chi2=np.atleast_1d(check.test_statistic),
        check_p=np.atleast_1d(check.p_value),
        events_for_each=float(event.sum() / len(names)),
        n=len(time),
        n_events=int(event.sum()),
    )


def _ranks(time: "pd.Series[float]", event: "pd.Series[int]", _weight: object) -> "pd.Series[float]":
    """The rank of each exit's moment among the exits, ties in the middle: lifelines' own goes by the order of rows."""
    ranks = pd.Series(0.0, index=time.index)
    ranks[event == 1] = rankdata(time[event == 1])
    return ranks
