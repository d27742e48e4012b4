"""One client's course: what was answered, scored by the core, in the order of the sessions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from gjenklang.apps.care.models import Episode, Status
from gjenklang.apps.care.queries import Answer, SessionOutline, answers, sessions_of_course
from gjenklang.apps.instruments.queries import rule_sets_of, wording
from gjenklang.apps.instruments.wording import Wording
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import Instrument, Purpose, RaterKind, own_side
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["Course", "Given", "Reading", "gather", "readings_of"]


@dataclass(frozen=True)
class Given:
    """One answer: at which place in the row of sessions, by whom, its lines and its total in whole steps."""

    place: int
    answer: Answer

    @cached_property
    def total(self) -> int | None:
        """Scored when it is first asked for: a caseload asks only for those that a rule looks at."""
        if not self.answer.answers:
            return self.answer.stated_total
        return total_steps(in_catalogue(self.answer.instrument), self.answer.answers)

    @property
    def rater(self) -> UUID | None:
        """Key of the rater; ``None`` for the client."""
        return self.answer.rater

    @property
    def kind(self) -> RaterKind:
        """Which side it is seen from."""
        kind = self.answer.rater_kind
        return RaterKind(kind) if kind else own_side(in_catalogue(self.answer.instrument))

    @property
    def who(self) -> str:
        """The relation of the rater; empty for the client."""
        return self.answer.rater_relation or ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All answers to one instrument in one course."""

    instrument: Instrument
    rule_set: str
    words: Wording | None
    given: tuple[Given, ...]
    _of_rater: dict[UUID | None, list[Given]] = field(default_factory=dict, compare=False, repr=False)
    _by_rater: dict[UUID | None, list[Given]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def alliance(self) -> bool:
        """Whether it asks about the work together."""
        return self.instrument.purpose is Purpose.ALLIANCE

    @property
    def step(self) -> Decimal:
        """The size of one step of the total, in units."""
        return self.instrument.scales[0].step if self.instrument.scales else Decimal("0.1")

    def by(self, rater: UUID | None) -> list[Given]:
        """The answers of one rater that have a total, in order: the last of each session, as in the picture."""
        if rater not in self._of_rater:  # a page asks several times
            mine = {one.place: one for one in self._groups.get(rater, ()) if one.total is not None}
            self._of_rater[rater] = list(mine.values())
        return self._of_rater[rater]

    @property
    def _groups(self) -> dict[UUID | None, list[Given]]:
        """The answers of each rater, sorted out once; keys are slow to compare."""
        if not self._by_rater:
            for one in self.given:
                self._by_rater.setdefault(one.answer.rater, []).append(one)
        return self._by_rater

    def latest(self, rater: UUID | None, n: int) -> list[Given]:
        """The last ``n`` of those, without a look at the others."""
        found: dict[int, Given] = {}
        for one in reversed(self.given):
            if len(found) == n:
                break
            if one.rater == rater and one.place not in found and one.total is not None:
                found[one.place] = one
        return list(found.values())[::-1]

    def side(self, rater: UUID | None) -> RaterKind:
        """Which side a rater sees this from, for the limits that depend on it."""
        return next((one.kind for one in self.given if one.rater == rater), own_side(self.instrument))

    def in_units(self, steps: int) -> Decimal:
        """A number of steps in the instrument's units."""
        return steps * self.step


@dataclass(frozen=True, slots=True)
class Course:
    """What one page shows of one client in one episode."""

    episode: Episode
    client: Client
    sessions: tuple[SessionOutline, ...]
    readings: tuple[Reading, ...]
    #: Whose line the words speak of: the client's own, or that of a parent who is chosen as main rater.
    main_rater: UUID | None = None
    #: Since when the client has chosen not to answer.
    stopped: datetime | None = None
    #: What stands behind the page: the session, the moment and the rater of each answer that is not shown on it.
    behind: frozenset[tuple[UUID | None, str, UUID | None]] = frozenset()
    _days: list[date | None] = field(default_factory=list, init=False, compare=False, repr=False)
    _age: list[int | None] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def outcome(self) -> Reading | None:
        """The readings of the course's own outcome instrument."""
        return next((one for one in self.readings if one.instrument.code == self.episode.outcome), None)

    @property
    def alliance(self) -> Reading | None:
        """The readings of the course's own alliance instrument."""
        return next((one for one in self.readings if one.instrument.code == self.episode.alliance), None)

    @property
    def has_lines(self) -> bool:
        """Whether any answer is known line by line, and not only by its total."""
        return any(one.answer.answers for reading in self.readings for one in reading.given)

    @property
    def held(self) -> int:
        """How many sessions have been held."""
        return sum(one.status == Status.HELD for one in self.sessions)

    def answer(self, session: UUID, moment: str, rater: UUID | None = None) -> Answer | None:
        """What one person answered in one session at one moment: the client when no rater is named."""
        given = (one.answer for reading in self.readings for one in reading.given)
        asked = (
            one for one in given if one.moment == moment and one.rater == rater
        )  # texts before keys: quicker
        return next((one for one in asked if one.session == session), None)

    @property
    def days(self) -> list[date | None]:
        """The days of the sessions that the curve numbers, from the first: those held, and those answered in."""
        if not self._days:
            answered = {one.answer.session for reading in self.readings for one in reading.given}
            counted = (one for one in self.sessions if one.status == Status.HELD or one.pk in answered)
            self._days.extend(one.local_date for one in counted)
        return self._days

    def age(self) -> int | None:
        """The client's age at the last answer, for the limits that depend on it; a page asks several times."""
        if not self._age:
            days = (one.answer.local_date for reading in self.readings for one in reading.given)
            last = max((day for day in days if day), default=timezone.localdate())
            self._age.append(self.client.age_on(last) if self.client.birth_year else None)
        return self._age[0]


def gather(
    by: Actor,
    episode: Episode,
    client: Client,
    main_rater: UUID | None = None,
    stopped: datetime | None = None,
    without: Collection[UUID] = (),
) -> Course:
    """Gather one client's course; whoever shows it leaves the line that it was read (``actions.show``).

    Parameters
    ----------
    by
        Who reads.
    episode, client
        Already found among what the rules open to the reader.
    main_rater
        Whose line the words speak of, when that is not the client's own.
    stopped
        Since when the client has chosen not to answer.
    without
        Those who rate, whose answers are left out of this page: only that they are there is kept.

    Returns
    -------
    Course
        Three queries, whatever the number of answers.
    """
    held = sessions_of_course(by, episode)
    found = answers(by, episode, client.pk)
    behind = frozenset((one.session, one.moment, one.rater) for one in found if one.rater in without)
    found = [one for one in found if one.rater not in without] if behind else found
    main_rater = None if main_rater in without else main_rater
    course = Course(episode, client, tuple(held), (), main_rater, stopped, behind)
    words = {one: _words(by, one) for one in dict.fromkeys(answer.instrument for answer in found)}
    return replace(course, readings=readings_of(course, found, rule_sets_of(by.organisation), words))


def readings_of(
    course: Course,
    found: Sequence[Answer],
    rule_sets: Mapping[str, str],
    words: Mapping[str, Wording | None],
) -> tuple[Reading, ...]:
    """Sort the answers of one course by instrument, score them, and give each its place in the row of sessions."""
    places = _places(course.sessions, found)
    latest = max(places.values(), default=1)
    rows: dict[str, list[Given]] = {}
    for answer in found:
        rows.setdefault(answer.instrument, []).append(Given(places.get(answer.session, latest), answer))
    chosen = {**rule_sets, **_own_rule_set(course.episode)}
    return tuple(
        Reading(
            in_catalogue(code),
            chosen.get(code, ""),
            words.get(code),
            tuple(sorted(given, key=lambda one: one.place)),
        )
        for code, given in rows.items()
    )


def _words(by: Actor, code: str) -> Wording | None:
    return wording(code, (get_language() or "nb")[:2], organisation=by.organisation)


def _places(held: Sequence[SessionOutline], found: Sequence[Answer]) -> dict[UUID | None, int]:
    """Number the sessions that were held or answered in, from 1."""
    answered = {one.session for one in found}
    counted = [one for one in held if one.pk in answered or one.status == "held"]
    return {one.pk: place for place, one in enumerate(counted, start=1)}


def _own_rule_set(episode: Episode) -> dict[str, str]:
    return {episode.outcome: str(episode.rule_set)} if episode.rule_set else {}
