"""One invented course of help: who, when, what came of each appointment, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from gjenklang.core.fictional.paths import Path, PathClass

__all__ = ["Answer", "ClientPlan", "CoursePlan", "Meeting", "lay_out"]

NO_SHOW, CANCELLED, BY_US = 0.12, 0.07, 0.03
NOTES = (
    "Jeg har begynt å gå tur igjen.",
    "Sov dårlig, men kom meg opp.",
    "Det hjalp å ringe søsteren min.",
    "Tung helg. Vil snakke om det.",
    "Fikk svar fra skolen, det lettet.",
)


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """An invented client."""

    code: str
    name: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person marked: which client it is about, by whom (empty: the client), when in the session."""

    client: int
    rater: str
    moment: str
    lines: tuple[int | None, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One appointment and what came of it: planned, held, no_show, cancelled_client or cancelled_service."""

    day: date
    minute: int
    status: str
    arena: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """One course; ``truth`` is what no service knows."""

    clients: tuple[ClientPlan, ...]
    unit: str
    staff: str
    kind: str
    outcome: str
    alliance: str
    meetings: tuple[Meeting, ...]
    raters: tuple[str, ...] = ()
    main_rater: str = ""
    mandated: bool = False
    sector: str = "health"
    ended: date | None = None
    ending: str = ""
    truth: tuple[PathClass, ...] = field(default=())


def lay_out(
    chance: Random, paths: Sequence[Path], first: date, today: date, *, own: bool, raters: Sequence[str] = ()
) -> tuple[Meeting, ...]:
    """Lay the sessions of a course out in weeks, with those that came to nothing between them.

    Parameters
    ----------
    paths
        One for each client of the course, all of the same length.
    first, today
        Day of the first appointment; nothing is held after today.
    own
        Whether the house's own forms are used on the screen: then a line is left out now and then, and a word added.
    raters
        Relations of others who mark how the first client is, every second session.

    Examples
    --------
    >>> from gjenklang.core.fictional.paths import draw_path
    >>> chance = Random(1)
    >>> met = lay_out(chance, [draw_path(chance)], date(2026, 1, 5), date(2026, 12, 31), own=True)
    >>> met[0].day.isoformat()
    '2026-01-05'
    """
    meetings: list[Meeting] = []
    day, minute = first, 60 * chance.randint(9, 14) + chance.choice((0, 15, 30))
    arena = chance.choices(("office", "home", "outdoors", "phone", "school"), (70, 14, 6, 6, 4))[0]
    rupture = chance.randint(2, 5) if chance.random() < 0.22 else None
    for place in range(len(paths[0].marks)):
        while day < today and place and chance.random() < NO_SHOW + CANCELLED + BY_US:
            status = chance.choices(
                ("no_show", "cancelled_client", "cancelled_service"), (NO_SHOW, CANCELLED, BY_US)
            )[0]
            meetings.append(Meeting(day, minute, status, arena))
            day += timedelta(weeks=1)
        if day >= today:
            break
        answers = _answers(chance, paths, place, own=own, raters=raters, rupture=rupture)
        meetings.append(Meeting(day, minute, "held", arena, answers))
        day += timedelta(weeks=1 if place < 8 else 2)
    return tuple(meetings)


def _answers(
    chance: Random,
    paths: Sequence[Path],
    place: int,
    *,
    own: bool,
    raters: Sequence[str],
    rupture: int | None,
) -> tuple[Answer, ...]:
    given = []
    for client, path in enumerate(paths):
        lines: tuple[int | None, ...] = path.marks[place]
        note = ""
        if own and chance.random() < 0.04:
            lines = (*lines[:2], None, lines[3])
        if own and chance.random() < 0.10:
            note = chance.choice(NOTES)
        if chance.random() < 0.95:
            given.append(Answer(client, "", "start", lines, note))
        if chance.random() < 0.90:
            given.append(Answer(client, "", "end", _alliance(chance, place, rupture)))
    if place % 2 == 0:
        given += [Answer(0, rater, "start", _seen_by(chance, paths[0].marks[place])) for rater in raters]
    return tuple(given)


def _alliance(chance: Random, place: int, rupture: int | None) -> tuple[int, ...]:
    """Mostly high, with a ceiling; a rupture falls a centimetre or two and is mended the time after."""
    dip = 22 if rupture == place else 8 if rupture is not None and place == rupture + 1 else 0
    top = 100 if chance.random() < 0.18 else 0
    return tuple(
        top if top and not dip else min(max(round(chance.gauss(88 + min(place, 6) - dip, 7)), 0), 100)
        for _ in range(4)
    )


def _seen_by(chance: Random, marks: Sequence[int]) -> tuple[int, ...]:
    """Another person sees much the same, a little brighter, with an error of their own."""
    return tuple(min(max(round(mark + chance.gauss(6, 9)), 0), 100) for mark in marks)
