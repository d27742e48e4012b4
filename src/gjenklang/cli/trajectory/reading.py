"""What ``gjenklang trajectory`` reads: a file of ratings, a model document, the choices given."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from gjenklang.cli.table import BadInput, Table, as_json
from gjenklang.cli.trials.said import LARGEST
from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models import (
    About,
    Basis,
    Bend,
    Bending,
    ExpectedModel,
    Forecast,
    Ratings,
    ScoreScale,
    fit_expected,
    fit_forecast,
)

__all__ = [
    "SAME_TIME",
    "VISITS",
    "Read",
    "fingerprint",
    "fitted_expected",
    "fitted_forecast",
    "read_about",
    "read_basis",
    "read_document",
    "read_ratings",
    "read_seen",
    "write_document",
]

VISITS = (3, 4, 5, 6)
SAME_TIME = "the last row in the file is kept of those that a person has at one time"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds."""

    ratings: Ratings
    n_read: int
    n_missing: int
    n_same_time: int


def read_seen(text: str) -> tuple[Any, Any]:
    """Return times and scores of ``0:28,1:25``."""
    try:
        pairs = [[float(part) for part in one.split(":")] for one in text.split(",")]
        time, score = np.array(pairs).T
    except ValueError:
        time, score = np.array([np.nan]), np.array([np.nan])
    if not (np.isfinite(time).all() and np.isfinite(score).all()) or (time < 0).any():
        raise BadInput(f"--seen {text!r} is not time:score with commas between, as 0:28,1:25, from 0 on.")
    return time, score


def read_ratings(table: Table, given: Mapping[str, Any]) -> Read:
    """Return the ratings of a file; rows without a time or score are counted and left out.

    Raises
    ------
    BadInput
        A row without a name, or with a time before the start.
    """
    names = tuple(given["covariates"])
    for name in names:
        if name in {given["id_column"], given["score_column"], given["time_column"]} or names.count(name) > 1:
            raise BadInput(f"--covariate {name!r} is a column that is used already.")
    ids = table.column(given["id_column"])
    numbers = np.array(
        [table.numbers(name) for name in (given["time_column"], given["score_column"], *names)],
        dtype=float,
    )
    for place, who in zip(table.places, ids, strict=True):
        if not who.strip():
            raise BadInput(f"Row {place}, column {given['id_column']!r}: nobody is named.")
    early = np.flatnonzero(numbers[0] < 0)
    if len(early):
        row = table.places[early[0]]
        raise BadInput(f"Row {row}, column {given['time_column']!r}: time is before the start.")
    _refuse_scores(table, given, numbers[1])
    whole = np.isfinite(numbers).all(axis=0)
    if not whole.any():
        raise BadInput("No row has a time and a score.")
    _, person = np.unique(np.array([who.strip() for who in ids]), return_inverse=True)
    ratings = Ratings.of(
        person[whole], numbers[0, whole] / given["time_unit"], numbers[1, whole], numbers[2:, whole].T, names
    )
    same = int(((np.diff(ratings.person) == 0) & (np.diff(ratings.time) == 0)).sum())
    return Read(ratings, len(ids), int((~whole).sum()), same)


def _refuse_scores(table: Table, given: Mapping[str, Any], scores: Any) -> None:
    """Name the row of a score outside the range given, or so large that its square would say nothing."""
    low, high = given.get("low"), given.get("high")
    low, high = (-LARGEST if low is None else low), (LARGEST if high is None else high)
    strange = np.flatnonzero((scores < low) | (scores > high))
    if len(strange):
        row, value = table.places[strange[0]], scores[strange[0]]
        beyond = "too large for a score" if abs(value) > LARGEST else f"outside {low:g} to {high:g}"
        raise BadInput(f"Row {row}, column {given['score_column']!r}: {value:g} is {beyond}.")


def fingerprint(ratings: Ratings) -> str:
    """Return a mark of the ratings themselves, without names, by which a model knows what it was fitted on."""
    rows = np.column_stack([ratings.person.astype(float), ratings.time, ratings.score])
    return hashlib.sha256(np.ascontiguousarray(rows).tobytes()).hexdigest()[:16]


def read_basis(given: Mapping[str, Any]) -> Basis:
    """Return the columns of time that were chosen."""
    knots: tuple[float, ...] = ()
    if given["knots"]:
        try:
            knots = tuple(float(one) for one in given["knots"].split(","))
        except ValueError:
            knots = (float("nan"),)
        if not np.isfinite(knots).all():
            raise BadInput(f"--knots {given['knots']!r} is not numbers with commas between.")
    return Basis(Bend(given["basis"]), given["tau"], knots)


def _scale(given: Mapping[str, Any]) -> ScoreScale:
    missing = [name for name in ("better", "low", "high") if given[name] is None]
    if missing:
        raise BadInput(f"An expected course needs --{' and --'.join(missing)}.")
    return ScoreScale(given["low"], given["high"], Better(given["better"]), Bending(given["bending"]))


def _single(ratings: Ratings) -> Ratings:
    """Return one rating for each moment, without covariates."""
    bare = replace(ratings, covariates=np.empty((len(ratings.time), 0)), names=())
    return bare.one_for_each_moment()


def fitted_expected(ratings: Ratings, given: Mapping[str, Any]) -> ExpectedModel:
    """Fit the expected course, by the choices given."""
    chance = np.random.default_rng(given["seed"])
    return fit_expected(_single(ratings), _scale(given), chance, least=given["least"])


def fitted_forecast(
    ratings: Ratings, given: Mapping[str, Any], expected: ExpectedModel | None = None
) -> Forecast:
    """Fit the forecast, on an expected course that is fitted too when there is none yet."""
    model = expected or fitted_expected(ratings, given)
    ahead = given["ahead"] or 28 / given["time_unit"]
    near = given["near"] or 14 / given["time_unit"]
    return fit_forecast(_single(ratings), model, VISITS, ahead, near)


def read_about(file: Path, given: Mapping[str, Any]) -> About:
    """Return where a model comes from."""
    return About(
        given["data_name"] or file.name,
        given["period"],
        date.today().isoformat(),  # noqa: DTZ011 - the operator's own day
        given["model_version"],
        f"{given['time_column']} / {given['time_unit']:g}",
        given["invented"],
    )


def read_document(path: Path) -> dict[str, Any]:
    """Return a model document as it stands in a file."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise BadInput(f"{path.name} is not a model document.") from None
    if not isinstance(document, dict):
        raise BadInput(f"{path.name} is not a model document.")
    return document


def write_document(path: Path, document: Mapping[str, Any]) -> None:
    """Write a model document, or say in one line why it cannot be written."""
    try:
        path.write_text(as_json(document) + "\n", encoding="utf-8")
    except OSError as wrong:
        raise BadInput(f"{path} cannot be written: {wrong.strerror}.") from None
