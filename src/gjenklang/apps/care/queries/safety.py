"""Answers that somebody talks with the client about the same day: whose they are, and by when."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import Episode, SafetyNotice
from gjenklang.apps.care.queries.record import in_hand
from gjenklang.apps.instruments.models import SafetyReceiver
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = ["due_by", "how_many_to_talk_about", "safety_notice", "safety_of_course", "safety_to_talk_about"]

#: Beyond this nobody's opening hours can reach: a receiver has at least one day a week.
FARTHEST = 400


def due_by(receiver: SafetyReceiver, at: datetime) -> datetime:
    """When the receiver's minutes have run out, counted in opening hours only.

    Parameters
    ----------
    receiver
        With weekdays (1 is Monday), hours of the local day, and minutes.
    at
        When the answer came, aware.
    """
    left, moment = timedelta(minutes=receiver.within_minutes), timezone.localtime(at).replace(tzinfo=None)
    for _day in range(FARTHEST):
        begins, ends = _hours(receiver, moment.date())
        begins = max(begins, moment)
        if str(moment.isoweekday()) in receiver.weekdays and begins < ends:
            if ends - begins >= left:
                return timezone.make_aware(begins + left)
            left -= ends - begins
        moment = datetime.combine(moment.date() + timedelta(days=1), time.min)
    raise ValueError("This receiver has no opening hours.")


def _hours(receiver: SafetyReceiver, day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, receiver.opens), datetime.combine(day, receiver.closes)


def _mine(by: Actor) -> Q:
    """Mine as receiver or next in line, of my own courses or those of someone I stand in for."""
    named = Q(receiver__in=by.selves) | Q(deputy__in=by.selves)
    return Q(organisation=by.organisation) & (named | Q(episode__in=in_hand(by).values("pk")))


def safety_to_talk_about(by: Actor) -> QuerySet[SafetyNotice]:
    """What is open and the asker's to see, that which is due first foremost."""
    found = SafetyNotice.objects.filter(_mine(by), done_at=None)
    return found.select_related("client", "episode__unit", "receiver", "deputy", "done_by").order_by(
        "due", "at"
    )


def how_many_to_talk_about(by: Actor) -> int:
    """How much of that there is."""
    return len(_OPEN(by, timezone.localdate()))


_OPEN = Prepared(
    lambda by, _day: SafetyNotice.objects.filter(_mine(by), done_at__isnull=True).values_list("pk", flat=True)
)


def safety_notice(by: Actor, key: UUID) -> SafetyNotice | None:
    """One notice that is the asker's to see, open or done."""
    return SafetyNotice.objects.filter(_mine(by), pk=key).first()


def safety_of_course(by: Actor, episode: Episode, client: UUID) -> list[SafetyNotice]:
    """What is open about one client in a course that the asker works with."""
    return _OF_COURSE(by, timezone.localdate(), episode=episode.pk, client=client)


_OF_COURSE = Prepared(
    lambda by, _day, *, episode, client: SafetyNotice.objects.filter(
        episode=episode, client=client, done_at__isnull=True, episode__in=in_hand(by).values("pk")
    ).order_by("at")
)
