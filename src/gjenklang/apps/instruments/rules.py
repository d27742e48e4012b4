"""Who may decide about instruments, and who may read about them."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import holds

__all__ = ["may_choose_forms"]

#: Those who decide which forms a unit begins with, and who receives answers that are talked about the same day.
may_choose_forms = holds(Role.ADMINISTRATOR, Role.LEADER)
