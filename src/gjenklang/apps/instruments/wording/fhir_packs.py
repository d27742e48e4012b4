"""A FHIR R4 Questionnaire as a wording pack."""

import json

from gjenklang.apps.instruments.wording.words import LineWords, Wording, answers_of
from gjenklang.core.instruments import (
    Codings,
    Instrument,
    Item,
    Question,
    Questionnaire,
    instrument_of,
    read_questionnaire,
)

__all__ = ["read_fhir_pack"]


def read_fhir_pack(text: str) -> tuple[Wording, ...]:
    """Read a FHIR R4 Questionnaire as the words of the instrument that its codes name.

    Returns
    -------
    tuple of Wording
        One for each language in which every question and every answer has words.

    Raises
    ------
    ValueError
        When it is no Questionnaire, is no instrument of the catalogue, or has answers without words or points.
    """
    form = read_questionnaire(json.loads(text))
    known = instrument_of(form)
    if known is None:
        raise ValueError("Its codes are not those of an instrument in the catalogue.")
    return tuple(_from_fhir(form, known, language) for language in form.languages())


def _from_fhir(form: Questionnaire, known: Instrument, language: str) -> Wording:
    codings = known.codings
    assert codings is not None  # noqa: S101 - instrument_of finds only those that have them
    asked = {
        codings.items[code]: one for one in form.questions for code in one.codes if code in codings.items
    }
    return Wording(
        instrument=known.code,
        version=form.version or "fhir",
        language=language,
        holder=known.licence.holder,
        licence=form.terms or known.licence.summary,
        validated=False,
        name=known.name,
        title=form.title,
        lead=form.lead.get(language, ""),
        lines=tuple(_fhir_line(item, asked[item.code], codings, language) for item in known.items),
        shipped=False,
    )


def _fhir_line(item: Item, question: Question, codings: Codings, language: str) -> LineWords:
    worth = answers_of(item)
    said: dict[int, str] = {}
    for one in question.choices:
        steps = codings.points.get(one.code) if one.points is None else int(one.points / item.response.step)
        if steps is not None:
            said[steps] = one.texts.get(language, one.text)
    if sorted(said) != list(worth):
        raise ValueError(
            f"{question.link}: not every answer has words and points (an answerValueSet is not read)."
        )
    title = question.texts.get(language, question.text)
    choices = tuple((steps, said[steps]) for steps in worth)
    return LineWords(item.code, title, "", choices[0][1], choices[-1][1], choices)
