"""What was shown before and what was done with it: the snapshots of one course."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Invitation, Moment
from gjenklang.apps.feedback.models import Kind, Showing, Signal
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.feedback.queries.held_against import Track
from gjenklang.apps.feedback.queries.in_force import rules_here
from gjenklang.apps.feedback.queries.signals import signals_of
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared

__all__ = [
    "WITHOUT_FORM",
    "Talk",
    "by_key",
    "kept",
    "may_handle",
    "shown_today",
    "signal_in_hand",
    "still_open",
    "to_take_up",
]

#: Kinds that ask nothing where the form was declined in the session that they rest on, or the client has stopped.
WITHOUT_FORM = (Kind.UNMEASURED, Kind.LATE)


def kept(by: Actor, episode: Episode, client: UUID) -> list[Signal]:
    """What has been found of one client in a course that the asker may read, first to last."""
    return _KEPT(by, timezone.localdate(), episode=episode.pk, client=client)


_KEPT = Prepared(
    lambda by, _day, *, episode, client: Signal.objects.filter(
        episode=episode, client=client, episode__in=care.episodes(by).values("pk")
    ).order_by("found", "id")
)


@dataclass(frozen=True, slots=True)
class Talk:
    """What one course gives to talk about today.

    Attributes
    ----------
    open : tuple of Signal
        Most worth it first: as it was when first found, or not yet stored.
    handled : tuple of Signal
        What was handled today, which may be taken back where it was done.
    """

    open: tuple[Signal, ...] = ()
    handled: tuple[Signal, ...] = ()


def to_take_up(by: Actor, course: Course, day: date, track: Track | None = None) -> Talk:
    """What is worth taking up by the rules in force and not yet handled, and what was handled today.

    Parameters
    ----------
    by, course, day
        Who asks, what was gathered, and today.
    track
        The expected course, where the organisation has a model in use.

    Returns
    -------
    Talk
        One statement for the rules. Where one speaks, one for what was found before, and one more before a session
        without a form is shown for the first time, since a form that was declined asks nothing.
    """
    rules = rules_here(by, day).of(course.episode.unit_id)
    found = signals_of(course, day, rules, track)
    if not found:
        return Talk()
    before = kept(by, course.episode, course.client.pk)
    left = still_open(found, by_key(before))
    return Talk(
        tuple(one for one in left if not _said_no(by, course, one)),
        tuple(one for one in before if one.done_at and timezone.localdate(one.done_at) == day),
    )


def shown_today(by: Actor, day: date) -> dict[UUID, bool]:
    """The signals that stood on a page for the asker on a day, each with whether it was folded."""
    return dict(_SHOWN_TODAY(staff=by.staff, day=day))


_SHOWN_TODAY = Prepared(
    lambda *, staff, day: Showing.objects.filter(staff=staff, day=day).values_list("signal", "folded")
)


def by_key(shown: Iterable[Signal]) -> dict[Hashable, Signal]:
    """What was shown before, by what makes it the same one."""
    return {one.key: one for one in shown}


def still_open(found: Iterable[Signal], before: Mapping[Hashable, Signal]) -> list[Signal]:
    """Put what was shown before in the place of what is found again, and leave out what was handled."""
    return [one for one in (before.get(new.key, new) for new in found) if not one.done]


def _said_no(by: Actor, course: Course, signal: Signal) -> bool:
    if signal.kind not in WITHOUT_FORM:
        return False
    return course.stopped is not None or (signal._state.adding and _declined(by, signal))


def _declined(by: Actor, signal: Signal) -> bool:
    day = timezone.localdate()
    return bool(_DECLINED(by, day, session=signal.session_id, client=signal.client_id))


_DECLINED = Prepared(
    lambda by, _day, *, session, client: Invitation.objects.filter(
        session=session,
        client=client,
        moment=Moment.START,
        declined__isnull=False,
        episode__in=care.episodes(by).values("pk"),
    ).values_list("pk")
)


def may_handle(by: Actor, episode: Episode) -> bool:
    """Whether the asker works with a course today, or stands in for one who does."""
    return bool(_IN_HAND(by, timezone.localdate(), episode=episode.pk))


_IN_HAND = Prepared(lambda by, _day, *, episode: care.in_hand(by).filter(pk=episode).values_list("pk"))


def signal_in_hand(by: Actor, episode: UUID, key: UUID) -> Signal | None:
    """One signal of a course that the asker works with."""
    courses = care.in_hand(by).filter(pk=episode).values("pk")
    return Signal.objects.filter(pk=key, episode__in=courses).first()
