"""Each person's own slope as an index of change, for files only.

The model rests on everyone in the file, so a person's index depends on who else is there.
"""

import numpy as np

from gjenklang.core.trajectories.models.growth import GrowthModel
from gjenklang.core.trajectories.models.ratings import Numbers, Ratings, Unusable

__all__ = ["own_slope_index", "relative_slope_index"]


def _needs_slopes(model: GrowthModel) -> None:
    if len(model.random_covariance) == 1:
        raise Unusable("people do not differ in slope in this model.")
    if model.random_covariance[1, 1] <= 1e-9 * model.residual:
        raise Unusable("the slopes of these people do not differ, so nobody has an index of their own.")


def relative_slope_index(model: GrowthModel, ratings: Ratings) -> Numbers:
    """Return how far each slope is from the *average* slope, in its conditional standard deviation, shape (n,).

    ``u1 / sqrt(Var(u1 | y))``, as the R package ``clinicalsignificance`` has it (method HLM). Beware: someone who
    got better more slowly than the others is called deteriorated. On HAM-D in Claus 2020 it calls 9 of 40 so, where
    nobody's own slope is reliably worse; :func:`own_slope_index` asks the question that was meant.

    Parameters
    ----------
    model : GrowthModel
        With random slopes, fitted by REML to these ratings.
    ratings : Ratings
        In the units of the model; the index is without unit.

    Raises
    ------
    Unusable
        No random slopes, or none that differ.

    References
    ----------
    Raudenbush & Bryk 2002, ISBN 978-0-7619-1904-9; Claus, Wager & Bonnet 2024, doi:10.18637/jss.v111.i01

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.basis import Basis, Bend
    >>> from gjenklang.core.trajectories.models.growth import fit_growth
    >>> person, time = np.repeat(np.arange(4), 3), np.tile([0.0, 1.0, 2.0], 4)
    >>> ratings = Ratings.of(person, time, np.array([10.0, 12, 15, 20, 21, 20, 12, 17, 22, 8, 8, 9]))
    >>> model = fit_growth(ratings, Basis(Bend.LINEAR))
    >>> relative_slope_index(model, ratings).round(1).tolist()
    [1.4, -5.6, 8.4, -4.2]
    """
    _needs_slopes(model)
    effects, covariance = model.own_effects(ratings)
    index: Numbers = effects[:, 1] / np.sqrt(covariance[:, 1, 1])
    return index


def own_slope_index(model: GrowthModel, ratings: Ratings) -> Numbers:
    """Return each person's own slope, fixed and random, in its standard error, shape (n,).

    ``(b1 + u1) / se``. The standard error is that of prediction: with C the conditional covariance of u, F that of
    the fixed effects and W = C Z'X / s², the variance of b1 + u1 - its estimate is
    ``(k - W'm)' F (k - W'm) + m'C m`` (k and m pick the slope; Henderson 1975, doi:10.2307/2529430).

    Parameters
    ----------
    model : GrowthModel
        With random slopes, fitted by REML to these ratings; without covariates that change with time.
    ratings : Ratings
        In the units of the model; the index is without unit.

    Raises
    ------
    Unusable
        No random slopes, or none that differ.

    References
    ----------
    Henderson 1975, doi:10.2307/2529430

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.basis import Basis, Bend
    >>> from gjenklang.core.trajectories.models.growth import fit_growth
    >>> person, time = np.repeat(np.arange(4), 3), np.tile([0.0, 1.0, 2.0], 4)
    >>> ratings = Ratings.of(person, time, np.array([10.0, 12, 15, 20, 21, 20, 12, 17, 22, 8, 8, 9]))
    >>> model = fit_growth(ratings, Basis(Bend.LINEAR))
    >>> own_slope_index(model, ratings).round(1).tolist()
    [7.1, 0.2, 14.1, 1.5]
    """
    _needs_slopes(model)
    effects, covariance = model.own_effects(ratings)
    fixed, own = model.design(ratings)
    starts = ratings.starts
    pulled = np.array(
        [[np.add.reduceat(one * other, starts) for other in fixed.T] for one in own.T]
    )  # shape (q, p, n)
    weight = np.einsum("ni,ipn->np", covariance[:, 1], pulled) / model.residual
    pick = np.zeros(fixed.shape[1])
    pick[1] = 1.0
    left = pick - weight
    variance = np.einsum("np,pr,nr->n", left, model.fixed_covariance, left) + covariance[:, 1, 1]
    index: Numbers = (model.fixed[1] + effects[:, 1]) / np.sqrt(variance)
    return index
