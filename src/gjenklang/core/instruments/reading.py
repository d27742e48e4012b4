"""Read one table of a document strictly: every key has a type, no key is left over, every number a source."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from types import MappingProxyType
from typing import Protocol, TypeVar

from gjenklang.core.instruments.definition import Mark, Source

__all__ = ["DocumentError", "Table", "near", "read_documents", "read_sources"]

_E = TypeVar("_E", bound=StrEnum)
_T = TypeVar("_T")

_WORDS: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
}


class DocumentError(ValueError):
    """An instrument document breaks the rules; the sentence says where and how."""


class Table:
    """One table of a document, with the sources of the whole document at hand."""

    def __init__(self, content: Mapping[str, object], where: str, sources: Mapping[str, Source]) -> None:
        self._content = dict(content)
        self.where = where
        self._sources = sources

    def fail(self, sentence: str) -> DocumentError:
        """Return the error for this place."""
        return DocumentError(f"{self.where}: {sentence}")

    def _take(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        value = self._content.pop(key, default)
        if value is None:
            raise self.fail(f"{key} is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(f"{key} must be {_WORDS[kind]}, not {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text."""
        return self._take(key, str, default)

    def whole(self, key: str, default: int | None = None) -> int:
        """Take a whole number."""
        return self._take(key, int, default)

    def maybe_whole(self, key: str) -> int | None:
        """Take a whole number that may be left out."""
        return self._take(key, int) if self.has(key) else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Take true or false."""
        return self._take(key, bool, default)

    def units(self, key: str) -> Decimal:
        """Take an exact decimal, written as a text so that 0.1 stays 0.1."""
        written = self._take(key, str)
        wrong = self.fail(f"{key} must be a decimal number in quotes, not {written!r}")
        try:
            value = Decimal(written)
        except InvalidOperation as error:
            raise wrong from error
        if not value.is_finite():
            raise wrong
        return value

    def maybe_units(self, key: str) -> Decimal | None:
        """Take an exact decimal that may be left out."""
        return self.units(key) if self.has(key) else None

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self._content

    def says(self, key: str, value: str) -> bool:
        """Whether the key is there and is this text."""
        return self._content.get(key) == value

    def choice(self, key: str, choices: type[_E]) -> _E:
        """Take one of the named choices."""
        written = self.text(key)
        try:
            return choices(written)
        except ValueError as error:
            raise self.fail(f"{key} must be one of {', '.join(choices)}, not {written!r}") from error

    def choices(self, key: str, choices: type[_E]) -> tuple[_E, ...]:
        """Take a list of different named choices."""
        written = self.texts(key)
        strange = [one for one in written if one not in set(choices)]
        if strange:
            raise self.fail(f"{key} must be among {', '.join(choices)}, not {', '.join(strange)}")
        return tuple(map(choices, written))

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of different texts (empty when left out)."""
        return self._several(key, str)

    def wholes(self, key: str) -> tuple[int, ...]:
        """Take a list of different whole numbers (empty when left out)."""
        return self._several(key, int)

    def _several(self, key: str, kind: type[_T]) -> tuple[_T, ...]:
        values: list[object] = self._take(key, list, [])
        if not all(isinstance(value, kind) and not isinstance(value, bool) for value in values):
            raise self.fail(f"each of {key} must be {_WORDS[kind]}")
        if len(set(values)) != len(values):
            raise self.fail(f"{key} names something twice")
        return tuple(value for value in values if isinstance(value, kind))

    def table(self, key: str) -> "Table":
        """Take a table inside this one."""
        return Table(self._take(key, dict), f"{self.where}, {key}", self._sources)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Take a list of tables (empty when left out)."""
        content: list[dict[str, object]] = self._take(key, list, [])
        if not all(isinstance(one, dict) for one in content):
            raise self.fail(f"each of {key} must be {_WORDS[dict]}")
        return tuple(
            Table(one, f"{self.where}, {key} {place}", self._sources)
            for place, one in enumerate(content, start=1)
        )

    def source(self) -> Source:
        """Take the source that this table names."""
        name = self.text("source")
        if name not in self._sources:
            raise self.fail(f"source {name!r} is not among the document's sources")
        return self._sources[name]

    def end(self) -> None:
        """Refuse keys that nobody asked for."""
        if self._content:
            raise self.fail(f"unknown {', '.join(sorted(self._content))}")


def read_sources(content: Mapping[str, object], where: str) -> dict[str, Source]:
    """Read the ``[sources.NAME]`` tables of a document; ``where`` names the document in what is refused.

    Raises
    ------
    DocumentError
        Something that is no table, a text that is missing, or a word that is unknown.

    Examples
    --------
    >>> read_sources({"own": {"text": "our own", "mark": "own"}}, "a document")["own"].text
    'our own'
    """
    sources: dict[str, Source] = {}
    for name, one in content.items():
        if not isinstance(one, dict):
            raise DocumentError(f"{where}, sources: {name} must be a table")
        table = Table(one, f"{where}, sources {name}", {})
        sources[name] = Source(table.text("text"), table.text("url", ""), table.choice("mark", Mark))
        table.end()
    return sources


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


_C = TypeVar("_C", bound=_Coded)


def read_documents(package: str, parse: Callable[[Mapping[str, object], str], _C]) -> Mapping[str, _C]:
    """Read every TOML document in the folder ``documents`` of a package, by its code, sorted.

    Raises
    ------
    DocumentError
        When one is wrong, or is not named after its code.

    Examples
    --------
    >>> from gjenklang.core.instruments.parsing import parse
    >>> read_documents("gjenklang.core.instruments", parse)["ors"].name
    'ORS'
    """
    found: dict[str, _C] = {}
    for document in (files(package) / "documents").iterdir():
        if document.name.endswith(".toml"):
            one = parse(tomllib.loads(document.read_text(encoding="utf-8")), document.name)
            if document.name != f"{one.code}.toml":
                raise DocumentError(f"{document.name}: must be named after its code, {one.code}.toml")
            found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


def near(code: str, known: Iterable[str]) -> str:
    """Say what was probably meant by a code that is not known: the nearest, else all that there are.

    Examples
    --------
    >>> near("srs-milller", ["srs-duncan", "srs-miller"]), near("x", ["a", "b"])
    ('did you mean srs-miller?', 'there are a, b.')
    """
    codes = list(known)
    found = get_close_matches(code, codes, n=1)
    return f"did you mean {found[0]}?" if found else f"there are {', '.join(codes)}."
