"""``gjenklang trial table``."""

import pytest


def test_the_table_of_anker_is_computed(type_in) -> None:
    found = type_in("trial", "table", "52/103", "23/102", "--json").json
    assert found["odds_ratio"]["value"] == pytest.approx(3.502, abs=5e-4)
    assert (found["first"]["count"], found["first"]["n"]) == (52, 103)
    assert found["number_needed"]["kind"] == "benefit"
    assert found["number_needed"]["through_infinity"] is False
    said = type_in("trial", "table", "52/103", "23/102").result.stdout
    assert "odds_ratio                  3.5021  (1.9143 to 6.4070)" in said
    assert "number_needed             3.6 (benefit); benefit 2.5 to 6.7" in said


def test_infinity_is_null_for_a_program_and_a_word_for_a_person(type_in) -> None:
    found = type_in("trial", "table", "5/10", "5/10", "--json").json["number_needed"]
    assert found["value"] is None
    assert found["through_infinity"] is True
    assert [one["to"] for one in found["intervals"]] == [None, None]
    assert "infinite; benefit" in type_in("trial", "table", "5/10", "5/10").result.stdout


def test_nobody_in_both_arms_has_no_answer(type_in) -> None:
    said = type_in("trial", "table", "0/10", "0/9", "--json")
    assert said.status == 3
    assert said.result.stdout.startswith('{"not_computable": "nobody or everybody')
    assert type_in("trial", "table", "10/10", "9/9").result.stdout.startswith("Not computable: nobody")


@pytest.mark.parametrize(
    ("first", "sentence"),
    [
        ("52of103", "'52of103' is not a count and a number of people, such as 52/103."),
        ("5.2/103", "'5.2/103' is not a count"),
        ("104/103", "'104/103': the count must be from 0"),
        ("0/0", "'0/0': the count must be from 0"),
        ("inf/3", "'inf/3' is not a count"),
    ],
)
def test_what_is_no_arm_is_refused(type_in, first: str, sentence: str) -> None:
    assert type_in("trial", "table", first, "23/102").line.startswith(sentence)


def test_the_questions_are_listed(type_in) -> None:
    said = type_in("trial", "--help").result.stdout
    assert "table" in said
    assert type_in("trial", "nothing").status == 2


def test_large_arms_leave_barnard_out_and_say_so(type_in) -> None:
    found = type_in("trial", "table", "5200/10000", "5000/10000", "--json").json
    assert found["barnard"]["not_computable"] == "the arms are too large for this test."
    assert found["fisher"]["p"] < 0.01
    assert "not computable" in type_in("trial", "table", "5200/10000", "5000/10000").result.stdout
