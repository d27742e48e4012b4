"""Let the invented municipality follow who stays and who leaves, through the house's own verbs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.models import (
    Agreement,
    Checklist,
    Departure,
    Item,
    Leaving,
    LeavingStep,
    LocalAnswers,
    LocalChecklist,
    LocalVersion,
    Screening,
    Tried,
)
from gjenklang.apps.dropout.rules import FOLLOWERS
from gjenklang.apps.people.models import Client, Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["Followed", "follow_town"]

OSLO = ZoneInfo("Europe/Oslo")
RECENT = timedelta(days=75)
AGREED = (
    (
        "Hvis jeg blir borte, ring søsteren min først. Ikke send brev.",
        "Søster",
        "At jeg er savnet, ikke mer.",
    ),
    ("Send meg en melding samme dag, og en til dagen etter.", "", ""),
    ("Ring kameraten min. Han vet hvor jeg er.", "Venn", "At dere lurer på om jeg er trygg."),
    ("Kom hjem til meg, men bank på og vent.", "", ""),
    ("Ring mamma hvis det har gått to dager.", "Mor", "At jeg ikke møtte, ikke hvorfor."),
)
LEFT = {
    "client": ("Jeg må hjem og ordne opp.", "Det ble for mange folk her.", "Jeg vil prøve selv nå."),
    "service": ("Jeg syns det var urettferdig.", "Jeg skjønner det, men jeg var ikke ferdig."),
    "moved": ("Det blir bra med et sted nærmere hjemme.",),
    "agreed": ("Jeg er klar for hverdagen.", "Det viktigste var at noen ringte.", ""),
}
LEADS_TO = (
    "Mister plassen på nettene, poliklinikken overtar.",
    "Pårørende er bekymret.",
    "Bor hos søster.",
    "",
)
TRIED = (
    ("cognition", "Avtalekort i lommeformat, og bilde av det i telefonen"),
    ("alliance", "Fem minutter til slutt hver fredag: hva skal vi gjøre annerledes neste uke?"),
    ("age", "Miljøterapeut blir med til første time på poliklinikken"),
)
QUESTIONS = (
    ("Har vi snakket på telefon siden sist?", "choice"),
    ("Vet hen hvem som kan ringes når det er vanskelig?", "choice"),
    ("Hva er viktigst den neste uken?", "text"),
)


@dataclass(frozen=True, slots=True)
class Followed:
    """One stored course: its clients, and who works with it."""

    episode: Episode
    clients: tuple[Client, ...]
    by: Actor


def follow_town(courses: Sequence[Followed], units: dict[str, Unit], stein: Actor, today: date) -> None:
    """Fill in checklists, screenings, agreements, endings and lists, the same for the same courses and day."""
    chance = Random(f"staying {today.toordinal()}")  # noqa: S311 - invented people, no secrets
    version = _build(stein, (units["youth"], units["tsb"]))
    for factor, words in TRIED:
        by = next(one.by for one in courses if one.episode.unit_id == units["tsb"].pk)
        actions.note_tried(by=by, tried=Tried(factor=factor, words=words))
    followed = [one for one in courses if one.by.holds(*FOLLOWERS)]
    close = {units["tsb"].pk, units["followup"].pk}
    for one in followed:
        if one.episode.unit_id in close or chance.random() < 0.3:
            _early(chance, one, today)
    for one in followed:
        if one.episode.unit_id in {unit.pk for unit in version.units.all()}:
            _local(chance, one, version, today)
    for one in courses:
        ended = one.episode.ended
        if ended and (one.episode.unit_id == units["tsb"].pk or today - ended <= RECENT):
            _left(chance, one)
    _planned(chance, [one for one in followed if one.episode.unit_id == units["tsb"].pk], today)


def _at(day: date, hour: int = 13, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), OSLO).astimezone(UTC)


def _build(by: Actor, units: Sequence[Unit]) -> LocalVersion:
    checklist = LocalChecklist()
    asked = actions.Asked("De første seks ukene", QUESTIONS, (1, 2, 4, 6), units)
    actions.build_local(by=by, checklist=checklist, asked=asked)
    return checklist.versions.get()


def _early(chance: Random, one: Followed, today: date) -> None:
    """Most have been asked in their second or third week, and some once more; a few wait."""
    first = one.episode.first_attended
    if first is None or chance.random() < 0.15:
        return
    for client in one.clients:
        about = {"episode": one.episode, "client": client}
        day = first + timedelta(days=chance.randint(7, 20))
        for when in (day, day + timedelta(weeks=6)):
            if when <= min(today, one.episode.ended or today):
                _checklist(chance, one, client, when, today)
        if day > today:
            continue
        if chance.random() < 0.35:
            _screening(chance, one.by, about, day, today)
        if chance.random() < 0.4:
            words, to_whom, scope = chance.choice(AGREED)
            row = Agreement(
                words=words,
                to_whom=to_whom,
                scope=scope,
                contact="900 00 000" if to_whom else "",
                agreed=day,
                until=day + timedelta(days=chance.choice((90, 180))),
                at=_at(day),
                **about,
            )
            actions.agree(by=one.by, agreement=row)


def _checklist(chance: Random, one: Followed, client: Client, when: date, today: date) -> None:
    age = client.age_on(today)
    row = Checklist(
        episode=one.episode,
        client=client,
        cognition=chance.choices(("yes", "no", "unknown"), (35, 45, 20))[0],
        alliance=chance.choices(("yes", "no"), (18, 82))[0],
        personality=chance.choices(("yes", "no", "unknown"), (20, 30, 50))[0],
        age="unknown" if age is None else "yes" if age < 23 else "no",
        at=_at(when, chance.randint(9, 15), chance.randint(0, 59)),
    )
    actions.fill_checklist(by=one.by, checklist=row)


def _screening(chance: Random, by: Actor, about: dict[str, Any], day: date, today: date) -> None:
    row = Screening(
        about="cognition",
        test="Kort kognitiv test",
        day=day,
        result=f"{chance.randint(19, 29)} av 30",
        days_since_use=chance.randint(3, 40),
        withdrawal=chance.choice(("no", "yes", "unknown")),
        repeat_on=today + timedelta(days=chance.randint(-10, 40)) if chance.random() < 0.6 else None,
        at=_at(day),
        **about,
    )
    if row.repeat_on and row.repeat_on <= day:
        row.repeat_on = None
    actions.record_screening(by=by, screening=row)


def _local(chance: Random, one: Followed, version: LocalVersion, today: date) -> None:
    first = one.episode.first_attended
    for week in version.weeks:
        when = first + timedelta(days=7 * week - chance.randint(1, 6)) if first else today
        if first is None or when > min(today, one.episode.ended or today) or chance.random() < 0.2:
            continue
        for client in one.clients:
            answers = json.dumps({"q1": chance.choice(("yes", "yes", "no")), "q2": "yes"})
            about = {"episode": one.episode, "client": client, "version": version, "week": week}
            actions.fill_local(by=one.by, answers=LocalAnswers(answers=answers, at=_at(when), **about))


def _left(chance: Random, one: Followed) -> None:
    """How it ended, and what was done: most of it on the day, the rest within a week, something not at all."""
    episode = one.episode
    if episode.ended is None:
        return
    said = LEFT.get(episode.ending, ("",))
    departure = Departure(
        day=episode.ended,
        clock=time(chance.randint(10, 15)),
        ending=episode.ending,
        client_words=chance.choice(said),
        consequences=chance.choice(LEADS_TO),
        judged={"agreed": "no", "moved": "no", "client": "yes", "stayed_away": "yes"}.get(
            episode.ending, "unknown"
        ),
        referred_to="Poliklinikken" if episode.ending in {"agreed", "moved"} else "",
        at=_at(episode.ended, 16),
    )
    actions.note_ending(by=one.by, episode=episode, departure=departure)
    planned = episode.ending in {"agreed", "moved"}
    for leaving in Leaving.objects.filter(episode=episode, void=None):
        _settle(chance, one.by, leaving, 0.93 if planned else 0.8)


def _settle(chance: Random, by: Actor, leaving: Leaving, share: float) -> None:
    for item in _asked(chance, share):
        hours = chance.choice((-20, -4, 0, 2)) if item != Item.CONTACT else chance.choice((6, 22, 30, 46, 70))
        reply = "not_relevant" if item == Item.SUBSTITUTION and chance.random() < 0.6 else "yes"
        step = LeavingStep(
            item=item,
            reply=reply,
            words="Ring vakttelefonen, så finner vi en time innen tre dager."
            if item == Item.WAY_BACK
            else "",
            responsible_id=by.staff if item == Item.CONTACT else None,
            at=min(leaving.left_at + timedelta(hours=hours), datetime.now(UTC)),
        )
        actions.settle(by=by, leaving=leaving, step=step)


def _asked(chance: Random, share: float) -> Iterable[Item]:
    return [item for item in Item if chance.random() < share]


def _planned(chance: Random, running: Sequence[Followed], today: date) -> None:
    """Two on the ward have a planned last day ahead, with a list that is begun."""
    for one in [one for one in running if one.episode.ended is None and one.episode.first_attended][1:6:3]:
        day = today + timedelta(days=chance.randint(4, 12))
        departure = Departure(day=day, clock=time(11), ending="agreed", referred_to="Poliklinikken")
        actions.note_ending(by=one.by, episode=one.episode, departure=departure)
        for leaving in Leaving.objects.filter(episode=one.episode, void=None):
            _settle(chance, one.by, leaving, 0.4)
