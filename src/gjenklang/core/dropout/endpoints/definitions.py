"""End-points as documents: how a word is read, and what is measured of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from gjenklang.core.dropout.endpoints.words import LETTERS, Step
from gjenklang.core.instruments import DocumentError
from gjenklang.core.instruments.reading import Table

__all__ = ["Endpoint", "Family", "Kind", "Measure", "Window", "endpoints", "parse_endpoint"]


class Family(StrEnum):
    """What an end-point is about."""

    ABSTINENCE = "abstinence"
    REDUCTION = "reduction"
    RELAPSE = "relapse"
    DROPOUT = "dropout"


class Kind(StrEnum):
    """What sort of value it gives."""

    BINARY = "binary"
    COUNT = "count"
    PROPORTION = "proportion"
    SCORE = "score"
    TIME = "time"
    EVENT = "event"


class What(StrEnum):
    """What is measured of the word."""

    SUM = "sum"
    LONGEST = "longest"
    WINDOWS = "windows"
    SCAN = "scan"
    PENALTY = "penalty"


class Reads(StrEnum):
    """The steps of reading; :class:`gjenklang.core.dropout.endpoints.words.Step` says what each does."""

    RECODE = "recode"
    DROP = "drop"
    WEEKS = "weeks"
    END = "end"
    PICK = "pick"
    FILL_UP = "fill-up"
    SEEN = "seen"
    VISITS = "visits"
    NEIGHBOURS = "neighbours"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class Window:
    """Between ``least`` and ``most`` of ``letters`` in weeks ``first`` to ``last``; below 0 they count from the end."""

    first: int
    last: int
    letters: str
    least: int
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is measured; what a measure does not need is left at its default.

    - sum: ``weights`` of the letters; divided by the letters there are with ``share``; 1 minus that with ``turned``;
      ``empty`` when no letter is left
    - longest: the longest run of ``letter``
    - windows: whether all of ``windows`` hold
    - scan: the first window of ``width`` weeks with ``least`` of ``letter``: whether there is one, and when it is full;
      ``offset`` weeks were cut off before
    - penalty: ``best - best * sum / worst``, where each week costs the larger of its weight times its ramp and a flat
      cost; ``worst`` is what the dearest letter would cost every week

    ``at_least`` turns a number into yes or no.
    """

    what: What
    weights: Mapping[str, float]
    flat: Mapping[str, float]
    ramp: tuple[int, int, int] = (1, 1, 0)
    share: bool = False
    turned: bool = False
    empty: float = 0.0
    at_least: float | None = None
    letter: str = "-"
    width: int = 1
    least: int = 1
    offset: int = 0
    windows: tuple[Window, ...] = ()
    best: float = 0.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One end-point.

    ``seen_until`` is the least last seen week; a word that was left before gets ``unseen`` (``None``: no such rule).
    ``shortest`` is the length below which it has no value.
    """

    column: str
    family: Family
    kind: Kind
    summary: str
    cite: str
    doi: str
    steps: tuple[Step, ...]
    measure: Measure
    seen_until: int
    shortest: int


@cache
def endpoints() -> Mapping[str, Endpoint]:
    """Return the 62 end-points of CTNote by column, in the order of its table.

    Raises
    ------
    DocumentError
        When a document is wrong.

    Examples
    --------
    >>> len(endpoints()), endpoints()["Ab_kosten_1993"].measure.least
    (62, 3)
    """
    found: dict[int, Endpoint] = {}
    for document in (files("gjenklang.core.dropout.endpoints") / "documents").iterdir():
        if document.name.endswith(".toml"):
            content = tomllib.loads(document.read_text(encoding="utf-8"))
            place = content.pop("place", None)
            one = parse_endpoint(content, document.name)
            if document.name != f"{one.column}.toml" or not isinstance(place, int) or place in found:
                raise DocumentError(
                    f"{document.name}: must be named after its column and have a place of its own"
                )
            found[place] = one
    return MappingProxyType({one.column: one for _, one in sorted(found.items())})


def parse_endpoint(content: Mapping[str, object], where: str) -> Endpoint:
    """Read one definition strictly.

    Raises
    ------
    DocumentError
        A key that is missing, unknown or of the wrong type; a time or event without a scan.

    Examples
    --------
    >>> parse_endpoint({"column": "x"}, "x.toml")
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: x.toml: family is missing
    """
    table = Table(content, where, {})
    column = table.text("column")
    family, kind = table.choice("family", Family), table.choice("kind", Kind)
    summary, cite, doi = table.text("summary"), table.text("cite"), table.text("doi", "")
    seen_until, shortest = table.whole("seen_until", 0), table.whole("shortest", 0)
    steps = tuple(_step(one) for one in table.tables("steps"))
    measure = _measure(table.table("measure"))
    if (kind in {Kind.TIME, Kind.EVENT}) and measure.what is not What.SCAN:
        raise table.fail("times and events need a scan")
    table.end()
    return Endpoint(column, family, kind, summary, cite, doi, steps, measure, seen_until, shortest)


def _letters(table: Table, key: str, default: str | None = None) -> str:
    letters = table.text(key, default)
    if set(letters) - set(LETTERS):
        raise table.fail(f"{key} must be among {LETTERS}, not {letters!r}")
    return letters


def _step(table: Table) -> Step:
    step = Step(
        table.choice("do", Reads).value,
        _letters(table, "letters", ""),
        _letters(table, "to", ""),
        table.whole("first", 1),
        table.whole("last", 0),
        table.wholes("weeks"),
    )
    needed = {
        "recode": step.letters and step.to,
        "drop": step.letters,
        "end": step.last > 0,
        "pick": step.weeks,
    }
    if not needed.get(step.do, True) or step.first < 1 or step.last < 0:
        raise table.fail(f"{step.do} lacks something")
    table.end()
    return step


def _weights(table: Table, key: str) -> dict[str, float]:
    if not table.has(key):
        return {}
    inner = table.table(key)
    found = {one: float(inner.units(one)) for one in LETTERS if inner.has(one)}
    inner.end()
    return found


def _number(table: Table, key: str) -> float:
    return float(table.maybe_units(key) or 0)


def _measure(table: Table) -> Measure:
    at_least = table.maybe_units("at_least")
    measure = Measure(
        what=table.choice("what", What),
        weights=_weights(table, "weights"),
        flat=_weights(table, "flat"),
        ramp=_ramp(table),
        share=table.flag("share", default=False),
        turned=table.flag("turned", default=False),
        empty=_number(table, "empty"),
        at_least=None if at_least is None else float(at_least),
        letter=_letters(table, "letter", "-"),
        width=table.whole("width", 1),
        least=table.whole("least", 1),
        offset=table.whole("offset", 0),
        windows=tuple(_window(one) for one in table.tables("windows")),
        best=_number(table, "best"),
    )
    if not 1 <= measure.least <= measure.width:
        raise table.fail("least must be from 1 to width")
    table.end()
    return measure


def _ramp(table: Table) -> tuple[int, int, int]:
    """Return what the first and the last week weigh, and for how many weeks a step lasts (0: a straight line)."""
    if not table.has("ramp"):
        return 1, 1, 0
    inner = table.table("ramp")
    ramp = inner.whole("first"), inner.whole("last"), inner.whole("weeks_each", 0)
    inner.end()
    return ramp


def _window(table: Table) -> Window:
    window = Window(
        table.whole("first"),
        table.whole("last"),
        _letters(table, "letters"),
        table.whole("least", 0),
        table.maybe_whole("most"),
    )
    if 0 in (window.first, window.last) or window.first > window.last or window.first * window.last < 0:
        raise table.fail("first and last must both count from the start, or both from the end")
    table.end()
    return window
