"""Every pack at hand: those that ship with the house, and those in a service's own folder."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from gjenklang.apps.instruments.wording.fhir_packs import read_fhir_pack
from gjenklang.apps.instruments.wording.toml_packs import read_pack
from gjenklang.apps.instruments.wording.words import Wording
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["broken_packs", "every_wording"]

UNREADABLE = (
    *(KeyError, ValueError, AttributeError, TypeError, ArithmeticError),
    *(RecursionError, UnknownInstrument, OSError),
)


@cache
def every_wording(folder: str = "") -> Mapping[tuple[str, str], Wording]:
    """All packs by instrument and language (easy words by ``nb-x-easy``): the house's, and those of a service's folder.

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
    held = {_key(wording): wording for wording in found}
    for document in _documents(Path(folder)) if folder else ():
        with suppress(*UNREADABLE):
            words = _read(document)
            held = {_key(wording): wording for wording in words} | held
    return MappingProxyType(held)


def _key(words: Wording) -> tuple[str, str]:
    """The instrument and the language; for easy words as BCP 47 writes a variant of one's own, ``nb-x-easy``."""
    return words.instrument, f"{words.language}-x-easy" if words.easy else words.language


def broken_packs(folder: str) -> dict[str, str]:
    """Name each pack of a service's own folder that cannot be read, and say why; for ``gjenklang doctor``."""
    if folder and not Path(folder).is_dir():
        return {folder: "is not a folder"}
    found = {}
    for document in _documents(Path(folder)) if folder else ():
        try:
            _read(document)
        except UNREADABLE as wrong:
            found[document.name] = f"{type(wrong).__name__}: {wrong}"
    return found


def _read(document: Traversable) -> tuple[Wording, ...]:
    """Read one pack of a service's own folder: TOML, or a FHIR Questionnaire as JSON."""
    text = document.read_text("utf-8")
    return read_fhir_pack(text) if document.name.endswith(".json") else read_pack(text, shipped=False)


def _documents(folder: Traversable) -> list[Traversable]:
    named = (
        [entry for entry in folder.iterdir() if entry.name.endswith((".toml", ".json"))]
        if folder.is_dir()
        else []
    )
    return sorted(named, key=lambda entry: entry.name)
