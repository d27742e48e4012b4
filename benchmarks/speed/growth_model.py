"""Linear mixed models: 10,000 episodes beside statsmodels, then a million episodes and half a million.

The same ratings, the same model (random intercept and slope, REML); the rival is asked once, we five times. The rival's
own stopping rule leaves its variances two decimals from the top, so the numbers are compared with a second, tighter
fit of it that is not timed.
"""

import json
import time
import warnings
from importlib.metadata import version
from statistics import median

import numpy as np
from machine import machine
from statsmodels.regression.mixed_linear_model import MixedLM

from gjenklang.core.trajectories.models import Basis, Bend, GrowthModel, Ratings, fit_growth

__all__ = ["main"]

LIMIT_GROWTH = 2.3  # twice the people: no worse than n, with what a shared machine wavers by
LIMIT_RATIO, LIMIT_SECONDS = 50.0, 30.0


def invented(n: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw n episodes of 1 to 15 sessions, about eight ratings each."""
    chance = np.random.default_rng(seed)
    count = chance.integers(1, 16, n)
    person = np.repeat(np.arange(n), count)
    session = (np.arange(len(person)) - np.repeat(np.cumsum(count) - count, count)).astype(float)
    own = chance.multivariate_normal([0, 0], [[40.0, -4.0], [-4.0, 5.0]], n)[person]
    bend = np.log1p(session)
    score = 17.5 + 4.0 * bend + own[:, 0] + own[:, 1] * bend + chance.normal(0, 4.2, len(person))
    return person, session, score


def ours(ratings: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[float, GrowthModel]:
    """Time one fit, the sums over people included."""
    begun = time.perf_counter()
    model = fit_growth(Ratings.of(*ratings), Basis(Bend.LOG1P))
    return time.perf_counter() - begun, model


def rival(ratings: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[float, object]:
    """Time statsmodels on the same ratings, then fit it again to the top."""
    person, session, score = ratings
    design = np.column_stack([np.ones(len(score)), np.log1p(session)])
    begun = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = MixedLM(score, design, person, exog_re=design)
        model.fit(reml=True)
        seconds = time.perf_counter() - begun
        return seconds, model.fit(reml=True, method="bfgs", gtol=1e-9, maxiter=1000)


def main() -> None:
    """Print the result as JSON."""
    few = invented(10_000, 1)
    own = [ours(few) for _ in range(5)]
    seconds, model = median([one for one, _ in own]), own[0][1]
    other, fitted = rival(few)
    fixed = float(np.abs(model.fixed - fitted.fe_params).max())
    spread = float(np.abs(model.random_covariance - np.asarray(fitted.cov_re)).max())
    half, _ = ours(invented(500_000, 2))
    many = invented(1_000_000, 3)
    whole, large = ours(many)
    print(
        json.dumps(
            {
                "what": "mixed model with random intercept and slope, REML, about eight ratings an episode",
                "machine": machine() | {"numpy": np.__version__},
                "ten_thousand": {"seconds": round(seconds, 4), "ratings": len(few[0])},
                "rival": {
                    "what": f"statsmodels {version('statsmodels')} MixedLM",
                    "seconds": round(other, 2),
                },
                "ratio": round(other / seconds, 1),
                "largest_difference": {
                    "fixed": fixed,
                    "variance": spread,
                    "residual": abs(model.residual - fitted.scale),
                },
                "half_a_million": {"seconds": round(half, 2)},
                "a_million": {
                    "seconds": round(whole, 2),
                    "ratings": large.n_ratings,
                    "times_half_a_million": round(whole / half, 2),
                },
                "limits": {
                    "ratio_at_least": LIMIT_RATIO,
                    "a_million_seconds_at_most": LIMIT_SECONDS,
                    "times_half_a_million_at_most": LIMIT_GROWTH,
                    "fixed_to": 1e-4,
                    "variance_to": 1e-3,
                },
                "holds": bool(
                    other / seconds >= LIMIT_RATIO
                    and whole <= LIMIT_SECONDS
                    and whole / half <= LIMIT_GROWTH
                    and fixed < 1e-4
                    and spread < 1e-3
                ),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
