"""Where is it going: mixed models of growth, the expected course with its bands, and how well a forecast does.

Fitting needs scipy; a web worker imports :mod:`gjenklang.core.trajectories.status` and the document readers only when
a model is opened.
"""

from gjenklang.core.trajectories.basis import Basis, Bend
from gjenklang.core.trajectories.conformal import LEVELS, Thirds, factor_of, third_of
from gjenklang.core.trajectories.detection import (
    Detection,
    area_under_curve,
    calibration_line,
    detection_of,
    logistic,
)
from gjenklang.core.trajectories.documents import (
    FORMAT,
    About,
    InventedModel,
    expected_of,
    forecast_of,
    growth_part,
    model_document,
)
from gjenklang.core.trajectories.evaluation import Coverage, Difference, Evaluation, Judged, evaluate
from gjenklang.core.trajectories.expected import (
    LEAST_EPISODES,
    MEANING,
    ExpectedCourse,
    ExpectedModel,
    expected_course,
    fit_expected,
)
from gjenklang.core.trajectories.forecast import (
    RIVALS,
    Case,
    Cases,
    Forecast,
    Outcome,
    cases_of,
    fit_forecast,
    local_reliable_change,
)
from gjenklang.core.trajectories.growth import Criterion, GrowthModel, RandomPart, fit_growth
from gjenklang.core.trajectories.process import Process, Seen, fit_process
from gjenklang.core.trajectories.ratings import Ratings, Unusable
from gjenklang.core.trajectories.scale import Bending, ScoreScale
from gjenklang.core.trajectories.slopes import own_slope_index, relative_slope_index

__all__ = [
    "FORMAT",
    "LEAST_EPISODES",
    "LEVELS",
    "MEANING",
    "RIVALS",
    "About",
    "Basis",
    "Bend",
    "Bending",
    "Case",
    "Cases",
    "Coverage",
    "Criterion",
    "Detection",
    "Difference",
    "Evaluation",
    "ExpectedCourse",
    "ExpectedModel",
    "Forecast",
    "GrowthModel",
    "InventedModel",
    "Judged",
    "Outcome",
    "Process",
    "RandomPart",
    "Ratings",
    "ScoreScale",
    "Seen",
    "Thirds",
    "Unusable",
    "area_under_curve",
    "calibration_line",
    "cases_of",
    "detection_of",
    "evaluate",
    "expected_course",
    "expected_of",
    "factor_of",
    "fit_expected",
    "fit_forecast",
    "fit_growth",
    "fit_process",
    "forecast_of",
    "growth_part",
    "local_reliable_change",
    "logistic",
    "model_document",
    "own_slope_index",
    "relative_slope_index",
    "third_of",
]
