"""Where is it going: status by named rule sets, in plain numbers.

The models (mixed models, the expected course with its bands, how well a forecast does) are in
:mod:`gjenklang.core.trajectories.models`, which needs numpy and scipy; a web worker imports it when a model is opened.
"""

from gjenklang.core.trajectories.course import (
    EarlyChange,
    GoodEnough,
    Plateau,
    early_change,
    good_enough_level,
    plateau,
)
from gjenklang.core.trajectories.rules import (
    Condition,
    Line,
    PlateauRule,
    Side,
    Status,
    StatusRule,
    StatusRules,
    UnknownStatusRules,
    parse_status_rules,
    status_rules,
    status_rules_of,
)
from gjenklang.core.trajectories.status import ExpectedMark, Verdict, status_of

__all__ = [
    "Condition",
    "EarlyChange",
    "ExpectedMark",
    "GoodEnough",
    "Line",
    "Plateau",
    "PlateauRule",
    "Side",
    "Status",
    "StatusRule",
    "StatusRules",
    "UnknownStatusRules",
    "Verdict",
    "early_change",
    "good_enough_level",
    "parse_status_rules",
    "plateau",
    "status_of",
    "status_rules",
    "status_rules_of",
]
