"""Many invented episodes at once, with the truth beside them; the parameters and their sources are in ``many.toml``."""

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["CLASSES", "ENDINGS", "STATUSES", "ManyEpisodes", "parameters", "simulate_many"]

CLASSES = ("slow", "early", "dip", "worse")
ENDINGS = ("planned", "unplanned", "open")
STATUSES = ("held", "no_show", "cancelled_client", "cancelled_service")
_Ints = NDArray[np.int64]
_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ManyEpisodes:
    """A block of invented episodes; arrays of episodes (n,), of sessions (s,) and of ratings (r,).

    Attributes
    ----------
    first : int
        Number of the first episode; a person has one.
    kind, therapist, unit, organisation, ending : array (n,)
        Codes; ``kind`` and ``ending`` count in ``CLASSES`` and ``ENDINGS``.
    mandated : array of bool (n,)
    birth_year, start, referred, ended : array (n,)
        Days are counted from the first day of the service; ``ended`` is that of the last session.
    true_start, true_end, therapist_effect : array (n,)
        The truth, in points: state without noise at the first and at the last session (also one that has not been
        yet), and the therapist's part of the gain.
    session_episode, session_number, session_day, session_status : array (s,)
        Episode counts from 0 in this block; number from 1 over all appointments; status in ``STATUSES``.
    rating_session, rating_tenths : array (r,)
        Session counts from 0 in this block.
    rating_alliance, rating_other : array of bool (r,)
        Of the alliance, or else of the outcome; by someone else than the client.
    """

    first: int
    kind: _Ints
    therapist: _Ints
    unit: _Ints
    organisation: _Ints
    ending: _Ints
    mandated: NDArray[np.bool_]
    birth_year: _Ints
    start: _Ints
    referred: _Ints
    ended: _Ints
    true_start: _Numbers
    true_end: _Numbers
    therapist_effect: _Numbers
    session_episode: _Ints
    session_number: _Ints
    session_day: _Ints
    session_status: _Ints
    rating_session: _Ints
    rating_tenths: _Ints
    rating_alliance: NDArray[np.bool_]
    rating_other: NDArray[np.bool_]


def parameters() -> dict[str, Any]:
    """Return the parameters that invented services are made of, by part and name.

    Examples
    --------
    >>> parameters()["scores"]["good_enough"]
    25.0
    """
    return tomllib.loads(resources.files("gjenklang.core.fictional").joinpath("many.toml").read_text("utf-8"))


@dataclass(slots=True)
class _People:
    """What stays with each person, and what moves from session to session."""

    kind: _Ints
    intake: _Numbers
    gain: _Numbers
    liking: _Numbers
    rated: NDArray[np.bool_]
    bias: _Numbers
    state: _Numbers
    rupture: NDArray[np.bool_]
    alliance: _Numbers


@dataclass(frozen=True, slots=True)
class _Held:
    """One held session of those who are still there."""

    who: _Ints
    level: _Numbers
    outcome: _Ints
    alliance: _Ints
    other: _Ints


def _therapist_effects(chance: np.random.Generator, many: int, icc: float) -> _Numbers:
    """Draw effects on the gain; the spread is such that the ICC of last scores, given the first, comes out."""
    return chance.normal(0, np.sqrt(icc) * 10.0, many)


def _draw_people(chance: np.random.Generator, n: int, effect: _Numbers, known: dict[str, Any]) -> _People:
    shares, scores, alliance = known["classes"], known["scores"], known["alliance"]
    kind = chance.choice(len(CLASSES), n, p=[shares[name] for name in CLASSES])
    intake = np.clip(chance.normal(scores["intake_mean"], scores["intake_sd"], n), 1, 38)
    room = np.maximum(shares["room"] * (shares["ceiling"] - intake), -2) * chance.uniform(0.3, 1.4, n)
    worse = -np.abs(chance.normal(shares["worse_mean"], shares["worse_sd"], n))
    return _People(
        kind,
        intake,
        np.where(kind == CLASSES.index("worse"), worse, room) + effect,
        chance.normal(0, alliance["person_sd"], n),
        chance.random(n) < known["raters"]["share"],
        chance.normal(0, known["raters"]["bias_sd"], n),
        chance.normal(0, scores["state_sd"], n),
        np.zeros(n, dtype=np.bool_),
        np.full(n, alliance["mean"]),
    )


def _moved(people: _People, who: _Ints, session: int, known: dict[str, float]) -> _Numbers:
    """Return how far each has come without noise, in points."""
    taus = np.array([known["tau_slow"], known["tau_early"], known["tau_dip"], known["tau_slow"]])
    kind = people.kind[who]
    bend = people.gain[who] * (1 - np.exp(-session / taus[kind]))
    dip = known["dip_depth"] * np.exp(-((session - 2) ** 2) / 2.0)
    return np.asarray(bend - np.where(kind == CLASSES.index("dip"), dip, 0.0))


def _meet(
    chance: np.random.Generator, people: _People, who: _Ints, session: int, known: dict[str, Any]
) -> _Held:
    """Let those who came mark how they are and how the work is."""
    scores, alliance, n = known["scores"], known["alliance"], len(who)
    level = np.clip(people.intake[who] + _moved(people, who, session, known["classes"]), 0.5, 39.5)
    if session:
        keep = scores["state_keep"]
        pull = alliance["to_outcome"] * (people.alliance[who] - alliance["mean"] - people.liking[who])
        drawn = chance.normal(0, scores["state_sd"] * np.sqrt(1 - keep**2), n)
        people.state[who] = keep * people.state[who] + drawn + pull
    outcome = level + people.state[who] + chance.normal(0, scores["line_sd"], n)
    again = people.rupture[who] & (chance.random(n) > alliance["repaired"])
    people.rupture[who] = again | (chance.random(n) < alliance["rupture_share"])
    felt = alliance["mean"] + people.liking[who] + alliance["rise"] * session
    felt = (
        felt - alliance["rupture_depth"] * people.rupture[who] + chance.normal(0, alliance["session_sd"], n)
    )
    people.alliance[who] = np.clip(felt, 0, 40)
    other = level + people.state[who] + people.bias[who] + chance.normal(0, known["raters"]["noise_sd"], n)
    return _Held(who, level, _tenths(outcome), _tenths(felt), _tenths(other))


def _tenths(points: _Numbers) -> _Ints:
    return np.clip(np.rint(10 * points), 0, 400).astype(np.int64)


def _leave(
    chance: np.random.Generator, people: _People, held: _Held, session: int, known: dict[str, Any]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who ends after this session, and whether it was planned: both depend on the path."""
    endings, good = known["endings"], known["scores"]["good_enough"]
    well = held.outcome >= 10 * good
    still = (session >= 3) & (held.level < people.intake[held.who] + 2)
    base = endings["later"] + endings["rise"] * min(session, 8) if session else endings["first"]
    hazard = base + endings["rupture"] * people.rupture[held.who]
    hazard = hazard + np.where(session > 0, endings["well"] * well + endings["still"] * still, 0.0)
    leaves = (chance.random(len(held.who)) < hazard) | (session + 1 >= endings["most"])
    planned = chance.random(len(held.who)) < np.where(well, endings["planned_well"], endings["planned_else"])
    return leaves, planned & (session > 0)


@dataclass(slots=True)
class _Kept:
    """Columns of sessions and ratings, gathered a session at a time."""

    sessions: list[tuple[_Ints, _Ints, _Ints, _Ints]]
    ratings: list[tuple[_Ints, _Ints, NDArray[np.bool_], NDArray[np.bool_]]]
    rows: int = 0


def _appointments(
    chance: np.random.Generator, who: _Ints, day: _Ints, number: _Ints, known: dict[str, float], kept: _Kept
) -> None:
    """Put up to two appointments that came to nothing before a held one; moves ``day`` and ``number`` in place."""
    shares = np.array([known[name] for name in STATUSES[1:]])
    for _ in range(2):
        missed = who[chance.random(len(who)) < shares.sum()]
        status = 1 + chance.choice(3, len(missed), p=shares / shares.sum())
        kept.sessions.append((missed, number[missed].copy(), day[missed].copy(), status))
        kept.rows += len(missed)
        number[missed] += 1
        day[missed] += 7
        who = missed


def _rate(
    chance: np.random.Generator, people: _People, held: _Held, session: int, skipped: float, kept: _Kept
) -> None:
    """Keep the forms that were filled in; someone else rates every second session."""
    rows = kept.rows + np.arange(len(held.who))
    for tenths, alliance, other in (
        (held.outcome, False, False),
        (held.alliance, True, False),
        (held.other, False, True),
    ):
        given = chance.random(len(rows)) >= skipped
        if other:
            given &= people.rated[held.who] & (session % 2 == 0)
        many = int(given.sum())
        kept.ratings.append((rows[given], tenths[given], np.full(many, alliance), np.full(many, other)))


def _starts(chance: np.random.Generator, n: int, known: dict[str, float]) -> _Ints:
    """Draw first days, fewer in July."""
    day = chance.integers(0, int(known["days"]), 2 * n)
    july = (day % 365 >= 181) & (day % 365 < 212)
    kept = day[~july | (chance.random(2 * n) < known["july"])]
    return kept[:n]


def simulate_many(n: int, chance: np.random.Generator, first: int = 0) -> ManyEpisodes:
    """Invent n episodes with their sessions, ratings, ending and truth.

    Three classes of course and a share who get worse; an end that depends on the path (good enough level, no movement,
    ruptures); a therapist's effect; alliance with ruptures and repairs that reaches the next outcome; missed
    appointments; others who rate; fewer starts in July. Calibration: ``benchmarks/accuracy``.

    Parameters
    ----------
    n : int
        At least 1. Memory grows with it: a million is better drawn in blocks.
    chance : numpy Generator
        The only source of chance: the same generator gives the same episodes.
    first : int
        Number of the first episode, so that blocks fit together.

    Raises
    ------
    ValueError
        When n is below 1.

    Examples
    --------
    >>> block = simulate_many(100, np.random.Generator(np.random.PCG64(1)))
    >>> len(block.kind), bool((block.rating_tenths <= 400).all())
    (100, True)
    """
    if n < 1:
        raise ValueError(f"the number of episodes must be at least 1, not {n}.")
    known = parameters()
    number = first + np.arange(n)
    therapist = number // int(known["therapists"]["each"])
    effects = _therapist_effects(chance, int(therapist[-1] - therapist[0]) + 1, known["therapists"]["icc"])
    effect = effects[therapist - therapist[0]]
    people = _draw_people(chance, n, effect, known)
    start = _starts(chance, n, known["service"])
    day, appointment = start.copy(), np.ones(n, dtype=np.int64)
    level, ended, ending = np.zeros(n), start.copy(), np.full(n, ENDINGS.index("open"))
    who, kept = np.arange(n), _Kept([], [])
    begun = np.zeros(n)
    for session in range(int(known["endings"]["most"])):
        if session:
            _appointments(chance, who, day, appointment, known["attendance"], kept)
        held = _meet(chance, people, who, session, known)
        begun = held.level if not session else begun
        level[who], ended[who] = held.level, day[who]
        kept.sessions.append(
            (who, appointment[who].copy(), day[who].copy(), np.zeros(len(who), dtype=np.int64))
        )
        _rate(chance, people, held, session, known["attendance"]["skipped_form"], kept)
        kept.rows += len(who)
        appointment[who] += 1
        day[who] += 7 if session < 8 else 14
        leaves, planned = _leave(chance, people, held, session, known)
        ending[who[leaves]] = np.where(planned[leaves], ENDINGS.index("planned"), ENDINGS.index("unplanned"))
        who = who[~leaves]
    # What would lie after the last day of the service has not happened: those courses are open.
    ending[ended > known["service"]["days"]] = ENDINGS.index("open")
    return _block(
        chance, first, people, (number, therapist, effect), (start, ended, ending, begun, level), kept
    )


def _block(
    chance: np.random.Generator,
    first: int,
    people: _People,
    who: tuple[_Ints, _Ints, _Numbers],
    course: tuple[_Ints, _Ints, _Ints, _Numbers, _Numbers],
    kept: _Kept,
) -> ManyEpisodes:
    known = parameters()["service"]
    number, therapist, effect = who
    start, ended, ending, begun, level = course
    n = len(number)
    unit = number // int(known["unit_people"])
    sessions = [np.concatenate(column) for column in zip(*kept.sessions, strict=True)]
    ratings = [np.concatenate(column) for column in zip(*kept.ratings, strict=True)]
    been = sessions[2] <= known["days"]
    given = been[ratings[0]]
    ratings[0] = (np.cumsum(been) - 1)[ratings[0]]
    return ManyEpisodes(
        first,
        people.kind,
        therapist,
        unit,
        unit // int(known["units_in_organisation"]),
        ending,
        chance.random(n) < known["mandated"],
        2024 - np.clip(chance.normal(37, 13, n), 13, 85).astype(np.int64),
        start,
        start - chance.exponential(known["wait_days"], n).astype(np.int64),
        ended,
        begun,
        level,
        effect,
        *(column[been] for column in sessions),
        *(column[given] for column in ratings),
    )
