"""Who may write what a whole service reads."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import holds

__all__ = ["may_write_guides"]

may_write_guides = holds(Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR)
