"""Write: one verb, one transaction, one line in the trail."""

from gjenklang.apps.dropout.actions.measures import link_measure

__all__ = ["link_measure"]
