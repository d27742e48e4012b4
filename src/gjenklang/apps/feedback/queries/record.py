"""How each rule has done in the organisation: how often it fired, what was done with it, and whether it was so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from gjenklang.apps.care.models import Administration, Episode, Session, Standing, Status
from gjenklang.apps.feedback.models import Done, Figures, Signal
from gjenklang.apps.feedback.queries.afterwards import NAMES, After, Truth, afterwards
from gjenklang.apps.feedback.rules import RECORD_READERS
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.numerics import Share, wilson
from gjenklang.core.scoring import total_steps

__all__ = ["FEWEST", "RuleRecord", "record"]

#: Of fewer than these, no rate is given: it would say more of the few than of the rule.
FEWEST = 5


@dataclass(slots=True)
class RuleRecord:
    """One rule: how often it fired and was shown, what was done, and what was so afterwards, as counts of signals.

    ``courses`` is in how many it fired: several signals may be of one.
    """

    rule: str
    kind: str
    fired: int = 0
    shown: int = 0
    talked: int = 0
    put_off: Counter[str] = field(default_factory=Counter)
    truth: Counter[Truth] = field(default_factory=Counter)
    courses: int = 0

    @property
    def not_now(self) -> int:
        """Those that were put off, whatever the reason."""
        return self.put_off.total()

    @property
    def open(self) -> int:
        """Those that nobody has handled."""
        return self.fired - self.talked - self.not_now

    @property
    def judged_by(self) -> str:
        """The name of the rule by which it is said to have been so; empty where nothing is said of what comes."""
        return NAMES.get(self.kind, "")  # type: ignore[call-overload, no-any-return]

    @property
    def unknown(self) -> int:
        """Those of which nothing can be said yet, or ever."""
        return self.fired - self.truth[Truth.YES] - self.truth[Truth.NO]

    @property
    def share(self) -> Share | None:
        """Those that were so, of those that can be judged; none where these are too few."""
        known = self.truth[Truth.YES] + self.truth[Truth.NO]
        return wilson(self.truth[Truth.YES], known) if known >= FEWEST else None


class _Fired(NamedTuple):
    """What is read of a signal."""

    rule: str
    kind: str
    episode: UUID
    client: UUID
    administration: UUID | None
    session: UUID | None
    figures: Mapping[str, object]
    shown: object
    done: str
    reason: str


class _Answered(NamedTuple):
    """What is read of an answer."""

    episode: UUID
    client: UUID
    key: UUID
    instrument: str
    rater: UUID | None
    session: UUID | None
    answers: Mapping[str, int | None]
    stated_total: int | None

    @property
    def total(self) -> int | None:
        if not self.answers:
            return self.stated_total
        return total_steps(in_catalogue(self.instrument), self.answers)

    @property
    def row(self) -> tuple[UUID, UUID, str, UUID | None]:
        """Whose row it stands in."""
        return self.episode, self.client, self.instrument, self.rater


def record(by: Actor, day: date) -> list[RuleRecord]:
    """How each rule has done in the asker's whole organisation in the year up to a day; no one is named.

    Returns
    -------
    list of RuleRecord
        Those that fired most often first; empty for one who may not see it. Four statements.
    """
    if not by.holds(*RECORD_READERS):
        return []
    signals = Signal.objects.filter(organisation=by.organisation, found__date__gt=day - timedelta(days=365))
    columns = (
        "rule",
        "kind",
        "episode",
        "client",
        "administration",
        "session",
        "figures",
        "shown",
        "done",
        "reason",
    )
    fired = [_Fired(*row) for row in signals.values_list(*columns)]
    came = _Came(by, {one.episode for one in fired})
    found: dict[tuple[str, str], RuleRecord] = {}
    for rule, kind, _episode in {(one.rule, one.kind, one.episode) for one in fired}:
        found.setdefault((rule, kind), RuleRecord(rule, kind)).courses += 1
    for one in fired:
        kept = found[one.rule, one.kind]
        kept.fired += 1
        kept.shown += one.shown is not None
        kept.talked += one.done == Done.TALKED
        kept.put_off.update([one.reason] if one.done == Done.NOT_NOW else [])
        kept.truth[afterwards(one.kind, Figures.read(one.figures), came.after(one))] += 1
    return sorted(found.values(), key=lambda one: (-one.fired, one.rule))


class _Came:
    """What came in some courses: the answers in order, the sessions held, and how each ended."""

    def __init__(self, by: Actor, episodes: Iterable[UUID]) -> None:
        ours = Signal.objects.filter(organisation=by.organisation, episode__in=episodes).values("episode")
        self._rows: dict[tuple[UUID, UUID, str, UUID | None], list[_Answered]] = defaultdict(list)
        self._of: dict[UUID, tuple[list[_Answered], int]] = {}
        for one in _answers(by, ours):
            row = self._rows[one.row]
            row.append(one)
            self._of[one.key] = row, len(row)
        courses = Episode.objects.filter(organisation=by.organisation, pk__in=ours)
        self._ended = {
            key: (ended, ending) for key, ended, ending in courses.values_list("pk", "ended", "ending")
        }
        held = Session.objects.filter(episode__in=ours).order_by("local_date", "starts", "id")
        self._sessions: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
        for episode, key, status in held.values_list("episode", "pk", "status"):
            self._sessions[episode].append((key, status))

    def after(self, one: _Fired) -> After:
        """What came after one signal."""
        ended, ending = self._ended.get(one.episode, (None, ""))
        row, place = self._of.get(one.administration, ([], 0)) if one.administration else ([], 0)
        later = [(each, each.total) for each in row[place:]]
        known = [(each, total) for each, total in later if total is not None]
        return After(
            later=[total for _each, total in known],
            lines=[[mark for mark in each.answers.values() if mark is not None] for each, _total in known],
            held=self._held_since(one) if one.session else 0,
            ended=ended is not None,
            ending=ending,
        )

    def _held_since(self, one: _Fired) -> int:
        sessions = self._sessions[one.episode]
        place = next((n for n, (key, _status) in enumerate(sessions) if key == one.session), len(sessions))
        return sum(status == Status.HELD for _key, status in sessions[place + 1 :])


def _answers(by: Actor, episodes: QuerySet[Any, Any]) -> list[_Answered]:
    found = Administration.objects.filter(
        organisation=by.organisation, episode__in=episodes, standing=Standing.COUNTS
    ).order_by("finished", "id")
    columns = ("episode", "client", "id", "instrument", "rater", "session", "answers", "stated_total")
    return [_Answered(*row) for row in found.values_list(*columns)]
