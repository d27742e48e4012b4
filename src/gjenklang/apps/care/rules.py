"""Who may open which course."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from gjenklang.apps.care.models import Barred, Participant, Responsibility, Session, Status, Unbarred
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, holds, on_day

__all__ = [
    "barred",
    "barred_courses",
    "may_answer_matters",
    "may_plan",
    "may_read_courses",
    "nears_end",
    "open_courses",
    "open_schedule",
]

#: Roles that see when people meet, and nothing of how they are.
SCHEDULERS = (Role.RECEPTIONIST, Role.LEADER)

may_read_courses = holds(*CARERS, Role.SUPERVISOR)
may_answer_matters = holds(Role.LEADER, Role.ADMINISTRATOR)
may_plan = holds(*CARERS, *SCHEDULERS, Role.SUPERVISOR)


def open_courses(by: Actor, day: date, prefix: str = "") -> Q:
    """The courses whose curves this person may read on a day.

    One's own and those of whoever one stands in for, in the time of the responsibility; as supervisor also those of
    the unit. Leaders, receptionists and administrators read no curves. Whoever a client has barred reads nothing of
    that client's courses, whatever else they are. ``prefix`` leads from another table.
    """
    return _by_role(by, day, prefix) & ~barred(by, day, prefix)


def barred_courses(by: Actor, day: date) -> Q:
    """The courses that this person could read, had a client not barred them."""
    return _by_role(by, day, "") & barred(by, day, "")


def barred(by: Actor, day: date, prefix: str) -> Q:
    """Courses of a client who bars this person by name, or everyone who does not have the course as their own today.

    Standing in for someone is not having it. A reason that was given opens the rest of that day.
    """
    given = Unbarred.objects.filter(staff=by.staff, day=day).values("client")
    bars = Barred.objects.filter(organisation=by.organisation, until=None).exclude(client__in=given)
    own = Responsibility.objects.filter(on_day(day), staff=by.staff).values("episode")
    by_name = Participant.objects.filter(client__in=bars.filter(staff=by.staff).values("client"))
    others = Participant.objects.filter(client__in=bars.filter(staff=None).values("client")).exclude(
        episode__in=own
    )
    return Q(**{f"{prefix}id__in": by_name.values("episode")}) | Q(
        **{f"{prefix}id__in": others.values("episode")}
    )


def _by_role(by: Actor, day: date, prefix: str) -> Q:
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


def nears_end(session: Session, now: datetime) -> bool:
    """Whether a meeting that is held ends within ten minutes, or has ended less than an hour ago."""
    if session.starts is None or session.status != Status.HELD:
        return False
    ends = session.starts + timedelta(minutes=session.minutes)
    return ends - timedelta(minutes=10) <= now <= ends + timedelta(hours=1)
