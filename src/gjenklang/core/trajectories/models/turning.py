"""Curves that turn at most once: what people read as a rise or a fall, and no more."""

import numpy as np

from gjenklang.core.trajectories.models.ratings import Numbers

__all__ = ["turning_once"]


def _cap(curve: Numbers) -> Numbers:
    """Return the least curve above that rises and then falls; along the last axis."""
    left = np.maximum.accumulate(curve, axis=-1)
    right = np.maximum.accumulate(curve[..., ::-1], axis=-1)[..., ::-1]
    return np.minimum(left, right)


def _cup(curve: Numbers) -> Numbers:
    """Return the greatest curve below that falls and then rises; along the last axis."""
    return -_cap(-curve)


#: Ways of bending (highs, median, lows) that keep one inside the other: a cap lies above and a cup below what it
#: came from, and each keeps the order of curves.
_WAYS = ((_cap, _cap, _cup), (_cap, _cup, _cup), (_cap, _cap, _cap), (_cup, _cup, _cup))


def turning_once(lows: Numbers, median: Numbers, highs: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Let every curve turn at most once, moving them as little as possible and keeping them nested.

    Parameters
    ----------
    lows, highs : array, shape (..., levels, f)
        For one person or many, each bent on its own.
    median : array, shape (..., f)

    Returns
    -------
    tuple of array
        Shapes and units as they came.

    References
    ----------
    Our own rule: ``docs/science/trajectories.md``

    Examples
    --------
    >>> median = np.array([0.0, 2.0, 1.0, 1.5])
    >>> turning_once(median[None] - 1, median, median[None] + 1)[1].tolist()
    [0.0, 2.0, 1.5, 1.5]
    """
    before = np.concatenate([lows, median[..., None, :], highs], axis=-2)
    edge = lows.shape[-2]
    parts = (slice(0, edge), slice(edge, edge + 1), slice(edge + 1, None))
    tried = []
    for high, middle, low in _WAYS:
        bent = [bend(before[..., part, :]) for bend, part in zip((low, middle, high), parts, strict=True)]
        tried.append(np.concatenate(bent, axis=-2))
    moved = [np.abs(one - before).sum(axis=(-2, -1)) for one in tried]
    best = np.argmin(moved, axis=0)
    chosen = np.choose(best[..., None, None], tried)
    return chosen[..., parts[0], :], chosen[..., edge, :], chosen[..., parts[2], :]
