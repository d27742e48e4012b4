"""A wording pack of our own kind: one TOML document for each form."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gjenklang.apps.instruments.wording.words import LineWords, Wording, answers_of
from gjenklang.core.instruments import Item, ResponseKind
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["read_pack"]


def read_pack(text: str, *, shipped: bool = True) -> tuple[Wording, ...]:
    """Read one pack document.

    Parameters
    ----------
    text
        TOML with ``instrument``, ``version``, ``holder``, ``licence``, ``validated`` and a table for each language;
        ``easy`` may hold the same in words that are easy to read, and ``pictures`` says that lines have pictures.
    shipped
        Whether the pack comes with the house; the words of others ask for a licence before they stand on a screen.

    Returns
    -------
    tuple of Wording
        One for each language, and for each in easy words.

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
    usual, easy = pack["language"], pack.get("easy", {})
    for language, words in (*usual.items(), *easy.items()):
        if list(words["line"]) != codes:
            raise ValueError(f"{pack['instrument']}, {language}: the lines must be {', '.join(codes)}.")
    found = [_wording(pack, language, words, shipped=shipped) for language, words in usual.items()]
    for language, words in easy.items():
        made = _wording(pack, language, words, shipped=shipped)
        found.append(replace(made, easy=True, pictures=True, version=f"{made.version}-easy"))
    return tuple(found)


def _wording(pack: Mapping[str, Any], language: str, words: Mapping[str, Any], *, shipped: bool) -> Wording:
    items = in_catalogue(pack["instrument"]).items
    lines = tuple(_line(item, words, words["line"][item.code]) for item in items)
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
        pictures=pack.get("pictures", False),
        draft=words.get("draft", False),
    )


def _line(item: Item, words: Mapping[str, Any], line: Mapping[str, Any]) -> LineWords:
    """One line with its two ends, or one question with its answers; its own words, or those of the form."""
    if item.response.kind is not ResponseKind.CHOICE:
        low, high = line.get("ends") or words["ends"]
        return LineWords(item.code, line["title"], line.get("help", ""), low, high)
    said = line.get("choices") or words["choices"]
    worth = answers_of(item)
    if len(said) != len(worth):
        raise ValueError(f"{item.code} has {len(worth)} answers, and {len(said)} have words.")
    choices = tuple(zip(worth, said, strict=True))
    return LineWords(item.code, line["title"], line.get("help", ""), said[0], said[-1], choices)
