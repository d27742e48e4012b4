"""``gjenklang simulate``: invented services with the truth beside them, as the canonical tables."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import click
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.fictional.many import CLASSES, ENDINGS, STATUSES, ManyEpisodes, simulate_many
from gjenklang.registry.schema import TABLES

__all__ = ["simulate"]

_BLOCK = 50_000
_TYPES = {
    "string": pa.string(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "decimal(6, 3)": pa.decimal128(6, 3),
    "float64": pa.float64(),
}
#: What no service knows, beside the canonical tables.
TRUTH = {
    "episode": "string",
    "kind": "string",
    "true_start": "float64",
    "true_end": "float64",
    "therapist_effect": "float64",
}


@click.command()
@click.option("--clients", "n", type=click.IntRange(1, 10_000_000), required=True, help="How many episodes.")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="The same seed gives the same files.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new folder.")
@click.option(
    "--first-day",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2021-01-01",
    show_default=True,
    help="Of the service.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def simulate(n: int, seed: int, out: Path, first_day: Any, *, json_wanted: bool) -> None:
    """Write invented services as Parquet: people, episodes, sessions, ratings, endings, and truth.

    Example: gjenklang simulate --clients 10000 --seed 1 --out invented
    """
    if not 1900 <= first_day.year <= 2100:
        raise BadInput(f"--first-day {first_day:%Y-%m-%d} is not between 1900 and 2100.")
    if out.exists() and any(out.iterdir()):
        raise BadInput(f"{out} is not empty: name a new folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write(n, np.random.Generator(np.random.PCG64(seed)), out, first_day.date())
    except OSError as wrong:
        raise BadInput(f"{out} cannot be written: {wrong}.") from None
    files = sorted(path.name for path in out.glob("*.parquet"))
    said = as_json({"episodes": n, "seed": seed, "folder": str(out), "files": files})
    click.echo(said if json_wanted else f"{n} invented episodes in {out}")


def _write(n: int, chance: np.random.Generator, out: Path, first_day: date) -> None:
    schemas = {name: _schema(columns) for name, columns in (*TABLES.items(), ("truth", TRUTH))}
    with ExitStack() as stack, click.progressbar(length=n, label="Inventing", file=sys.stderr) as bar:
        files = {
            name: stack.enter_context(pq.ParquetWriter(out / f"{name}.parquet", schema, compression="zstd"))
            for name, schema in schemas.items()
        }
        done = sessions = ratings = 0
        while done < n:
            block = simulate_many(min(_BLOCK, n - done), chance, done)
            for name, columns in _tables(block, first_day, sessions, ratings):
                schema = schemas[name]
                files[name].write_table(pa.table([columns[one] for one in schema.names], schema=schema))
            done += len(block.kind)
            sessions += len(block.session_day)
            ratings += len(block.rating_tenths)
            bar.update(len(block.kind))


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def _named(letter: str, numbers: Any) -> Any:
    return pc.binary_join_element_wise(letter, pc.cast(pa.array(numbers), pa.string()), "")


def _day(first_day: date, numbers: Any, real: Any = None) -> Any:
    days = (numbers + (first_day - date(1970, 1, 1)).days).astype("int32")
    return pa.array(days, mask=None if real is None else ~real).cast(pa.date32())


def _words(words: tuple[str, ...], codes: Any) -> Any:
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype("int8")), pa.array(words)).cast(pa.string())


def _tables(
    block: ManyEpisodes, first_day: date, sessions: int, ratings: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    number = block.first + np.arange(len(block.kind))
    person, episode = _named("p", number), _named("e", number)
    session = _named("s", sessions + np.arange(len(block.session_day)))
    birth_year = pa.array(block.birth_year.astype("int16"))
    organisation = _named("o", block.organisation)
    yield "people", {"person": person, "birth_year": birth_year, "organisation": organisation}
    yield "episodes", {"episode": episode, "person": person, **_course(block, first_day)}
    yield "sessions", {"session": session, **_sessions(block, first_day, episode)}
    yield "ratings", _ratings(block, session, ratings)
    yield "endings", _endings(block, episode)
    yield "truth", {"episode": episode, **_truth(block)}


def _over(block: ManyEpisodes) -> Any:
    return block.ending != ENDINGS.index("open")


def _course(block: ManyEpisodes, first_day: date) -> dict[str, Any]:
    return {
        "unit": _named("u", block.unit),
        "therapist": _named("t", block.therapist),
        "kind": pa.array(["individual"] * len(block.kind)),
        "mandated": pa.array(block.mandated),
        "referred": _day(first_day, block.referred),
        "first_attended": _day(first_day, block.start),
        "ended": _day(first_day, block.ended, _over(block)),
    }


def _sessions(block: ManyEpisodes, first_day: date, episode: Any) -> dict[str, Any]:
    return {
        "episode": episode.take(pa.array(block.session_episode)),
        "day": _day(first_day, block.session_day),
        "status": _words(STATUSES, block.session_status),
    }


def _ratings(block: ManyEpisodes, session: Any, first: int) -> dict[str, Any]:
    many = len(block.rating_tenths)
    return {
        "rating": _named("r", first + np.arange(many)),
        "session": session.take(pa.array(block.rating_session)),
        "instrument": _words(("ors", "srs"), block.rating_alliance),
        "instrument_version": pa.array(["1"] * many),
        "rater": _words(("self", "carer"), block.rating_other),
        "total_steps": pa.array(block.rating_tenths.astype("int32")),
        "step": pa.repeat(pa.scalar("0.100").cast(pa.decimal128(6, 3)), many),
    }


def _endings(block: ManyEpisodes, episode: Any) -> dict[str, Any]:
    ended = np.flatnonzero(_over(block))
    return {
        "episode": episode.take(pa.array(ended)),
        "ending": _words(ENDINGS, block.ending[ended]),
        "definition": pa.array(["unilateral"] * len(ended)),
        "dropped_out": pa.array(block.ending[ended] == ENDINGS.index("unplanned")),
    }


def _truth(block: ManyEpisodes) -> dict[str, Any]:
    return {
        "kind": _words(CLASSES, block.kind),
        "true_start": pa.array(block.true_start),
        "true_end": pa.array(block.true_end),
        "therapist_effect": pa.array(block.therapist_effect),
    }
