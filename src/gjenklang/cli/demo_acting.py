"""What was agreed, what happened and what was said in three courses of the invented municipality, and its own model."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import Agreed, ExpectedModel, Marked, MayAsk, Theory, Wish
from gjenklang.apps.feedback.tasks import work_out_bands
from gjenklang.apps.people.rules import Actor
from gjenklang.cli.demo_staying import Followed
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["act_in_town"]

OSLO = ZoneInfo("Europe/Oslo")
LATER = timedelta(weeks=13)
#: For each story: in which session (counted from 1), and what.
AGREED: Mapping[str, Sequence[tuple[int, dict[str, object]]]] = {
    "D-204": (
        (
            3,
            {
                "what": ["method"],
                "words": "Jeg spør halvveis hva som ikke stemmer, og vi går tur mens vi snakker.",
                "why": "Dina sa at jeg hadde bestemt meg for hva det handlet om.",
                "whose": "client",
            },
        ),
        (
            4,
            {
                "what": ["arena", "time"],
                "words": "Vi møtes hjemme, kortere og oftere.",
                "hours_before": "1",
                "hours_after": "1.5",
                "plan": "Tiltaksplan punkt 2",
            },
        ),
    ),
    "D-202": (
        (
            4,
            {
                "what": ["method"],
                "words": "Vi prøver ukeplan og søvndagbok.",
                "why": "Ingen endring etter tre samtaler.",
                "whose": "therapist",
                "until": 7,
                "closing": "Dagboken ble en plikt til.",
            },
        ),
        (
            7,
            {
                "what": ["arena", "time", "resources"],
                "words": "Hjemme i stedet for på kontoret, to ganger i uken. Broren er med annenhver gang.",
                "why": "Vi hadde stått stille i seks samtaler.",
                "hours_before": "1",
                "hours_after": "2.5",
                "plan": "Individuell plan, delmål «Ut av huset»",
            },
        ),
        (
            11,
            {
                "what": ["step_down"],
                "words": "En gang i uken igjen, og ring når du vil.",
                "hours_before": "2.5",
                "hours_after": "1",
                "whose": "client",
            },
        ),
    ),
    "D-203": (
        (
            4,
            {
                "what": ["step_up", "time"],
                "words": "To samtaler i uken, og telefon søndag kveld.",
                "why": "Klart verre enn ved start.",
                "hours_before": "1",
                "hours_after": "2.5",
            },
        ),
        (
            7,
            {
                "what": ["transfer"],
                "words": "Dagtilbudet på Elvebakken tar over. Ingrid blir med første gang.",
                "why": "Det trengs mer enn vi kan gi her.",
                "whose": "together",
                "plan": "Behandlingsplan, overføring",
            },
        ),
    ),
}
MARKED: Mapping[str, Sequence[tuple[int, dict[str, object]]]] = {
    "D-204": (
        (3, {"kind": "words", "words": "Du hadde bestemt deg før jeg fikk snakket ut."}),
        (4, {"kind": "home_visits", "words": ""}),
        (5, {"kind": "words", "words": "Nå spør du i stedet for å vite."}),
        (7, {"kind": "work", "work": ["own", "talk"], "words": "Jeg ringte søsteren min selv."}),
    ),
    "D-202": (
        (1, {"kind": "phase", "words": "På kontoret", "until": 7}),
        (3, {"kind": "holiday", "words": "Hytta til broren", "until": 4}),
        (6, {"kind": "words", "words": "Jeg kommer, men det skjer ikke noe."}),
        (7, {"kind": "phase", "words": "Hjemme"}),
        (9, {"kind": "words", "words": "Det er lettere å si det ved kjøkkenbordet."}),
        (
            12,
            {
                "kind": "work",
                "work": ["own", "others"],
                "words": "Broren min ga seg ikke, og ikke jeg heller.",
            },
        ),
    ),
    "D-203": (
        (2, {"kind": "moved", "words": "Fra leiligheten til et rom"}),
        (4, {"kind": "medication", "words": ""}),
        (5, {"kind": "admitted", "words": "Frivillig, ti dager", "until": 6}),
        (6, {"kind": "words", "words": "Dere er snille, men jeg drukner mellom samtalene."}),
        (8, {"kind": "words", "words": "Godt at noen som har mer tid, tar over."}),
    ),
}
THEORIES: Mapping[str, Sequence[tuple[int, dict[str, str]]]] = {
    "D-204": (
        (
            1,
            {
                "cause": "Jeg sover for lite.",
                "would_help": "At noen hører hele historien først.",
                "pace": "Rolig.",
            },
        ),
        (
            4,
            {
                "cause": "Jeg går og bærer på alt alene.",
                "would_help": "Å komme ut, og å snakke mens vi går.",
                "helped_before": "Turene med søsteren min.",
                "with_us": "Søsteren min, av og til.",
                "pace": "Rolig, men oftere.",
            },
        ),
    ),
    "D-202": (
        (
            2,
            {
                "cause": "At jeg ble igjen da de andre flyttet.",
                "would_help": "Å ha noe å gå til.",
                "helped_before": "Verkstedet, før det ble lagt ned.",
                "with_us": "Broren min.",
                "pace": "Små skritt.",
            },
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class _Story:
    """A course with the days of its sessions."""

    followed: Followed
    days: Sequence[date]

    @property
    def whose(self) -> dict[str, object]:
        return {"episode": self.followed.episode, "client": self.followed.clients[0]}

    @property
    def by(self) -> Actor:
        return self.followed.by

    def day(self, session: int) -> date:
        return self.days[min(session, len(self.days)) - 1]

    def at(self, session: int) -> datetime:
        return datetime.combine(self.day(session), time(13, 40), OSLO).astimezone(UTC)


def act_in_town(courses: Sequence[Followed], stein: Actor, today: date) -> None:
    """Write down three stories, a wish that waits, someone to be asked again, and take in the town's own model."""
    for one in courses:
        code = one.clients[0].code
        if code in AGREED:
            held = one.episode.sessions.filter(status="held").order_by("local_date")
            _tell(code, _Story(one, [each.local_date for each in held if each.local_date is not None]))
    _wish(next(one for one in courses if one.episode.unit.name == "Psykisk helsetjeneste"), today)
    _ask_again(courses, today)
    for code in ("ors", "gjenklang-outcome-adult"):
        _model(stein, code)


def _tell(code: str, story: _Story) -> None:
    for session, said in THEORIES.get(code, ()):
        theory = Theory(said=Theory.written(said), at=story.at(session), **story.whose)
        actions.write_theory(by=story.by, theory=theory)
    for session, given in AGREED[code]:
        _agree(story, session, given)
    for session, given in MARKED[code]:
        until = given.get("until")
        last = story.day(until) if isinstance(until, int) else None
        row = {**given, "since": story.day(session), "until": last, "at": story.at(session)}
        actions.mark(by=story.by, marked=Marked(**row, **story.whose))


def _agree(story: _Story, session: int, given: Mapping[str, object]) -> None:
    """Closed ones have a last session, and how it went."""
    row = {name: value for name, value in given.items() if name not in {"until", "closing"}}
    agreed = Agreed(since=story.day(session), at=story.at(session), **row, **story.whose)
    actions.note_agreed(by=story.by, agreed=agreed)
    until = given.get("until")
    if isinstance(until, int):
        closing = str(given.get("closing", ""))
        actions.close_agreed(by=story.by, held=agreed, until=story.day(until), closing=closing)


def _wish(one: Followed, today: date) -> None:
    actions.wish_for_another(
        by=one.by,
        wish=Wish(
            episode=one.episode,
            client=one.clients[0],
            words="Jeg vil heller snakke med en kvinne. Det er ikke noe galt med ham jeg har.",
            asked=today - timedelta(days=3),
            due=today + timedelta(days=4),
        ),
    )


def _ask_again(courses: Sequence[Followed], today: date) -> None:
    """Of those who ended as agreed about three months ago, the first of each of the staff may be asked."""
    seen = set()
    for one in courses:
        ended = one.episode.ended
        if one.episode.ending != "agreed" or ended is None or one.by.staff in seen:
            continue
        if abs(today - ended - LATER) <= timedelta(days=40):
            seen.add(one.by.staff)
            row = MayAsk(episode=one.episode, client=one.clients[0], how="Ring etter klokken 16.")
            actions.let_us_ask(by=one.by, consent=row)


def _model(by: Actor, code: str) -> None:
    document = json.loads(files("gjenklang.cli").joinpath("demo_expected.json").read_text("utf-8"))
    about = document["about"]
    model = actions.take_in(
        by=by,
        model=ExpectedModel(
            instrument=code,
            instrument_version=in_catalogue(code).version,
            name=about["data"],
            version=about["version"],
            n=document["expected"]["n_people"],
            fitted=date.fromisoformat(about["fitted"]),
            period=about["period"],
            counted_in="sessions",
            document=document,
        ),
    )
    # A model of invented people is refused where the house is no demo: then there is none in use.
    if work_out_bands.func(str(model.pk)) == ExpectedModel.State.READY:
        model.refresh_from_db()
        actions.use_expected(by=by, model=model)
