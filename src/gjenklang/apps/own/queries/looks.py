"""Who has looked at a client's answers, for the client to see."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.audit.queries import lines_about
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.people.models import Post, Rater, Staff
from gjenklang.apps.people.rules import on_day

__all__ = ["Look", "looks"]

#: The trail is shown so far back.
LOOKS_SHOWN = timedelta(days=365)
#: Lines by which someone has seen how the client is, or that the client is here.
LOOKING = ("client.read", "client.list")


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked on a day, in which role, how many times."""

    day: date
    name: str
    role: str
    times: int


def looks(session: OwnSession) -> list[Look]:
    """Who of the staff, or of those close, has looked in the last year: by day, newest first, each once."""
    access = session.access
    lines = lines_about(organisation=access.organisation_id, client=access.client_id).filter(
        verb__in=LOOKING, at__gt=timezone.now() - LOOKS_SHOWN
    )
    seen = _by_day(lines.filter(by_kind="staff"))
    staff = Staff.objects.filter(organisation=access.organisation_id).in_bulk({by for _day, by in seen})
    found = [
        Look(day, staff[by].name, _role(by, day), times) for (day, by), times in seen.items() if by in staff
    ]
    close = _by_day(lines.filter(by_kind="rater", detail="close"))
    raters = Rater.objects.filter(client=access.client_id).in_bulk({by for _day, by in close})
    found += [Look(day, raters[by].relation, "", times) for (day, by), times in close.items() if by in raters]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.name))


def _role(staff: UUID, day: date) -> str:
    """What someone was on a day, in words."""
    held = Post.objects.filter(on_day(day), staff=staff).order_by("role")
    return ", ".join(dict.fromkeys(str(one.get_role_display()) for one in held))


def _by_day(lines: QuerySet[Line]) -> Counter[tuple[date, UUID]]:
    return Counter((timezone.localtime(at).date(), by) for at, by in lines.values_list("at", "by") if by)
