"""Read what is in use, what its words are, what is agreed about them, and who receives an answer."""

from gjenklang.apps.instruments.queries.catalogue import (
    Entry,
    RuleSet,
    entries,
    ready_forms,
    rule_sets_of,
    uses,
)
from gjenklang.apps.instruments.queries.licences import (
    Agreement,
    agreements,
    ending_soon,
    licence_of,
    licences,
)
from gjenklang.apps.instruments.queries.safety import may_ask, named_receivers, receiver_for, receivers
from gjenklang.apps.instruments.queries.standards import (
    Shown,
    age_group,
    standard_for,
    standards,
    standards_shown,
)
from gjenklang.apps.instruments.queries.tools import Tool, tools
from gjenklang.apps.instruments.queries.words import languages_open, may_show, name_of, recording, wording

__all__ = [
    "Agreement",
    "Entry",
    "RuleSet",
    "Shown",
    "Tool",
    "age_group",
    "agreements",
    "ending_soon",
    "entries",
    "languages_open",
    "licence_of",
    "licences",
    "may_ask",
    "may_show",
    "name_of",
    "named_receivers",
    "ready_forms",
    "receiver_for",
    "receivers",
    "recording",
    "rule_sets_of",
    "standard_for",
    "standards",
    "standards_shown",
    "tools",
    "uses",
    "wording",
]
