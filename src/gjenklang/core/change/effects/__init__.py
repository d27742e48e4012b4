"""How large a change is, in standard deviations; never a number without n and interval (numpy, scipy)."""

from gjenklang.core.change.effects.bands import BAND_SETS, BandSet, band_shares, bands_of
from gjenklang.core.change.effects.between import between_groups, difference_of_changes
from gjenklang.core.change.effects.effect import Effect, NoEffect, small_sample_factor
from gjenklang.core.change.effects.group import (
    GroupChange,
    Importance,
    Verdict,
    group_change,
    group_difference,
    half_sd,
)
from gjenklang.core.change.effects.paired import (
    average_sd_effect,
    bias_corrected_average,
    change_sd_effect,
    paired_effects,
    raw_effect,
    standardised_mean_change,
)
from gjenklang.core.change.effects.severity import (
    Adjusted,
    Definition,
    Reference,
    reached_target,
    reference_of,
    relative_effect,
    severity_adjusted,
)

__all__ = [
    "BAND_SETS",
    "Adjusted",
    "BandSet",
    "Definition",
    "Effect",
    "GroupChange",
    "Importance",
    "NoEffect",
    "Reference",
    "Verdict",
    "average_sd_effect",
    "band_shares",
    "bands_of",
    "between_groups",
    "bias_corrected_average",
    "change_sd_effect",
    "difference_of_changes",
    "group_change",
    "group_difference",
    "half_sd",
    "paired_effects",
    "raw_effect",
    "reached_target",
    "reference_of",
    "relative_effect",
    "severity_adjusted",
    "small_sample_factor",
    "standardised_mean_change",
]
