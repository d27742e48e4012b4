"""A fitted model as a document: versioned JSON that says what it is, what it rests on and what it may be used for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from gjenklang.core.instruments import Better
from gjenklang.core.trajectories.models.basis import Basis, Bend
from gjenklang.core.trajectories.models.conformal import LEVELS, Thirds
from gjenklang.core.trajectories.models.expected import MEANING, ExpectedModel
from gjenklang.core.trajectories.models.forecast import Case, Forecast, Outcome
from gjenklang.core.trajectories.models.growth import GrowthModel
from gjenklang.core.trajectories.models.process import Process
from gjenklang.core.trajectories.models.ratings import Unusable
from gjenklang.core.trajectories.models.scale import Bending, ScoreScale

_Made = TypeVar("_Made")

__all__ = ["FORMAT", "About", "InventedModel", "expected_of", "forecast_of", "growth_part", "model_document"]

FORMAT = "gjenklang-trajectory/1"


class InventedModel(Unusable):
    """A model of invented people was opened where real people are; only the demo may."""


@dataclass(frozen=True, slots=True)
class About:
    """Where a model comes from.

    Attributes
    ----------
    data : str
        Name of the data, not of a person.
    period : str
        From when to when the data were gathered, as the one who fitted it says; empty when unknown.
    fitted : str
        The day it was fitted, ISO.
    version : str
        Of the model, chosen by the one who fitted it.
    time_unit : str
        What 1 of time is.
    invented : bool
        Whether the people are from :mod:`gjenklang.core.fictional`.
    """

    data: str
    period: str
    fitted: str
    version: str
    time_unit: str
    invented: bool = False


def _numbers(values: Any) -> Any:
    return (
        [_numbers(one) for one in values]
        if np.ndim(values)
        else (float(values) if np.isfinite(values) else None)
    )


def _basis(basis: Basis) -> dict[str, Any]:
    return {"bend": basis.bend.value, "tau": basis.tau, "knots": list(basis.knots)}


def growth_part(model: GrowthModel) -> dict[str, Any]:
    """Return a mixed model as plain values: what ``trajectory fit --json`` prints.

    Parameters
    ----------
    model : GrowthModel
        ``slope`` and ``correlation`` are None where people do not differ in slope.

    Examples
    --------
    >>> from gjenklang.core.trajectories.models.growth import RandomPart, fit_growth
    >>> from gjenklang.core.trajectories.models.ratings import Ratings
    >>> person, time = np.repeat(np.arange(4), 3), np.tile([0.0, 1.0, 2.0], 4)
    >>> score = np.array([10.0, 12, 15, 20, 21, 20, 12, 16, 17, 8, 8, 11])
    >>> ratings = Ratings.of(person, time, score)
    >>> part = growth_part(fit_growth(ratings, Basis(Bend.LINEAR), RandomPart.INTERCEPT))
    >>> part["n_people"], round(part["fixed"]["slope"]["estimate"], 3), part["variance"]["slope"]
    (4, 1.625, None)
    """
    spread = model.random_covariance
    slopes = len(spread) == 2
    return {
        "n_people": model.n_people,
        "n_ratings": model.n_ratings,
        "fixed": {
            name: {"estimate": float(estimate), "se": float(se)}
            for name, estimate, se in zip(model.names, model.fixed, model.fixed_se, strict=True)
        },
        "variance": {
            "intercept": float(spread[0, 0]),
            "slope": float(spread[1, 1]) if slopes else None,
            "correlation": model.correlation,
            "residual": model.residual,
        },
        "formula": "score = b0 + b1 f(time) + covariates + u0 + u1 f(time) + noise"
        if slopes
        else "score = b0 + b1 f(time) + covariates + u0 + noise",
        "criterion": model.deviance,
        "icc": model.icc,
        "method": model.criterion.value,
        "random": model.random.value,
        "basis": _basis(model.basis),
    }


def model_document(
    about: About, growth: GrowthModel | None, forecast: Forecast | None, expected: ExpectedModel | None = None
) -> dict[str, Any]:
    """Return the document of what was fitted; parts that were not are None.

    Parameters
    ----------
    about : About
        Where the people come from.
    growth : GrowthModel or None
    forecast : Forecast or None
        Holds its own expected course.
    expected : ExpectedModel, optional
        Used where there is no forecast.

    Examples
    --------
    >>> about = About("town", "2024 to 2025", "2026-01-31", "1", "weeks")
    >>> document = model_document(about, None, None)
    >>> document["format"], document["about"]["period"], document["expected"]
    ('gjenklang-trajectory/1', '2024 to 2025', None)
    """
    model = forecast.model if forecast else expected
    return {
        "format": FORMAT,
        "meaning": MEANING,
        "about": {name: getattr(about, name) for name in About.__slots__},
        "growth": growth_part(growth) if growth else None,
        "expected": _expected_part(model) if model else None,
        "forecast": _forecast_part(forecast) if forecast else None,
    }


def _expected_part(model: ExpectedModel) -> dict[str, Any]:
    process, scale = model.process, model.scale
    return {
        "formula": "g(score) = b0 + b1 f(time) + u0 + u1 f(time) + wandering state + noise",
        "n_people": process.n_people,
        "n_ratings": process.n_ratings,
        "scale": {
            "low": scale.low,
            "high": scale.high,
            "better": scale.better.value,
            "bending": scale.bending.value,
            "offset": scale.offset,
        },
        "basis": _basis(process.basis),
        "fixed": _numbers(process.fixed),
        "fixed_covariance": _numbers(process.fixed_covariance),
        "spread": _numbers(process.spread),
        "state": process.state,
        "return_time": process.return_time,
        "noise": process.noise,
        "deviance": process.deviance,
        "cuts": list(model.cuts),
        "begins": model.begins,
        "levels": list(LEVELS),
        "bands": [
            {
                "seen": one.seen,
                "people": list(one.people),
                "factors": _numbers(one.factors),
                "coverage_before": _numbers(one.held_before),
                "coverage": _numbers(one.held),
            }
            for one in model.thirds
        ],
    }


def _forecast_part(forecast: Forecast) -> dict[str, Any]:
    return {
        "use": "research and judging models; off until a service switches prediction on; never a client's page",
        "reliable_change": forecast.reliable_change,
        "worst": list(forecast.worst),
        "ahead": forecast.ahead,
        "last_times": _numbers(forecast.last_times),
        "cases": [
            {
                "outcome": outcome.value,
                "seen": k,
                "line": list(case.line),
                "cut": case.cut,
                "rivals": {name: _numbers(one) for name, one in case.rivals.items()},
                "base_rate": case.base_rate,
                "n": case.n,
            }
            for (outcome, k), case in forecast.cases.items()
        ],
    }


def _part(document: Mapping[str, Any], name: str, *, invented_allowed: bool) -> Mapping[str, Any]:
    if document.get("format") != FORMAT:
        raise Unusable(f"this is no model document of the format {FORMAT}.")
    if About(**document["about"]).invented and not invented_allowed:
        raise InventedModel("this model is of invented people: it opens in the demo only.")
    part: Mapping[str, Any] | None = document.get(name)
    if part is None:
        raise Unusable(f"this model document has no part {name!r}.")
    return part


def _whole(make: Callable[[], _Made]) -> _Made:
    """Make something of a document, or say that a part of it is missing or is something else."""
    try:
        return make()
    except (KeyError, TypeError, ValueError) as wrong:
        if isinstance(wrong, Unusable):
            raise
        raise Unusable(f"this model document is damaged: {wrong!r}.") from None


def expected_of(document: Mapping[str, Any], *, invented_allowed: bool = False) -> ExpectedModel:
    """Return the expected course of a document.

    Parameters
    ----------
    document : mapping
        What :func:`model_document` made, after JSON.
    invented_allowed : bool
        Whether this is the demo.

    Raises
    ------
    Unusable
        Another format, no expected course in it, or a damaged one.
    InventedModel
        A model of invented people outside the demo.

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> process = Process(
    ...     Basis(Bend.LINEAR), np.array([20.0, 1.0]), np.zeros((2, 2)), np.eye(2) * [[9.0], [0.1]],
    ...     4.0, 4.0, 3.0, 0.0, 500, 3000)
    >>> bands = Thirds(1, (50, 50, 50), np.tile([0.67, 1.28, 1.64], (3, 1)), np.zeros((4, 3)), np.zeros((4, 3)))
    >>> model = ExpectedModel(ScoreScale(0, 40, Better.HIGHER), process, (15.0, 25.0), (bands,))
    >>> about = About("the demo's town", "", "2026-01-31", "1", "weeks", invented=True)
    >>> document = model_document(about, None, None, model)
    >>> expected_of(document, invented_allowed=True).process.n_people
    500
    >>> try:
    ...     expected_of(document)
    ... except InventedModel as refused:
    ...     print(refused)
    this model is of invented people: it opens in the demo only.
    """
    return _whole(lambda: _expected(_part(document, "expected", invented_allowed=invented_allowed)))


def _expected(part: Mapping[str, Any]) -> ExpectedModel:
    scale, basis = part["scale"], part["basis"]
    process = Process(
        Basis(Bend(basis["bend"]), basis["tau"], tuple(basis["knots"])),
        np.array(part["fixed"]),
        np.array(part["fixed_covariance"]),
        np.array(part["spread"]),
        part["state"],
        part["return_time"],
        part["noise"],
        part["deviance"],
        part["n_people"],
        part["n_ratings"],
    )
    low, high = part["cuts"]
    return ExpectedModel(
        ScoreScale(
            scale["low"], scale["high"], Better(scale["better"]), Bending(scale["bending"]), scale["offset"]
        ),
        process,
        (low, high),
        tuple(_thirds(one) for one in part["bands"]),
        float(part.get("begins", 0.0)),
    )


def _thirds(part: Mapping[str, Any]) -> Thirds:
    first, second, third = part["people"]
    before, held = (np.array(part[name], dtype=float) for name in ("coverage_before", "coverage"))
    return Thirds(part["seen"], (first, second, third), np.array(part["factors"]), before, held)


def forecast_of(document: Mapping[str, Any], *, invented_allowed: bool = False) -> Forecast:
    """Return the forecast of a document.

    Parameters
    ----------
    document : mapping
        What :func:`model_document` made, after JSON.
    invented_allowed : bool
        Whether this is the demo.

    Raises
    ------
    Unusable
        As :func:`expected_of`, and where there is no forecast.
    InventedModel
        A model of invented people outside the demo.

    Examples
    --------
    >>> from gjenklang.core.instruments import Better
    >>> process = Process(
    ...     Basis(Bend.LINEAR), np.array([20.0, 1.0]), np.zeros((2, 2)), np.eye(2) * [[9.0], [0.1]],
    ...     4.0, 4.0, 3.0, 0.0, 500, 3000)
    >>> bands = Thirds(1, (50, 50, 50), np.tile([0.67, 1.28, 1.64], (3, 1)), np.zeros((4, 3)), np.zeros((4, 3)))
    >>> model = ExpectedModel(ScoreScale(0, 40, Better.HIGHER), process, (15.0, 25.0), (bands,))
    >>> forecast = Forecast(model, 5.0, (1.0, 0.3, 2.9), 4.0, np.array([8.0, 12.0]), {})
    >>> document = model_document(About("town", "2025", "2026-01-31", "1", "weeks"), None, forecast)
    >>> forecast_of(document).reliable_change
    5.0
    """
    model = expected_of(document, invented_allowed=invented_allowed)
    return _whole(lambda: _forecast(_part(document, "forecast", invented_allowed=invented_allowed), model))


def _forecast(part: Mapping[str, Any], model: ExpectedModel) -> Forecast:
    intercept, slope, residual = part["worst"]
    return Forecast(
        model,
        part["reliable_change"],
        (intercept, slope, residual),
        part["ahead"],
        np.array(part["last_times"]),
        {(Outcome(one["outcome"]), one["seen"]): _case(one) for one in part["cases"]},
    )


def _case(part: Mapping[str, Any]) -> Case:
    intercept, slope = part["line"]
    rivals = {name: np.array(one) for name, one in part["rivals"].items()}
    return Case((intercept, slope), part["cut"], rivals, part["base_rate"], part["n"])
