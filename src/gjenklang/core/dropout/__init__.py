"""Who dropped out, by every definition. ``staying``: how long and how they leave. ``endpoints``: rules of trials."""

from gjenklang.core.dropout.definitions import (
    DEFINITIONS,
    ClosedEpisode,
    Definition,
    Rate,
    Reason,
    drop_out_rates,
)

__all__ = ["DEFINITIONS", "ClosedEpisode", "Definition", "Rate", "Reason", "drop_out_rates"]
