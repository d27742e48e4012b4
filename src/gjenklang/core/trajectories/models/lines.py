"""The expected course from the intake alone, for many people at once: the lines that a status is read against."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models.conformal import third_of
from gjenklang.core.trajectories.models.expected import ExpectedModel
from gjenklang.core.trajectories.models.process import Seen
from gjenklang.core.trajectories.models.ratings import Numbers, Unusable
from gjenklang.core.trajectories.models.turning import turning_once
from gjenklang.core.trajectories.rules import Line
from gjenklang.core.trajectories.status import ExpectedMark

__all__ = ["expected_marks"]

_LINES = (Line.BAND_50, Line.BAND_80, Line.BAND_90)


def expected_marks(
    model: ExpectedModel, times: Sequence[Sequence[float]], intake: Sequence[float], step: float = 1.0
) -> list[list[ExpectedMark]]:
    """Return what was expected at each rating of each person, from the first rating alone.

    The same curves as :func:`expected_course` with one rating seen. At the intake itself it is the intake.

    Parameters
    ----------
    model : ExpectedModel
    times : n sequences of float
        When each person's ratings were, rising, the intake first, in the model's unit; not all need be as many.
    intake : sequence of float, shape (n,)
        The first scores, in points.
    step : float
        What is one step of the instrument, in points; the marks are in steps.

    Raises
    ------
    Unusable
        Times that do not rise, or a score outside the range.

    References
    ----------
    As for :func:`expected_course`.

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.basis import Basis, Bend
    >>> from gjenklang.core.trajectories.models.conformal import Thirds
    >>> from gjenklang.core.trajectories.models.process import Process
    >>> from gjenklang.core.trajectories.models.scale import ScoreScale
    >>> process = Process(
    ...     Basis(Bend.LINEAR), np.array([20.0, 1.0]), np.zeros((2, 2)), np.eye(2) * [[9.0], [0.1]],
    ...     4.0, 4.0, 3.0, 0.0, 500, 3000)
    >>> factors = np.tile([0.67, 1.28, 1.64], (3, 1))
    >>> bands = Thirds(1, (50, 50, 50), factors, np.zeros((4, 3)), np.zeros((4, 3)))
    >>> model = ExpectedModel(ScoreScale(0, 40, Better.HIGHER), process, (15.0, 25.0), (bands,))
    >>> [[round(mark.lines[Line.MEDIAN]) for mark in one] for one in expected_marks(model, [[0, 1, 3]], [12.0], 0.1)]
    [[120, 149, 176]]
    """
    if not times:
        return []
    first = np.asarray(intake, dtype=float)
    when, real = _laid(times)
    process, scale = model.process, model.scale
    seen = Seen(when[:, :1], scale.forth(first)[:, None], np.ones((len(first), 1), dtype=np.bool_))
    mean, variance = process.ahead(seen, when)
    row = min(model.thirds, key=lambda one: one.seen)
    half = np.sqrt(variance)[:, None, :] * row.factors[third_of(first, model.cuts)][:, :, None]
    lows, median, highs = turning_once(mean[:, None] - half, mean, mean[:, None] + half)
    worse = scale.back(lows if scale.better is Better.HIGHER else highs) / step
    middle = scale.back(median) / step
    worse[:, :, 0], middle[:, 0] = first[:, None] / step, first / step
    curves = dict(zip((Line.MEDIAN, *_LINES), [middle, *worse.swapaxes(0, 1)], strict=True))
    plain = {line: values.tolist() for line, values in curves.items()}
    return [
        [
            ExpectedMark({line: values[person][place] for line, values in plain.items()})
            for place in range(many)
        ]
        for person, many in enumerate(real)
    ]


def _laid(times: Sequence[Sequence[float]]) -> tuple[Numbers, list[int]]:
    """Lay times side by side, shape (n, m), the last repeated where there are fewer; and how many are real."""
    many = [len(one) for one in times]
    if min(many) == 0:
        raise Unusable("someone has no rating at all.")
    if any(later <= earlier for one in times for earlier, later in pairwise(one)):
        raise Unusable("the times of a person must rise.")
    width = max(many)
    return np.array([[*one, *([one[-1]] * (width - len(one)))] for one in times], dtype=float), many
