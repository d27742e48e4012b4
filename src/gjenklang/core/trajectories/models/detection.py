"""How well a forecast of yes or no did: area, Brier, calibration, and the plain rivals it must beat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from scipy.stats import rankdata

from gjenklang.core.trajectories.models.ratings import Numbers, Unusable

__all__ = ["Detection", "area_under_curve", "calibration_line", "detection_of", "logistic"]

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Detection:
    """How a forecast did on n people it had not seen.

    Attributes
    ----------
    n, n_true : int
    auc, brier : float
    calibration_slope, calibration_intercept : float
        Of a logistic regression of what happened on the log odds forecast; 1 and 0 are perfect.
    cut : float
        The forecast from which someone is pointed out; the median one where folds have cuts of their own.
    sensitivity, specificity, ppv : float
        At ``cut``; the last at the base rate of these people, NaN when nobody is pointed out.
    """

    n: int
    n_true: int
    auc: float
    brier: float
    calibration_slope: float
    calibration_intercept: float
    cut: float
    sensitivity: float
    specificity: float
    ppv: float


def area_under_curve(truth: _Flags, forecast: Numbers) -> float:
    """Return the chance that a random yes is forecast higher than a random no; ties count half.

    ``(R - m(m + 1)/2) / (m k)``, R the sum of the ranks of the m who are a yes, k the others; a plain number from
    0 to 1.

    Parameters
    ----------
    truth : array of bool, shape (n,)
    forecast : array, shape (n,)
        In any unit: only its order counts.

    Raises
    ------
    Unusable
        When everybody is a yes, or everybody a no.

    References
    ----------
    Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747

    Examples
    --------
    >>> area_under_curve(np.array([True, True, False, False]), np.array([0.9, 0.4, 0.4, 0.1]))
    0.875
    """
    yes = int(truth.sum())
    no = len(truth) - yes
    if not yes or not no:
        raise Unusable("an area needs people of both kinds.")
    ranks = rankdata(forecast)
    return float((ranks[truth].sum() - yes * (yes + 1) / 2) / (yes * no))


def logistic(columns: Numbers, truth: Numbers, ridge: float = 1e-6) -> Numbers:
    """Return the coefficients of a logistic regression, intercept first, by Newton's method.

    ``logit P(truth) = b0 + columns b``, shape (c + 1,), in log odds for one unit of a column.

    Parameters
    ----------
    columns : array, shape (n, c)
    truth : array, shape (n,)
        0 or 1.
    ridge : float
        A whisper of a penalty on all but the intercept, so that separated groups have an answer.

    Raises
    ------
    Unusable
        When it does not settle: a coefficient is not finite.

    References
    ----------
    McCullagh & Nelder 1989, doi:10.1007/978-1-4899-3242-6, chapter 4

    Examples
    --------
    >>> column, truth = np.array([[0.0], [0], [0], [1], [1], [1]]), np.array([0.0, 0, 1, 0, 1, 1])
    >>> logistic(column, truth).round(3).tolist()
    [-0.693, 1.386]
    """
    design = np.column_stack([np.ones(len(truth)), columns])
    penalty = np.diag([0.0, *[ridge] * columns.shape[1]])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        chance = expit(design @ beta)
        weight = np.maximum(chance * (1 - chance), 1e-10)
        score = design.T @ (truth - chance) - penalty @ beta
        step = np.linalg.solve((design * weight[:, None]).T @ design + penalty, score)
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-10:
            return beta
    if not np.isfinite(beta).all():
        raise Unusable("the logistic regression does not settle.")
    return beta


def calibration_line(truth: _Flags, forecast: Numbers) -> tuple[float, float]:
    """Return slope and intercept of what happened on the log odds forecast; 1 and 0 are perfect.

    ``logit P(truth) = intercept + slope * logit(forecast)``: plain numbers, the intercept in log odds, the slope
    without unit.

    Parameters
    ----------
    truth : array of bool, shape (n,)
    forecast : array, shape (n,)
        Chances, kept within 1e-6 of 0 and 1.

    Raises
    ------
    Unusable
        When the regression does not settle.

    References
    ----------
    Cox 1958, doi:10.1093/biomet/45.3-4.562; Van Calster et al. 2019, doi:10.1186/s12916-019-1466-7

    Examples
    --------
    >>> truth = np.array([True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    >>> slope, intercept = calibration_line(truth, np.repeat([0.8, 0.2], 10))
    >>> round(slope, 3), abs(round(intercept, 3))
    (1.0, 0.0)
    """
    kept = np.clip(forecast, 1e-6, 1 - 1e-6)
    intercept, slope = logistic(np.log(kept / (1 - kept))[:, None], truth.astype(float))
    return float(slope), float(intercept)


def detection_of(truth: _Flags, forecast: Numbers, cut: float | Numbers) -> Detection:
    """Judge a forecast against what happened.

    Parameters
    ----------
    truth : array of bool, shape (n,)
    forecast : array, shape (n,)
        Chances from 0 to 1.
    cut : float or array, shape (n,)
        Where someone is pointed out; chosen on other people.

    Returns
    -------
    Detection
        Plain numbers; area, sensitivity, specificity and ppv from 0 to 1, Brier's score ``mean((forecast - truth)²)``.

    Raises
    ------
    Unusable
        When everybody is a yes or everybody a no, or the calibration does not settle.

    References
    ----------
    Those of :func:`area_under_curve` and :func:`calibration_line`

    Examples
    --------
    >>> found = detection_of(np.array([True, True, False, False]), np.array([0.9, 0.4, 0.6, 0.1]), 0.5)
    >>> found.auc, found.sensitivity, found.ppv, round(found.brier, 4)
    (0.75, 0.5, 0.5, 0.185)
    """
    slope, intercept = calibration_line(truth, forecast)
    pointed = forecast >= cut
    return Detection(
        len(truth),
        int(truth.sum()),
        area_under_curve(truth, forecast),
        float(np.mean((forecast - truth) ** 2)),
        slope,
        intercept,
        float(np.median(cut)),
        float(pointed[truth].mean()),
        float((~pointed[~truth]).mean()),
        float(truth[pointed].mean()) if pointed.any() else float("nan"),
    )
