"""Who may read and write about staying in treatment."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = ["FOLLOWERS", "may_follow", "may_link", "may_reach_out", "may_see_team"]

#: Those who meet people, but peers, who have pages of their own; and those who supervise.
FOLLOWERS = frozenset({*(CARERS - {Role.PEER}), Role.SUPERVISOR})

#: Who works with people's staying.
may_follow = holds(*FOLLOWERS)

#: Who sees the list of the team: those who follow people up with names, a leader as numbers.
may_see_team = holds(*FOLLOWERS, Role.LEADER)

#: Who has pages of their own for getting in touch as one who has been there.
may_reach_out = holds(Role.PEER)

#: Who chooses what the service tries when something is seen.
may_link = holds(Role.ADMINISTRATOR, Role.LEADER)
