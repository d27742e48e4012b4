"""The licence register: what is agreed, what ends soon, and what is used beyond its agreement."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.people.rules import Actor

__all__ = ["WARNED_BEFORE", "Agreement", "agreements", "ending_soon", "licence_of", "licences"]

#: How long before its last day an agreement is warned of.
WARNED_BEFORE = timedelta(days=60)


def licences(organisation: UUID) -> QuerySet[Licence]:
    """The licence register of an organisation, without the documents themselves."""
    return Licence.objects.filter(organisation=organisation).defer("document").order_by("instrument", "since")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement as it stands on a day: ``running``, ``to_come`` or ``over``, and how many days are left."""

    licence: Licence
    state: str
    days_left: int | None

    @property
    def ends_soon(self) -> bool:
        """Whether it runs and has at most sixty days left."""
        return self.state == "running" and self.days_left is not None and self.days_left <= WARNED_BEFORE.days


def agreements(by: Actor, day: date) -> list[Agreement]:
    """Every agreement of the asker's organisation."""
    return [_on(one, day) for one in licences(by.organisation)]


def ending_soon(organisation: UUID, day: date) -> list[Agreement]:
    """What runs out within sixty days, soonest first, unless another agreement for the same words goes on."""
    found = [_on(one, day) for one in licences(organisation)]
    soon = [one for one in found if one.ends_soon and not any(_takes_over(other, one) for other in found)]
    return sorted(soon, key=lambda one: one.days_left or 0)


def _takes_over(other: Agreement, one: Agreement) -> bool:
    ends = one.licence.until
    later = other.licence.until is None or (ends is not None and other.licence.until > ends)
    begins = ends is None or other.licence.since <= ends + timedelta(days=1)
    return other.licence.instrument == one.licence.instrument and other is not one and later and begins


def _on(licence: Licence, day: date) -> Agreement:
    left = (licence.until - day).days if licence.until else None
    state = "over" if left is not None and left < 0 else "running" if licence.since <= day else "to_come"
    return Agreement(licence, state, left)


def licence_of(by: Actor, key: UUID) -> Licence | None:
    """One agreement of the asker's organisation, with its document."""
    return Licence.objects.filter(organisation=by.organisation, pk=key).first()
