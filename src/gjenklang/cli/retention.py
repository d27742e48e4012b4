"""``gjenklang retention``: how long people stay, and in which way they leave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from gjenklang.cli.columns import Columns
from gjenklang.cli.finite import Finite
from gjenklang.cli.reading import read_columns
from gjenklang.cli.table import MISSING, BadInput, as_json
from gjenklang.core.dropout.staying import (
    Unfollowed,
    fine_gray,
    gray_test,
    incidence,
    incidence_at,
    log_rank,
    retention_at,
    retention_median,
)
from gjenklang.core.dropout.staying import retention as curve_of

__all__ = ["retention"]

_YES, _NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})


@dataclass(frozen=True, slots=True)
class _People:
    """Who has a time and an ending: 0 not yet, 1 asked about, 2 another; ``group`` counts in ``names``."""

    time: NDArray[np.float64]
    ending: NDArray[np.int64]
    group: NDArray[np.int64]
    names: list[str]
    covariates: NDArray[np.float64]
    n_read: int


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--time", required=True, help="Column of the time from the start to the exit, or to when last seen."
)
@click.option(
    "--event", required=True, help="Column of the ending: 0 not yet, 1 left; or named, with --cause."
)
@click.option("--cause", help="The ending asked about; every other one, but --censored, competes with it.")
@click.option(
    "--censored", default="0", show_default=True, help="What the column says of those who are still there."
)
@click.option("--any-ending", is_flag=True, help="Every ending but --censored is an exit.")
@click.option("--group", help="Column of groups to set side by side.")
@click.option(
    "--covariate",
    "covariates",
    multiple=True,
    help="Column of a number: Cox's model of any exit; with --cause, Fine and Gray's.",
)
@click.option(
    "--at", default="30,90,180", show_default=True, help="Times to say the share at, with commas between."
)
@click.option("--confidence", type=Finite(click.FloatRange(0.5, 0.9999)), default=0.95, show_default=True)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def retention(file: Path, **given: Any) -> None:
    """Say how long the people of FILE stay: any exit is the event, or with --cause one way of leaving among others.

    Example: gjenklang retention episodes.csv --time days --event left --group unit --json
    """
    times = _times(given["at"])
    people = _people(read_columns(file), given)
    try:
        report = _competing(people, times, given) if given["cause"] else _staying(people, times, given)
    except Unfollowed as wrong:
        raise BadInput(str(wrong)[0].upper() + str(wrong)[1:]) from None
    click.echo(as_json(report) if given["json_wanted"] else _words(report))


def _times(text: str) -> list[float]:
    try:
        times = [float(one) for one in text.split(",")]
    except ValueError:
        times = [float("nan")]
    if not all(np.isfinite(one) and one >= 0 for one in times):
        raise BadInput(f"--at {text!r} is not numbers from 0 with commas between.")
    return sorted(set(times))


def _people(table: Columns, given: Mapping[str, Any]) -> _People:
    time = np.asarray(table.numbers(given["time"]), dtype=float)
    early = np.flatnonzero(time < 0)
    if len(early):
        row = int(table.places[early[0]])
        raise BadInput(f"Row {row}, column {given['time']!r}: {time[early[0]]:g} is before the start.")
    ending = _endings(table, given)
    columns = [np.asarray(table.numbers(name), dtype=float) for name in given["covariates"]]
    covariates = np.column_stack(columns) if columns else np.empty((len(time), 0))
    whole = np.isfinite(time) & (ending >= 0) & np.isfinite(covariates).all(axis=1)
    group, names = _groups(table, given["group"])
    whole &= group >= 0
    if not whole.any():
        raise BadInput("Nobody has both a time and an ending.")
    return _People(time[whole], ending[whole], group[whole], names, covariates[whole], len(time))


def _groups(table: Columns, name: str | None) -> tuple[NDArray[np.int64], list[str]]:
    """Return the group of each row among the names, and -1 where there is none; all 0 without groups."""
    if name is None:
        return np.zeros(len(table.places), dtype=np.int64), []
    coded = table.coded(name)
    texts = [text.strip() for text in coded.texts]
    names = sorted(set(texts) - MISSING)
    code = {text: place for place, text in enumerate(names)}
    return np.array([code.get(text, -1) for text in texts], dtype=np.int64)[coded.codes], names


def _endings(table: Columns, given: Mapping[str, Any]) -> NDArray[np.int64]:
    """Return 0, 1 or 2 for each row, and -1 where there is no ending."""
    coded = table.coded(given["event"])
    texts = [text.strip() for text in coded.texts]
    if given["cause"] and not any(_same(text, given["cause"]) for text in texts):
        known = ", ".join(sorted(set(texts) - MISSING)[:8])
        raise BadInput(f"Nobody has the ending {given['cause']!r}; the column has {known}.")
    first = np.zeros(len(texts), dtype=np.int64)
    first[coded.codes[::-1]] = np.arange(len(coded.codes))[::-1]
    codes = [_code(text, given, int(table.places[row])) for text, row in zip(texts, first, strict=True)]
    return np.array(codes, dtype=np.int64)[coded.codes]


def _code(text: str, given: Mapping[str, Any], row: int) -> int:
    if text in MISSING:
        return -1
    if given["cause"] or given["any_ending"]:
        if _same(text, given["censored"]):
            return 0
        return 1 if not given["cause"] or _same(text, given["cause"]) else 2
    plain = text.lower().removesuffix(".0")
    if plain in _YES | _NO:
        return int(plain in _YES)
    raise BadInput(
        f"Row {row}, column {given['event']!r}: {text!r} is neither 0 nor 1; name an ending with --cause, or "
        "count every one with --any-ending."
    )


def _same(text: str, wanted: str) -> bool:
    """Whether a cell says this; 1 and 1.0 are the same."""
    try:
        return float(text) == float(wanted)
    except ValueError:
        return text == wanted.strip()


def _staying(people: _People, times: Sequence[float], given: Mapping[str, Any]) -> dict[str, Any]:
    event = people.ending > 0
    report = _began(people, given) | {
        "rule": {
            "curve": "Kaplan-Meier, any exit",
            "interval": "from the logarithm of the share",
            "confidence": given["confidence"],
        },
        **_curve(people.time, event, times, given["confidence"]),
    }
    if people.names:
        report["groups"] = {
            people.names[code]: _curve(people.time[mine], event[mine], times, given["confidence"])
            for code, mine in _each(people)
        }
        test = log_rank(people.time, event, people.group)
        names = [people.names[int(code)] for code in test.names]
        report["log_rank"] = {
            "chi2": test.chi2,
            "df": test.df,
            "p": test.p,
            "groups": {
                name: {"n": n, "observed": seen, "expected": expected}
                for name, n, seen, expected in zip(names, test.n, test.observed, test.expected, strict=True)
            },
        }
    if given["covariates"]:
        report["cox"] = _cox(people, given["covariates"], given["confidence"])
    return report


def _cox(people: _People, names: Sequence[str], confidence: float) -> dict[str, Any]:
    """Cox's model with its checks; the library is an extra, because it brings pandas and a plotting library."""
    try:
        from gjenklang.core.dropout.proportional import FEWEST_EVENTS, cox
    except ImportError:
        raise BadInput("Cox's model needs lifelines: pip install 'gjenklang[survival]'.") from None
    fitted = cox(people.time, people.ending > 0, people.covariates, names, confidence)
    return {
        "ties": "Efron",
        "covariates": {
            name: {
                "coefficient": float(fitted.coefficient[place]),
                "se": float(fitted.se[place]),
                "hazard_ratio": float(fitted.hazard_ratio[place]),
                "low": float(fitted.low[place]),
                "high": float(fitted.high[place]),
                "p": float(fitted.p[place]),
                "constant_over_time": {
                    "chi2": float(fitted.check_chi2[place]),
                    "p": float(fitted.check_p[place]),
                },
            }
            for place, name in enumerate(names)
        },
        "concordance": fitted.concordance,
        "log_likelihood": fitted.log_likelihood,
        "events_for_each_covariate": fitted.events_for_each,
        "too_few_events": fitted.events_for_each < FEWEST_EVENTS,
    }


def _each(people: _People) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    for code in np.unique(people.group):
        yield int(code), people.group == code


def _began(people: _People, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"n_read": people.n_read, "n_left_out": people.n_read - len(people.time), "cause": given["cause"]}


def _curve(
    time: NDArray[np.float64], event: NDArray[np.bool_], times: Sequence[float], confidence: float
) -> dict[str, Any]:
    curve = curve_of(time, event, confidence)
    median = retention_median(curve)
    return {
        "n": curve.n,
        "events": curve.n_events,
        "median": {"estimate": median.estimate, "low": median.low, "high": median.high},
        "survival": [_named(asdict(one), "survival") for one in retention_at(curve, times)],
    }


def _named(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {(name if key == "share" else key): value for key, value in row.items()}


def _competing(people: _People, times: Sequence[float], given: Mapping[str, Any]) -> dict[str, Any]:
    report = _began(people, given) | {
        "rule": {
            "curve": "Aalen-Johansen, other endings compete",
            "interval": "from log(-log) of the share",
            "confidence": given["confidence"],
        },
        **_incidence(people.time, people.ending, times, given["confidence"]),
    }
    if people.names:
        report["groups"] = {
            people.names[code]: _incidence(people.time[mine], people.ending[mine], times, given["confidence"])
            for code, mine in _each(people)
        }
        test = gray_test(people.time, people.ending, people.group)
        report["gray"] = {"chi2": test.chi2, "df": test.df, "p": test.p}
    if given["covariates"]:
        report["fine_gray"] = _regression(people, given["covariates"])
    return report


def _incidence(
    time: NDArray[np.float64], ending: NDArray[np.int64], times: Sequence[float], confidence: float
) -> dict[str, Any]:
    curve = incidence(time, ending)
    return {
        "n": curve.n,
        "events": curve.n_events,
        "competing": curve.n_competing,
        "incidence": [_named(asdict(one), "incidence") for one in incidence_at(curve, times, confidence)],
    }


def _regression(people: _People, names: Sequence[str]) -> dict[str, Any]:
    fitted = fine_gray(people.time, people.ending, people.covariates)
    return {
        name: {
            "coefficient": float(fitted.coefficient[place]),
            "se": float(fitted.se[place]),
            "subdistribution_hazard_ratio": float(fitted.hazard_ratio[place]),
            "low": float(fitted.low[place]),
            "high": float(fitted.high[place]),
            "p": float(fitted.p[place]),
        }
        for place, name in enumerate(names)
    }


def _words(report: Mapping[str, Any]) -> str:
    percent = f"{100 * report['rule']['confidence']:g} %"
    lines = [
        f"{report['n_read']} rows, {report['n_left_out']} left out without a time, an ending, a group or a covariate.",
        f"{report['rule']['curve']}; {percent} intervals {report['rule']['interval']}.",
        *_block("all", report),
    ]
    for name, one in report.get("groups", {}).items():
        lines += _block(name, one)
    for test, title in (("log_rank", "Log-rank"), ("gray", "Gray's test")):
        if test in report:
            found = report[test]
            lines.append(f"{title}: chi-square {found['chi2']:.4f}, {found['df']} df, p {found['p']:.4f}")
    lines += _cox_words(report["cox"]) if "cox" in report else []
    for name, one in report.get("fine_gray", {}).items():
        lines.append(
            f"Fine-Gray {name}: subdistribution hazard ratio {one['subdistribution_hazard_ratio']:.4f} "
            f"({one['low']:.4f} to {one['high']:.4f}), p {one['p']:.4f}"
        )
    return "\n".join(lines)


def _cox_words(found: Mapping[str, Any]) -> list[str]:
    lines = [
        f"Cox {name}: hazard ratio {one['hazard_ratio']:.4f} ({one['low']:.4f} to {one['high']:.4f}), "
        f"p {one['p']:.4f}; constant over time? chi-square {one['constant_over_time']['chi2']:.4f}, 1 df, "
        f"p {one['constant_over_time']['p']:.4f}"
        for name, one in found["covariates"].items()
    ]
    few = "; fewer than ten, so do not rely on the intervals" if found["too_few_events"] else ""
    each = f"{found['events_for_each_covariate']:.1f} exits for each covariate{few}."
    return [*lines, f"Ties by Efron; concordance {found['concordance']:.4f}; {each}"]


def _block(name: str, one: Mapping[str, Any]) -> list[str]:
    if "median" in one:
        median = one["median"]
        said = " to ".join(_number(median[key]) for key in ("low", "high"))
        head = f"{name}: n {one['n']}, {one['events']} left; half by {_number(median['estimate'])} ({said})"
        rows, key, word = one["survival"], "survival", "there"
    else:
        head = f"{name}: n {one['n']}, {one['events']} left in this way, {one['competing']} in another"
        rows, key, word = one["incidence"], "incidence", "gone"
    return [head, *(_row(row, key, word) for row in rows)]


def _row(row: Mapping[str, Any], key: str, word: str) -> str:
    if row[key] is None:
        return f"  at {row['time']:g}: nobody was followed so long"
    low, high = (f"{100 * row[end]:.1f}" if row[end] is not None else "–" for end in ("low", "high"))
    return f"  at {row['time']:g}: {100 * row[key]:.1f} % {word} ({low} to {high}), {row['at_risk']} at risk"


def _number(value: float | None) -> str:
    return "not reached" if value is None else f"{value:g}"
