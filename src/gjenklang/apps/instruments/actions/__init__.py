"""Everything that is written about instruments: verbs, each one transaction with its line in the trail."""

from gjenklang.apps.instruments.actions.licences import end_licence, register_licence
from gjenklang.apps.instruments.actions.safety import end_receiver, name_receiver
from gjenklang.apps.instruments.actions.standards import choose_standard
from gjenklang.apps.instruments.actions.uses import NoReceiver, UnknownRuleSet, use_instrument

__all__ = [
    "NoReceiver",
    "UnknownRuleSet",
    "choose_standard",
    "end_licence",
    "end_receiver",
    "name_receiver",
    "register_licence",
    "use_instrument",
]
