"""All instruments, read from their documents once and checked."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from gjenklang.core.instruments.definition import Instrument
from gjenklang.core.instruments.parsing import parse
from gjenklang.core.instruments.reading import read_documents

__all__ = ["UnknownInstrument", "catalogue", "instrument"]


class UnknownInstrument(LookupError):  # noqa: N818 — the house names what went wrong, as in Django's DoesNotExist
    """There is no instrument with this code.

    Attributes
    ----------
    code : str
    near : tuple of str
        Codes that look alike, nearest first.
    """

    def __init__(self, code: str, near: tuple[str, ...]) -> None:
        self.code = code
        self.near = near
        hint = f"did you mean {' or '.join(near)}?" if near else "see 'gjenklang instruments' for the list."
        super().__init__(f"There is no instrument {code!r}; {hint}")


@cache
def catalogue() -> Mapping[str, Instrument]:
    """Return every instrument by its code, sorted by code.

    Raises
    ------
    DocumentError
        When a document is wrong, or two have the same code, or the file is not named after the code.

    Examples
    --------
    >>> catalogue()["phq9"].name
    'PHQ-9'
    """
    return read_documents("gjenklang.core.instruments", parse)


def instrument(code: str) -> Instrument:
    """Return the instrument with this code.

    Raises
    ------
    UnknownInstrument
        With the codes that look alike.

    Examples
    --------
    >>> instrument("phq-9")
    Traceback (most recent call last):
    gjenklang.core.instruments.catalogue.UnknownInstrument: There is no instrument 'phq-9'; did you mean phq9 or phq8?
    """
    known = catalogue()
    if code in known:
        return known[code]
    raise UnknownInstrument(code, tuple(get_close_matches(code.lower(), known, n=3)))
