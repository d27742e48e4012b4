"""Who may open which course."""

from datetime import date, datetime, timedelta
from enum import Enum

from django.db.models import Q

from gjenklang.apps.care.models import (
    Barred,
    Participant,
    Responsibility,
    Session,
    Side,
    Status,
    Unbarred,
    Wish,
)
from gjenklang.apps.people.models import Client, Rater, Role
from gjenklang.apps.people.rules import CARERS, Actor, holds, on_day

__all__ = [
    "Band",
    "band_ends",
    "band_of",
    "barred",
    "barred_courses",
    "may_answer_matters",
    "may_be_allowed",
    "may_plan",
    "may_read_courses",
    "nears_end",
    "needs_yes",
    "open_courses",
    "open_schedule",
    "shown_unless_refused",
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


class Band(Enum):
    """The ages at which Norwegian law changes who is told what about someone who gets help.

    ``pasient- og brukerrettighetsloven`` § 3-4: parents are told of a child under 16; of 12 and above not what the
    young one, for reasons to be respected, does not want told. From 16 (§ 4-3) the young one decides.
    """

    UNDER_12 = "under_12"
    FROM_12 = "from_12"
    FROM_16 = "from_16"


def band_of(client: Client, day: date) -> Band:
    """The band of a client's age; one whose age is not known decides alone.

    Only the year of birth is kept, so a band begins with the year in which the age is reached: earlier, never later.
    """
    age = client.age_on(day)
    if age is None or age >= 16:
        return Band.FROM_16
    return Band.FROM_12 if age >= 12 else Band.UNDER_12


def band_ends(client: Client, day: date) -> date | None:
    """The last day on which a client is in the same band, and ``None`` in the last one."""
    reached = {Band.UNDER_12: 12, Band.FROM_12: 16}.get(band_of(client, day))
    return (
        None
        if reached is None or client.birth_year is None
        else date(client.birth_year + reached - 1, 12, 31)
    )


def may_be_allowed(side: str, band: Band, wish: str) -> bool:
    """Whether reading may be allowed, by what the one whose answers are read has said about it.

    Nobody's answers are opened before they have been asked. A child under 12 is heard, and does not decide alone;
    everyone else must want it.
    """
    if side == Side.CLIENT and band is Band.UNDER_12:
        return wish != Wish.NOT_ASKED
    return wish == Wish.WANTS


def needs_yes(rater: Rater, day: date) -> bool:
    """Whether someone who rates may be asked only by the client's yes.

    A parent of a child under 16 answers as a parent; everyone else, for everyone of 16 and more, by a yes.
    """
    return rater.kind != Rater.Kind.CARER or band_of(rater.client, day) is Band.FROM_16


def shown_unless_refused(client: Client, day: date) -> bool:
    """Whether what others rate may be shown to a client without a decision: to one who is 16 or more.

    Whoever rates is told so before the first form. For a child, grown-ups decide first what the child is to carry.
    """
    return client.birth_year is not None and band_of(client, day) is Band.FROM_16
