"""What waits for the asker: checklists that are due, screenings to repeat, endings ahead, and lists that are open."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Participant, Responsibility
from gjenklang.apps.dropout.models import (
    AskedAgain,
    Checklist,
    Item,
    Leaving,
    LeavingStep,
    LocalAnswers,
    Screening,
)
from gjenklang.apps.dropout.queries.advice import Limits, limits_by_unit
from gjenklang.apps.dropout.queries.checklist import due_day, week_of
from gjenklang.apps.dropout.queries.leaving import State, state_of
from gjenklang.apps.dropout.queries.local import local_versions, week_due
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.people.rules import Actor, on_day

__all__ = ["AHEAD", "SINCE", "Waiting", "What", "to_follow_up"]

#: A screening is listed this long before it is to be repeated; an open list this long after the ending.
AHEAD, SINCE = timedelta(days=7), timedelta(days=30)


class What(models.TextChoices):
    """What waits."""

    CONTACT = "contact", _("Make contact within 48 hours")
    LEAVING = "leaving", _("The list for leaving safely is open")
    PLANNED = "planned", _("The planned last day has come")
    CHECKLIST = "checklist", _("The four questions")
    SCREENING = "screening", _("Repeat a screening")
    LOCAL = "local", _("Our own checklist")


#: What an ending has left open goes before everything else.
OF_ENDING = frozenset({What.CONTACT, What.LEAVING, What.PLANNED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits about one client; ``words`` say more, and ``checklist`` is the key of a local one."""

    what: What
    part: Participant
    day: date
    words: str = ""
    checklist: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    """Everything noted about the asker's courses, by course and client."""

    answered: dict[tuple[UUID, UUID], list[date]]
    again: dict[UUID, list[AskedAgain]]
    screened: dict[tuple[UUID, UUID], dict[str, Screening]]
    local: dict[tuple[UUID, UUID], list[tuple[UUID, int]]]
    left: dict[tuple[UUID, UUID], list[Leaving]]
    steps: dict[UUID, list[LeavingStep]]


def to_follow_up(by: Actor, day: date) -> list[Waiting]:
    """What waits in the asker's own courses and those of whoever they stand in for: endings first, then by day.

    A peer, who has no checklists, gets only the lists of endings. The number of questions asked of the database
    does not grow with the number of courses.
    """
    working = Responsibility.objects.filter(on_day(day), staff__in=by.selves).values("episode")
    recent = Q(ended=None) | Q(ended__gte=day - SINCE)
    courses = care.episodes(by).filter(recent, pk__in=working)
    parts = list(
        Participant.objects.filter(episode__in=courses.values("pk"), until=None)
        .select_related("client", "episode__unit")
        .order_by("client__code")
    )
    held = _gather([part.episode_id for part in parts])
    found: list[Waiting] = []
    for part in parts:
        found += _of_leaving(part, held, day)
    if by.holds(*FOLLOWERS):
        found += _of_lists(by, parts, held, day)
    order = list(What)
    return sorted(
        found,
        key=lambda one: (one.what not in OF_ENDING, one.day, order.index(one.what), one.part.client.code),
    )


def _gather(keys: list[UUID]) -> _Held:
    held = _Held(
        defaultdict(list),
        defaultdict(list),
        defaultdict(dict),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
    )
    about = {"episode__in": keys}
    for episode, client, at in Checklist.objects.filter(**about).values_list("episode", "client", "at"):
        held.answered[episode, client].append(timezone.localdate(at))
    for asked in AskedAgain.objects.filter(**about):
        held.again[asked.episode_id].append(asked)
    for one in Screening.objects.filter(**about, withdrawn=None).defer("result").order_by("day", "at"):
        held.screened[one.episode_id, one.client_id][one.about] = one
    filled = LocalAnswers.objects.filter(**about)
    for episode, client, key, week in filled.values_list("episode", "client", "version__checklist", "week"):
        held.local[episode, client].append((key, week))
    for leaving in Leaving.objects.filter(**about, void=None).order_by("at", "id"):
        held.left[leaving.episode_id, leaving.client_id].append(leaving)
    steps = LeavingStep.objects.filter(leaving__episode__in=keys).defer("words").order_by("at", "id")
    for step in steps.select_related("responsible"):
        held.steps[step.leaving_id].append(step)
    return held


def _of_leaving(part: Participant, held: _Held, day: date) -> Iterator[Waiting]:
    """What an ending has left open: who makes contact comes first, and goes with its deadline."""
    ended = part.episode.ended
    lists = held.left[part.episode_id, part.client_id]
    current = [one for one in lists if (one.noted and one.day == ended) or (ended is None and not one.noted)]
    if not current:
        return
    state = state_of(current[-1], held.steps[current[-1].pk])
    if ended is None:
        if state.leaving.day <= day:
            yield Waiting(What.PLANNED, part, state.leaving.day)
        return
    deadline = timezone.localdate(state.deadline)
    if Item.CONTACT in state.open:
        yield Waiting(What.CONTACT, part, deadline, _named(state))
    others = [item for item in state.open if item != Item.CONTACT]
    if others:
        yield Waiting(What.LEAVING, part, deadline, " · ".join(str(item.label) for item in others))


def _named(state: State) -> str:
    step = state.contact
    return step.responsible.name if step and step.responsible else str(_("Nobody is named yet."))


def _of_lists(by: Actor, parts: list[Participant], held: _Held, day: date) -> Iterator[Waiting]:
    limits, versions = limits_by_unit(by), list(local_versions(by))
    for part in parts:
        if part.episode.ended is not None:
            continue
        key = (part.episode_id, part.client_id)
        due = due_day(
            part.episode,
            limits.get(part.episode.unit_id) or limits.get(None) or Limits(),
            held.answered[key],
            held.again[part.episode_id],
        )
        if due is not None and due.day <= day:
            yield Waiting(What.CHECKLIST, part, due.day, due.occasion)
        for one in held.screened[key].values():
            if one.repeat_on and one.repeat_on <= day + AHEAD:
                yield Waiting(What.SCREENING, part, one.repeat_on, one.test)
        now, first = week_of(part.episode, day), part.episode.first_attended
        for version in versions:
            own = [week for checklist, week in held.local[key] if checklist == version.checklist_id]
            week = week_due(version.weeks, now, own)
            if week and first and part.episode.unit_id in {unit.pk for unit in version.units.all()}:
                since = first + timedelta(weeks=week - 1)
                yield Waiting(What.LOCAL, part, since, version.name, version.checklist_id)
