"""``gjenklang dropout endpoints``: end-points of trials on weekly urine screens."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from statistics import mean
from typing import Any

import click

from gjenklang.cli.table import BadInput, Table, as_json, read_table
from gjenklang.core.dropout.endpoints import (
    LETTERS,
    Endpoint,
    Kind,
    endpoint_value,
    endpoints,
    parse_endpoint,
)
from gjenklang.core.instruments import DocumentError
from gjenklang.core.numerics import wilson

__all__ = ["endpoints_"]


@click.command(name="endpoints")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--who", required=True, help="Column that names the person.")
@click.option("--pattern", required=True, help="Column of the word: one of + - * o _ for each week.")
@click.option(
    "--definitions",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with definitions of your own (TOML); instead of the 62 that are here.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print one object for each person as JSON.")
def endpoints_(file: Path, **given: Any) -> None:
    """Measure every end-point on each word of FILE.

    They are adaptations to one weekly word, not the trials' own end-points; a person who was never seen scores best or
    worst depending on the rule, so the share of missing weeks stands beside.

    Example: gjenklang dropout endpoints words.csv --who who --pattern usePatternUDS --json
    """
    chosen = _own(given["definitions"]) if given["definitions"] else endpoints()
    table = read_table(file)
    words = _words(table, given)
    people = [
        {
            given["who"]: who,
            given["pattern"]: word,
            **{name: endpoint_value(one, word) for name, one in chosen.items()},
        }
        for who, word in words
    ]
    click.echo(as_json(people) if given["json_wanted"] else _summary(chosen, words, people))


def _words(table: Table, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    rows = zip(table.places, table.column(given["who"]), table.column(given["pattern"]), strict=True)
    for row, cell, text in rows:
        who, word = cell.strip(), text.strip()
        if not who:
            raise BadInput(f"Row {row}, column {given['who']!r}: nobody is named.")
        if who in found:
            raise BadInput(f"Row {row}, column {given['who']!r}: {who!r} is there twice.")
        if not word:
            raise BadInput(f"Row {row}, column {given['pattern']!r}: there is no word.")
        strange = sorted(set(word) - set(LETTERS))
        if strange:
            raise BadInput(
                f"Row {row}, column {given['pattern']!r}: {strange[0]!r} in {word[:40]!r} is none of + - * o _."
            )
        found[who] = word
    if not found:
        raise BadInput("The file has no rows.")
    return list(found.items())


def _own(folder: Path) -> dict[str, Endpoint]:
    """Read a folder of definitions in the form of the house's own."""
    found: dict[str, Endpoint] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            content.pop("place", None)
            one = parse_endpoint(content, path.name)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise BadInput(f"{path.name} is no TOML: {wrong}.") from None
        except DocumentError as wrong:
            raise BadInput(f"{wrong}.") from None
        if one.column in found:
            raise BadInput(f"{path.name}: {one.column} is defined twice.")
        found[one.column] = one
    if not found:
        raise BadInput(f"{folder} holds no definitions (*.toml).")
    return found


def _summary(
    chosen: Mapping[str, Endpoint], words: list[tuple[str, str]], people: list[dict[str, Any]]
) -> str:
    weeks = sum(len(word) for _, word in words)
    missing = sum(word.count("o") for _, word in words)
    never = sum(not word.strip("o_") for _, word in words)
    lines = [
        f"{len(words)} people, {weeks} weeks, {100 * missing / weeks:.1f} % of them missing; {never} never seen.",
        "Adaptations to one weekly word, not the trials' own end-points.",
    ]
    return "\n".join([*lines, *(_line(one, [row[name] for row in people]) for name, one in chosen.items())])


def _line(one: Endpoint, values: list[Any]) -> str:
    there = [value for value in values if value is not None]
    if not there:
        return f"  {one.column:26} no word is long enough"
    if one.kind in {Kind.BINARY, Kind.EVENT}:
        share = wilson(sum(map(bool, there)), len(there))
        low, high = 100 * share.low, 100 * share.high
        said = (
            f"{share.count} of {len(there)}, {100 * share.share:.1f} % ({low:.1f} to {high:.1f}, Wilson 95 %)"
        )
    else:
        said = f"mean {mean(there):.4f}, n {len(there)}"
    return f"  {one.column:26} {one.kind.value:10} {said}"
