"""Does feedback help: what a trial's table says, and how sure it is (scipy)."""

from gjenklang.core.trials.tables import (
    Arm,
    Estimate,
    NeededToTreat,
    Table,
    barnard_test,
    chi_square_test,
    fisher_test,
    number_needed,
    odds_ratio,
    risk_difference,
    risk_ratio,
)

__all__ = [
    "Arm",
    "Estimate",
    "NeededToTreat",
    "Table",
    "barnard_test",
    "chi_square_test",
    "fisher_test",
    "number_needed",
    "odds_ratio",
    "risk_difference",
    "risk_ratio",
]
