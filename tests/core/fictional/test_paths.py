"""One invented course: two parts of noise, and an end that depends on the path."""
# ruff: noqa: S311 - invented people: chance here guards nothing

from random import Random
from statistics import mean, median, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gjenklang.core.fictional import Path, PathClass, draw_path


def many(n: int = 1500, seed: int = 1, **choices: float) -> list[Path]:
    chance = Random(seed)
    return [draw_path(chance, **choices) for _ in range(n)]


@given(
    seed=st.integers(0, 10_000),
    intake=st.floats(5, 35),
    therapist=st.floats(-5, 5),
    sessions=st.one_of(st.none(), st.integers(1, 22)),
)
def test_every_mark_is_on_the_line(seed: int, intake: float, therapist: float, sessions: int | None) -> None:
    path = draw_path(Random(seed), intake_mean=intake, therapist=therapist, sessions=sessions)
    assert len(path.marks) == len(path.latent)
    assert sessions is None or len(path.marks) == sessions
    assert 1 <= len(path.marks) <= 22
    assert all(len(marks) == 4 and all(0 <= mark <= 100 for mark in marks) for marks in path.marks)
    assert all(0 < level < 40 for level in path.latent)


def test_the_same_chance_gives_the_same_path() -> None:
    assert draw_path(Random(5)) == draw_path(Random(5))
    assert draw_path(Random(5)) != draw_path(Random(6))


def test_courses_left_to_themselves_are_as_long_as_the_docstring_says() -> None:
    """Its mean 9.3 and median 7; the SE of a mean of 1,500 is .2. Ended ones in a town: test_town."""
    lengths = [len(path.marks) for path in many()]
    assert mean(lengths) == pytest.approx(9.3, abs=0.6)
    assert median(lengths) == pytest.approx(7, abs=1)
    assert max(lengths) == 22
    assert 0.04 < lengths.count(1) / len(lengths) < 0.16  # published: 9.7 %


def test_short_courses_are_those_that_came_fast() -> None:
    """The good enough level (Baldwin 2009): who is well enough stops earlier."""
    well, low = ([len(path.marks) for path in many(intake_mean=one)] for one in (30.0, 12.0))
    assert mean(well) < mean(low) - 1


def test_lines_of_one_session_go_together_as_alphas_say() -> None:
    """Published alphas .79 to .97 (measures.md 1.5) at the first session."""
    first = [path.marks[0] for path in many()]
    single = sum(pvariance(line) for line in zip(*first, strict=True))
    alpha = 4 / 3 * (1 - single / pvariance(sum(marks) for marks in first))
    assert 0.79 < alpha < 0.97


def test_a_therapist_who_helps_more_is_seen_in_the_end() -> None:
    gains = [
        mean(path.latent[-1] - path.latent[0] for path in many(therapist=effect, sessions=12))
        for effect in (-3.0, 0.0, 3.0)
    ]
    assert gains == sorted(gains)
    assert gains[2] - gains[0] == pytest.approx(6, abs=1.5)


def test_each_class_has_its_own_shape() -> None:
    paths = many(4000, sessions=12)
    moved = {
        kind: [
            mean(path.latent[place] - path.latent[0] for path in paths if path.kind is kind)
            for place in (2, 11)
        ]
        for kind in PathClass
    }
    assert moved[PathClass.WORSE][1] < -3
    assert moved[PathClass.DIP][0] < 0 < moved[PathClass.DIP][1]
    early, slow = moved[PathClass.EARLY], moved[PathClass.SLOW]
    assert early[0] / early[1] > 0.75 > slow[0] / slow[1]
