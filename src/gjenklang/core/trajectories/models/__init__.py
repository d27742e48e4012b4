"""Where is it going: mixed models of growth, the expected course with its bands, and how well a forecast does.

With numpy and scipy; a web worker imports this part when a model is opened.
"""

from gjenklang.core.trajectories.models.basis import Basis, Bend
from gjenklang.core.trajectories.models.conformal import LEVELS, Thirds, factor_of, third_of
from gjenklang.core.trajectories.models.detection import (
    Detection,
    area_under_curve,
    calibration_line,
    detection_of,
    logistic,
)
from gjenklang.core.trajectories.models.documents import (
    FORMAT,
    About,
    InventedModel,
    expected_of,
    forecast_of,
    growth_part,
    model_document,
)
from gjenklang.core.trajectories.models.evaluation import Coverage, Difference, Evaluation, Judged, evaluate
from gjenklang.core.trajectories.models.expected import (
    LEAST_EPISODES,
    MEANING,
    ExpectedCourse,
    ExpectedModel,
    expected_course,
    fit_expected,
)
from gjenklang.core.trajectories.models.forecast import (
    RIVALS,
    Case,
    Cases,
    Forecast,
    Outcome,
    cases_of,
    fit_forecast,
    local_reliable_change,
)
from gjenklang.core.trajectories.models.growth import Criterion, GrowthModel, RandomPart, fit_growth
from gjenklang.core.trajectories.models.lines import expected_marks
from gjenklang.core.trajectories.models.process import Process, Seen, fit_process
from gjenklang.core.trajectories.models.ratings import Exact, Ratings, Unusable
from gjenklang.core.trajectories.models.scale import Bending, ScoreScale
from gjenklang.core.trajectories.models.slopes import own_slope_index, relative_slope_index

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
    "Exact",
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
    "expected_marks",
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
