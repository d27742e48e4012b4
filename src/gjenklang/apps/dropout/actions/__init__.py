"""Write: one verb, one transaction, one line in the trail."""

from gjenklang.apps.dropout.actions.counting import NotYours, ask_for_count

__all__ = ["NotYours", "ask_for_count"]
