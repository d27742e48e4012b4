"""``gjenklang score``: what a file of answers adds up to."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.table import Table, as_json, read_table
from gjenklang.core.instruments import Instrument, UnknownInstrument
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.numerics import wilson
from gjenklang.core.scoring import AnswerOutOfRange, UnknownRule, sentinel_set
from gjenklang.core.scoring.tables import score_table

__all__ = ["score"]


@click.command()
@click.argument("name", metavar="INSTRUMENT")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--items", help="Columns of the items in order, separated by commas; else found by their numbers."
)
@click.option(
    "--sentinels",
    help="Named set of values that mean missing; `none` for none. Else the first set that occurs.",
)
@click.option("--missing", help="Named rule for missing items; else the instrument's own.")
@click.option("--id", "id_column", help="Column that names the rows; prints every row's total in --json.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def score(  # noqa: PLR0913 - one parameter for each option
    name: str,
    file: Path,
    *,
    items: str | None,
    sentinels: str | None,
    missing: str | None,
    id_column: str | None,
    json_wanted: bool,
) -> None:
    """Add up the answers in FILE by the rules of INSTRUMENT.

    Example: gjenklang score phq9 answers.csv --items q1,q2,q3,q4,q5,q6,q7,q8,q9
    """
    try:
        instrument = in_catalogue(name)
        table = read_table(file)
        columns = items.split(",") if items else _by_number(table, instrument)
        answers = {
            item.code: np.array(table.numbers(column))
            for item, column in zip(instrument.items, columns, strict=True)
        }
        said, answers = _without_sentinels(instrument, answers, sentinels)
        totals = score_table(instrument, answers, missing=missing)
    except (UnknownInstrument, UnknownRule, AnswerOutOfRange) as wrong:
        raise click.UsageError(str(wrong)) from None
    except ValueError:
        raise click.UsageError(
            f"{name} has {len(instrument.items)} items; name as many columns in --items."
        ) from None
    result = _report(instrument, totals) | {
        "columns": list(columns),
        "sentinels": said,
        "missing_rule": missing or instrument.missing.name,
    }
    if id_column:
        result["rows"] = _rows(table.column(id_column), totals)
    click.echo(as_json(result) if json_wanted else _in_words(instrument, result))


def _by_number(table: Table, instrument: Instrument) -> list[str]:
    """Find the item columns: names that are alike but for a number, one for each item, in order.

    Raises
    ------
    click.UsageError
        When no family of columns has as many members as the instrument has items.
    """
    families: dict[str, list[str]] = {}
    for name in table.header:
        if match := re.match(r"^(.*?)(\d+)$", name):
            families.setdefault(match[1], []).append(name)
    wanted = len(instrument.items)
    for family in families.values():
        if len(family) in {wanted, wanted + 1}:
            return family[:wanted]
    raise click.UsageError(f"No {wanted} columns are numbered alike: name them with --items a,b,c.")


def _without_sentinels(
    instrument: Instrument, answers: Mapping[str, np.ndarray[Any, Any]], wanted: str | None
) -> tuple[str | None, dict[str, np.ndarray[Any, Any]]]:
    sets = (
        []
        if wanted == "none"
        else [sentinel_set(instrument, wanted)]
        if wanted
        else list(instrument.sentinels)
    )
    for one in sets:
        values = np.array(one.values)
        if wanted or any(np.isin(column, values).any() for column in answers.values()):
            return one.name, {
                code: np.where(np.isin(column, values), np.nan, column) for code, column in answers.items()
            }
    return None, dict(answers)


def _report(instrument: Instrument, totals: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, Any]:
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "scales": {
            scale.code: _scale(instrument, scale.code, totals[scale.code]) for scale in instrument.scales
        },
    }


def _scale(instrument: Instrument, code: str, steps: np.ndarray[Any, Any]) -> dict[str, Any]:
    step = next(float(scale.step) for scale in instrument.scales if scale.code == code)
    known = steps[~np.isnan(steps)]
    values = known * step
    n = len(known)
    bands = [bands for bands in instrument.bands if bands.scale == code]
    return {
        "n_read": len(steps),
        "n": n,
        "n_without_total": len(steps) - n,
        "mean": round(float(values.mean()), 6) if n else None,
        "sd": round(float(values.std(ddof=1)), 6) if n > 1 else None,
        "bands": {
            one.rule_set: {
                band.name: _share(int(((known >= band.lowest) & (known <= band.highest)).sum()), n)
                for band in one.bands
            }
            for one in bands
        },
    }


def _share(count: int, n: int) -> dict[str, Any]:
    share = wilson(count, n)
    return {"count": count, "share": share.share, "low": share.low, "high": share.high}


def _rows(names: Sequence[str], totals: Mapping[str, np.ndarray[Any, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            **{code: None if np.isnan(steps[row]) else int(steps[row]) for code, steps in totals.items()},
        }
        for row, name in enumerate(names)
    ]


def _in_words(instrument: Instrument, result: Mapping[str, Any]) -> str:
    lines = [
        f"{instrument.name} (version {instrument.version}), missing rule {result['missing_rule']}"
        + (f", sentinels {result['sentinels']}" if result["sentinels"] else ""),
        f"columns: {', '.join(result['columns'])}",
    ]
    for code, scale in result["scales"].items():
        lines.append(
            f"{code}: n {scale['n']} of {scale['n_read']} ({scale['n_without_total']} without a total), "
            f"mean {scale['mean']}, SD {scale['sd']}"
        )
        for rule, bands in scale["bands"].items():
            lines += [
                f"  {name:20} {band['count']:>6}  {100 * band['share']:5.1f} % "
                f"({100 * band['low']:.1f} to {100 * band['high']:.1f}, Wilson 95 %)  rule {rule}"
                for name, band in bands.items()
            ]
    return "\n".join(lines)
