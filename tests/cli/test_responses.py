"""``gjenklang response``."""

import json
from pathlib import Path

import pytest

US = "data/fhir/us-core"


def test_a_real_response_is_scored_by_the_form_it_names(type_in, shared: Path) -> None:
    folder = shared / US
    sent, form = (
        folder / "QuestionnaireResponse-phq-9-example.json",
        folder / "Questionnaire-phq-9-example.json",
    )
    other = folder / "Questionnaire-AUDIT-C.json"
    command = ("response", sent, "--questionnaire", other, "--questionnaire", form)
    (found,) = type_in(*command, "--json").json
    assert (found["instrument"], found["total"], found["stated"], found["doubts"]) == ("phq9", 12, 12, [])
    said = type_in(*command).result.stdout
    assert "(phq9): total 12, the response says 12; n 9 with points, rule complete" in said


def test_what_has_no_points_has_no_total(type_in, shared: Path) -> None:
    said = type_in(
        "response", shared / US / "QuestionnaireResponse-hunger-vital-sign-example.json"
    ).result.stdout
    assert "no total: its answers have no points to add up" in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "this is no JSON document."),
        ("[]", "this is no FHIR resource."),
        ('{"resourceType": "Patient"}', "This is a FHIR Patient, not a QuestionnaireResponse."),
        (
            json.dumps(
                {
                    "resourceType": "QuestionnaireResponse",
                    "status": "completed",
                    "item": [{"answer": [{"valueInteger": 1}]}],
                }
            ),
            "An answer has no linkId, so it is not known what it answers.",
        ),
        (
            '{"resourceType": "QuestionnaireResponse", "status": "completed", "item": ["one"]}',
            "this QuestionnaireResponse is not built as FHIR R4 has it.",
        ),
    ],
)
def test_bad_input_is_one_line_and_status_two(type_in, tmp_path: Path, content: str, says: str) -> None:
    file = tmp_path / "sent.json"
    file.write_text(content, "utf-8")
    assert type_in("response", file).line == f"{file}: {says}"
