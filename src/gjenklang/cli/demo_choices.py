"""What clients choose in the invented municipality: a line of their own, when an answer is shown, and to get links."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import (
    Administration,
    Consent,
    ConsentKind,
    Matter,
    MatterKind,
    MayRead,
    Moment,
    OwnLine,
    OwnMark,
    OwnNote,
    Shown,
    Side,
    Standing,
    Wish,
)
from gjenklang.apps.inviting import actions as inviting
from gjenklang.apps.inviting.models import By, ContactAgreement, Rhythm
from gjenklang.apps.people.actions import change_client
from gjenklang.apps.people.models import Rater, Unit
from gjenklang.cli.demo_staying import Followed

__all__ = ["choose_in_town"]

LINES = (
    ("Sove hele natten", "ligger våken", "sover", 31),
    ("Gå på butikken alene", "", "", 22),
    ("Ringe søsteren min", "orker ikke", "gjør det", 45),
)
#: Whose course is told in the guide, line for line.
TOLD = {f"D-{number}" for number in range(199, 205)}
#: Every so many who answer about the work together keep it for the sum.
SUMMED = 4
#: So many are asked in easy words with pictures.
EASY = 2


def choose_in_town(courses: Sequence[Followed], today: date) -> None:
    """Give three who answer in our own words a line of their own, and let one unit's clients choose the sum."""
    running = [one for one in courses if one.episode.ended is None and one.episode.kind == "individual"]
    own = [
        one
        for one in running
        if one.episode.outcome == "gjenklang-outcome-adult" and one.clients[0].code not in TOLD
    ]
    for course, (words, low, high, first) in zip(own, LINES, strict=False):
        _follow(course, OwnLine(words=words, low=low, high=high), first)
    if own:
        _sum(own[0].episode.unit, today)
    for course in running:
        if course.clients[0].code == "D-204":
            _tell(course, today)
    for course in own[len(LINES) : len(LINES) + EASY]:
        change_client(by=course.by.who, client=course.clients[0], changed={"easy": True})
    rated = [one for one in running if Rater.objects.filter(client=one.clients[0]).exists()]
    for course in rated[:1]:
        _read_at_home(course, today)
    for place, course in enumerate(running[:3]):
        _write_to(course, f"+479000000{place}", today)


def _read_at_home(course: Followed, today: date) -> None:
    """A mother may read what her child answers, and the child what she does: it was talked about."""
    client = course.clients[0]
    mother = Rater.objects.filter(client=client, relation="Mor").first()
    for side in (Side.CLIENT, Side.RATER) if mother else ():
        decision = MayRead(client=client, rater=mother, side=side, allowed=True, wish=Wish.WANTS)
        decision.reason, decision.until = "Vi snakket om det alle tre.", today + timedelta(days=120)
        care.decide_reading(by=course.by, decision=decision)


def _tell(course: Followed, today: date) -> None:
    """A note before the next meeting, a yes, and something for the leader of the unit."""
    client, unit = course.clients[0], course.episode.unit
    by = Who("client", unit.organisation_id, client.pk)
    note = OwnNote(episode=course.episode, client=client, words="Jeg har begynt å gå tur om morgenen.")
    care.write_note(by=by, note=note)
    consent = Consent(
        client=client,
        kind=ConsentKind.RESEARCH,
        scope="Svarene mine kan telle med i Lundvik-studien, uten navn.",
        since=today - timedelta(days=40),
        until=today + timedelta(days=300),
    )
    care.give_consent(by=course.by, consent=consent)
    matter = Matter(unit=unit, client=client, kind=MatterKind.WRONG, words="Jeg måtte vente en halvtime.")
    care.raise_matter(by=by, matter=matter, today=today)


def _write_to(course: Followed, number: str, today: date) -> None:
    """May be written to at a number that is nobody's, and gets a link the day before each meeting."""
    client = course.clients[0]
    until = today + timedelta(days=180)
    agreement = ContactAgreement(client=client, by=By.TEXT, address=number, safe=True, until=until)
    inviting.agree_contact(by=course.by, agreement=agreement)
    rhythm = Rhythm(episode=course.episode, client=client, hours_before=24)
    inviting.begin_rhythm(by=course.by, rhythm=rhythm)


def _follow(course: Followed, line: OwnLine, first: int) -> None:
    client = course.clients[0]
    answered = Administration.objects.filter(
        episode=course.episode, client=client, moment=Moment.START, rater=None, standing=Standing.COUNTS
    ).order_by("local_date", "id")
    days = [one.local_date for one in answered if one.local_date]
    if not days:
        return
    line.episode, line.client, line.staff_id = course.episode, client, course.by.staff
    line.since = datetime.combine(days[0], time(9), UTC)
    care.write_own_line(by=course.by.who, line=line)
    OwnMark.objects.bulk_create(
        OwnMark(
            organisation_id=line.organisation_id,
            administration=one,
            line=line,
            mark=min(100, first + 5 * place - 7 * (place % 3)),
        )
        for place, one in enumerate(answered, start=1)
    )


def _sum(unit: Unit, today: date) -> None:
    unit.alliance_sum = True
    unit.save(update_fields=["alliance_sum"])
    begins = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    given = Administration.objects.filter(
        episode__unit=unit, moment=Moment.END, rater=None, standing=Standing.COUNTS, local_date__lt=begins
    ).order_by("client", "id")
    clients = sorted(set(given.values_list("client", flat=True)))[::SUMMED]
    given.filter(client__in=clients).update(shown=Shown.SUM, standing=Standing.SUMMED)
