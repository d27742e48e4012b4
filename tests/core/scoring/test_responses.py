"""FHIR QuestionnaireResponses that nobody here wrote, and broken ones."""

import json
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gjenklang.core.instruments import instrument, read_questionnaire
from gjenklang.core.scoring import AnswerOutOfRange, Doubt, NotAResponse, score, score_response

PHQ9 = ("us-core/QuestionnaireResponse-phq-9-example.json", "us-core/Questionnaire-phq-9-example.json")
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"


def read(shared: Path, name: str) -> Any:
    return json.loads((shared / "data" / "fhir" / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("response", "form", "total", "stated", "rule", "doubts"),
    [
        (*PHQ9, 12, 12, "complete", set()),
        (
            "mii-proms/QuestionnaireResponse-mii-exa-pro-phq-9-response.json",
            "mii-proms/Questionnaire-mii-qst-pro-phq-9.json",
            *(27, 27, "complete", {Doubt.LINKS_DIFFER}),
        ),
        (
            "us-core/QuestionnaireResponse-AUDIT-C.json",
            "us-core/Questionnaire-AUDIT-C.json",
            *(0, 0, "ordinal-sum", {Doubt.NOT_ALL}),
        ),
        (
            "us-core/QuestionnaireResponse-TAPS.json",
            "us-core/Questionnaire-TAPS.json",
            *(None, None, "none", set()),
        ),
        (
            "us-core/QuestionnaireResponse-PRAPARE-example.json",
            "us-core/Questionnaire-prapare-example.json",
            *(None, None, "none", set()),
        ),
        ("hl7-spec/questionnaireresponse-example-gcs.json", "", 13, None, "ordinal-sum", {Doubt.NO_FORM}),
        (
            "us-core/QuestionnaireResponse-glasgow-coma-score.json",
            *("", 12, None, "ordinal-sum", {Doubt.NO_FORM}),
        ),
        (
            "us-core/QuestionnaireResponse-hunger-vital-sign-example.json",
            *("", None, None, "none", set()),
        ),
    ],
)
def test_real_responses_are_scored(
    shared: Path,
    response: str,
    form: str,
    total: int | None,
    stated: int | None,
    rule: str,
    doubts: set[Doubt],
) -> None:
    """The two published totals are the responses' own; 13 = 4 + 5 + 4 and 12 = 4 + 4 + 4 by hand."""
    asked = read_questionnaire(read(shared, form)) if form else None
    found = score_response(read(shared, response), asked)
    assert (found.total, found.stated, found.rule, set(found.doubts)) == (total, stated, rule, doubts)


def test_a_total_that_is_not_the_sum_of_its_answers_is_flagged(shared: Path) -> None:
    sent, asked = read(shared, PHQ9[0]), read_questionnaire(read(shared, PHQ9[1]))
    next(one for one in sent["item"] if one["linkId"] == "/44261-6")["answer"] = [{"valueDecimal": 13}]
    found = score_response(sent, asked)
    assert (found.total, found.stated) == (12, 13)
    assert Doubt.TOTAL_DISAGREES in found.doubts


def test_an_unanswered_item_gives_no_total_and_not_a_smaller_one(shared: Path) -> None:
    sent, asked = read(shared, PHQ9[0]), read_questionnaire(read(shared, PHQ9[1]))
    del sent["item"][3]
    assert score_response(sent, asked).total is None


def broken(sent: dict[str, Any], how: str) -> dict[str, Any]:
    sent = deepcopy(sent)
    changes = {
        "another resource": lambda: sent.update(resourceType="Bundle"),
        "unfinished": lambda: sent.update(status="in-progress"),
        "no linkId": lambda: sent["item"][0].pop("linkId"),
        "twice": lambda: sent["item"].append(sent["item"][0]),
    }
    changes[how]()
    return sent


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("another resource", "a FHIR Bundle, not a QuestionnaireResponse"),
        ("unfinished", "not finished: its status is in-progress"),
        ("no linkId", "no linkId, so it is not known what it answers"),
        ("twice", "linkId /44250-9 is answered twice"),
    ],
)
def test_what_cannot_be_scored_is_said_in_one_sentence(shared: Path, how: str, says: str) -> None:
    with pytest.raises(NotAResponse, match=says):
        score_response(broken(read(shared, PHQ9[0]), how))


@pytest.mark.parametrize("worth", [4, 2.5])
def test_points_that_the_instrument_does_not_accept_are_refused(shared: Path, worth: float) -> None:
    sent, asked = read(shared, PHQ9[0]), read_questionnaire(read(shared, PHQ9[1]))
    coding = sent["item"][0]["answer"][0]["valueCoding"]
    coding["extension"] = [{"url": ORDINAL, "valueDecimal": worth}]
    with pytest.raises(AnswerOutOfRange, match="item1 is"):
        score_response(sent, asked)


def test_a_code_that_nobody_knows_gives_no_points(shared: Path) -> None:
    sent, asked = read(shared, PHQ9[0]), read_questionnaire(read(shared, PHQ9[1]))
    sent["item"][0]["answer"][0]["valueCoding"] = {"code": "LA0000-0", "display": "More than half the days"}
    found = score_response(sent, asked)
    assert (found.total, found.without_points) == (None, ("/44250-9",))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), st.booleans())
def test_it_is_the_sum_of_the_instrument_in_whatever_order_the_answers_come(
    shared: Path, marks: list[int], backwards: bool
) -> None:
    phq9 = instrument("phq9")
    assert phq9.codings is not None
    answers = {
        code: {value: name for name, value in phq9.codings.points.items()}[mark]
        for code, mark in zip(phq9.codings.items, marks, strict=True)
    }
    items = [
        {"linkId": f"/{code}", "answer": [{"valueCoding": {"code": name}}]} for code, name in answers.items()
    ]
    sent = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "item": items[::-1] if backwards else items,
    }
    found = score_response(sent, read_questionnaire(read(shared, PHQ9[1])))
    own = score(phq9, dict(zip(phq9.codings.items.values(), marks, strict=True))).total
    assert own is not None
    assert found.total == own.value == Decimal(sum(marks))
