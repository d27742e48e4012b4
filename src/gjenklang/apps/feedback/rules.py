"""Who may write what a whole service reads, answer a wish for another therapist, and ask when a course is over."""

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds

__all__ = ["ANSWERERS", "may_answer_wishes", "may_ask_later", "may_write_guides"]

#: Who finds another therapist: in their own units. A leader sees the wish and no curve.
ANSWERERS = (Role.LEADER, Role.SUPERVISOR)

may_answer_wishes = holds(*ANSWERERS)
may_ask_later = holds(*CARERS)
may_write_guides = holds(Role.ADMINISTRATOR, Role.LEADER, Role.SUPERVISOR)
