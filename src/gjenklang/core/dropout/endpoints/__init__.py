"""End-points of trials on weekly urine screens: definitions as documents, and one engine.

They are adaptations to one weekly word (CTNote), not the trials' own end-points. A person who was never seen scores
best or worst depending on the rule: show the share of missing weeks beside any of them.
"""

from gjenklang.core.dropout.endpoints.definitions import (
    Endpoint,
    Family,
    Kind,
    Measure,
    Window,
    endpoints,
    parse_endpoint,
)
from gjenklang.core.dropout.endpoints.measuring import endpoint_value
from gjenklang.core.dropout.endpoints.words import LETTERS, Step, last_seen, longest_run, read_word

__all__ = [
    "LETTERS",
    "Endpoint",
    "Family",
    "Kind",
    "Measure",
    "Step",
    "Window",
    "endpoint_value",
    "endpoints",
    "last_seen",
    "longest_run",
    "parse_endpoint",
    "read_word",
]
