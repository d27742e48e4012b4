"""``gjenklang trial table``."""

import json

import pytest
from click.testing import CliRunner, Result

from gjenklang.cli import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["trial", "table", *arguments])


@pytest.mark.parametrize(
    ("first", "second", "odds", "risk", "difference", "chi"),
    [
        ("42/103", "11/102", (5.696, 2.721, 11.925), (3.781, 2.065, 6.923), 0.2999, 24.049),
        ("52/103", "23/102", (3.502, 1.914, 6.407), (2.239, 1.490, 3.365), 0.2794, 17.240),
        ("14/76", "25/73", (0.434, 0.204, 0.922), (0.538, 0.304, 0.951), -0.1583, 4.826),
        ("40/50", "13/24", (3.385, 1.172, 9.775), (1.477, 0.997, 2.188), 0.2583, 5.324),
        ("30/45", "12/29", (2.833, 1.080, 7.433), (1.611, 0.997, 2.604), 0.2529, 4.595),
        ("39/137", "19/126", (2.241, 1.214, 4.137), (1.888, 1.154, 3.088), 0.1339, 6.844),
    ],
)
def test_the_targets_of_the_trials(first, second, odds, risk, difference, chi) -> None:
    """measures.md section 5.1: arithmetic on recalled counts, three decimals."""
    found = json.loads(run(first, second, "--json").output)
    for name, wanted in (("odds_ratio", odds), ("risk_ratio", risk)):
        assert [found[name][key] for key in ("value", "low", "high")] == pytest.approx(wanted, abs=6e-4)
    assert found["risk_difference"]["value"] == pytest.approx(difference, abs=5e-5)
    assert found["chi_square"]["value"] == pytest.approx(chi, abs=5e-4)
    assert found["n"] == found["first"]["n"] + found["second"]["n"]


def test_the_words_name_every_method() -> None:
    words = run("52/103", "23/102").output
    for said in (
        "Wilson 95 %",
        "Woolf",
        "Katz",
        "Newcombe",
        "Altman",
        "Pearson",
        "pooled Wald",
        "to benefit",
    ):
        assert said in words
    assert "infinity" in run("8/20", "6/20").output


def test_arms_that_all_answered_alike_have_estimates_but_no_test() -> None:
    found = json.loads(run("0/10", "0/9", "--json").output)
    assert "not_computable" in found["fisher"]
    assert "not_computable" in json.loads(run("500/1000", "400/1000", "--json").output)["barnard"]


@pytest.mark.parametrize(
    ("text", "says"), [("52", "is not count/n"), ("9/8", "9 of 8 is not possible"), ("0/0", "needs people")]
)
def test_what_is_no_arm_gets_one_line_and_status_two(text: str, says: str) -> None:
    result = run(text, "1/2")
    assert result.exit_code == 2
    assert says in result.output
