"""What the house already knows beside a question: the latest alliance form, and the year of birth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.models import Factor, Reply, Screening, Withdrawal
from gjenklang.apps.dropout.queries.advice import limits_of
from gjenklang.apps.dropout.queries.checklist import screenings_of
from gjenklang.apps.dropout.queries.opening import followed
from gjenklang.apps.instruments.queries import rule_sets_of, wording
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import AllianceLimit, Instrument, RaterKind, alliance_limit
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["Beside", "screening_words", "sources_of"]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a question: a sentence with its source, what it gives as an answer, and of which day."""

    words: str
    suggests: str = ""
    day: date | None = None


def sources_of(by: Actor, episode: Episode, client: Client, day: date) -> dict[str, Beside]:
    """What stands beside each of the four questions in a course that the asker may read."""
    if not followed(by).filter(pk=episode.pk).exists():
        return {}
    screened = list(screenings_of(by, episode, client.pk))
    return {
        Factor.COGNITION: _screened(screened, Screening.About.COGNITION),
        Factor.ALLIANCE: _alliance(by, episode, client, day),
        Factor.PERSONALITY: _screened(screened, Screening.About.PERSONALITY),
        Factor.AGE: _age(client, day, limits_of(by, episode.unit_id).young_below),
    }


def _screened(found: Iterable[Screening], about: str) -> Beside:
    """The newest result in words; it gives no answer, for a screening is no diagnosis."""
    latest = next((one for one in found if one.about == about and not one.withdrawn), None)
    if latest is not None:
        return Beside(screening_words(latest), day=latest.day)
    if about == Screening.About.COGNITION:
        return Beside(_("No screening is recorded."))
    return Beside(_("No screening is recorded. Talked about alone, never in a meeting with relatives."))


def screening_words(one: Screening) -> str:
    """One screening in a sentence: test, day, result, days since use, withdrawal, and when to repeat it."""
    known = {"test": one.test, "day": date_format(one.day, "DATE_FORMAT"), "result": one.result}
    parts = [_("%(test)s %(day)s: %(result)s.") % known, _use(one)]
    if one.repeat_on:
        parts.append(_("Repeat it %(day)s.") % {"day": date_format(one.repeat_on, "DATE_FORMAT")})
    return " ".join(parts)


def _use(one: Screening) -> str:
    withdrawal = str(Withdrawal(one.withdrawal).label)
    if one.days_since_use is None:
        return _("Days since last use not known, %(withdrawal)s.") % {"withdrawal": withdrawal}
    words = ngettext(
        "%(n)s day after last use, %(withdrawal)s.",
        "%(n)s days after last use, %(withdrawal)s.",
        one.days_since_use,
    )
    return words % {"n": one.days_since_use, "withdrawal": withdrawal}


def _age(client: Client, day: date, limit: int) -> Beside:
    """From the year of birth: in the year someone reaches the limit, only the client knows the day."""
    age = client.age_on(day)
    if age is None:
        return Beside(_("The year of birth is not known (limit: below %(limit)s years).") % {"limit": limit})
    values = {"age": age, "limit": limit}
    if age == limit:
        words = _("Turns %(age)s this year (this service's limit: below %(limit)s years).") % values
        return Beside(words, Reply.UNKNOWN)
    words = _("%(age)s years by the end of the year (this service's limit: below %(limit)s years).") % values
    return Beside(words, Reply.YES if age < limit else Reply.NO)


def _alliance(by: Actor, episode: Episode, client: Client, day: date) -> Beside:
    """The client's latest form about the work together; an answer only where the form has a limit for this person."""
    if not episode.shows_feedback(day):
        return Beside(_("A study has feedback off in this course."))
    latest = _latest(by, episode, client.pk)
    if latest is None:
        return Beside(_("No form about the work together is filled in yet."))
    form = in_catalogue(latest.instrument)
    total = total_steps(form, latest.answers) if latest.answers else latest.stated_total
    rule_set = rule_sets_of(by.organisation).get(form.code, "")
    limit = alliance_limit(form, age=client.age_on(day), rater=_side(form), rule_set=rule_set)
    lowest = _lowest(by, form, latest.answers)
    when = date_format(latest.local_date, "DATE_FORMAT") if latest.local_date else "–"
    if limit is None or total is None:
        sentence = _("The form at the end, %(day)s. It has no limit: what do you think?") % {"day": when}
        return Beside(" ".join(filter(None, (sentence, lowest))), day=latest.local_date)
    values = {"day": when, "total": _units(form, total), "limit": _bare(limit), "name": form.name}
    low = total < limit.value
    sentence = (
        _("Filled in from the form at the end: %(total)s on %(day)s, under %(limit)s (%(name)s, %(rule)s).")
        if low
        else _(
            "Filled in from the form at the end: %(total)s on %(day)s, not under %(limit)s (%(name)s, %(rule)s)."
        )
    ) % (values | {"rule": rule_set})
    return Beside(
        " ".join(filter(None, (sentence, lowest if low else ""))),
        Reply.YES if low else Reply.NO,
        latest.local_date,
    )


def _latest(by: Actor, episode: Episode, client: UUID) -> care.Answer | None:
    given = [
        one
        for one in care.answers(by, episode, client)
        if one.instrument == episode.alliance and one.rater is None
    ]
    return given[-1] if given else None


def _side(form: Instrument) -> RaterKind:
    """The side from which the one who is helped answers: as a member, where the form is made for a group."""
    member = RaterKind.MEMBER in form.raters and RaterKind.SELF not in form.raters
    return RaterKind.MEMBER if member else RaterKind.SELF


def _units(form: Instrument, steps: int) -> str:
    step = form.scales[0].step if form.scales else Decimal("0.1")
    return number_format(steps * step, decimal_pos=0 if step == 1 else 1)


def _bare(limit: AllianceLimit) -> str:
    """A limit without a needless decimal."""
    whole = limit.units == limit.units.to_integral_value()
    return number_format(limit.units, decimal_pos=0 if whole else 1)


def _lowest(by: Actor, form: Instrument, answers: object) -> str:
    """The lowest line by its title, where the lines are known and one is lower than the others."""
    marks = {code: mark for code, mark in dict(answers or {}).items() if mark is not None}  # type: ignore[call-overload]
    if not marks or max(marks.values()) == min(marks.values()):
        return ""
    words = wording(form.code, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {one.code: f"«{one.title}»" for one in words.lines} if words else {}
    numbers = {one.code: _("Line %(number)s") % {"number": one.number} for one in form.items}
    code = min(marks, key=lambda one: marks[one])
    named = {"line": titles.get(code) or numbers.get(code, code), "mark": number_format(marks[code] / 10, 1)}
    return _("Lowest: %(line)s (%(mark)s of 10).") % named
