"""Who may open which course."""

from datetime import date

from django.db.models import Q

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, holds

__all__ = ["may_plan", "may_read_courses", "open_courses", "open_schedule"]

#: Roles that see when people meet, and nothing of how they are.
SCHEDULERS = (Role.RECEPTIONIST, Role.LEADER)

may_read_courses = holds(*CARERS, Role.SUPERVISOR)
may_plan = holds(*CARERS, *SCHEDULERS, Role.SUPERVISOR)


def open_courses(by: Actor, day: date, prefix: str = "") -> Q:
    """The courses whose curves this person may read on a day.

    One's own and those of whoever one stands in for, in the time of the responsibility; as supervisor also those of
    the unit. Leaders, receptionists and administrators read no curves. ``prefix`` leads from another table.
    """
    mine = Q(**{f"{prefix}responsibilities__staff__in": by.selves}) & (
        Q(**{f"{prefix}responsibilities__until": None}) | Q(**{f"{prefix}responsibilities__until__gte": day})
    )
    mine &= Q(**{f"{prefix}responsibilities__since__lte": day})
    supervised = Q(**{f"{prefix}unit__in": by.units(Role.SUPERVISOR)})
    return Q(**{f"{prefix}organisation": by.organisation}) & (mine | supervised)


def open_schedule(by: Actor, day: date, prefix: str = "") -> Q:
    """The courses whose appointments this person may see: those whose curves are open, and the desk's whole unit."""
    desk = Q(**{f"{prefix}organisation": by.organisation, f"{prefix}unit__in": by.units(*SCHEDULERS)})
    return open_courses(by, day, prefix) | desk
