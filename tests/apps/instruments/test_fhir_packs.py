"""A FHIR Questionnaire in the service's own folder gives an instrument its words, with answers to choose from."""

import json
import shutil
from pathlib import Path

import pytest

from gjenklang.apps.instruments.wording import broken_packs, every_wording, read_fhir_pack, read_pack

US = "data/fhir/us-core/Questionnaire-phq-9-example.json"
MII = "data/fhir/mii-proms/Questionnaire-mii-qst-pro-phq-9.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    yield tmp_path
    every_wording.cache_clear()


def test_the_phq_9_of_us_core_is_a_pack(shared: Path, folder: Path) -> None:
    shutil.copy(shared / US, folder / "phq9.json")
    found = every_wording(str(folder))["phq9", "en"]
    assert [line.code for line in found.lines] == [f"item{place}" for place in range(1, 10)]
    first = found.lines[0]
    assert [steps for steps, _words in first.choices] == [0, 1, 2, 3]
    assert (first.says(0), first.says(3), first.says(None)) == ("Not at all", "Nearly every day", "")
    assert not found.shipped
    assert not found.validated
    assert broken_packs(str(folder)) == {}


def test_a_form_whose_answers_lie_in_another_file_is_named_as_broken(shared: Path, folder: Path) -> None:
    """The German PHQ-9 names its answers by an answerValueSet: its questions have words, its answers none."""
    shutil.copy(shared / MII, folder / "phq9.json")
    assert ("phq9", "en") not in every_wording(str(folder))
    (wrong,) = broken_packs(str(folder)).values()
    assert "PHQ-9.1: not every answer has words and points" in wrong


@pytest.mark.parametrize("text", ["{", "{}", '{"resourceType": "Patient"}', "[]"])
def test_what_is_no_questionnaire_is_named_as_broken(folder: Path, text: str) -> None:
    (folder / "odd.json").write_text(text, "utf-8")
    assert "odd.json" in broken_packs(str(folder))
    assert every_wording(str(folder))


def points(worth: object) -> str:
    """A form with one answer that is worth something odd."""
    given = {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": worth}
    option = {"valueCoding": {"code": "a", "extension": [given]}}
    asked = {"linkId": "1", "type": "choice", "answerOption": [option]}
    return json.dumps({"resourceType": "Questionnaire", "item": [asked]})


DEEP = '{"resourceType": "Questionnaire", "item": [%s]}'


def nested(depth: int) -> str:
    """A form of groups within groups, all the way down."""
    return DEEP % ('{"type": "group", "item": [' * depth + "]}" * depth)


@pytest.mark.parametrize("text", [points("many"), nested(5000)], ids=["no number", "too deep"])
def test_one_odd_form_takes_no_other_words_with_it(folder: Path, text: str) -> None:
    (folder / "odd.json").write_text(text, "utf-8")
    assert "odd.json" in broken_packs(str(folder))
    assert every_wording(str(folder))


def test_a_form_that_is_no_instrument_of_ours_is_not_taken_for_one(shared: Path) -> None:
    text = (shared / "data/fhir/us-core/Questionnaire-TAPS.json").read_text("utf-8")
    with pytest.raises(ValueError, match="not those of an instrument"):
        read_fhir_pack(text)


def test_a_translation_gives_a_second_language(shared: Path) -> None:
    """Words that are invented here, in the form that FHIR keeps translations in."""
    document = json.loads((shared / US).read_text("utf-8"))

    def said(words: str) -> dict[str, object]:
        parts = [{"url": "lang", "valueCode": "nb-NO"}, {"url": "content", "valueString": words}]
        return {
            "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/translation", "extension": parts}]
        }

    for place, item in enumerate(document["item"]):
        item["_text"] = said(f"Spørsmål {place}")
        for option in item.get("answerOption", []):
            option["valueCoding"]["_display"] = said(f"Svar {option['valueCoding']['code']}")
    english, norwegian = read_fhir_pack(json.dumps(document))
    assert (english.language, norwegian.language) == ("en", "nb")
    assert norwegian.lines[2].title == "Spørsmål 2"
    assert norwegian.lines[2].says(0) == "Svar LA6568-5"


CHOICES = """
instrument = "who5"
version = "1"
holder = "Invented"
licence = "invented"
validated = false

[language.nb]
title = "Oppdiktet"
lead = ""
choices = ["null", "en", "to", "tre", "fire", "fem"]
line.item1.title = "En"
line.item2.title = "To"
line.item3.title = "Tre"
line.item4.title = "Fire"
line.item5 = {title = "Fem", choices = ["a", "b", "c", "d", "e", "f"]}
"""


def test_a_pack_of_our_own_kind_names_its_answers_too() -> None:
    (found,) = read_pack(CHOICES)
    assert found.lines[0].choices[5] == (5, "fem")
    assert found.lines[4].says(2) == "c"


def test_an_answer_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="item1 has 6 answers, and 5 have words"):
        read_pack(CHOICES.replace('"null", ', ""))
