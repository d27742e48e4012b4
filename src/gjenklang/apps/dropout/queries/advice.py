"""For each factor: why it matters and what to do, in the service's own words or ours, and what it has tried."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models import DUE_WEEK, YOUNG_BELOW, Factor, FactorText, Pace, Tried
from gjenklang.apps.people.rules import Actor

__all__ = ["HOUSE", "Advice", "Limits", "advice_for", "limits_by_unit", "limits_of", "texts_of", "tried_here"]

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Advice:
    """The words for one factor: the question, why it matters, how well that is known, and what to try.

    ``text`` is the service's own text when there is one, with its author and date.
    """

    factor: Factor
    question: Words
    why: Words
    known: Words
    what: Sequence[Words]
    tried: Sequence[Tried] = ()
    text: FactorText | None = None


_REVIEW = _(
    "A review of 122 studies found it to go with leaving early; it counted directions, and gives no size "
    "(Brorson et al. 2013, read in the abstract)."
)

#: Our own words, until a service writes its own. What is known stands with its source; practice.md §1 holds the marks.
HOUSE: Mapping[Factor, Advice] = MappingProxyType(
    {
        Factor.COGNITION: Advice(
            Factor.COGNITION,
            Factor.COGNITION.label,
            _(
                "When it is hard to remember, concentrate or plan, help that is given as usual is hard to "
                "use. It may come from use, withdrawal, a blow to the head or poor sleep, and it may pass. "
                "It says nothing about will or intelligence."
            ),
            _(
                "%(review)s In a Norwegian residential unit, more of those with a low score on a short test "
                "left early (n = 142, Sømhovd et al. 2019, read in the abstract). A screening is no diagnosis."
            ),
            (
                _("Shorter sessions, one thing at a time, with a drawing or a picture"),
                _("The appointment on paper and in the phone before you part"),
                _("Say that screening is routine here, so that the help fits"),
                _("Repeat the screening after some weeks without use; consider a full assessment"),
            ),
        ),
        Factor.ALLIANCE: Advice(
            Factor.ALLIANCE,
            Factor.ALLIANCE.label,
            _(
                "Someone who does not feel understood, or does not see the point, seldom says so. Many just "
                "stay away. The work together can be changed, and it helps to ask."
            ),
            _(
                "%(review)s The same review advises following the work together all the way. That a weak "
                "alliance goes with leaving is found in psychotherapy too (Sharf et al. 2010, recalled)."
            ),
            (
                _("Ask what you would rather have spent the time on, and change one thing now"),
                _("Say that it is possible to change therapist, and how"),
                _("Thank for what is hard to say; come back to it next time"),
            ),
        ),
        Factor.PERSONALITY: Advice(
            Factor.PERSONALITY,
            Factor.PERSONALITY.label,
            _(
                "When trust, feelings or close relationships are often difficult, small surprises weigh "
                "more, and leaving can be a way to cope. Talk about it alone, never in a meeting with "
                "relatives."
            ),
            _("%(review)s The advice is common clinical advice (recalled), not tested against leaving."),
            (
                _("Fixed frames: same day, same person, and word in good time when something changes"),
                _("When it gets tense: be curious about how it looks from the other side"),
                _("Agree beforehand what you both do when the wish to leave comes"),
            ),
        ),
        Factor.AGE: Advice(
            Factor.AGE,
            Factor.AGE.label,
            _(
                "Young people leave earlier, and many are lost between two places. They often want a person, "
                "not a letter."
            ),
            _(
                "%(review)s A Norwegian unit for people under 23 had fewer missed sessions after a fixed "
                "checklist, phone calls and an introduction talk; there was no control group (read on the "
                "hospital's page)."
            ),
            (
                _("Call or text yourself, the day before and the day it was missed"),
                _("A talk about how things work here, before treatment begins"),
                _("Be flexible about time and place; let them bring someone"),
                _("Go along to the first appointment at a new place"),
            ),
        ),
    }
)


def advice_for(by: Actor, language: str = "") -> list[Advice]:
    """The advice on each factor in a language, the reader's own when none is named; the service's words before ours.

    In a language that the screens have not (Northern Sámi) only the service's own words are there.
    """
    spoken = language or (get_language() or "nb")[:2]
    texts = {one.factor: one for one in texts_of(by).filter(language=spoken).order_by("at", "id")}
    tried: dict[str, list[Tried]] = defaultdict(list)
    for one in tried_here(by):
        tried[one.factor].append(one)
    return [_with(HOUSE[factor], texts.get(factor), tried[factor], spoken) for factor in Factor]


def _with(house: Advice, text: FactorText | None, tried: list[Tried], language: str) -> Advice:
    ours = _blank(house) if language == "se" else _in(house, language)
    if text is None:
        return replace(ours, tried=tried)
    lines = tuple(line.strip() for line in text.what.splitlines() if line.strip())
    return replace(
        ours,
        question=text.question or ours.question,
        why=text.why or ours.why,
        known="" if text.why else ours.known,
        what=lines or ours.what,
        tried=tried,
        text=text if text.question or text.why or lines else None,
    )


def _in(house: Advice, language: str) -> Advice:
    """Our words put into a language once and for all: a mat may be printed in another than the reader's."""
    with override(language):
        return replace(
            house,
            question=str(house.question),
            why=str(house.why),
            known=str(house.known) % {"review": str(_REVIEW)},
            what=tuple(str(one) for one in house.what),
        )


def _blank(house: Advice) -> Advice:
    return replace(house, question="", why="", known="", what=())


def texts_of(by: Actor) -> QuerySet[FactorText]:
    """Every text the asker's service has written, newest first; old ones are kept."""
    return (
        FactorText.objects.filter(organisation=by.organisation).select_related("staff").order_by("-at", "-id")
    )


def tried_here(by: Actor) -> QuerySet[Tried]:
    """What the asker's service says that it has tried."""
    return Tried.objects.filter(organisation=by.organisation, withdrawn=None).order_by("at", "id")


@dataclass(frozen=True, slots=True)
class Limits:
    """From which week the four questions are due, and below which age someone counts as young."""

    due_week: int = DUE_WEEK
    young_below: int = YOUNG_BELOW


def limits_of(by: Actor, unit: UUID | None = None) -> Limits:
    """The limits of a unit: its own, else those of the whole organisation, else the default."""
    held = limits_by_unit(by)
    return held.get(unit) or held.get(None) or Limits()


def limits_by_unit(by: Actor) -> dict[UUID | None, Limits]:
    """The limits that have been set, by unit; those of the whole organisation under ``None``."""
    return {
        one.unit_id: Limits(one.due_week, one.young_below)
        for one in Pace.objects.filter(organisation=by.organisation).order_by("at", "id")
    }
