"""Which sheets are out, and how many are left in a pile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care.models import Session, Status
from gjenklang.apps.care.queries import sessions
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.rules import CARERS, Actor

__all__ = [
    "FEW",
    "LETTERS",
    "Pile",
    "piles",
    "printable_units",
    "sessions_to_type",
    "sheet_by_code",
    "sheet_by_key",
    "untyped",
    "written",
]

#: A pile with fewer than this is to be printed anew (our own; a week of a small room).
FEW = 10
#: What a code is made of: no letter that looks like a digit or like another.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
#: Sessions of the last weeks that a sheet from the pile may belong to.
WEEKS_BACK = 8


def written(code: str) -> str:
    """A code as it is stored: capitals without the dash or a space.

    Examples
    --------
    >>> written("k7m-2qx ")
    'K7M2QX'
    """
    return "".join(letter for letter in code.upper() if letter in LETTERS)


def printable_units(by: Actor) -> QuerySet[Unit]:
    """Units whose piles the asker may print and see: where one meets clients, or has the desk."""
    return Unit.objects.filter(
        organisation=by.organisation, pk__in=by.units(*CARERS, Role.RECEPTIONIST, Role.LEADER)
    ).order_by("name")


def _open(by: Actor) -> QuerySet[Sheet]:
    """One client's sheets of the courses that the asker may read, and the piles of the asker's units."""
    found = Q(session__in=sessions(by).values("pk")) | Q(session=None, unit__in=printable_units(by))
    return (
        Sheet.objects.filter(found, organisation=by.organisation)
        .select_related("session__episode__unit", "client", "rater", "unit", "staff")
        .order_by("printed", "code")
    )


def sheet_by_code(by: Actor, code: str) -> Sheet | None:
    """The sheet with a code, when the asker may type it."""
    return _open(by).filter(code=written(code)).first()


def sheet_by_key(by: Actor, key: UUID) -> Sheet | None:
    """One sheet that the asker may type."""
    return _open(by).filter(pk=key).first()


def untyped(by: Actor) -> list[Sheet]:
    """Sheets of clients that are printed and not typed, oldest first; a line for each whose code is shown."""
    found = list(_open(by).filter(session__isnull=False, administration=None, put_aside=None))
    write_lines([line(by.who, "client.list", client=one.client_id) for one in found])
    return found


@dataclass(frozen=True, slots=True)
class Pile:
    """How many sheets of one form are left in the room of a unit."""

    unit: Unit
    instrument: str
    moment: str
    language: str
    left: int
    printed: datetime

    @property
    def few(self) -> bool:
        """Whether it is to be printed anew."""
        return self.left < FEW


def piles(by: Actor) -> list[Pile]:
    """The piles of the asker's units; the smallest first."""
    units = {unit.pk: unit for unit in printable_units(by)}
    counted = (
        Sheet.objects.filter(organisation=by.organisation, session=None, unit__in=units)
        .values("unit", "instrument", "moment", "language")
        .annotate(left=Count("pk", filter=Q(administration=None, put_aside=None)), last=Max("printed"))
        .order_by("left", "instrument", "moment")
    )
    return [
        Pile(units[row["unit"]], row["instrument"], row["moment"], row["language"], row["left"], row["last"])
        for row in counted
    ]


def sessions_to_type(by: Actor, sheet: Sheet) -> list[Session]:
    """Sessions that a sheet may belong to: its own, or for one from the pile those of its unit in the last weeks."""
    if sheet.session_id is not None:
        return list(sessions(by).filter(pk=sheet.session_id))
    since = timezone.localdate() - timedelta(weeks=WEEKS_BACK)
    found = (
        sessions(by)
        .filter(episode__unit=sheet.unit, status=Status.HELD, local_date__gte=since)
        .prefetch_related("episode__participants__client")
        .order_by("-local_date", "-id")
    )
    return [one for one in found if sheet.instrument in _asked_in(one)]


def _asked_in(session: Session) -> Iterable[str]:
    return session.episode.outcome, session.episode.alliance
