"""Is a change more than measurement error? Jacobson & Truax's standard errors, in plain numbers."""

from math import isfinite, sqrt
from statistics import NormalDist

__all__ = [
    "critical_value",
    "false_gain_share",
    "reliable_change_index",
    "reliable_change_threshold",
    "standard_error_of_difference",
    "standard_error_of_measurement",
]


def critical_value(confidence: float = 0.95) -> float:
    """Return the two-sided normal quantile ``Phi⁻¹((1 + confidence) / 2)``, 1.959964 for 95 % (unrounded).

    Parameters
    ----------
    confidence : float
        Between 0 and 1, both excluded.

    Returns
    -------
    float
        In standard errors, a plain number.

    Raises
    ------
    ValueError
        When the confidence is not between 0 and 1.

    Examples
    --------
    >>> round(critical_value(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def standard_error_of_measurement(sd: float, reliability: float) -> float:
    """Return ``sd * sqrt(1 - reliability)``, in the units of ``sd``.

    Parameters
    ----------
    sd : float
        Standard deviation, above 0. Which one (the sample's first score, a norm's) is the caller's to name.
    reliability : float
        From 0 to 1. Which one (alpha, retest) is the caller's to name.

    Raises
    ------
    ValueError
        When the SD is not above 0 or the reliability not from 0 to 1.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> round(standard_error_of_measurement(7.5, 0.80), 3)
    3.354
    """
    if not (isfinite(sd) and sd > 0):
        raise ValueError(f"the standard deviation must be above 0, not {sd}.")
    if not 0 <= reliability <= 1:
        raise ValueError(f"reliability must be from 0 to 1, not {reliability}.")
    return sd * sqrt(1 - reliability)


def standard_error_of_difference(sd: float, reliability: float) -> float:
    """Return ``sqrt(2) * SEM``, the error of a difference of two scores, in the units of ``sd``; parameters as the SEM.

    Raises
    ------
    ValueError
        As :func:`standard_error_of_measurement`.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> round(standard_error_of_difference(7.5, 0.80), 3)
    4.743
    """
    return sqrt(2) * standard_error_of_measurement(sd, reliability)


def reliable_change_index(first: float, last: float, s_diff: float) -> float:
    """Return ``(last - first) / s_diff``, a plain number without unit.

    Parameters
    ----------
    first, last, s_diff : float
        In the same units, ``s_diff`` above 0.

    Raises
    ------
    ValueError
        When ``s_diff`` is not above 0.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> round(reliable_change_index(32.5, 47.5, standard_error_of_difference(7.5, 0.80)), 3)
    3.162
    """
    if not s_diff > 0:
        raise ValueError(f"the standard error of the difference must be above 0, not {s_diff}.")
    return (last - first) / s_diff


def reliable_change_threshold(sd: float, reliability: float, confidence: float = 0.95) -> float:
    """Return the raw change that is beyond error, ``critical_value * S_diff``, in the units of ``sd``.

    Parameters
    ----------
    sd, reliability : float
        As :func:`standard_error_of_measurement`.
    confidence : float
        Between 0 and 1, both excluded.

    Raises
    ------
    ValueError
        When one of them is out of range.

    References
    ----------
    Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> round(reliable_change_threshold(7.75, 0.93), 1)
    5.7
    """
    return critical_value(confidence) * standard_error_of_difference(sd, reliability)


def false_gain_share(threshold: float, sd: float, retest: float) -> float:
    """Return how often noise alone gains ``threshold`` or more, ``1 - Phi(k / (sd * sqrt(2(1 - r))))``.

    Parameters
    ----------
    threshold, sd : float
        In the same units.
    retest : float
        Correlation of two scores with no true change between them, from 0 to below 1.

    Returns
    -------
    float
        A share from 0 to 0.5 of pairs.

    Raises
    ------
    ValueError
        When the SD is not above 0 or the correlation not from 0 to below 1.

    References
    ----------
    By the standard error of a difference of Jacobson & Truax 1991, doi:10.1037/0022-006X.59.1.12

    Examples
    --------
    >>> round(false_gain_share(5, 7.75, 0.80), 2)
    0.15
    """
    return 1 - NormalDist().cdf(reliable_change_index(0, threshold, standard_error_of_difference(sd, retest)))
