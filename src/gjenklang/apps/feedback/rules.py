"""Who may write what a whole service reads, who may see which rules speak, and who sees how they have done."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import holds, may_administer

__all__ = ["RECORD_READERS", "may_administer", "may_read_rules", "may_write_guides"]

#: Who sees which rules speak, and their record: counts of the whole organisation, without names.
RECORD_READERS = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR})

may_read_rules = holds(*RECORD_READERS)
may_write_guides = holds(Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR)
