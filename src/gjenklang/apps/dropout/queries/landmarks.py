"""What is known of a course some weeks after its first session, and how it went on: what a local model sees."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from gjenklang.apps.care.models import Administration, Ending, Episode, Moment, Session, Standing, Status
from gjenklang.apps.dropout.models import LANDMARK_DAYS, YOUNG_BELOW, Checklist, LocalModel, Reply
from gjenklang.apps.dropout.queries.opening import followed
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["FACTORS", "Landmark", "landmark_of", "landmarks", "latest_model", "model_on"]

#: What the model sees, each by itself: attendance, the work together, the course, the checklist.
FACTORS = ("missed", "cancelled", "gap", "alliance", "change", "young", "cognition", "personality")
#: These ways to end are drop-out here: the Norwegian patient registry's three.
BROKEN_OFF = frozenset({Ending.CLIENT, Ending.STAYED_AWAY, Ending.SERVICE})


class Landmark(NamedTuple):
    """One course at its landmark; a factor that nobody knows is None, and ``weeks`` are those after the landmark."""

    started: date
    unit: str
    factors: Mapping[str, float | None]
    weeks: int
    broken_off: bool


def latest_model(by: Actor) -> LocalModel | None:
    """The newest fit of the asker's organisation; for those who decide about it."""
    if not by.holds(Role.LEADER, Role.ADMINISTRATOR):
        return None
    found = LocalModel.objects.filter(organisation=by.organisation)
    return found.select_related("asked_by", "on_by").order_by("-asked").first()


def model_on(by: Actor) -> LocalModel | None:
    """The fit that is switched on in the asker's organisation, if there is one."""
    return LocalModel.objects.filter(
        organisation=by.organisation, on_since__isnull=False, off_since=None
    ).first()


def landmarks(by: Actor) -> list[Landmark]:
    """The closed courses of the asker's organisation that were still going at the landmark, oldest first.

    For the fit alone, and for an administrator: aggregates come of it, and nobody is shown.
    """
    if not by.holds(Role.ADMINISTRATOR):
        return []
    found = _at_landmark(Episode.objects.filter(organisation=by.organisation, ended__isnull=False))
    return sorted(found.values(), key=lambda one: one.started)


def landmark_of(by: Actor, episode: Episode) -> Landmark | None:
    """The same of one course that the asker follows; None before its landmark."""
    day = timezone.localdate() - timedelta(days=LANDMARK_DAYS)
    asked = followed(by).filter(pk=episode.pk, first_attended__lte=day)
    return _at_landmark(Episode.objects.filter(pk__in=asked.values("pk"))).get(episode.pk)


def _at_landmark(courses: QuerySet[Episode]) -> dict[UUID, Landmark]:
    rows = list(
        courses.filter(first_attended__isnull=False).values_list(
            "id", "unit__name", "first_attended", "ended", "ending", "participants__client__birth_year"
        )
    )
    until = {key: first + timedelta(days=LANDMARK_DAYS) for key, _unit, first, *_ in rows if first}
    attendance, marks, replies = _attendance(courses, until), _marks(courses, until), _replies(courses, until)
    found = {}
    for key, unit, first, ended, ending, born in rows:
        assert first is not None  # noqa: S101 - the rows are filtered on it
        last = ended or timezone.localdate()
        if last <= until[key]:
            continue
        factors = {
            **attendance.get(key, {"missed": 0.0, "cancelled": 0.0, "gap": float(LANDMARK_DAYS)}),
            **marks.get(key, {"alliance": None, "change": None}),
            **replies.get(key, {"cognition": None, "personality": None}),
            "young": None if born is None else float(first.year - born < YOUNG_BELOW),
        }
        weeks = max(1, -(-(last - until[key]).days // 7))
        found[key] = Landmark(first, unit, factors, weeks, ended is not None and ending in BROKEN_OFF)
    return found


def _attendance(
    courses: QuerySet[Episode], until: Mapping[UUID, date]
) -> dict[UUID, dict[str, float | None]]:
    rows = Session.objects.filter(episode__in=courses.values("pk"), local_date__isnull=False)
    met: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    for key, status, day in rows.order_by("local_date").values_list("episode", "status", "local_date"):
        if key in until and day is not None and day <= until[key]:
            met[key].append((status, day))
    return {key: _came(many, until[key]) for key, many in met.items()}


def _came(many: Sequence[tuple[str, date]], until: date) -> dict[str, float | None]:
    held = [day for status, day in many if status == Status.HELD]
    gap = (until - max(held)).days if held else LANDMARK_DAYS
    return {
        "missed": float(sum(status == Status.NO_SHOW for status, _day in many)),
        "cancelled": float(sum(status == Status.CANCELLED_CLIENT for status, _day in many)),
        "gap": float(min(gap, LANDMARK_DAYS)),
    }


def _marks(courses: QuerySet[Episode], until: Mapping[UUID, date]) -> dict[UUID, dict[str, float | None]]:
    """The client's own latest total of the work together, and how the outcome moved, as shares of the scale."""
    rows = (
        Administration.objects.filter(
            Q(instrument=F("episode__outcome"), moment=Moment.START)
            | Q(instrument=F("episode__alliance"), moment=Moment.END),
            episode__in=courses.values("pk"),
            standing=Standing.COUNTS,
            rater=None,
        )
        .order_by("local_date", "finished", "id")
        .values_list("episode", "moment", "instrument", "answers", "stated_total", "local_date")
    )
    found: dict[UUID, dict[str, list[float]]] = defaultdict(lambda: {Moment.START: [], Moment.END: []})
    for key, moment, code, answers, stated, day in rows:
        share = _share(code, answers, stated)
        if share is not None and key in until and day is not None and day <= until[key]:
            found[key][moment].append(share)
    return {key: _moved(many[Moment.START], many[Moment.END]) for key, many in found.items()}


def _moved(outcome: Sequence[float], alliance: Sequence[float]) -> dict[str, float | None]:
    return {
        "alliance": alliance[-1] if alliance else None,
        "change": outcome[-1] - outcome[0] if len(outcome) > 1 else None,
    }


def _share(code: str, answers: Mapping[str, int | None], stated: int | None) -> float | None:
    form = in_catalogue(code)
    total = total_steps(form, answers) if answers else stated
    if total is None or not form.scales:
        return None
    share = float(total * form.scales[0].step / form.scales[0].maximum)
    return share if form.better == "higher" else 1 - share


def _replies(courses: QuerySet[Episode], until: Mapping[UUID, date]) -> dict[UUID, dict[str, float | None]]:
    """The two questions that nothing else tells, as they stood at the landmark."""
    says = {Reply.YES.value: 1.0, Reply.NO.value: 0.0}
    rows = Checklist.objects.filter(episode__in=courses.values("pk")).order_by("at", "id")
    found: dict[UUID, dict[str, float | None]] = {}
    for key, at, cognition, personality in rows.values_list("episode", "at", "cognition", "personality"):
        if key in until and timezone.localdate(at) <= until[key]:
            found[key] = {"cognition": says.get(cognition), "personality": says.get(personality)}
    return found
