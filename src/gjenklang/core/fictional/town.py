"""An invented Norwegian municipality from a seed and a day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from gjenklang.core.fictional.courses import Answer, ClientPlan, CoursePlan, Meeting, lay_out
from gjenklang.core.fictional.paths import THERAPIST_SD, Path, PathClass, draw_path
from gjenklang.core.fictional.stories import even, stood_still, to_be_played, went_elsewhere

__all__ = ["DepartmentPlan", "Municipality", "StaffPlan", "UnitPlan", "municipality"]

WEEKS_BACK = 40
TODAY_AT = (9 * 60, 10 * 60, 11 * 60 + 15, 13 * 60, 14 * 60 + 15)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit: its words, the years of age it meets, the mean at the start, and the first letter of its codes."""

    key: str
    name: str
    client_word: str
    therapist_word: str
    ages: tuple[int, int]
    intake: float
    letter: str
    since: date


@dataclass(frozen=True, slots=True)
class DepartmentPlan:
    """A unit that has only units under it, and the username of whoever leads it, if anyone in the town does."""

    key: str
    name: str
    leader: str


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """A member of staff and the first post they hold; ``truth`` is their effect on the whole gain."""

    username: str
    name: str
    unit: str
    role: str
    words: str
    truth: float = 0.0


@dataclass(frozen=True, slots=True)
class Municipality:
    """Everything there is in the invented town on one day.

    ``stood`` tells from which day each unit has stood under which department: one of them has been moved.
    """

    name: str
    today: date
    departments: tuple[DepartmentPlan, ...]
    stood: tuple[tuple[str, str, date], ...]
    units: tuple[UnitPlan, ...]
    staff: tuple[StaffPlan, ...]
    courses: tuple[CoursePlan, ...]
    absent: str
    substitute: str


UNITS = (
    UnitPlan(
        "nursing", "Psykisk helsetjeneste", "pasient", "behandler", (20, 72), 17.5, "P", date(2004, 8, 1)
    ),
    UnitPlan(
        "followup", "Oppfølgingsteamet", "bruker", "kontaktperson", (19, 64), 17.0, "D", date(2009, 1, 1)
    ),
    UnitPlan("youth", "Ungdomsteamet", "ungdom", "hjelper", (13, 17), 20.0, "U", date(2011, 8, 15)),
    UnitPlan("family", "Familieteamet", "klient", "behandler", (24, 50), 19.0, "F", date(2006, 1, 1)),
    UnitPlan("tsb", "TSB døgn", "pasient", "behandler", (20, 60), 16.0, "R", date(2008, 3, 1)),
)
MIND, YOUNG = "mind", "young"
DEPARTMENTS = (
    DepartmentPlan(MIND, "Psykisk helse og rus", "per"),
    DepartmentPlan(YOUNG, "Barn, unge og familie", ""),
)
#: Username, name, unit, role, what they are to a visitor.
STAFF = (
    ("ingrid", "Ingrid Solbakk", "followup", "helper", "kontaktperson i Oppfølgingsteamet (begynn her)"),
    ("jonas", "Jonas Lie-Haug", "followup", "therapist", "behandler, vikar for Marte i dag"),
    ("marte", "Marte Ekornli", "followup", "therapist", "behandler, borte i dag"),
    ("samira", "Samira Noor", "followup", "peer", "likeperson"),
    ("aslak", "Aslak Viddal", "nursing", "therapist", "psykisk helsearbeider"),
    ("berit", "Berit Myrstad", "nursing", "therapist", "psykiatrisk sykepleier"),
    ("chris", "Chris Åmodt", "nursing", "therapist", "psykolog"),
    ("dagny", "Dagny Foss", "nursing", "therapist", "psykisk helsearbeider"),
    ("emil", "Emil Torsvik", "youth", "therapist", "ungdomsteamet"),
    ("frida", "Frida Løken", "youth", "helper", "miljøterapeut"),
    ("geir", "Geir Nystuen", "youth", "therapist", "helsesykepleier"),
    ("hilde", "Hilde Bråten", "family", "therapist", "familieterapeut"),
    ("ivar", "Ivar Sandnes", "family", "therapist", "familieterapeut"),
    ("kari", "Kari Vollan", "tsb", "therapist", "TSB døgn"),
    ("lars", "Lars Ødegård", "tsb", "therapist", "TSB døgn"),
    ("nora", "Nora Hestvik", "tsb", "helper", "miljøterapeut TSB"),
    ("oda", "Oda Breivik", "followup", "supervisor", "veileder"),
    ("per", "Per Grønli", "nursing", "leader", "enhetsleder (ser timer, ikke kurver)"),
    ("randi", "Randi Moe", "nursing", "receptionist", "resepsjon (ser timer, ikke kurver)"),
    ("stein", "Stein Aune", "followup", "administrator", "systemansvarlig (ser ingen klienter)"),
)
ENDINGS = ("agreed", "client", "stayed_away", "service", "moved", "imprisoned", "unknown")
GIVEN = (
    "Anja Arne Astrid Bjarne Camilla Dina Eirik Elise Espen Eva Filip Gunnar Guro Henrik Ida Ingvild "
    "Jakob Jenny Karin Knut Lena Leif Magnus Maja Marius Mona Nils Oline Oskar Pia Ragnhild Roger Selma "
    "Sigurd Silje Simen Stine Sverre Tiril Tone Trond Turid Ulrik Unni Vegard Vilde Viktor Ylva Øystein "
    "Åse"
)
#: The curve of the drawing: D-204's four lines and the mother's totals, in tenths.
DRAWN = (142, 150, 131, 178, 184, 172, 209)
DRAWN_WORK = (331, 350, 312, 364, 378, 371, 380)
DRAWN_MOTHER = {0: 170, 2: 185, 4: 192, 6: 241}
#: F-204's mother, whose line is the main one.
MOTHER = (188, 201, 196, 224, 239)


def municipality(seed: int, today: date) -> Municipality:
    """Invent the town as it stands on one day; the same seed and day give the same town.

    Examples
    --------
    >>> town = municipality(2026, date(2026, 11, 23))
    >>> len(town.staff), town == municipality(2026, date(2026, 11, 23))
    (20, True)
    """
    chance = Random(f"{seed} {today.toordinal()}")
    staff = tuple(StaffPlan(*one, truth=chance.gauss(0, THERAPIST_SD)) for one in STAFF)
    courses = [_drawn(today)]
    numbers = dict.fromkeys((unit.key for unit in UNITS), 204)
    carers = [one for one in staff if one.role in {"therapist", "helper", "peer"}]
    while sum(len(course.clients) for course in courses) < 250:
        person = carers[len(courses) % len(carers)]
        unit = next(one for one in UNITS if one.key == person.unit)
        courses.append(_course(chance, unit, person, today, numbers, len(courses)))
    courses[1:1] = [
        _mother_and_child(today),
        stood_still(today),
        went_elsewhere(today),
        *to_be_played(today),
    ]
    return Municipality(
        name="Lundvik kommune",
        today=today,
        departments=DEPARTMENTS,
        stood=_stood(today),
        units=UNITS,
        staff=staff,
        courses=_with_today(courses, today),
        absent="marte",
        substitute="jonas",
    )


def _stood(today: date) -> tuple[tuple[str, str, date], ...]:
    """Where the units have stood; the youth team was moved at the last new year."""
    first = tuple((one.key, YOUNG if one.key == "family" else MIND, one.since) for one in UNITS)
    return (*first, ("youth", YOUNG, date(today.year, 1, 1)))


def _course(
    chance: Random, unit: UnitPlan, person: StaffPlan, today: date, numbers: dict[str, int], place: int
) -> CoursePlan:
    kind = _kind(chance, unit, place)
    count = {"couple": 2, "family": 3, "group": 6}.get(kind, 1)
    child = unit.key == "family" and kind == "individual"
    clients = tuple(_client(chance, unit, today, numbers, child=child) for _ in range(count))
    first = today - timedelta(days=chance.randint(1, WEEKS_BACK * 7))
    while first.weekday() > 4:
        first -= timedelta(days=1)
    lead = draw_path(chance, intake_mean=24.0 if child else unit.intake, therapist=person.truth)
    more = [
        draw_path(chance, intake_mean=unit.intake, therapist=person.truth, sessions=len(lead.marks))
        for _ in clients[1:]
    ]
    own = chance.random() < 0.3 or kind in {"family", "group"}
    outcome, alliance = _forms(clients[0], today, own=own, group=kind == "group")
    raters = ("Mor",) if child or (unit.key == "youth" and not own and chance.random() < 0.3) else ()
    meetings = lay_out(chance, [lead, *more], first, today, own=own, raters=raters)
    over = bool(meetings) and meetings[-1].day < today - timedelta(days=21)
    mandated = unit.key in {"followup", "tsb"} and chance.random() < 0.15
    ending = chance.choices(ENDINGS, (58, 15, 10, 4, 9, 1, 3))[0] if over else ""
    if ending == "stayed_away":
        meetings += _not_met(meetings[-1])
    return CoursePlan(
        clients=clients,
        unit=unit.key,
        staff=person.username,
        kind=kind,
        outcome=outcome,
        alliance=alliance,
        meetings=meetings,
        raters=raters,
        main_rater="Mor" if child and place % 3 == 0 else "",
        mandated=mandated,
        sector=_sector(unit.key, kind, place),
        ended=meetings[-1].day if over else None,
        ending=ending,
        truth=(lead.kind, *(path.kind for path in more)),
    )


def _sector(unit: str, kind: str, place: int) -> str:
    if unit == "family":
        return {"couple": "family_counselling"}.get(kind, "child_welfare" if place % 2 else "health")
    return "nav" if unit == "followup" and place % 5 == 0 else "health"


def _not_met(last: Meeting) -> tuple[Meeting, ...]:
    """Two appointments that whoever stays away does not come to."""
    weeks = (timedelta(weeks=1), timedelta(weeks=2))
    return tuple(Meeting(last.day + later, last.minute, "no_show", last.arena) for later in weeks)


def _kind(chance: Random, unit: UnitPlan, place: int) -> str:
    if unit.key == "family":
        return chance.choices(("couple", "individual", "family"), (60, 30, 10))[0]
    if unit.key == "tsb":
        return "group" if place == 14 else "residential"
    return "individual"


def _client(
    chance: Random, unit: UnitPlan, today: date, numbers: dict[str, int], *, child: bool
) -> ClientPlan:
    numbers[unit.key] += 1
    youngest, oldest = (7, 12) if child else unit.ages
    return ClientPlan(
        f"{unit.letter}-{numbers[unit.key]}",
        chance.choice(GIVEN.split()),
        today.year - chance.randint(youngest, oldest),
    )


def _forms(client: ClientPlan, today: date, *, own: bool, group: bool) -> tuple[str, str]:
    age = today.year - client.birth_year
    size = "child" if age < 13 else "youth" if age < 18 else "adult"
    if own:
        return f"gjenklang-outcome-{size}", f"gjenklang-alliance-{'group' if group else size}"
    return ("cors", "csrs") if size == "child" else ("ors", "srs")


def _drawn(today: date) -> CoursePlan:
    """The course of the drawing, so that the demo opens on a curve that everyone knows."""
    first = today - timedelta(weeks=len(DRAWN))
    lines = [even(total) for total in DRAWN]
    path = Path(PathClass.SLOW, tuple(total / 10 for total in DRAWN), tuple(lines))
    meetings = list(lay_out(Random(0), [path], first, today, own=False))
    held = [
        replace(
            one,
            day=first + timedelta(weeks=place),
            status="held",
            minute=600,
            arena="home" if place > 3 else "office",
        )
        for place, one in enumerate([*meetings, *meetings, *meetings][: len(DRAWN)])
    ]
    return CoursePlan(
        clients=(ClientPlan("D-204", "Dina", today.year - 34),),
        unit="followup",
        staff="ingrid",
        kind="individual",
        outcome="ors",
        alliance="srs",
        meetings=tuple(_redrawn(one, place) for place, one in enumerate(held)),
        raters=("Mor",),
        truth=(PathClass.SLOW,),
    )


def _mother_and_child(today: date) -> CoursePlan:
    """A child of eight in a running course, whose mother's line is the main one; both answer on the screen."""
    first = today - timedelta(weeks=len(MOTHER))
    held = tuple(
        Meeting(
            first + timedelta(weeks=place),
            540,
            "held",
            "office",
            (
                Answer(0, "Mor", "start", even(total)),
                *((Answer(0, "", "start", even(total + 22)),) if place % 2 == 0 else ()),
                Answer(0, "", "end", even(DRAWN_WORK[place])),
            ),
        )
        for place, total in enumerate(MOTHER)
    )
    return CoursePlan(
        clients=(ClientPlan("F-204", "Jenny", today.year - 8),),
        unit="family",
        staff="hilde",
        kind="individual",
        outcome="gjenklang-outcome-child",
        alliance="gjenklang-alliance-child",
        meetings=held,
        raters=("Mor",),
        main_rater="Mor",
        truth=(PathClass.SLOW,),
    )


def _redrawn(meeting: Meeting, place: int) -> Meeting:
    answers = [Answer(0, "", "start", even(DRAWN[place])), Answer(0, "", "end", even(DRAWN_WORK[place]))]
    if place in DRAWN_MOTHER:
        answers.append(Answer(0, "Mor", "start", even(DRAWN_MOTHER[place])))
    return replace(meeting, answers=tuple(answers))


def _with_today(courses: list[CoursePlan], today: date) -> tuple[CoursePlan, ...]:
    """Give each of the staff who meets people up to five appointments today, the first one not yet begun."""
    taken: dict[str, int] = {}
    planned = []
    for course in courses:
        place = taken.get(course.staff, 0)
        if course.ended is None and place < len(TODAY_AT):
            taken[course.staff] = place + 1
            appointment = Meeting(today, TODAY_AT[place], "planned", "office")
            planned.append(replace(course, meetings=(*course.meetings, appointment)))
        else:
            planned.append(course)
    return tuple(planned)
