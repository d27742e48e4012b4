"""Who may write what a whole service reads, see which rules speak, answer a wish, and ask when a course is over."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds, may_administer

__all__ = [
    "ANSWERERS",
    "RECORD_READERS",
    "may_administer",
    "may_answer_wishes",
    "may_ask_later",
    "may_read_rules",
    "may_write_guides",
]

#: Who finds another therapist: in their own units. A leader sees the wish and no curve.
ANSWERERS = (Role.LEADER, Role.SUPERVISOR)
#: Who sees which rules speak, and their record: counts of the whole organisation, without names.
RECORD_READERS = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR})

may_answer_wishes = holds(*ANSWERERS)
may_ask_later = holds(*CARERS)
may_read_rules = holds(*RECORD_READERS)
may_write_guides = holds(Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR)
