"""The expected course of a service's own people, for the count. Brings numpy: the background worker alone loads it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gjenklang.apps.dropout.queries.counted import Counted
from gjenklang.core.instruments import Better
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.trajectories import Line
from gjenklang.core.trajectories.models import Ratings, ScoreScale, Unusable, expected_marks, fit_expected

__all__ = ["with_expected"]


def with_expected(courses: Sequence[Counted]) -> list[Counted]:
    """Say of each course that has ended whether its last score was below what was expected from its first.

    Expected is the median course of those of the same form in this count, from the first score and the number of scores
    since. With fewer courses than a model may rest on (``core.trajectories.models.fit_expected``), nobody can be told.
    """
    below: dict[int, bool] = {}
    for form in sorted({one.form for one in courses if one.scores}):
        mine = [place for place, one in enumerate(courses) if one.form == form and one.scores]
        below |= dict(zip(mine, _below(form, [courses[place].scores for place in mine]), strict=False))
    return [
        one._replace(closed=replace(one.closed, below_course=below[place]))
        if place in below and one.ended and len(one.scores) > 1
        else one
        for place, one in enumerate(courses)
    ]


def _below(form: str, scores: Sequence[Sequence[float]]) -> list[bool]:
    """Whether each last score is on the worse side of its expected course; empty without a model."""
    instrument = in_catalogue(form)
    scale = instrument.scales[0]
    person = np.repeat(np.arange(len(scores)), [len(one) for one in scores])
    time = np.concatenate([np.arange(len(one), dtype=float) for one in scores])
    ratings = Ratings.of(person, time, np.concatenate([np.asarray(one, dtype=float) for one in scores]))
    try:
        model = fit_expected(
            ratings,
            ScoreScale(float(scale.minimum), float(scale.maximum), instrument.better),
            np.random.default_rng(1),
        )
        marks = expected_marks(model, [range(len(one)) for one in scores], [one[0] for one in scores])
    except Unusable:
        return []
    turned = 1 if instrument.better is Better.HIGHER else -1
    last = [one[-1].lines[Line.MEDIAN] for one in marks]
    return [turned * one[-1] < turned * expected for one, expected in zip(scores, last, strict=True)]
