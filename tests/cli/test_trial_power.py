"""``gjenklang trial power``."""

import pytest


def test_how_many_people_and_what_power(type_in) -> None:
    found = type_in("trial", "power", "--difference", 0.5, "--json").json
    assert (found["people"], found["clusters"]) == (64, None)
    clustered = ("--cluster-size", 20, "--icc", 0.05, "--loss", 0.2)
    assert type_in("trial", "power", "--difference", 0.5, *clustered, "--json").json["clusters"] == 10
    assert "in 10 clusters" in type_in("trial", "power", "--difference", 0.5, *clustered).result.stdout
    assert type_in("trial", "power", "--shares", 0.5, 0.3, "--json").json["people"] == 93
    power = type_in("trial", "power", "--difference", 0.5, "--people", 64, "--json").json
    assert power["power"] == pytest.approx(0.8014596, abs=1e-6)
    shares = type_in("trial", "power", "--shares", 0.5, 0.3, "--people", 100, *clustered)
    assert "worth 41.0" in shares.result.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Give either --difference or --shares."),
        (("--difference", 0.5, "--shares", 0.1, 0.2), "Give either --difference or --shares."),
        (("--difference", 0), "the difference must be a finite number, and not 0."),
        (("--difference", "nan"), "--difference must be a finite number, not nan."),
        (("--difference", "inf"), "--difference must be a finite number, not inf."),
        (("--difference", 0.5, "--size-variation", 0.4), "--size-variation belongs to --cluster-size"),
        (("--difference", 0.5, "--people", 9, "--power", 0.9), "--people gives the power"),
        (("--difference", 0.5, "--people", 9, "--loss", 0.9), "9 people are worth 0.9 people; at least 2"),
        (
            ("--difference", 0.5, "--people", 20, "--cluster-size", 30, "--icc", 0.01),
            "at least 2 clusters are needed in each arm.",
        ),
        (("--difference", 0.5, "--partner-correlation", 0.4), "--partner-correlation belongs to --couples."),
        (("--difference", 0.5, "--couples"), "--couples with --difference needs --partner-correlation."),
        (
            (
                "--difference",
                0.5,
                "--couples",
                "--partner-correlation",
                0.4,
                "--icc",
                0.1,
                "--cluster-size",
                5,
            ),
            "--couples with --difference are the clusters",
        ),
        (
            ("--difference", 0.5, "--couples", "--partner-correlation", -0.4),
            "the correlation between partners",
        ),
        (("--shares", 0.9, 0.1, "--couples", "--partner-correlation", -0.9), "partners who reach it in 0.9"),
        (("--shares", 0.1, 0.1), "the shares must be between 0 and 1 and differ."),
        (("--difference", 0.5, "--icc", 0.1), "--cluster-size and --icc belong together."),
        (("--difference", 0.5, "--power", 1), "alpha must be between 0 and 1, and the power"),
        (("--difference", 0.5, "--people", 9, "--alpha", 2), "alpha must be between 0 and 1"),
    ],
)
def test_an_impossible_question_is_refused(type_in, words, sentence) -> None:
    assert type_in("trial", "power", *words).line.startswith(sentence)


def test_the_couple_is_the_unit_of_a_sample(type_in) -> None:
    shares = type_in("trial", "power", "--shares", 0.41, 0.11, "--couples", "--json").json
    assert (shares["couples"], shares["people"], shares["rule"]["unit"]) == (33, 66, "couples")
    single = ("--shares", 0.6, 0.3, "--couples", "--partner-correlation", 0.3)
    assert "both partners in 0.4320 and 0.1530" in type_in("trial", "power", *single).result.stdout
    scores = ("--difference", 0.5, "--couples", "--partner-correlation", 0.4)
    found = type_in("trial", "power", *scores, "--json").json
    assert (found["couples"], found["people"], found["clusters"]) == (45, 90, None)
    power = type_in("trial", "power", *scores, "--people", 45, "--json").json
    assert (power["couples"], power["df"]) == (45, 88)
    assert power["power"] == pytest.approx(0.8, abs=0.005)
    said = type_in("trial", "power", *scores, "--people", 45).result.stdout
    assert "with 45 couples in each arm (worth 64.3)" in said
    clustered = ("--shares", 0.41, 0.11, "--couples", "--cluster-size", 5, "--icc", 0.05, "--loss", 0.2)
    assert type_in("trial", "power", *clustered, "--json").json["clusters"] == 12
