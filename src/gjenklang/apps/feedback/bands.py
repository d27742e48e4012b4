"""Work the bands of an expected course out, once for every score at the start; with numpy, so no web worker does it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from gjenklang.core.trajectories.models import expected_course, expected_of

__all__ = ["LAST", "bands_of"]

#: How far the bands reach, in steps of the model's time.
LAST = {"sessions": 40, "weeks": 60, "days": 420}
#: Days are kept a week apart.
_APART = {"days": 7}


def bands_of(
    document: Mapping[str, Any], counted_in: str, *, invented_allowed: bool = False
) -> dict[int, list[list[float]]]:
    """Return, for each whole score at the start, the bands at each later time.

    Parameters
    ----------
    document : mapping
        What ``gjenklang trajectory fit`` writes.
    counted_in : str
        ``sessions``, ``weeks`` or ``days``: what one step of the model's time is. It is counted from the first rating,
        whatever number that has in the model.
    invented_allowed : bool
        Whether this is the demo.

    Returns
    -------
    dict of int to list
        For each time from 1 (a session, or a week): low and high of 80 %, low and high of 50 %, and the median, in
        units, one decimal.

    Raises
    ------
    gjenklang.core.trajectories.models.Unusable
        A document that cannot be used, with one sentence.
    """
    model = expected_of(document, invented_allowed=invented_allowed)
    ahead = np.arange(1, LAST[counted_in] // _APART.get(counted_in, 1) + 1, dtype=float)
    ahead *= _APART.get(counted_in, 1)
    found = {}
    for start in range(round(model.scale.low), round(model.scale.high) + 1):
        course = expected_course(
            model, np.array([model.begins]), np.array([float(start)]), model.begins + ahead
        )
        columns = (*course.bands[0.8], *course.bands[0.5], course.median)
        found[start] = np.round(np.array(columns).T, 1).tolist()
    return found
