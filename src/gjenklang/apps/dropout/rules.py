"""Who may read and write about staying in treatment, and who may see it counted."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = [
    "COUNTERS",
    "FOLLOWERS",
    "SHAPERS",
    "may_count",
    "may_count_endings",
    "may_follow",
    "may_reach_out",
    "may_see_service",
    "may_see_team",
    "may_shape",
]

#: Who sees endings counted, in their own units and those under them; an administrator in the whole organisation.
COUNTERS = (Role.LEADER, Role.SUPERVISOR)
#: Those who meet people, but peers, who have pages of their own; and those who supervise.
FOLLOWERS = frozenset({*(CARERS - {Role.PEER}), Role.SUPERVISOR})
#: Who decides what the service asks and tries, when and in which words.
SHAPERS = frozenset({Role.LEADER, Role.ADMINISTRATOR})

may_count = holds(*COUNTERS)
may_count_endings = holds(*COUNTERS, Role.ADMINISTRATOR)
may_follow = holds(*FOLLOWERS)
may_shape = holds(*SHAPERS)
may_see_service = holds(*FOLLOWERS, *SHAPERS)

#: Who sees the list of the team: those who follow people up with names, a leader as numbers.
may_see_team = holds(*FOLLOWERS, Role.LEADER)

#: Who has pages of their own for getting in touch as one who has been there.
may_reach_out = holds(Role.PEER)
