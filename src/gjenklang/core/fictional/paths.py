"""How an invented person fares from session to session, with two parts of noise."""

from dataclasses import dataclass
from enum import StrEnum
from math import exp
from random import Random

__all__ = ["Path", "PathClass", "draw_path"]

#: Total points (0 to 40). A person's state wanders from day to day; each line has an error of its own besides.
STATE_SD = 4.6
LINE_SD = 0.8
INTAKE_SD = 7.2
THERAPIST_SD = 1.7
GOOD_ENOUGH = 25.0
MOST_SESSIONS = 22


class PathClass(StrEnum):
    """Shapes found in weekly care (Lin 2023, n 886): 78.3, 17.6 and 4.1 per cent; the rest of us get worse."""

    SLOW = "slow"
    EARLY = "early"
    DIP = "worse-before-better"
    WORSE = "worse"


SHARES = ((PathClass.SLOW, 0.72), (PathClass.EARLY, 0.17), (PathClass.DIP, 0.04), (PathClass.WORSE, 0.07))


@dataclass(frozen=True, slots=True)
class Path:
    """One person's truth and marks.

    Attributes
    ----------
    kind : PathClass
    latent : tuple of float
        The state without noise at each session, total points.
    marks : tuple of tuple of int
        Four lines at each session, whole tenths 0 to 100.
    """

    kind: PathClass
    latent: tuple[float, ...]
    marks: tuple[tuple[int, int, int, int], ...]


def draw_path(
    chance: Random, *, intake_mean: float = 17.5, therapist: float = 0.0, sessions: int | None = None
) -> Path:
    """Draw one course: intake, class, gain, and an end that depends on the path (good enough level).

    Parameters
    ----------
    chance
        The only source of chance.
    intake_mean
        Mean of the state at the first session, total points; the spread is ``INTAKE_SD``.
    therapist
        The therapist's effect on the whole gain, total points.
    sessions
        Fixed number of sessions; drawn from the path when left out: mean 9.3, median 7, never more than 22. That is
        longer than the 5.8 that services report, because a town is cut at today: its *ended* courses have mean 5.5.

    References
    ----------
    Baldwin et al. 2009, doi:10.1037/a0015235 (good enough level); Lin et al. 2023 (classes).

    Examples
    --------
    >>> path = draw_path(Random(1), sessions=3)
    >>> len(path.marks), all(0 <= mark <= 100 for marks in path.marks for mark in marks)
    (3, True)
    """
    kind = chance.choices([one for one, _ in SHARES], [share for _, share in SHARES])[0]
    intake = min(max(chance.gauss(intake_mean, INTAKE_SD), 1.0), 38.0)
    gain = _gain(chance, kind, intake) + therapist
    latent: list[float] = []
    while len(latent) < (sessions or MOST_SESSIONS):
        latent.append(min(max(intake + _moved(kind, gain, len(latent)), 0.5), 39.5))
        if sessions is None and chance.random() < _hazard(latent):
            break
    state, offsets = 0.0, [chance.gauss(0, 1.1) for _ in range(4)]
    marks = []
    for level in latent:
        state = 0.35 * state + chance.gauss(0, STATE_SD * (1 - 0.35**2) ** 0.5)
        marks.append(_lines(chance, level + state, offsets))
    return Path(kind, tuple(latent), tuple(marks))


def _gain(chance: Random, kind: PathClass, intake: float) -> float:
    """The whole gain; those who start low have more to win (regression to about 33)."""
    if kind is PathClass.WORSE:
        return -abs(chance.gauss(6.0, 2.5))
    room = 0.42 * (33.0 - intake)
    return max(room, -2.0) * chance.uniform(0.3, 1.4)


def _moved(kind: PathClass, gain: float, session: int) -> float:
    tau = {PathClass.EARLY: 1.1, PathClass.DIP: 3.5}.get(kind, 3.2)
    dip = -6.0 * exp(-((session - 2) ** 2) / 2.0) if kind is PathClass.DIP else 0.0
    return gain * (1 - exp(-session / tau)) + dip


def _hazard(latent: list[float]) -> float:
    """Chance of ending after this session: higher when it is good enough, and when nothing moves."""
    last = latent[-1]
    return (
        0.07
        + (0.14 if last > GOOD_ENOUGH else 0.0)
        + (0.05 if len(latent) > 3 and last < latent[0] + 2 else 0.0)
    )


def _lines(chance: Random, total: float, offsets: list[float]) -> tuple[int, int, int, int]:
    mean = sum(offsets) / 4
    first, second, third, fourth = (
        min(max(round(10 * (total / 4 + offset - mean + chance.gauss(0, LINE_SD))), 0), 100)
        for offset in offsets
    )
    return first, second, third, fourth
