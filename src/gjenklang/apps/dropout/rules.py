"""Who may read and write about staying in treatment, and who may see it counted."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = ["COUNTERS", "may_count", "may_follow"]

#: Who sees endings counted, in their own units and those under them; an administrator in the whole organisation.
COUNTERS = (Role.LEADER, Role.SUPERVISOR)

#: Who works with people's staying: those who meet them (peers have pages of their own), and who supervises.
may_follow = holds(*(CARERS - {Role.PEER}), Role.SUPERVISOR)

may_count = holds(*COUNTERS, Role.ADMINISTRATOR)
