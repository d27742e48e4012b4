"""``gjenklang trajectory``: fit a course, judge it on people it has not seen, and show what it expects."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.finite import Finite
from gjenklang.cli.table import BadInput, as_json, read_table
from gjenklang.cli.trajectory.reading import (
    VISITS,
    fingerprint,
    fitted_expected,
    fitted_forecast,
    read_about,
    read_basis,
    read_document,
    read_ratings,
    read_seen,
    write_document,
)
from gjenklang.cli.trajectory.report import (
    evaluation_report,
    evaluation_words,
    expected_rows,
    expected_words,
    fit_words,
)
from gjenklang.cli.trajectory.status import status
from gjenklang.core.trajectories.models import (
    LEAST_EPISODES,
    MEANING,
    Bend,
    Bending,
    Criterion,
    ExpectedModel,
    Forecast,
    RandomPart,
    Ratings,
    Unusable,
    evaluate,
    expected_course,
    expected_of,
    fit_growth,
    forecast_of,
    growth_part,
    model_document,
)

__all__ = ["trajectory"]


def _columns(command: Any) -> Any:
    for option in reversed(
        (
            click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
            click.option("--id", "id_column", required=True, help="Column that names the person."),
            click.option("--time", "time_column", required=True, help="Column of the time since the start."),
            click.option("--score", "score_column", required=True, help="Column of the score."),
            click.option(
                "--time-unit",
                type=Finite(click.FloatRange(min=0, min_open=True)),
                default=1.0,
                show_default=True,
                help="Divide time by this: 7 makes weeks of days.",
            ),
            click.option(
                "--covariate", "covariates", multiple=True, help="Column of a covariate, as numbers."
            ),
        )
    ):
        command = option(command)
    return command


def _scale_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--better", type=click.Choice(["higher", "lower"]), help="Which way is better."),
            click.option("--low", type=Finite(), help="The instrument's lowest score."),
            click.option("--high", type=Finite(), help="The instrument's highest score."),
            click.option(
                "--bending",
                type=click.Choice([one.value for one in Bending]),
                default="root",
                show_default=True,
                help="The scale the expected course is modelled on.",
            ),
            click.option(
                "--least",
                type=click.IntRange(min=30),
                default=LEAST_EPISODES,
                show_default=True,
                help="The fewest started episodes that an expected course may rest on.",
            ),
            click.option(
                "--ahead",
                type=Finite(click.FloatRange(min=0, min_open=True)),
                help="Least time to the last visit for the forecast, in the unit; else 28 / --time-unit.",
            ),
            click.option(
                "--near",
                type=Finite(click.FloatRange(min=0, min_open=True)),
                help="Ratings this close make the reliable change, in the unit; else 14 / --time-unit.",
            ),
            click.option(
                "--seed",
                type=click.IntRange(min=0),
                default=1,
                show_default=True,
                help="Parts people into folds.",
            ),
        )
    ):
        command = option(command)
    return command


_BASIS = (
    click.option(
        "--basis", type=click.Choice([one.value for one in Bend]), default="log1p", show_default=True
    ),
    click.option(
        "--tau", type=Finite(click.FloatRange(min=0, min_open=True)), default=2.3, show_default=True
    ),
    click.option(
        "--knots", help="Of a spline: at least three numbers with commas between, in the unit of time."
    ),
)


def _with_basis(command: Any) -> Any:
    for option in reversed(_BASIS):
        command = option(command)
    return command


@click.group()
def trajectory() -> None:
    """Where is it going: mixed models of growth, the expected course, and how well it does."""


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except Unusable as wrong:
        sentence = str(wrong)
        raise BadInput(sentence[0].upper() + sentence[1:]) from None


@trajectory.command()
@_columns
@_with_basis
@click.option("--random", type=click.Choice([one.value for one in RandomPart]), default="intercept+slope")
@click.option("--criterion", type=click.Choice([one.value for one in Criterion]), default="reml")
@_scale_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the model document here.")
@click.option("--data-name", default="", help="What the document calls the data; else the file's name.")
@click.option("--period", default="", help="From when to when the data were gathered.")
@click.option("--model-version", default="1", show_default=True)
@click.option(
    "--invented", is_flag=True, help="The people are invented: the document opens in the demo only."
)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def fit(file: Path, **given: Any) -> None:
    """Fit a linear mixed model to FILE (one row for each person and time).

    With --out and --better, --low and --high the document also holds the expected course with its bands, and a forecast
    for judging it.

    Example: gjenklang trajectory fit scores.csv --id ID --time day --time-unit 7 --score bdi --basis log1p --json
    """
    with _one_line():
        read = read_ratings(read_table(file), given)
        basis, random = read_basis(given), RandomPart(given["random"])
        model = fit_growth(read.ratings, basis, random, Criterion(given["criterion"]))
        report = growth_part(model) | {
            "n_read": read.n_read,
            "n_missing": read.n_missing,
            "n_same_time": read.n_same_time,
        }
        if given["better"] and not given["out"]:
            raise BadInput("--better, --low and --high make an expected course, which needs --out FILE.")
        if given["out"]:
            expected = fitted_expected(read.ratings, given) if given["better"] else None
            forecast = _forecast(read.ratings, given, expected) if expected else None
            document = model_document(read_about(file, given), model, forecast, expected)
            document["fingerprint"] = fingerprint(read.ratings)
            write_document(given["out"], document)
    click.echo(as_json(report) if given["json_wanted"] else fit_words(report))


def _forecast(ratings: Ratings, given: dict[str, Any], expected: ExpectedModel) -> Forecast | None:
    try:
        return fitted_forecast(ratings, given, expected)
    except Unusable as why:
        click.echo(f"The document holds no forecast: {why}", err=True)
        return None


@trajectory.command(name="evaluate")
@_columns
@_scale_options
@click.option(
    "--model",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A model document of other people; without it FILE is cross-validated by person.",
)
@click.option("--folds", type=click.IntRange(min=2), default=10, show_default=True)
@click.option("--invented-allowed", is_flag=True, help="Open a model of invented people.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def evaluate_(file: Path, **given: Any) -> None:
    """Judge bands and forecast on people of FILE that the model has not seen.

    Without --model the people of FILE are parted into folds, and each fold is forecast by the others. Of the ratings
    that a person has at one time the last in the file is kept.
    """
    with _one_line():
        read = read_ratings(read_table(file), given)
        ratings = read.ratings.one_for_each_moment()
        chance = np.random.default_rng(given["seed"])
        if given["model"]:
            document = read_document(given["model"])
            if document.get("fingerprint") == fingerprint(read.ratings):
                raise BadInput(
                    "The model was fitted on these very ratings: judge it on people it has not seen."
                )
            known = forecast_of(document, invented_allowed=given["invented_allowed"])
            found = evaluate(ratings, known, _visits(known), chance)
        else:
            with _bar(given["folds"]) as tick:

                def fitted(part: Ratings) -> Forecast:
                    tick()
                    return fitted_forecast(part, given)

                found = evaluate(ratings, fitted, VISITS, chance, given["folds"])
    report = evaluation_report(found, read)
    click.echo(as_json(report) if given["json_wanted"] else evaluation_words(report))


@trajectory.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--seen",
    required=True,
    help="What has been seen, as time:score with commas between, intake first: 0:28,1:25.",
)
@click.option("--until", type=Finite(), help="How far to look; else 12 units past what was seen.")
@click.option("--steps", type=click.IntRange(2, 200), default=12, show_default=True)
@click.option("--invented-allowed", is_flag=True, help="Open a model of invented people.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def show(model: Path, **given: Any) -> None:
    """Show the expected course of MODEL for people who started like this and still come."""
    with _one_line():
        document = read_document(model)
        known = expected_of(document, invented_allowed=given["invented_allowed"])
        time, score = read_seen(given["seen"])
        until = given["until"] if given["until"] is not None else time[-1] + 12
        ahead = time[-1] + (until - time[-1]) * np.arange(1, given["steps"] + 1) / given["steps"]
        course = expected_course(known, time, score, ahead)
    rows = expected_rows(course)
    if given["json_wanted"]:
        click.echo(as_json({"meaning": MEANING, "about": document["about"], "expected": rows}))
    else:
        click.echo(expected_words(document["about"], known.process.n_people, rows))


def _visits(known: Forecast) -> tuple[int, ...]:
    return tuple(sorted({k for _, k in known.cases}))


@contextmanager
def _bar(length: int) -> Iterator[Callable[[], None]]:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label="Fitting", file=sys.stderr, hidden=hidden) as bar:
        yield lambda: bar.update(1)


trajectory.add_command(status)
