"""Print a report with every person of a file in it, in pieces, so that a million people take little memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from gjenklang.cli.table import as_json

__all__ = ["EachPerson", "print_report"]

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class EachPerson:
    """What is said of each person: columns of the same length, shape (n,)."""

    ids: Sequence[str]
    pre: NDArray[np.float64]
    post: NDArray[np.float64]
    change: NDArray[np.float64]
    index: NDArray[np.float64] | None
    codes: NDArray[np.int8]
    names: Sequence[str]


def print_report(before: Mapping[str, Any], people: EachPerson, after: Mapping[str, Any]) -> None:
    """Print one line of JSON: what comes before, ``people``, what comes after.

    The text is what ``json.dumps`` would write, number for number.
    """
    click.echo(f'{as_json(before)[:-1]}, "people": [', nl=False)
    for start in range(0, len(people.ids), _AT_ONCE):
        joint = ", " if start else ""
        click.echo(joint + ", ".join(_lines(people, slice(start, start + _AT_ONCE))), nl=False)
    click.echo(f"], {as_json(after)[1:]}" if after else "]}")


def _lines(people: EachPerson, part: slice) -> list[str]:
    index: Iterable[str] = repeat("null") if people.index is None else _numbers(people.index[part])
    rows = zip(
        map(encode_basestring, people.ids[part]),
        _numbers(people.pre[part]),
        _numbers(people.post[part]),
        _numbers(people.change[part]),
        index,
        people.codes[part].tolist(),
        strict=False,
    )
    names = people.names
    return [
        f'{{"id": {who}, "pre": {pre}, "post": {post}, "change": {moved}, "index": {size}, '
        f'"category": "{names[code]}"}}'
        for who, pre, post, moved, size, code in rows
    ]


def _numbers(values: NDArray[np.float64]) -> list[str]:
    """Write numbers as Python does, ``null`` for what is not finite."""
    import orjson

    size = np.abs(values)
    if np.any((size > 0) & ((size < 1e-4) | (size >= 1e16) & np.isfinite(size))):
        # Here orjson writes 0.00001 and 1e16, Python 1e-05 and 1e+16.
        return [repr(one) if isfinite(one) else "null" for one in values.tolist()]
    text = orjson.dumps(np.ascontiguousarray(values), option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return text[1:-1].split(",")
