"""What of one course is worth taking up, by named rules; asks no database.

Every rule is the core's, except three of this house's own about meetings and the first score (:data:`OWN`). A form
that has no limits for this age and rater, as our own words have none, gives no signal that rests on a limit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from gjenklang.apps.care.models import Status
from gjenklang.apps.care.queries import SessionOutline
from gjenklang.apps.feedback.models import Figures, Kind, Signal
from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.core import alliance
from gjenklang.core.change import ChangeRule, change_rule
from gjenklang.core.instruments import Mark, Source, alliance_limit, cut_off, own_side
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import on_clinical_side
from gjenklang.core.trajectories import (
    StatusRules,
    good_enough_level,
    plateau,
    status_of,
    status_rules_of,
)

__all__ = ["MISSED_TIMES", "OF_ALLIANCE", "OF_STATUS", "ORDER", "OWN", "STATUS_RULES", "signals_of"]

#: The rule set of status, and that of the work together for each instrument that has one.
STATUS_RULES = "ors-gjenklang"
ALLIANCE_RULES = {"srs": "srs-gjenklang"}
#: What each rule of those sets is about.
OF_STATUS = {
    "worse-twice": Kind.WORSE_TWICE,
    "far-behind-twice": Kind.NO_GAIN,
    "worse": Kind.WORSE,
    "no-reliable-gain": Kind.NO_GAIN,
}
OF_ALLIANCE = {
    alliance.RuleKind.TOTAL: Kind.ALLIANCE_LOW,
    alliance.RuleKind.LINE: Kind.ALLIANCE_LINE,
    alliance.RuleKind.CEILING: Kind.CEILING,
}
#: Where each kind stands in the order of what is most worth taking up.
ORDER = {str(kind): place for place, kind in enumerate(Kind)}
MISSED_TIMES = 2
#: A line that moved less than a centimetre is not named, as in the status box.
CENTIMETRE = 10


@dataclass(frozen=True, slots=True)
class Rule:
    """Which rule spoke: its set with version, its name, the limits it was read by, and how well it is known."""

    rule_set: str
    version: str
    name: str
    source: Source
    limits: str = ""


def _own(name: str, text: str) -> Rule:
    return Rule("gjenklang-talk", "1", name, Source(f"Gjenklang's own, not validated: {text}", "", Mark.OWN))


#: This house's own rules.
OWN = {
    "two-missed": _own(
        "two-missed", "two sessions in a row that the client did not come to; cancelled ones do not count"
    ),
    "unmeasured": _own(
        "unmeasured",
        "the last session held before today has no answer; a form that was declined asks nothing",
    ),
    "started-above": _own(
        "started-above", "with a first score above the cut-off, the score has little room to show a gain"
    ),
}


def signals_of(course: Course, day: date) -> list[Signal]:
    """Say what a course gives reason to take up on a day, most worth it first; nothing of it is stored.

    Parameters
    ----------
    course : Course
        Gathered, of one who still takes part.
    day : date
        Today.

    Returns
    -------
    list of Signal
        Unsaved, without when and to whom they were shown.
    """
    age = course.age()
    found = [*_of_outcome(course, age), *_of_alliance(course, age), *_of_meetings(course, day)]
    return sorted(found, key=lambda one: ORDER[one.kind])


@dataclass(frozen=True, slots=True)
class _Limited:
    """An outcome form with limits for this person, its answers with a total, and those totals."""

    reading: Reading
    change: ChangeRule
    rules: StatusRules
    given: Sequence[Given]
    scores: Sequence[int]

    def rule(self, name: str, source: Source) -> Rule:
        return Rule(self.rules.code, self.rules.version, name, source, self.reading.rule_set)

    @property
    def limits(self) -> dict[str, int]:
        """What the sentences name; the cut-off only where there is one."""
        held = {"reliable": self.change.reliable, "cut_off": self.change.cut_off}
        return {name: int(value) for name, value in held.items() if value is not None}


def _limited(course: Course, age: int | None) -> _Limited | None:
    reading, rules = course.outcome, status_rules_of(STATUS_RULES)
    given = reading.by(course.main_rater) if reading else []
    if reading is None or not given or reading.instrument.code not in rules.instruments:
        return None
    change = change_rule(reading.instrument, age=age, rater=given[0].kind, rule_set=reading.rule_set)
    scores = [one.total for one in given if one.total is not None]
    return _Limited(reading, change, rules, given, scores) if change else None


def _of_outcome(course: Course, age: int | None) -> Iterator[Signal]:
    """At most one of worse, no gain and plateau: they speak of the same. Well and steady is no plateau."""
    held = _limited(course, age)
    if held is None:
        return
    status, well = list(_status(course, held)), list(_way_on(course, held))
    yield from status or well or _plateau(course, held)
    yield from _started_above(course, held, age)


def _status(course: Course, held: _Limited) -> Iterator[Signal]:
    verdict = status_of(held.rules, held.change, held.scores)
    if not verdict.may_signal or verdict.rule is None:
        return
    kind = OF_STATUS[verdict.rule]
    rule = next(one for one in held.rules.rules if one.name == verdict.rule)
    first, last = held.given[0], held.given[-1]
    between = held.scores[-rule.times : -1] if kind is Kind.WORSE_TWICE else []
    figures = Figures(
        totals=(held.scores[0], *between, held.scores[-1]),
        limits=held.limits,
        n=len(held.scores),
        lines=_moved(first, last),
    )
    yield _signal(course, kind, held.rule(rule.name, rule.source), figures, given=last)


def _moved(first: Given, last: Given) -> dict[str, int]:
    """How far each line that both have moved, up or down, when it is a centimetre or more."""
    was, now = first.answer.answers, last.answer.answers
    both = {code: (was.get(code), mark) for code, mark in now.items()}
    moved = {code: b - a for code, (a, b) in both.items() if a is not None and b is not None}
    return {code: by for code, by in moved.items() if abs(by) >= CENTIMETRE}


def _plateau(course: Course, held: _Limited) -> Iterator[Signal]:
    found = plateau(held.change, held.scores, held.rules.plateau.times)
    if found is None:
        return
    figures = Figures(totals=(found.lowest, found.highest), limits=held.limits, n=found.n_ratings)
    rule = held.rule("plateau", held.rules.plateau.source)
    yield _signal(course, Kind.PLATEAU, rule, figures, given=held.given[-1])


def _way_on(course: Course, held: _Limited) -> Iterator[Signal]:
    """A good-enough level that holds, with a reliable gain; it rests on the rating that made it.

    So it is taken up once, and not again after each session that is as good.
    """
    times = held.rules.enough_times
    level = good_enough_level(held.change, held.scores, times)
    if level is None or not level.held or not level.reliable or level.started_there:
        return
    reached = len(held.scores)
    while _holds(held, reached - 1):
        reached -= 1
    figures = Figures(totals=tuple(held.scores[reached - times : reached]), limits=held.limits, n=times)
    rule = held.rule("enough", held.rules.sources["enough"])
    yield _signal(course, Kind.WAY_ON, rule, figures, given=held.given[reached - 1])


def _holds(held: _Limited, n: int) -> bool:
    level = good_enough_level(held.change, held.scores[:n], held.rules.enough_times)
    return level is not None and level.held and level.reliable


def _started_above(course: Course, held: _Limited, age: int | None) -> Iterator[Signal]:
    """Only while the course is early, by the rule set's own word for early."""
    instrument, first = held.reading.instrument, held.given[0]
    line = cut_off(instrument, age=age, rater=first.kind, rule_set=held.reading.rule_set)
    if line is None or len(held.scores) > held.rules.early_within:
        return
    if not on_clinical_side(line, held.scores[0], instrument.better):
        rule = replace(OWN["started-above"], limits=held.reading.rule_set)
        figures = Figures(totals=(held.scores[0],), limits=held.limits)
        yield _signal(course, Kind.STARTED_ABOVE, rule, figures, given=first)


def _of_alliance(course: Course, age: int | None) -> Iterator[Signal]:
    """A low line is not said twice: when the total is low, its lines are named with it."""
    reading = course.alliance
    if reading is None or reading.instrument.code not in ALLIANCE_RULES:
        return
    rules = alliance.rule_set(ALLIANCE_RULES[reading.instrument.code])
    given = reading.latest(None, max(rule.times for rule in rules.rules))
    side = own_side(reading.instrument)
    limit = alliance_limit(reading.instrument, age=age, rater=side, rule_set=reading.rule_set)
    if limit is None or not given:
        return
    spoken = {one.rule.kind: one for one in alliance.signals(rules, [_form(reading, one) for one in given])}
    low = spoken.pop(alliance.RuleKind.LINE, None)
    lines = _marks(reading, given[-1], low.lines) if low else {}
    if low and lines and alliance.RuleKind.TOTAL not in spoken:
        spoken[alliance.RuleKind.LINE] = low
    for kind, one in spoken.items():
        if kind not in OF_ALLIANCE:
            continue
        run = [each.total for each in given[-one.rule.times :] if each.total is not None]
        figures = Figures(
            totals=tuple(run),
            limits={"alliance": one.rule.value},
            n=one.rule.times,
            lines={} if kind is alliance.RuleKind.CEILING else lines,
        )
        rule = Rule(rules.code, rules.version, kind.value, one.rule.source)
        yield _signal(course, OF_ALLIANCE[kind], rule, figures, given=given[-1])


def _form(reading: Reading, one: Given) -> alliance.Form:
    """One form as the core takes it; a total that was typed alone stands as one line."""
    marks = [one.answer.answers.get(item.code) for item in reading.instrument.items]
    known = [mark for mark in marks if mark is not None]
    return alliance.Form(tuple(known) if len(known) == len(marks) else (one.total or 0,))


def _marks(reading: Reading, one: Given, places: Sequence[int]) -> dict[str, int]:
    """The marks of the lines at some places; none where only the total is known."""
    codes = [reading.instrument.items[place].code for place in places]
    marks = {code: one.answer.answers.get(code) for code in codes}
    return {code: mark for code, mark in marks.items() if mark is not None}


def _of_meetings(course: Course, day: date) -> Iterator[Signal]:
    past = [one for one in course.sessions if one.local_date is not None and one.local_date <= day]
    met = [one for one in past if one.status in (Status.HELD, Status.NO_SHOW)]
    missed = list(takewhile(lambda one: one.status == Status.NO_SHOW, reversed(met)))
    if len(missed) >= MISSED_TIMES:
        figures = Figures(n=len(missed), day=missed[0].local_date)
        yield _signal(course, Kind.MISSED, OWN["two-missed"], figures, session=missed[0])
    held = [one for one in met if one.status == Status.HELD and one.local_date != day]
    if held and not _measured_since(course, held[-1]):
        figures = Figures(day=held[-1].local_date)
        yield _signal(course, Kind.UNMEASURED, OWN["unmeasured"], figures, session=held[-1])


def _measured_since(course: Course, session: SessionOutline) -> bool:
    """Whether how the client is was answered in a session or after it, by anyone."""
    days = [
        one.answer.session == session.pk
        or (one.answer.local_date is not None and one.answer.local_date >= (session.local_date or date.max))
        for reading in course.readings
        if not reading.alliance
        for one in reading.given
    ]
    return any(days)


def _signal(
    course: Course,
    kind: Kind,
    rule: Rule,
    figures: Figures,
    *,
    given: Given | None = None,
    session: SessionOutline | None = None,
) -> Signal:
    return Signal(
        organisation_id=course.episode.organisation_id,
        episode_id=course.episode.pk,
        client_id=course.client.pk,
        administration_id=given.answer.id if given else None,
        session_id=session.pk if session else None,
        kind=kind,
        rule_set=rule.rule_set,
        version=rule.version,
        rule=rule.name,
        limits=rule.limits,
        source=rule.source.text,
        mark=rule.source.mark,
        instrument=given.answer.instrument if given else "",
        instrument_version=in_catalogue(given.answer.instrument).version if given else "",
        figures=figures.stored(),
    )
