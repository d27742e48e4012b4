"""Does feedback help: trials, before and after, and the raters' disagreement (numpy, scipy)."""

from gjenklang.core.trials.barnard import barnard_p
from gjenklang.core.trials.compare import ArmPeople, Comparison, compare_arms
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
from gjenklang.core.trials.power import (
    Sample,
    design_effect,
    power_of_means,
    power_of_shares,
    sample_of_means,
    sample_of_shares,
)
from gjenklang.core.trials.regression import Estimate, NoEstimate, ordinary_least_squares
from gjenklang.core.trials.tables import Contrast, NumberNeeded, TableOfTwo, TwoSided, table_of_two

__all__ = [
    "ArmPeople",
    "Bounds",
    "Comparison",
    "Contrast",
    "CoupleCount",
    "CoupleCriterion",
    "CoupleRule",
    "Estimate",
    "Followed",
    "NoEstimate",
    "NumberNeeded",
    "Partner",
    "Sample",
    "StartedAbove",
    "TableOfTwo",
    "TwoSided",
    "barnard_p",
    "bounds_of_missing",
    "compare_arms",
    "count_couples",
    "couple_reached",
    "design_effect",
    "ordinary_least_squares",
    "power_of_means",
    "power_of_shares",
    "sample_of_means",
    "sample_of_shares",
    "table_of_two",
]
