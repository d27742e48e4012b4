"""Who may read and write about staying in treatment."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = ["FOLLOWERS", "SHAPERS", "may_count", "may_follow", "may_see_service", "may_shape"]

#: Who works with people's staying: those who meet them (peers have pages of their own), and who supervises.
FOLLOWERS = frozenset({*(CARERS - {Role.PEER}), Role.SUPERVISOR})
#: Who decides what the service asks, when and in which words.
SHAPERS = frozenset({Role.LEADER, Role.ADMINISTRATOR})

may_count = holds(Role.LEADER, Role.SUPERVISOR)
may_follow = holds(*FOLLOWERS)
may_shape = holds(*SHAPERS)
may_see_service = holds(*FOLLOWERS, *SHAPERS)
