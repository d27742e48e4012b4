"""Who may read and write about staying in treatment."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = ["may_follow"]

#: Who works with people's staying: those who meet them (peers have pages of their own), and who supervises.
may_follow = holds(*(CARERS - {Role.PEER}), Role.SUPERVISOR)
