"""Read wording packs: the words of a form, apart from its structure, one document for each form."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

__all__ = ["LineWords", "Wording", "every_wording", "read_pack"]


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
    title: str
    lead: str
    lines: tuple[LineWords, ...]


def read_pack(text: str) -> tuple[Wording, ...]:
    """Read one pack document.

    Parameters
    ----------
    text
        TOML with ``instrument``, ``version``, ``holder``, ``licence``, ``validated`` and a table for each language.

    Returns
    -------
    tuple of Wording
        One for each language.

    Raises
    ------
    KeyError
        When a part is missing.
    """
    pack = tomllib.loads(text)
    return tuple(_wording(pack, language, words) for language, words in pack["language"].items())


def _wording(pack: Mapping[str, Any], language: str, words: Mapping[str, Any]) -> Wording:
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
        title=words["title"],
        lead=words["lead"],
        lines=lines,
    )


@cache
def every_wording() -> Mapping[tuple[str, str], Wording]:
    """All packs that ship with the house, by instrument and language."""
    folder = files("gjenklang.apps.instruments") / "packs"
    found = [
        wording
        for document in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if document.name.endswith(".toml")
        for wording in read_pack(document.read_text("utf-8"))
    ]
    return MappingProxyType({(wording.instrument, wording.language): wording for wording in found})
