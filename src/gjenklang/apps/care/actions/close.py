"""Decide who close to a client may read, and keep from someone where the client is."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import Invitation, MayRead, Shielded, Side
from gjenklang.apps.care.rules import band_ends, band_of, may_be_allowed
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["MayNotBeAllowed", "decide_reading", "lift_shield", "shield", "take_back_reading"]


class MayNotBeAllowed(ValueError):  # noqa: N818 - the house names what went wrong
    """Reading that the one whose answers are read has not been asked about, or does not want."""


@transaction.atomic
def decide_reading(*, by: Actor, decision: MayRead) -> MayRead:
    """Keep a decision; the one before it stays, and holds no longer.

    Raises
    ------
    MayNotBeAllowed
        When it allows what the age and the wish do not.
    """
    client, today = decision.client, timezone.localdate()
    if decision.allowed:
        if not may_be_allowed(decision.side, band_of(client, today), decision.wish):
            raise MayNotBeAllowed
        ends = band_ends(client, today)
        decision.until = min(decision.until or today, ends) if ends else decision.until
    else:
        decision.until = None
    decision.organisation_id, decision.staff_id = by.organisation, by.staff
    decision.save(force_insert=True)
    verb = "reading.allow" if decision.allowed else "reading.refuse"
    write_line(by.who, verb, client=client.pk, subject=decision.pk, detail=decision.side)
    return decision


@transaction.atomic
def take_back_reading(*, by: Who, client: Client, rater: UUID) -> None:
    """End it as the client asks, alone: the one close reads nothing more from the next click."""
    _end_reading(MayRead.objects.filter(client=client, rater=rater), by)


def _end_reading(decided: QuerySet[MayRead], by: Who) -> None:
    for one in decided.filter(side=Side.CLIENT, allowed=True, ended=None).select_for_update():
        one.ended = timezone.now()
        one.save(update_fields=["ended"])
        write_line(by, "reading.take_back", client=one.client_id, subject=one.pk)


@transaction.atomic
def shield(*, by: Actor, client: Client, rater: UUID | None, why: str) -> Shielded:
    """Keep where a client is from one who rates, or from everyone outside, and let no address of theirs open.

    What they were allowed to read ends with it: when the shield is lifted it is decided anew.
    """
    Client.objects.select_for_update().get(pk=client.pk)  # of two at once, the first stands
    before = Shielded.objects.filter(client=client, rater=rater, until=None).first()
    if before is not None:
        return before
    made = Shielded.objects.create(
        organisation_id=by.organisation, client=client, rater_id=rater, why=why, staff_id=by.staff
    )
    _end_reading(MayRead.objects.filter(client=client, **({"rater": rater} if rater else {})), by.who)
    now = timezone.now()
    theirs = Invitation.objects.filter(client=client, rater__isnull=False, expires__gt=now)
    (theirs.filter(rater=rater) if rater else theirs).update(expires=now)
    write_line(by.who, "shield.raise", client=client.pk, subject=made.pk)
    return made


@transaction.atomic
def lift_shield(*, by: Actor, shielded: Shielded, why: str) -> None:
    """End it, with the reason."""
    held = Shielded.objects.select_for_update().get(pk=shielded.pk)
    if held.until is None:
        held.until, held.ended_by_id, held.ended_why = timezone.now(), by.staff, why
        held.save(update_fields=["until", "ended_by", "ended_why"])
        write_line(by.who, "shield.lift", client=held.client_id, subject=held.pk)
