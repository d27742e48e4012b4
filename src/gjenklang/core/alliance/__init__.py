"""The work together: rule sets, ruptures, ceilings and patterns worth talking about. Plain Python, no numpy."""

from gjenklang.core.alliance.ceiling import ChangeReading, UnderCeiling, read_change, under_ceiling
from gjenklang.core.alliance.course import Episode, no_information, rupture_episodes
from gjenklang.core.alliance.noise import Spread, noise_falls, noise_passes, noise_stays
from gjenklang.core.alliance.patterns import Flag, Pattern, pattern_flags
from gjenklang.core.alliance.rules import (
    Form,
    Noise,
    Rule,
    RuleKind,
    RuleSet,
    Signal,
    UnknownRuleSet,
    parse_rule_set,
    rule_set,
    rule_sets,
    signals,
)

__all__ = [
    "ChangeReading",
    "Episode",
    "Flag",
    "Form",
    "Noise",
    "Pattern",
    "Rule",
    "RuleKind",
    "RuleSet",
    "Signal",
    "Spread",
    "UnderCeiling",
    "UnknownRuleSet",
    "no_information",
    "noise_falls",
    "noise_passes",
    "noise_stays",
    "parse_rule_set",
    "pattern_flags",
    "read_change",
    "rule_set",
    "rule_sets",
    "rupture_episodes",
    "signals",
    "under_ceiling",
]
