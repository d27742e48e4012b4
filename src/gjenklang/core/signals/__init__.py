"""What is worth talking about: rule sets that name which rules speak, as a service has tuned them."""

from gjenklang.core.signals.patterns import Apart, raters_apart, same_again
from gjenklang.core.signals.rules import (
    About,
    Family,
    Number,
    TalkRule,
    TalkRules,
    UnknownTalkRules,
    parse_talk_rules,
    talk_rules,
    talk_rules_of,
)
from gjenklang.core.signals.tuning import (
    Difference,
    OutOfBounds,
    Setting,
    at_least_one,
    differences,
    settings_of,
    tuned,
)

__all__ = [
    "About",
    "Apart",
    "Difference",
    "Family",
    "Number",
    "OutOfBounds",
    "Setting",
    "TalkRule",
    "TalkRules",
    "UnknownTalkRules",
    "at_least_one",
    "differences",
    "parse_talk_rules",
    "raters_apart",
    "same_again",
    "settings_of",
    "talk_rules",
    "talk_rules_of",
    "tuned",
]
