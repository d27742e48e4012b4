"""The scale a course is modelled on: bounded scores become numbers that noise is even on."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models.ratings import Numbers, Unusable

__all__ = ["Bending", "ScoreScale"]


class Bending(StrEnum):
    """How distance from the good end is bent before a normal model is laid on it."""

    NONE = "none"
    ROOT = "root"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """The instrument's range and direction, and the bending used for a model.

    ``root``: sqrt(d + c); ``log``: log(d + c), where d is the distance from the good end (low - good) in points and
    c = ``offset``. Where the bent values would be turned (a higher score is better) the sign is turned back, so
    that higher on the scale is a higher score.

    Attributes
    ----------
    low, high : float
        The instrument's range.
    better : Better
    bending : Bending
    offset : float

    Examples
    --------
    >>> scale = ScoreScale(0, 63, Better.LOWER, Bending.ROOT)
    >>> scale.forth(np.array([0.0, 8.0])).tolist(), scale.back(np.array([3.0, -2.0])).tolist()
    ([1.0, 3.0], [8.0, 0.0])
    """

    low: float
    high: float
    better: Better
    bending: Bending = Bending.NONE
    offset: float = 1.0

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise Unusable(
                f"the range must go from a lower to a higher number, not {self.low} to {self.high}."
            )

    @property
    def _turned(self) -> bool:
        return self.better is Better.HIGHER

    def _distance(self, score: Numbers) -> Numbers:
        return self.high - score if self._turned else score - self.low

    def forth(self, score: Numbers) -> Numbers:
        """Return scores on the model's scale, rising with the score; same shape.

        Raises
        ------
        Unusable
            A score outside the instrument's range.
        """
        outside = (score < self.low) | (score > self.high)
        if outside.any():
            raise Unusable(
                f"a score of {score[outside][0]:g} is outside the range {self.low:g} to {self.high:g}."
            )
        if self.bending is Bending.NONE:
            return score.astype(float)
        moved = self._distance(score) + self.offset
        bent = np.sqrt(moved) if self.bending is Bending.ROOT else np.log(moved)
        return -bent if self._turned else bent

    def back(self, value: Numbers) -> Numbers:
        """Return scores from the model's scale, kept inside the range; rising with ``value``, same shape."""
        if self.bending is Bending.NONE:
            return np.clip(value, self.low, self.high)
        bent = -value if self._turned else value
        moved = np.maximum(bent, 0) ** 2 if self.bending is Bending.ROOT else np.exp(np.minimum(bent, 700))
        distance = moved - self.offset
        score = self.high - distance if self._turned else distance + self.low
        return np.clip(score, self.low, self.high)

    def log_jacobian(self, score: Numbers) -> float:
        """Return the sum of log(d forth / d score), which makes likelihoods on different scales comparable."""
        if self.bending is Bending.NONE:
            return 0.0
        moved = self._distance(score) + self.offset
        each = -np.log(2 * np.sqrt(moved)) if self.bending is Bending.ROOT else -np.log(moved)
        return float(each.sum())
