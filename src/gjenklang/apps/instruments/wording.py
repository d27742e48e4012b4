"""Read wording packs: the words of a form, apart from its structure, one document for each form."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gjenklang.core.instruments import UnknownInstrument
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["LineWords", "Wording", "broken_packs", "every_wording", "read_pack"]

UNREADABLE = (KeyError, ValueError, AttributeError, TypeError, UnknownInstrument, OSError)


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words of one line: what it asks, and what its two ends mean."""

    code: str
    title: str
    help: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one form in one language, with holder, licence and whether anyone has validated them."""

    instrument: str
    version: str
    language: str
    holder: str
    licence: str
    validated: bool
    name: str
    title: str
    lead: str
    lines: tuple[LineWords, ...]
    shipped: bool = True


def read_pack(text: str, *, shipped: bool = True) -> tuple[Wording, ...]:
    """Read one pack document.

    Parameters
    ----------
    text
        TOML with ``instrument``, ``version``, ``holder``, ``licence``, ``validated`` and a table for each language.
    shipped
        Whether the pack comes with the house; the words of others ask for a licence before they stand on a screen.

    Returns
    -------
    tuple of Wording
        One for each language.

    Raises
    ------
    KeyError
        When a part is missing.
    ValueError
        When it is no TOML, or its lines are not those of the instrument.
    gjenklang.core.instruments.UnknownInstrument
        When the catalogue does not hold the instrument.
    """
    pack = tomllib.loads(text)
    codes = [item.code for item in in_catalogue(pack["instrument"]).items]
    for language, words in pack["language"].items():
        if list(words["line"]) != codes:
            raise ValueError(f"{pack['instrument']}, {language}: the lines must be {', '.join(codes)}.")
    return tuple(
        _wording(pack, language, words, shipped=shipped) for language, words in pack["language"].items()
    )


def _wording(pack: Mapping[str, Any], language: str, words: Mapping[str, Any], *, shipped: bool) -> Wording:
    low, high = words["ends"]
    lines = tuple(
        LineWords(code, line["title"], line.get("help", ""), *(line.get("ends") or (low, high)))
        for code, line in words["line"].items()
    )
    return Wording(
        instrument=pack["instrument"],
        version=pack["version"],
        language=language,
        holder=pack["holder"],
        licence=pack["licence"],
        validated=pack["validated"],
        name=words.get("name", in_catalogue(pack["instrument"]).name),
        title=words["title"],
        lead=words["lead"],
        lines=lines,
        shipped=shipped,
    )


@cache
def every_wording(folder: str = "") -> Mapping[tuple[str, str], Wording]:
    """All packs by instrument and language: those that ship with the house, and those in a service's own folder.

    Parameters
    ----------
    folder
        Where the service keeps the packs it has a licence for; empty for none. A pack that cannot be read is
        passed over here, and named by :func:`broken_packs`.
    """
    shipped = files("gjenklang.apps.instruments") / "packs"
    found = [
        wording for document in _documents(shipped) for wording in read_pack(document.read_text("utf-8"))
    ]
    held = {(wording.instrument, wording.language): wording for wording in found}
    for document in _documents(Path(folder)) if folder else ():
        with suppress(*UNREADABLE):
            words = read_pack(document.read_text("utf-8"), shipped=False)
            held = {(wording.instrument, wording.language): wording for wording in words} | held
    return MappingProxyType(held)


def broken_packs(folder: str) -> dict[str, str]:
    """Name each pack of a service's own folder that cannot be read, and say why; for ``gjenklang doctor``."""
    if folder and not Path(folder).is_dir():
        return {folder: "is not a folder"}
    found = {}
    for document in _documents(Path(folder)) if folder else ():
        try:
            read_pack(document.read_text("utf-8"))
        except UNREADABLE as wrong:
            found[document.name] = f"{type(wrong).__name__}: {wrong}"
    return found


def _documents(folder: Traversable) -> list[Traversable]:
    named = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")] if folder.is_dir() else []
    return sorted(named, key=lambda entry: entry.name)
