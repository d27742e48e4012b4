"""Let the invented municipality have used its signals for a year: what was shown, what was done, and its own rules.

What happened last spring cannot be done by verbs that say *now*: past signals are stored as they would have been found
on each day, by the same rules that find today's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Status
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.actions import Tuning
from gjenklang.apps.feedback.models import Done, Handling, NotNow, RuleVersion, Showing, Signal
from gjenklang.apps.feedback.queries.course import Course, readings_of
from gjenklang.apps.feedback.queries.signals import signals_of
from gjenklang.apps.instruments.queries import rule_sets_of
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.cli.demo_staying import Followed
from gjenklang.core.signals import Setting

__all__ = ["talk_in_town"]

OSLO = ZoneInfo("Europe/Oslo")
#: A signal of these days is left for the one who opens the demo; and how far back anyone has looked.
FRESH, BACK = timedelta(days=8), timedelta(days=330)
REASONS = (NotNow.KNOWN, NotNow.KNOWN, NotNow.WAIT, NotNow.WAIT, NotNow.OTHER, NotNow.UNFIT)
WORDS = ("etter ferien", "bror er med neste gang", "", "", "tar det i ansvarsgruppa", "")
LABELS = ("ringe først", "tolk", "ansvarsgruppe", "hjemmebesøk")


def talk_in_town(courses: Sequence[Followed], units: dict[str, Unit], stein: Actor, today: date) -> None:
    """Store what was found, shown and handled, a few labels, and three versions of the rules; the same each time."""
    chance = Random(f"talk {today.toordinal()}")  # noqa: S311 - invented people, no secrets
    rule_sets = rule_sets_of(stein.organisation)
    past = [
        (signal, one.by)
        for one in courses
        for signal in _found(one, rule_sets, today)
        if chance.random() < 0.9  # not every page was opened
    ]
    Signal.objects.bulk_create([signal for signal, _by in past], ignore_conflicts=True, batch_size=500)
    Showing.objects.bulk_create([_showing(*one) for one in past], batch_size=500)
    Handling.objects.bulk_create(
        [one for signal, by in past for one in _handled(signal, by, chance, today)], batch_size=500
    )
    Signal.objects.bulk_update(
        [signal for signal, _by in past if signal.done],
        ["done", "done_at", "done_by", "reason", "words"],
        batch_size=500,
    )
    running = [one for one in courses if one.episode.ended is None]
    for one in chance.sample(running, len(running) // 4):
        actions.put_label(by=one.by, episode=one.episode, words=chance.choice(LABELS))
    _rules(units, stein, today)


def _found(course: Followed, rule_sets: dict[str, str], today: date) -> Iterator[Signal]:
    """What the rules would have found on each day of a session, once for each that it rests on."""
    sessions = care.sessions_of_course(course.by, course.episode)
    days = [
        one.local_date for one in sessions if one.status in (Status.HELD, Status.NO_SHOW) and one.local_date
    ]
    parts = {one.client_id: one.main_rater_id for one in course.episode.participants.all()}
    for client in course.clients:
        given = care.answers(course.by, course.episode, client.pk)
        seen = set()
        for day in days:
            if not today - BACK < day <= today - FRESH:
                continue
            held = tuple(one for one in sessions if one.local_date and one.local_date <= day)
            bare = Course(course.episode, client, held, (), parts.get(client.pk))
            answers = [one for one in given if one.local_date and one.local_date <= day]
            known = replace(bare, readings=readings_of(bare, answers, rule_sets, {}))
            for signal in signals_of(known, day):
                if signal.key not in seen:
                    seen.add(signal.key)
                    signal.found = signal.shown = _at(day, 15)
                    signal.shown_to_id = course.by.staff
                    yield signal


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), OSLO).astimezone(UTC)


def _showing(signal: Signal, by: Actor) -> Showing:
    assert signal.shown is not None  # noqa: S101 - it was just set
    return Showing(
        organisation_id=by.organisation,
        staff_id=by.staff,
        signal=signal,
        at=signal.shown,
        day=signal.shown.astimezone(OSLO).date(),
        place=0,
    )


def _handled(signal: Signal, by: Actor, chance: Random, today: date) -> Iterable[Handling]:
    """Six in ten were talked about, a quarter put off; the others were left, and something new came."""
    drawn = chance.random()
    if drawn > 0.85:
        return []
    shown = signal.found.astimezone(OSLO).date()
    day = min(shown + timedelta(days=chance.choice((0, 0, 1, 3, 6))), today - timedelta(days=7))
    signal.done = Done.TALKED if drawn < 0.6 else Done.NOT_NOW
    signal.done_at, signal.done_by_id = _at(day, 16), by.staff
    if signal.done == Done.NOT_NOW:
        signal.reason, signal.words = chance.choice(REASONS), chance.choice(WORDS)
    step = Handling(
        organisation_id=by.organisation,
        staff_id=by.staff,
        signal=signal,
        step=str(signal.done),
        reason=signal.reason,
        words=signal.words,
        at=signal.done_at,
    )
    return [step]


def _rules(units: dict[str, Unit], stein: Actor, today: date) -> None:
    """The young have rules of their own, first as another set and then tuned; the ward has silenced one for a while."""
    youth, ward = units["youth"].pk, units["tsb"].pk
    chosen = actions.choose_rules(
        by=stein, unit=youth, code="gjenklang-few", why="Vi begynner rolig, med få regler."
    )
    settings = chosen.settings() | {
        "raters-apart": Setting(on=True, numbers={"times": Decimal(2)}),
        "no-reliable-gain": Setting(on=True, numbers={"first": Decimal(5)}),
    }
    why = "Foreldre og ungdom ser det ofte ulikt, og det vil vi snakke om."
    tuned = actions.tune_rules(by=stein, unit=youth, tuning=Tuning(settings, 4, "Ungdomsteamets regler", why))
    why = "Slår ut på nesten alle de første ukene her."
    silent = actions.silence_rule(by=stein, unit=ward, rule="late", until=today + timedelta(days=40), why=why)
    for version, days in ((chosen, 120), (tuned, 45), (silent, 12)):
        RuleVersion.objects.filter(pk=version.pk).update(at=_at(today - timedelta(days=days), 10))
    RuleVersion.objects.filter(pk=chosen.pk).update(replaced=_at(today - timedelta(days=45), 10))
