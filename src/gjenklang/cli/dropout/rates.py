"""``gjenklang dropout rates``: every definition of drop-out side by side on the same courses."""

from collections.abc import Mapping, Sequence
from math import isfinite, isnan
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.table import MISSING, BadInput, Table, as_json, read_table
from gjenklang.core.dropout import ClosedEpisode, Rate, Reason, drop_out_rates

__all__ = ["rates"]

_YES, _NO = frozenset({"1", "1.0", "true", "yes", "ja"}), frozenset({"0", "0.0", "false", "no", "nei"})


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", help=f"Column of how it ended: {', '.join(Reason)}; empty is unknown.")
@click.option(
    "--reads", multiple=True, help="What a value of that column means, again for each: ferdig=planned."
)
@click.option("--attended", help="Column of how many sessions were held with the person.")
@click.option("--missed", help="Column of sessions in a row, up to the end, that the person did not come to.")
@click.option(
    "--missed-least", type=click.IntRange(min=1), default=2, show_default=True, help="So many are drop-out."
)
@click.option("--judged", help="Column of whether the therapist calls it drop-out: 1 or 0.")
@click.option(
    "--reliable-gain", help="Column of whether the last score was reliably better than the first: 1 or 0."
)
@click.option(
    "--below-course", help="Column of whether the last score was below the expected course: 1 or 0."
)
@click.option("--referred-on", help="Column of whether the person was referred to another place: 1 or 0.")
@click.option("--arrived", help="Column of whether the person came there: 1 or 0.")
@click.option("--group", help="Column of groups, each with its own rates.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def rates(file: Path, **given: Any) -> None:
    """Say how many dropped out of the courses of FILE (one row for each that is over), by every definition at once.

    A definition that no column tells about has only unknown courses. Beside each rate stand n, Wilson's interval, how
    many courses it cannot tell, and the bounds if all of those stayed or all left.

    Example: gjenklang dropout rates closed.csv --reason how --reads ferdig=planned --attended n --missed in_a_row
    """
    table = read_table(file)
    episodes = _episodes(table, given)
    if not episodes:
        raise BadInput("The file has no rows.")
    report: dict[str, Any] = {"n_read": len(episodes), "definitions": _rates(episodes, given)}
    if given["group"]:
        names = [name.strip() for name in table.column(given["group"])]
        report["groups"] = {
            name: _rates([one for one, own in zip(episodes, names, strict=True) if own == name], given)
            for name in sorted(set(names) - MISSING)
        }
        report["n_without_group"] = sum(name in MISSING for name in names)
    click.echo(as_json(report) if given["json_wanted"] else _words(report))


def _episodes(table: Table, given: Mapping[str, Any]) -> list[ClosedEpisode]:
    empty: list[None] = [None] * len(table.rows)
    flags = {
        name: _flags(table, given[name]) if given[name] else empty
        for name in ("judged", "reliable_gain", "below_course", "referred_on", "arrived")
    }
    counts = {name: _counts(table, given[name]) if given[name] else empty for name in ("attended", "missed")}
    reasons = _reasons(table, given) if given["reason"] else [Reason.UNKNOWN] * len(table.rows)
    return [
        ClosedEpisode(
            reason=reasons[row],
            attended=counts["attended"][row],
            missed_last=counts["missed"][row],
            **{name: values[row] for name, values in flags.items()},
        )
        for row in range(len(table.rows))
    ]


def _flags(table: Table, column: str) -> list[bool | None]:
    found: list[bool | None] = []
    for row, cell in zip(table.places, table.column(column), strict=True):
        plain = cell.strip().lower()
        if cell.strip() not in MISSING and plain not in _YES | _NO:
            raise BadInput(f"Row {row}, column {column!r}: {cell!r} is neither 1 nor 0.")
        found.append(None if cell.strip() in MISSING else plain in _YES)
    return found


def _counts(table: Table, column: str) -> list[int | None]:
    found: list[int | None] = []
    for row, value in zip(table.places, table.numbers(column), strict=True):
        if not isnan(value) and (not isfinite(value) or value < 0 or value != int(value)):
            raise BadInput(f"Row {row}, column {column!r}: {value:g} is no number of sessions.")
        found.append(None if isnan(value) else int(value))
    return found


def _reasons(table: Table, given: Mapping[str, Any]) -> list[Reason]:
    means = {one.value: one for one in Reason}
    for said in given["reads"]:
        value, _, name = said.rpartition("=")
        if name not in set(Reason) or not value:
            raise BadInput(f"--reads {said!r} is not VALUE=REASON, with one of {', '.join(Reason)}.")
        means[value.strip()] = Reason(name)
    found = []
    for row, cell in zip(table.places, table.column(given["reason"]), strict=True):
        text = cell.strip()
        if text not in MISSING and text not in means:
            raise BadInput(
                f"Row {row}, column {given['reason']!r}: {text!r} is no known reason; say what it means with "
                f"--reads {text}=REASON."
            )
        found.append(Reason.UNKNOWN if text in MISSING else means[text])
    return found


def _rates(episodes: Sequence[ClosedEpisode], given: Mapping[str, Any]) -> dict[str, Any]:
    return {one.definition.name: _plain(one) for one in drop_out_rates(episodes, given["missed_least"])}


def _plain(rate: Rate) -> dict[str, Any]:
    told = rate.share.n > 0
    return {
        "words": rate.definition.words,
        "source": rate.definition.source,
        "n": rate.n,
        "unknown": rate.unknown,
        "dropped_out": rate.share.count,
        "share": rate.share.share if told else None,
        "low": rate.share.low if told else None,
        "high": rate.share.high if told else None,
        "if_all_unknown_stayed": rate.lowest,
        "if_all_unknown_left": rate.highest,
    }


def _words(report: Mapping[str, Any]) -> str:
    lines = [f"{report['n_read']} courses that are over. Each definition by its name; no rate stands alone."]
    lines += _block(report["definitions"])
    for name, one in report.get("groups", {}).items():
        lines += [f"{name}:", *_block(one)]
    if report.get("n_without_group"):
        lines.append(f"{report['n_without_group']} courses have no group and are in none of these.")
    return "\n".join(lines)


def _block(definitions: Mapping[str, Any]) -> list[str]:
    return [_line(name, one) for name, one in definitions.items()]


def _line(name: str, one: Mapping[str, Any]) -> str:
    if one["share"] is None:
        return f"  {name:24} cannot tell: {one['unknown']} of {one['n']} unknown"
    share, low, high = (f"{100 * one[key]:.1f}" for key in ("share", "low", "high"))
    least, most = (f"{100 * one[key]:.1f}" for key in ("if_all_unknown_stayed", "if_all_unknown_left"))
    told = one["n"] - one["unknown"]
    return (
        f"  {name:24} {one['dropped_out']} of {told}, {share} % ({low} to {high}, Wilson 95 %); "
        f"{one['unknown']} of {one['n']} unknown, so {least} to {most} % of all"
    )
