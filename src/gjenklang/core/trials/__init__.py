"""Does feedback help: trials, before and after, and the raters' disagreement (numpy, scipy)."""

from gjenklang.core.trials.barnard import barnard_p
from gjenklang.core.trials.charts import (
    Chart,
    RunChart,
    Signals,
    run_chart,
    run_rules,
    share_chart,
    xmr_chart,
)
from gjenklang.core.trials.compare import FEW_CLUSTERS, Answer, ArmPeople, Comparison, compare_arms
from gjenklang.core.trials.couples import (
    Bounds,
    CoupleCount,
    CoupleCriterion,
    CoupleRule,
    Followed,
    Partner,
    StartedAbove,
    bounds_of_missing,
    count_couples,
    couple_reached,
)
from gjenklang.core.trials.flow import ArmFlow, Flow, Way, flow_of
from gjenklang.core.trials.mixed import Mixed, random_intercept
from gjenklang.core.trials.power import (
    Sample,
    design_effect,
    power_of_means,
    power_of_shares,
    sample_of_means,
    sample_of_shares,
    share_of_both,
)
from gjenklang.core.trials.raters import Disagreement, change_disagreement
from gjenklang.core.trials.regression import Estimate, NoEstimate, UnusableScores, ordinary_least_squares
from gjenklang.core.trials.segmented import LEAST_POINTS, Piece, Segmented, segmented_regression
from gjenklang.core.trials.tables import Contrast, NumberNeeded, TableOfTwo, TwoSided, table_of_two

__all__ = [
    "FEW_CLUSTERS",
    "LEAST_POINTS",
    "Answer",
    "ArmFlow",
    "ArmPeople",
    "Bounds",
    "Chart",
    "Comparison",
    "Contrast",
    "CoupleCount",
    "CoupleCriterion",
    "CoupleRule",
    "Disagreement",
    "Estimate",
    "Flow",
    "Followed",
    "Mixed",
    "NoEstimate",
    "NumberNeeded",
    "Partner",
    "Piece",
    "RunChart",
    "Sample",
    "Segmented",
    "Signals",
    "StartedAbove",
    "TableOfTwo",
    "TwoSided",
    "UnusableScores",
    "Way",
    "barnard_p",
    "bounds_of_missing",
    "change_disagreement",
    "compare_arms",
    "count_couples",
    "couple_reached",
    "design_effect",
    "flow_of",
    "ordinary_least_squares",
    "power_of_means",
    "power_of_shares",
    "random_intercept",
    "run_chart",
    "run_rules",
    "sample_of_means",
    "sample_of_shares",
    "segmented_regression",
    "share_chart",
    "share_of_both",
    "table_of_two",
    "xmr_chart",
]
