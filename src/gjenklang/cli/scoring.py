"""``gjenklang score``: what a file of answers adds up to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.core.instruments import Instrument, Scale, UnknownInstrument
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.numerics import wilson
from gjenklang.core.scoring import UnknownRule, sentinel_set
from gjenklang.core.scoring.tables import RowOutOfRange, score_table

__all__ = ["score"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The options of one call, one field for each."""

    items: str | None
    sentinels: str | None
    missing: str | None
    id_column: str | None
    json_wanted: bool


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
def score(name: str, file: Path, **options: Any) -> None:
    """Add up the answers in FILE by the rules of INSTRUMENT; a mark on a line is written from 0.0 to 10.0.

    Example: gjenklang score phq9 answers.csv --items q1,q2,q3,q4,q5,q6,q7,q8,q9
    """
    wanted = Wanted(**options)
    try:
        instrument = in_catalogue(name)
        table = read_table(file)
        columns = _columns(table, instrument, wanted.items)
        said, answers = _answers(table, instrument, columns, wanted.sentinels)
        totals = score_table(instrument, answers, missing=wanted.missing)
    except (UnknownInstrument, UnknownRule) as wrong:
        raise BadInput(str(wrong)) from None
    except RowOutOfRange as wrong:
        raise BadInput(_refused(table, instrument, columns, wrong)) from None
    result = _report(instrument, totals) | {
        "columns": list(columns),
        "sentinels": said,
        "missing_rule": wanted.missing or instrument.missing.name,
    }
    if wanted.id_column:
        result["rows"] = _rows(table.column(wanted.id_column), instrument, totals)
    click.echo(as_json(result) if wanted.json_wanted else _in_words(instrument, result))


def _columns(table: Table, instrument: Instrument, items: str | None) -> list[str]:
    if not instrument.scored:
        raise BadInput(f"{instrument.name} is never scored.")
    columns = [one.strip() for one in items.split(",")] if items else _by_number(table, instrument)
    if len(columns) != len(instrument.items):
        wanted = len(instrument.items)
        raise BadInput(f"{instrument.code} has {wanted} items; name as many columns in --items.")
    if twice := next((one for one in columns if columns.count(one) > 1), None):
        raise BadInput(f"--items names {twice} twice.")
    return columns


def _answers(
    table: Table, instrument: Instrument, columns: Sequence[str], sentinels: str | None
) -> tuple[str | None, dict[str, np.ndarray[Any, Any]]]:
    """Return the answers in whole steps, so that 7.1 on a line of tenths is 71."""
    written = {
        item.code: np.array(table.numbers(column))
        for item, column in zip(instrument.items, columns, strict=True)
    }
    said, known = _without_sentinels(instrument, written, sentinels)
    return said, {
        item.code: np.round(known[item.code] / float(item.response.step), 6) for item in instrument.items
    }


def _refused(table: Table, instrument: Instrument, columns: Sequence[str], wrong: RowOutOfRange) -> str:
    item = instrument.item(wrong.item)
    response, place = item.response, item.number - 1
    lowest, highest = response.minimum * response.step, response.maximum * response.step
    accepted = ", ".join(map(str, response.values)) or f"{lowest} to {highest} in steps of {response.step}"
    cell = table.column(columns[place])[wrong.row]
    return f"Row {table.places[wrong.row]}, column {columns[place]!r}: {cell!r} must be {accepted}."


def _by_number(table: Table, instrument: Instrument) -> list[str]:
    """Find the item columns: names that are alike but for a number, one for each item, by number.

    Raises
    ------
    BadInput
        When no family of columns has as many members as the instrument has items, or more than one has.
    """
    families: dict[str, list[tuple[int, str]]] = {}
    for name in table.header:
        if match := re.match(r"^(.*?)(\d+)$", name):
            families.setdefault(match[1], []).append((int(match[2]), name))
    wanted = len(instrument.items)
    alike = [sorted(family) for family in families.values() if len(family) in {wanted, wanted + 1}]
    if len(alike) != 1:
        found = "No" if not alike else "More than one family of"
        raise BadInput(f"{found} {wanted} columns are numbered alike: name them with --items a,b,c.")
    return [name for _, name in alike[0][:wanted]]


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
    if n == 0:
        return {"count": 0, "share": None, "low": None, "high": None}
    share = wilson(count, n)
    return {"count": count, "share": share.share, "low": share.low, "high": share.high}


def _rows(
    names: Sequence[str], instrument: Instrument, totals: Mapping[str, np.ndarray[Any, Any]]
) -> list[dict[str, Any]]:
    return [
        {"id": name, **{scale.code: _total(totals[scale.code][row], scale) for scale in instrument.scales}}
        for row, name in enumerate(names)
    ]


def _total(steps: float, scale: Scale) -> int | float | None:
    if np.isnan(steps):
        return None
    total = int(steps) * scale.step
    return int(total) if scale.step == 1 else float(total)


def _in_words(instrument: Instrument, result: Mapping[str, Any]) -> str:
    lines = [
        f"{instrument.name} (version {instrument.version}), missing rule {result['missing_rule']}"
        + (f", sentinels {result['sentinels']}" if result["sentinels"] else ""),
        f"columns: {', '.join(result['columns'])}",
    ]
    for code, scale in result["scales"].items():
        lines.append(
            f"{code}: n {scale['n']} of {scale['n_read']} ({scale['n_without_total']} without a total), "
            + (
                f"mean {scale['mean']}, SD {scale['sd']}"
                if scale["n"] > 1
                else f"mean {scale['mean'] or '–'}, SD –"
            )
        )
        for rule, bands in scale["bands"].items() if scale["n"] else ():
            lines += [
                f"  {name:20} {band['count']:>6}  {100 * band['share']:5.1f} % "
                f"({100 * band['low']:.1f} to {100 * band['high']:.1f}, Wilson 95 %)  rule {rule}"
                for name, band in bands.items()
            ]
    return "\n".join(lines)
