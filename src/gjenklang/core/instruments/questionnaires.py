"""Read a FHIR R4 ``Questionnaire``: the questions of a form with their words, as another system keeps them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from gjenklang.core.instruments.catalogue import catalogue
from gjenklang.core.instruments.definition import Instrument

__all__ = [
    "Choice",
    "NotAQuestionnaire",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "instrument_of",
    "ordinal",
    "read_questionnaire",
]

#: The extensions by which FHIR R4 gives a choice its points (R5 and some R4 systems use ``itemWeight``).
ORDINAL = (
    "http://hl7.org/fhir/StructureDefinition/ordinalValue",
    "http://hl7.org/fhir/StructureDefinition/itemWeight",
)
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression"
#: A number is the form's own total when it is calculated, or is called so in the languages met so far.
TOTAL = re.compile(r"\b(total score|totalscore|gesamtwert|score)\b", re.IGNORECASE)


class NotAQuestionnaire(ValueError):  # noqa: N818 - the house names what went wrong
    """The document is no FHIR Questionnaire that can be read; the sentence says why."""


class QuestionKind(StrEnum):
    """What kind of answer a question takes."""

    CHOICE = "choice"
    NUMBER = "number"
    OTHER = "other"


KINDS = {
    **dict.fromkeys(("choice", "open-choice", "coding"), QuestionKind.CHOICE),
    **dict.fromkeys(("integer", "decimal", "quantity"), QuestionKind.NUMBER),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen; ``points`` only where the form itself gives them."""

    code: str
    text: str
    points: Decimal | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, by its ``linkId``; ``texts`` holds its words in other languages."""

    link: str
    kind: QuestionKind
    text: str
    texts: Mapping[str, str]
    codes: tuple[str, ...]
    choices: tuple[Choice, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A form as FHIR has it: who names it so, in which language, on what terms, and its questions in order."""

    url: str
    version: str
    title: str
    language: str
    terms: str
    codes: tuple[str, ...]
    lead: Mapping[str, str]
    questions: tuple[Question, ...]

    def languages(self) -> tuple[str, ...]:
        """Its own language first, then those in which every question has words."""
        asked = [one for one in self.questions if not one.is_total]
        others = [set(one.texts) for one in asked]
        return (self.language, *sorted(set.intersection(*others) if others else ()))


def read_questionnaire(document: Mapping[str, Any]) -> Questionnaire:
    """Read a FHIR R4 Questionnaire.

    Parameters
    ----------
    document
        As read by ``json``. Groups are opened; what is only shown (``display``) is no question.

    Returns
    -------
    Questionnaire

    Raises
    ------
    NotAQuestionnaire
        Another kind of resource, no questions, a question without ``linkId``, or one ``linkId`` twice.

    References
    ----------
    HL7 FHIR R4 (4.0.1), Questionnaire; Structured Data Capture for the extensions

    Examples
    --------
    >>> asked = {"linkId": "1", "type": "choice", "text": "Invented?", "answerOption": [{"valueCoding": {"code": "n"}}]}
    >>> read_questionnaire({"resourceType": "Questionnaire", "item": [asked]}).questions[0].choices[0].code
    'n'
    >>> read_questionnaire({"resourceType": "Patient"})
    Traceback (most recent call last):
    gjenklang.core.instruments.questionnaires.NotAQuestionnaire: This is a FHIR Patient, not a Questionnaire.
    """
    kind = document.get("resourceType", "document without resourceType")
    if kind != "Questionnaire":
        raise NotAQuestionnaire(f"This is a FHIR {kind}, not a Questionnaire.")
    items = list(_opened(document.get("item", [])))
    questions = tuple(_question(one) for one in items if one.get("type") not in {"group", "display"})
    links = [one.link for one in questions]
    twice = sorted({link for link in links if links.count(link) > 1})
    if not questions or twice:
        raise NotAQuestionnaire(f"linkId twice: {', '.join(twice)}." if twice else "It has no questions.")
    lead: dict[str, Any] = next((one for one in items if one.get("type") == "display" and "text" in one), {})
    language = document.get("language", "en")[:2]
    return Questionnaire(
        url=document.get("url", ""),
        version=document.get("version", ""),
        title=document.get("title", document.get("name", "")),
        language=language,
        terms=document.get("copyright", ""),
        codes=_codes(document),
        lead=MappingProxyType({language: lead.get("text", ""), **_translations(lead.get("_text"))}),
        questions=questions,
    )


def _opened(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in items:
        yield one
        yield from _opened(one.get("item", []))


def _question(item: Mapping[str, Any]) -> Question:
    if not item.get("linkId"):
        raise NotAQuestionnaire(f"A question has no linkId: {item.get('text', 'without words')!r}.")
    kind = KINDS.get(item.get("type", ""), QuestionKind.OTHER)
    return Question(
        link=item["linkId"],
        kind=kind,
        text=item.get("text", ""),
        texts=_translations(item.get("_text")),
        codes=_codes(item),
        choices=tuple(_choice(one) for one in item.get("answerOption", [])),
        is_total=kind is QuestionKind.NUMBER and _is_total(item),
    )


def _is_total(item: Mapping[str, Any]) -> bool:
    calculated = any(one.get("url") == CALCULATED for one in item.get("extension", []))
    named = f"{item.get('text', '')} {item['linkId'].replace('.', ' ')}"
    return calculated or bool(TOTAL.search(named))


def _choice(option: Mapping[str, Any]) -> Choice:
    coding = option.get("valueCoding", {})
    plain = str(option.get("valueString", option.get("valueInteger", "")))
    points = ordinal(option) if ordinal(option) is not None else ordinal(coding)
    return Choice(
        code=coding.get("code", plain),
        text=coding.get("display", plain),
        points=points,
        texts=_translations(coding.get("_display")),
    )


def ordinal(element: Mapping[str, Any]) -> Decimal | None:
    """Return the points that an element's own extension gives it, exact; None when it gives none.

    References
    ----------
    HL7 FHIR R4, StructureDefinition ordinalValue

    Examples
    --------
    >>> ordinal({"extension": [{"url": ORDINAL[0], "valueDecimal": 4}]})
    Decimal('4')
    """
    found = (one.get("valueDecimal") for one in element.get("extension", []) if one.get("url") in ORDINAL)
    worth = next((one for one in found if one is not None), None)
    return None if worth is None else Decimal(str(worth))


def _codes(element: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(one["code"] for one in element.get("code", []) if "code" in one)


def _translations(element: Mapping[str, Any] | None) -> Mapping[str, str]:
    """The words in other languages that FHIR keeps beside a text."""
    found: dict[str, str] = {}
    for one in (element or {}).get("extension", []):
        if one.get("url") == TRANSLATION:
            parts = {part["url"]: part for part in one.get("extension", [])}
            said = parts.get("content", {})
            words = said.get("valueString", said.get("valueMarkdown", ""))
            found[parts.get("lang", {}).get("valueCode", "")[:2]] = words
    return MappingProxyType(found)


def instrument_of(questionnaire: Questionnaire) -> Instrument | None:
    """Return the instrument of the catalogue that a form is, by its codes; None when it is none of ours.

    The form's own code must be the one that the instrument's document names, and each of its items must be asked once.

    References
    ----------
    The codings in each instrument's document, with their source

    Examples
    --------
    >>> asked = {"linkId": "1", "type": "integer"}
    >>> form = {"resourceType": "Questionnaire", "code": [{"code": "44249-1"}], "item": [asked]}
    >>> instrument_of(read_questionnaire(form)) is None
    True
    """
    asked = [code for one in questionnaire.questions for code in one.codes]
    for one in catalogue().values():
        codings = one.codings
        named = codings is not None and codings.form in questionnaire.codes
        if codings is not None and named and all(asked.count(code) == 1 for code in codings.items):
            return one
    return None
