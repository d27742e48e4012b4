"""Did it move, and does it matter; whole files are in :mod:`gjenklang.core.change.files` (numpy)."""

from gjenklang.core.change.clinical import (
    Category,
    Change,
    ChangeRule,
    Criterion,
    PopulationNumbers,
    change_rule,
    classify,
    clinical_cut_off,
    cut_off_a,
    cut_off_b,
    cut_off_b_clinical,
    cut_off_c,
)
from gjenklang.core.change.reliable import (
    critical_value,
    false_gain_share,
    reliable_change_index,
    reliable_change_threshold,
    standard_error_of_difference,
    standard_error_of_measurement,
)
from gjenklang.core.change.returning import return_to_own_mean

__all__ = [
    "Category",
    "Change",
    "ChangeRule",
    "Criterion",
    "PopulationNumbers",
    "change_rule",
    "classify",
    "clinical_cut_off",
    "critical_value",
    "cut_off_a",
    "cut_off_b",
    "cut_off_b_clinical",
    "cut_off_c",
    "false_gain_share",
    "reliable_change_index",
    "reliable_change_threshold",
    "return_to_own_mean",
    "standard_error_of_difference",
    "standard_error_of_measurement",
]
