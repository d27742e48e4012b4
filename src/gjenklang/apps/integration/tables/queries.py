"""What a file would change: read from the database, nothing written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gjenklang.apps.care.models import Administration, Episode, Participant, Session
from gjenklang.apps.care.queries import episodes
from gjenklang.apps.integration.tables.mapping import Duplicates, Meaning, Problem, Score, scores_of
from gjenklang.apps.integration.tables.models import Upload
from gjenklang.apps.integration.tables.reading import Table
from gjenklang.apps.people.models import Client, Rater, Role, Staff, Unit
from gjenklang.apps.people.rules import CARERS, Actor
from gjenklang.core.instruments import Instrument

__all__ = [
    "KEPT_FOR",
    "Plan",
    "Target",
    "carers_of",
    "course_in_title",
    "courses_by_code",
    "days_of",
    "key_of",
    "plan",
    "summary",
    "uploads",
    "writable_units",
]

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a file goes: which unit, who becomes responsible for new courses, which instrument."""

    unit: Unit
    staff: Staff
    instrument: Instrument


@dataclass(slots=True)
class Plan:
    """What storing a file would do. Nothing is stored while there is a problem."""

    target: Target
    rows: int
    scores: list[Score] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    duplicates: list[Problem] = field(default_factory=list)
    clients: dict[str, Client] = field(default_factory=dict)
    courses: dict[str, Episode] = field(default_factory=dict)
    raters: dict[tuple[str, str], Rater] = field(default_factory=dict)
    stored: dict[UUID, Administration] = field(default_factory=dict)

    @property
    def new_clients(self) -> int:
        """How many clients are not yet known."""
        return len({one.client for one in self.scores} - set(self.clients))

    @property
    def known_clients(self) -> int:
        """How many are."""
        return len({one.client for one in self.scores} & set(self.clients))

    @property
    def new_scores(self) -> int:
        """How many scores would be stored."""
        return len(self.scores) - self.known_scores

    @property
    def known_scores(self) -> int:
        """How many are stored already, saying the same."""
        return sum(self.key(one) in self.stored for one in self.scores)

    def key(self, one: Score) -> UUID:
        """The key of one score: it follows from what the row says, so that reading twice stores once."""
        return key_of(self.target, one.client, *one.place[1:], self.target.instrument.code)


def key_of(target: Target, *parts: str) -> UUID:
    """A key that follows from its parts, within one organisation and unit."""
    return uuid5(target.unit.pk, "\n".join((str(target.unit.organisation_id), *parts)))


def uploads(by: Actor) -> QuerySet[Upload]:
    """The asker's own files that wait to be stored, none older than an hour."""
    return Upload.objects.filter(
        organisation=by.organisation, staff=by.staff, made__gte=timezone.now() - KEPT_FOR
    )


def writable_units(by: Actor) -> QuerySet[Unit]:
    """Units that the asker may read files into: those where one meets clients; an administrator all."""
    units = Unit.objects.filter(organisation=by.organisation).order_by("name")
    return units if by.holds(Role.ADMINISTRATOR) else units.filter(pk__in=by.units(*CARERS))


def carers_of(by: Actor) -> QuerySet[Staff]:
    """Who may become responsible for new courses: oneself, or anyone who meets clients when an administrator asks."""
    staff = Staff.objects.filter(organisation=by.organisation)
    if not by.holds(Role.ADMINISTRATOR):
        return staff.filter(pk=by.staff)
    return staff.filter(posts__role__in=CARERS, posts__until=None).distinct().order_by("name")


def plan(by: Actor, table: Table, meaning: Meaning, target: Target) -> Plan:
    """Try a file: what is new, what is known, what is wrong, row by row.

    Raises
    ------
    ValueError
        When the meaning of the columns cannot be; the message is for the reader.
    """
    scores, problems = scores_of(table, meaning, target.instrument, timezone.localdate())
    made = Plan(target, len(table.rows), problems=problems)
    made.scores, made.duplicates, contradictions = _once(scores, meaning.duplicates)
    made.problems += contradictions
    _meet(by, made)
    made.problems.sort(key=lambda one: one.row)
    return made


def _once(scores: Sequence[Score], choice: Duplicates) -> tuple[list[Score], list[Problem], list[Problem]]:
    """Keep one score for each place; say every other row, and every contradiction that nobody has settled."""
    kept: dict[tuple[str, str, str], Score] = {}
    duplicates, contradictions = [], []
    for one in scores:
        first = kept.setdefault(one.place, one)
        if first is one:
            continue
        values = {"row": one.row, "first": first.row, "client": one.client}
        if one.said == first.said:
            duplicates.append(
                Problem(one.row, _("Row %(row)s says the same as row %(first)s (%(client)s).") % values)
            )
        elif choice is Duplicates.REFUSE:
            words = _("Row %(row)s contradicts row %(first)s (%(client)s). Choose which one counts.")
            contradictions.append(Problem(one.row, words % values))
        elif choice is Duplicates.FIRST:
            words = _("Row %(row)s contradicts row %(first)s (%(client)s); row %(first)s counts.")
            duplicates.append(Problem(one.row, words % values))
        else:
            kept[one.place] = one
            words = _("Row %(row)s contradicts row %(first)s (%(client)s); row %(row)s counts.")
            duplicates.append(Problem(one.row, words % values))
    return list(kept.values()), duplicates, contradictions


def _meet(by: Actor, made: Plan) -> None:
    """Lay the file beside what is stored."""
    codes = {one.client for one in made.scores}
    made.clients = {
        one.code: one for one in Client.objects.filter(organisation=by.organisation, code__in=codes)
    }
    mine = _courses(by, made)
    _meet_clients(by, made, mine)
    raters = Rater.objects.filter(
        organisation=by.organisation, client__in=[one.pk for one in made.clients.values()]
    )
    made.raters = {(one.client.code, one.relation.lower()): one for one in raters.select_related("client")}
    stored = Administration.objects.filter(organisation=by.organisation, client__code__in=codes)
    made.stored = {one.pk: one for one in stored.filter(instrument=made.target.instrument.code)}
    for one in made.scores:
        known = made.stored.get(made.key(one))
        if known and (known.stated_total, dict(known.answers)) != (one.total, dict(one.answers)):
            words = _(
                "Row %(row)s says something else than what is stored for %(client)s. Nothing is overwritten."
            )
            made.problems.append(Problem(one.row, words % {"row": one.row, "client": one.client}))


def _courses(by: Actor, made: Plan) -> dict[str, Episode]:
    """The courses in the unit that the asker may continue: one's own, and those of an earlier file."""
    unit, instrument = made.target.unit, made.target.instrument
    earlier = {key_of(made.target, code, "course", instrument.code): code for code in made.clients}
    everyones = Episode.objects.filter(organisation=by.organisation)
    continued = everyones if by.holds(Role.ADMINISTRATOR) else episodes(by)
    found = {earlier[one.pk]: one for one in continued.filter(pk__in=earlier)}
    open_now = episodes(by).filter(unit=unit, outcome=instrument.code, ended=None)
    for one in open_now.prefetch_related("participants__client"):
        for part in one.participants.all():
            if part.until is None and part.client.code in made.clients:
                found.setdefault(part.client.code, one)
    return found


def _meet_clients(by: Actor, made: Plan, mine: Mapping[str, Episode]) -> None:
    made.courses = dict(mine)
    helped = set(episodes(by).values_list("participants__client", flat=True))
    for one in {score.client: score for score in reversed(made.scores)}.values():
        client = made.clients.get(one.client)
        if client and one.client not in mine and client.pk not in helped and not by.holds(Role.ADMINISTRATOR):
            words = _("Row %(row)s: the code %(client)s is taken by someone whom you do not help.")
            made.problems.append(Problem(one.row, words % {"row": one.row, "client": one.client}))


def summary(made: Plan) -> list[str]:
    """The plan in sentences."""
    clients = made.new_clients + made.known_clients
    sentences = [
        ngettext("%(n)s row read.", "%(n)s rows read.", made.rows) % {"n": made.rows},
        ngettext("%(n)s client", "%(n)s clients", clients) % {"n": clients}
        + ", "
        + _("%(n)s of them new.") % {"n": made.new_clients},
        ngettext("%(n)s score to store", "%(n)s scores to store", made.new_scores) % {"n": made.new_scores}
        + ", "
        + _("%(n)s stored already.") % {"n": made.known_scores},
    ]
    if made.duplicates:
        n = len(made.duplicates)
        sentences.append(ngettext("%(n)s duplicate row.", "%(n)s duplicate rows.", n) % {"n": n})
    return sentences


def days_of(made: Plan) -> dict[tuple[UUID, str], Session]:
    """Sessions of the known courses by day or number, so that a file's score joins the meeting of its day."""
    found: dict[tuple[UUID, str], Session] = {}
    known = Session.objects.filter(episode__in=[one.pk for one in made.courses.values()]).order_by(
        "-starts", "-id"
    )
    for one in known:
        when = one.local_date.isoformat() if one.local_date else f"#{one.number}"
        found[(one.episode_id, when)] = one
    return found


def courses_by_code(by: Actor) -> dict[str, Episode]:
    """The asker's own running courses by the code of each who takes part."""
    running = episodes(by).filter(ended=None, responsibilities__staff__in=by.selves)
    parts = Participant.objects.filter(episode__in=running.values("pk"), until=None).select_related(
        "client", "episode"
    )
    return {part.client.code: part.episode for part in parts}


def course_in_title(title: str, courses: Mapping[str, Episode]) -> Episode | None:
    """The course whose client's code stands in a title as a word of its own; the longest code when several do."""
    named = [
        code for code in courses if re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", title, re.IGNORECASE)
    ]
    return courses[max(named, key=len)] if named else None
