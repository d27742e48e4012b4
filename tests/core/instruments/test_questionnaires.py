"""FHIR Questionnaires that nobody here wrote, and broken ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from gjenklang.core.instruments import NotAQuestionnaire, QuestionKind, instrument_of, read_questionnaire


def read(shared: Path, name: str) -> Any:
    return json.loads((shared / "data" / "fhir" / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("name", "n", "code", "languages"),
    [
        ("us-core/Questionnaire-phq-9-example.json", 11, "phq9", ("en",)),
        ("us-core/Questionnaire-AUDIT-C.json", 4, None, ("en",)),
        ("us-core/Questionnaire-TAPS.json", 5, None, ("en",)),
        ("us-core/Questionnaire-prapare-example.json", 21, None, ("en",)),
        ("mii-proms/Questionnaire-mii-qst-pro-phq-9.json", 11, "phq9", ("de", "en")),
    ],
)
def test_real_forms_are_read(
    shared: Path, name: str, n: int, code: str | None, languages: tuple[str, ...]
) -> None:
    form = read_questionnaire(read(shared, name))
    known = instrument_of(form)
    assert (len(form.questions), known.code if known else None, form.languages()) == (n, code, languages)


def test_points_are_only_those_that_the_form_gives(shared: Path) -> None:
    form = read_questionnaire(read(shared, "us-core/Questionnaire-phq-9-example.json"))
    first, total, last = form.questions[0], form.questions[9], form.questions[10]
    assert [one.points for one in first.choices] == [0, 1, 2, 3]
    assert (total.kind, total.is_total) == (QuestionKind.NUMBER, True)
    assert {one.points for one in last.choices} == {None}
    assert "Pfizer" in form.terms


def test_a_translation_is_kept_beside_the_words(shared: Path) -> None:
    form = read_questionnaire(read(shared, "mii-proms/Questionnaire-mii-qst-pro-phq-9.json"))
    assert form.language == "de"
    assert all(one.texts["en"] for one in form.questions if not one.is_total)
    assert set(form.lead) == {"de", "en"}


ONE = {"linkId": "1", "type": "choice", "text": "Invented?"}


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"resourceType": "Patient"}, "a FHIR Patient, not"),
        ({}, "a FHIR document without resourceType, not"),
        ({"resourceType": "Questionnaire"}, "no questions"),
        (
            {"resourceType": "Questionnaire", "item": [{"type": "choice", "text": "Eh?"}]},
            "no linkId: 'Eh\\?'",
        ),
        ({"resourceType": "Questionnaire", "item": [ONE, ONE]}, "linkId twice: 1"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(document: dict[str, Any], says: str) -> None:
    with pytest.raises(NotAQuestionnaire, match=says):
        read_questionnaire(document)


def test_a_form_with_another_form_s_items_is_not_that_instrument(shared: Path) -> None:
    document = read(shared, "us-core/Questionnaire-phq-9-example.json")
    document["item"] = document["item"][1:]
    assert instrument_of(read_questionnaire(document)) is None
