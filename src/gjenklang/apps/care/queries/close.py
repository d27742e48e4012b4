"""Who close to a client may read what today, and from whom where the client is must be kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from gjenklang.apps.care.models import Episode, MayRead, Shielded, Side
from gjenklang.apps.care.queries.record import in_hand
from gjenklang.apps.care.rules import band_of, may_be_allowed, shown_unless_refused
from gjenklang.apps.people.models import Client, Rater
from gjenklang.apps.people.rules import Actor

__all__ = [
    "Close",
    "close_to",
    "kept_from_client",
    "may_read",
    "readers",
    "shielded_from",
    "shields_of",
    "shown_to_client",
]


@dataclass(frozen=True, slots=True)
class Close:
    """One who rates: what was decided for each side, newest first, and the shield that stands."""

    rater: Rater
    of_client: tuple[MayRead, ...]
    of_rater: tuple[MayRead, ...]
    shield: Shielded | None


def close_to(by: Actor, episode: Episode, client: UUID) -> list[Close]:
    """Everyone who rates a client, with what was decided: for those who work with the course."""
    mine = in_hand(by).filter(pk=episode.pk, participants__client=client)
    raters = Rater.objects.filter(client=client, client__in=mine.values("participants__client"))
    decided = list(MayRead.objects.filter(client=client).select_related("staff").order_by("-at", "-id"))
    shields = {one.rater_id: one for one in shields_of(client)}
    return [
        Close(
            rater,
            tuple(one for one in decided if one.rater_id == rater.pk and one.side == Side.CLIENT),
            tuple(one for one in decided if one.rater_id == rater.pk and one.side == Side.RATER),
            shields.get(rater.pk),
        )
        for rater in raters.order_by("relation", "id")
    ]


def shields_of(client: UUID) -> QuerySet[Shielded]:
    """The shields of a client that stand; the caller has seen that the client may be read."""
    return Shielded.objects.filter(client=client, until=None).select_related("staff").order_by("since")


def shielded_from(client: UUID, rater: UUID, *, out_of_the_room: bool) -> bool:
    """Whether a client is kept from one who rates; ``out_of_the_room`` also when the address is kept from everyone."""
    whom = Q(rater=rater) | Q(rater=None) if out_of_the_room else Q(rater=rater)
    return Shielded.objects.filter(whom, client=client, until=None).exists()


def may_read(client: UUID, rater: UUID, day: date) -> bool:
    """Whether one who rates may read what a client answers today; a shield closes it, whatever was decided."""
    decided = MayRead.objects.filter(client=client, rater=rater, side=Side.CLIENT).select_related("client")
    newest = decided.order_by("-at", "-id").first()
    if newest is None or not _holds(newest, day):
        return False
    if not may_be_allowed(newest.side, band_of(newest.client, day), newest.wish):
        return False  # the year of birth was put right since
    return not shielded_from(client, rater, out_of_the_room=True)


def readers(client: UUID, day: date) -> list[Rater]:
    """Those who may read what a client answers today, for the client to see."""
    raters = Rater.objects.filter(client=client).order_by("relation", "id")
    return [one for one in raters if may_read(client, one.pk, day)]


def kept_from_client(client: UUID) -> frozenset[UUID]:
    """Those who rate, of whom it was decided that the client shall not see what they answer; the caller has the client.

    Nothing decided, or a decision that has run out, keeps nobody here; the strict page asks ``shown_to_client``.
    """
    decided = MayRead.objects.filter(client=client, side=Side.RATER).order_by("at", "id")
    newest = dict(decided.values_list("rater", "allowed"))
    return frozenset(rater for rater, allowed in newest.items() if not allowed)


def shown_to_client(client: Client, day: date) -> frozenset[UUID]:
    """Those who rate, whose answers may be shown to the client today."""
    newest: dict[UUID, MayRead] = {}
    for one in MayRead.objects.filter(client=client, side=Side.RATER).order_by("at", "id"):
        newest[one.rater_id] = one
    unless = shown_unless_refused(client, day)
    raters = Rater.objects.filter(client=client).values_list("pk", flat=True)
    return frozenset(key for key in raters if _shows(newest.get(key), day, unless=unless))


def _shows(decided: MayRead | None, day: date, *, unless: bool) -> bool:
    if decided is None:
        return unless
    return _holds(decided, day)


def _holds(decided: MayRead, day: date) -> bool:
    return decided.allowed and decided.ended is None and decided.until is not None and decided.until >= day
