"""Many invented episodes: the same again, like what is published, and with a truth that can be found."""

import numpy as np
import pytest

from gjenklang.core.fictional.many import ENDINGS, ManyEpisodes, parameters, simulate_many
from gjenklang.core.trajectories.models import Basis, Bend, Ratings, fit_growth


def draw(n: int, seed: int = 1) -> ManyEpisodes:
    return simulate_many(n, np.random.default_rng(seed))


@pytest.fixture(scope="module")
def block() -> ManyEpisodes:
    return draw(30_000)


def test_the_same_chance_gives_the_same_episodes(block: ManyEpisodes) -> None:
    again, other = draw(30_000), draw(30_000, 2)
    assert all(np.array_equal(getattr(block, name), getattr(again, name)) for name in ManyEpisodes.__slots__)
    assert not np.array_equal(block.rating_tenths[:1000], other.rating_tenths[:1000])


def test_every_row_belongs_to_something(block: ManyEpisodes) -> None:
    assert block.session_episode.max() < len(block.kind)
    assert block.rating_session.max() < len(block.session_day)
    assert (block.session_status[block.rating_session] == 0).all()
    assert ((block.rating_tenths >= 0) & (block.rating_tenths <= 400)).all()
    assert (block.referred <= block.start).all()
    assert block.session_day.max() <= parameters()["service"]["days"]


def outcomes(block: ManyEpisodes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Episode, appointment and score of the clients' own outcomes, in order."""
    own = ~block.rating_alliance & ~block.rating_other
    rows = block.rating_session[own]
    order = np.lexsort((block.session_number[rows], block.session_episode[rows]))
    return (
        block.session_episode[rows][order],
        block.session_number[rows][order],
        block.rating_tenths[own][order] / 10,
    )


def test_the_figures_are_those_that_services_report(block: ManyEpisodes) -> None:
    """measures.md section 3.6; benchmarks/accuracy holds the whole table."""
    held = block.session_status == 0
    visits = np.bincount(block.session_episode[held], minlength=len(block.kind))
    assert visits.mean() == pytest.approx(5.8, abs=0.3)
    assert visits.std() == pytest.approx(4.2, abs=0.5)
    assert (visits == 1).mean() == pytest.approx(0.097, abs=0.01)
    assert (visits >= 20).mean() < 0.05
    assert (block.session_status == 1).mean() < 0.20
    episode, _, score = outcomes(block)
    first = score[np.unique(episode, return_index=True)[1]]
    assert first.mean() == pytest.approx(17.5, abs=0.5)
    assert first.std() == pytest.approx(7.75, abs=0.3)


def test_the_end_depends_on_the_path(block: ManyEpisodes) -> None:
    """Planned ends are of people who are better; those who stay long moved slowly."""
    gain = block.true_end - block.true_start
    planned, unplanned = (block.ending == ENDINGS.index(name) for name in ("planned", "unplanned"))
    assert gain[planned].mean() > gain[unplanned].mean() + 1
    assert block.true_end[planned].mean() > block.true_end[unplanned].mean()


def test_fewer_begin_in_july(block: ManyEpisodes) -> None:
    july = ((block.start % 365 >= 181) & (block.start % 365 < 212)).mean()
    assert july < 0.7 * 31 / 365


def test_the_mixed_model_finds_a_course_that_rises(block: ManyEpisodes) -> None:
    episode, number, score = outcomes(block)
    model = fit_growth(Ratings.of(episode, number - 1.0, score), Basis(Bend.LOG1P))
    assert model.fixed[0] == pytest.approx(17.5, abs=1)
    assert model.fixed[1] > 2
    assert 0.4 < model.icc < 0.8


def test_blocks_fit_together() -> None:
    second = simulate_many(80, np.random.default_rng(1), first=80)
    assert set(second.therapist) == {1}
    with pytest.raises(ValueError, match="at least 1"):
        draw(0)
