"""Score a FHIR R4 ``QuestionnaireResponse``: only points that somebody gave, and a stated total is never trusted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from gjenklang.core.instruments import Instrument, Item
from gjenklang.core.instruments.questionnaires import Question, Questionnaire, instrument_of, ordinal
from gjenklang.core.scoring.answers import AnswerOutOfRange
from gjenklang.core.scoring.totals import score

__all__ = ["Doubt", "NotAResponse", "ResponseScore", "score_response"]

NUMBERS = ("valueDecimal", "valueInteger")
FINISHED = {"completed", "amended"}


class NotAResponse(ValueError):  # noqa: N818 - the house names what went wrong
    """The document is no QuestionnaireResponse that can be scored; the sentence says why."""


class Doubt(StrEnum):
    """What a reader must know before using the score."""

    TOTAL_DISAGREES = "the total that the response states is not the sum of its own answers"
    LINKS_DIFFER = "the response does not use the linkId of its questionnaire: matched by their last part"
    NOT_ALL = "some answers have no points and are not in the sum"
    NO_FORM = "no questionnaire was at hand: the sum is that of every number in the response"


@dataclass(frozen=True, slots=True)
class ResponseScore:
    """What a response adds up to.

    Attributes
    ----------
    instrument : str or None
        The code of the catalogue's instrument that the form is, if it is one.
    rule : str
        How it was added up: an instrument's missing rule, ``ordinal-sum``, or ``none``.
    total : Decimal or None
        In units; None when the rule gives none.
    stated : Decimal or None
        The total that the response itself states.
    points : Mapping of str to Decimal
        By ``linkId``, for each answer that has points.
    without_points : tuple of str
        The ``linkId`` of answers that have none.
    doubts : tuple of Doubt
    """

    instrument: str | None
    rule: str
    total: Decimal | None
    stated: Decimal | None
    points: Mapping[str, Decimal]
    without_points: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def score_response(response: Mapping[str, Any], questionnaire: Questionnaire | None = None) -> ResponseScore:
    """Score a FHIR R4 QuestionnaireResponse.

    A form that the catalogue knows is scored by its own rule. Any other is the sum of the points that its choices
    carry as ``ordinalValue``, when it asks for a total or when there is no form to ask; a form whose answers have no
    points has no score, and none is invented.

    Parameters
    ----------
    response
        As read by ``json``.
    questionnaire
        Its form; without it only what the response itself holds can be used.

    Returns
    -------
    ResponseScore

    Raises
    ------
    NotAResponse
        Another kind of resource, one that is not finished, an answer without ``linkId``, or one ``linkId`` twice.
    gjenklang.core.scoring.AnswerOutOfRange
        Points that the instrument does not accept.

    References
    ----------
    HL7 FHIR R4 (4.0.1), QuestionnaireResponse and ordinalValue

    Examples
    --------
    >>> gives = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 4}]}
    >>> answered = [{"linkId": "1", "answer": [{"valueCoding": gives}]}]
    >>> sent = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": answered}
    >>> score_response(sent).total
    Decimal('4')
    >>> score_response({**sent, "item": [{"answer": [{"valueInteger": 4}]}]})
    Traceback (most recent call last):
    gjenklang.core.scoring.responses.NotAResponse: An answer has no linkId, so it is not known what it answers.
    """
    answers = _answers(response)
    asked, differ = _asked(answers, questionnaire)
    instrument = instrument_of(questionnaire) if questionnaire else None
    stated = next(
        (_number(one) for link, one in answers.items() if _states_total(asked.get(link), link)), None
    )
    rest = {link: one for link, one in answers.items() if not _states_total(asked.get(link), link)}
    points = _all_points(rest, asked, questionnaire, instrument)
    if instrument is not None:
        rule, total, counted = _by_instrument(instrument, points, asked)
    else:
        rule, total = _by_sum(points, rest, questionnaire, stated)
        counted = set(rest)
    without = tuple(link for link in rest if link not in points and link in counted)
    doubts = {
        Doubt.TOTAL_DISAGREES: stated is not None and total is not None and stated != total,
        Doubt.LINKS_DIFFER: differ,
        Doubt.NOT_ALL: bool(without) and total is not None,
        Doubt.NO_FORM: questionnaire is None and total is not None,
    }
    said = tuple(one for one, holds in doubts.items() if holds)
    code = instrument.code if instrument else None
    return ResponseScore(code, rule, total, stated, MappingProxyType(points), without, said)


def _all_points(
    rest: Mapping[str, list[dict[str, Any]]],
    asked: Mapping[str, Question],
    questionnaire: Questionnaire | None,
    instrument: Instrument | None,
) -> dict[str, Decimal]:
    """What each answer is worth; an answer to nothing that the form asks is worth nothing."""
    known = {link: one for link, one in rest.items() if questionnaire is None or link in asked}
    found = ((link, _points(one, asked.get(link), instrument)) for link, one in known.items())
    return {link: worth for link, worth in found if worth is not None}


def _answers(response: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    kind = response.get("resourceType", "document without resourceType")
    if kind != "QuestionnaireResponse":
        raise NotAResponse(f"This is a FHIR {kind}, not a QuestionnaireResponse.")
    if response.get("status") not in FINISHED:
        raise NotAResponse(
            f"The response is not finished: its status is {response.get('status', 'not given')}."
        )
    found: dict[str, list[dict[str, Any]]] = {}
    for item in _opened(response.get("item", [])):
        if not item.get("answer"):
            continue
        link = item.get("linkId")
        if not link:
            raise NotAResponse("An answer has no linkId, so it is not known what it answers.")
        if link in found:
            raise NotAResponse(f"linkId {link} is answered twice.")
        found[link] = item["answer"]
    return found


def _opened(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in items:
        yield one
        yield from _opened(one.get("item", []))
        for answer in one.get("answer", []):
            yield from _opened(answer.get("item", []))


def _asked(
    answers: Mapping[str, Any], questionnaire: Questionnaire | None
) -> tuple[dict[str, Question], bool]:
    """Find the question of each answer; when not one link is the form's own, by the last part of both."""
    if questionnaire is None:
        return {}, False
    by_link = {one.link: one for one in questionnaire.questions}
    if not answers or any(link in by_link for link in answers):
        return {link: by_link[link] for link in answers if link in by_link}, False
    by_end = {_end(one.link): one for one in questionnaire.questions}
    if len(by_end) < len(by_link) or len({_end(link) for link in answers}) < len(answers):
        return {}, False
    return {link: by_end[_end(link)] for link in answers if _end(link) in by_end}, True


def _end(link: str) -> str:
    return re.split(r"[./]", link)[-1]


def _states_total(question: Question | None, link: str) -> bool:
    return question.is_total if question else _end(link).lower() in {"score", "total"}


def _number(answers: list[dict[str, Any]]) -> Decimal | None:
    given = answers[0]
    found = [given[name] for name in NUMBERS if name in given]
    found += [given["valueQuantity"]["value"]] if "value" in given.get("valueQuantity", {}) else []
    return Decimal(str(found[0])) if found else None


def _points(
    answers: list[dict[str, Any]], question: Question | None, instrument: Instrument | None
) -> Decimal | None:
    """What an answer is worth: by itself, by its form, or by the instrument's codes for answers; never by its words."""
    if len(answers) != 1:
        return None
    coding = answers[0].get("valueCoding")
    if coding is None:
        numeric = question is None or not question.choices
        return _number(answers) if numeric and not _counts_something(question, instrument) else None
    own = ordinal(coding)
    if own is not None:
        return own
    code = coding.get("code", "")
    chosen = next((one.points for one in question.choices if one.code == code), None) if question else None
    if chosen is not None or instrument is None or instrument.codings is None:
        return chosen
    worth = instrument.codings.points.get(code)
    return None if worth is None else Decimal(worth)


def _counts_something(question: Question | None, instrument: Instrument | None) -> bool:
    """A number that is asked for in a form (days, drinks, people) is no points, unless the instrument has it so."""
    codings = instrument.codings if instrument else None
    return question is not None and not (codings and any(code in codings.items for code in question.codes))


def _by_instrument(
    instrument: Instrument, points: Mapping[str, Decimal], asked: Mapping[str, Question]
) -> tuple[str, Decimal | None, set[str]]:
    codings = instrument.codings
    assert codings is not None  # noqa: S101 - instrument_of finds only those that have them
    items = {
        link: codings.items[code]
        for link, one in asked.items()
        for code in one.codes
        if code in codings.items
    }
    answers = {
        item: _steps(instrument.item(item), points[link]) for link, item in items.items() if link in points
    }
    found = score(instrument, answers)
    return found.missing_rule, found.total.value if found.total else None, set(items)


def _steps(item: Item, points: Decimal) -> int:
    steps = points / item.response.step
    if steps != steps.to_integral_value():
        raise AnswerOutOfRange(item.code, float(points), item.response)
    return int(steps)


def _by_sum(
    points: Mapping[str, Decimal],
    rest: Mapping[str, object],
    questionnaire: Questionnaire | None,
    stated: Decimal | None,
) -> tuple[str, Decimal | None]:
    asks_for_it = stated is not None or (
        questionnaire is not None and any(one.is_total for one in questionnaire.questions)
    )
    whole = questionnaire is None and len(points) == len(rest)
    return (
        ("ordinal-sum", sum(points.values(), Decimal(0)))
        if points and (asks_for_it or whole)
        else ("none", None)
    )
