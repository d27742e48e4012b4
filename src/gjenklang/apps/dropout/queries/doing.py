"""What is done about it, by whom and when; where nobody is named, that is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import Milestone, Transition
from gjenklang.apps.dropout.queries.meetings import decisions_of, milestones_of
from gjenklang.apps.dropout.queries.outreach import outreach_of
from gjenklang.apps.dropout.queries.transitions import OPEN, transitions_of
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.days import near_day

__all__ = ["Doing", "doing_now"]


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is done: what, who (empty when nobody is named), more, and the page where it stands."""

    text: str
    who: str
    more: str = ""
    page: str = ""
    key: UUID | None = None


def doing_now(by: Actor, episode: Episode, client: UUID, day: date) -> list[Doing]:
    """What is planned or going on for one who takes part in a course, the nearest first."""
    return [
        *_peers(by, episode, client, day),
        *_meetings(by, episode, client),
        *_moves(by, episode, client, day),
        *_decided(by, episode, client, day),
    ]


def _peers(by: Actor, episode: Episode, client: UUID, day: date) -> Iterator[Doing]:
    for one in outreach_of(by, episode, client).filter(closed=None):
        last = max(one.contacts.all(), key=lambda each: (each.day, each.id), default=None)
        more = _("consent to %(day)s") if one.agreed_on(day) else _("the consent does not hold: to %(day)s")
        words = [more % {"day": on(one.until)}]
        if last is not None:
            tried = _("reached %(day)s") if last.reached else _("tried %(day)s")
            words.append(tried % {"day": on(last.day)})
        yield Doing(_("A peer gets in touch"), one.peer.name, " · ".join(words), "dropout:asked", one.pk)


def _meetings(by: Actor, episode: Episode, client: UUID) -> Iterator[Doing]:
    for one in milestones_of(by, episode, client).filter(held=None).order_by("day"):
        text = _("Milestone meeting %(day)s") % {"day": on(one.day)}
        yield Doing(text, ", ".join(_coming(one)), "", "dropout:milestone", one.pk)


def _coming(milestone: Milestone) -> Iterator[str]:
    for one in milestone.attendees.all():
        yield one.relative.relation.lower() if one.relative else one.staff.name  # type: ignore[union-attr]
    if milestone.others:
        yield milestone.others


def _moves(by: Actor, episode: Episode, client: UUID, day: date) -> Iterator[Doing]:
    for one in transitions_of(by, episode, client).filter(**OPEN).order_by("moves"):
        text = _("Goes along to the first appointment: %(place)s") % {"place": one.place}
        who = one.along.name if one.along else one.along_words
        yield Doing(text, who, _when(one, day), "dropout:transition", one.pk)


def _when(one: Transition, day: date) -> str:
    if one.appointment is None:
        return _("first appointment not set")
    if one.overdue_on(day):
        return _("%(day)s, not noted as attended") % {"day": on(one.appointment)}
    return on(one.appointment)


def _decided(by: Actor, episode: Episode, client: UUID, day: date) -> Iterator[Doing]:
    for one in decisions_of(by, episode, client).filter(done=None):
        late = one.due is not None and one.due < day
        more = _("by %(day)s") % {"day": on(one.due)} if one.due else _("no date")
        more = _("%(more)s, overdue") % {"more": more} if late else more
        yield Doing(one.words, one.who, more, "dropout:milestone", one.milestone_id)


def on(day: date) -> str:
    """A day in words, without its year."""
    return near_day(day)
