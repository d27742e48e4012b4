"""The parts of a document that name items: those that are talked about the same day, and those of a code system."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gjenklang.core.instruments.definition import Codings, Item, SafetyItems
from gjenklang.core.instruments.reading import Table

__all__ = ["codings", "safety_items"]


def safety_items(table: Table, items: Mapping[str, Item]) -> SafetyItems:
    """Read ``[safety]``: which items, and from which answer.

    Raises
    ------
    DocumentError
        An item that the form has not, or an answer that the item does not accept.

    Examples
    --------
    >>> safety_items(Table({"items": ["item9"], "from": 1, "source": "s"}, "here", {"s": None}), {})
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: here: there is no item item9
    """
    found = SafetyItems(table.texts("items"), table.whole("from"), table.source())
    table.end()
    _known(table, found.items, items)
    if not found.items or not all(items[code].response.accepts(found.least) for code in found.items):
        raise table.fail(f"{found.least} is no answer to {', '.join(found.items) or 'any item'}")
    return found


def codings(table: Table, items: Mapping[str, Item]) -> Codings:
    """Read ``[codings]``: a code for the form, for each item in order, and for each answer.

    Raises
    ------
    DocumentError
        Not one code for each item, or an answer that no item accepts.

    Examples
    --------
    >>> named = {"system": "http://loinc.org", "form": "1-8", "items": ["2-6"], "source": "s"}
    >>> codings(Table(named, "here", {"s": None}), {})
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: here: 0 items, and 1 codes
    """
    system, form, total = table.text("system"), table.text("form"), table.text("total", "")
    codes, source = table.texts("items"), table.source()
    answers = [_answers(one) for one in table.tables("answers")]
    table.end()
    if len(codes) != len(items):
        raise table.fail(f"{len(items)} items, and {len(codes)} codes")
    points: dict[str, int] = {}
    for named, worth in answers:
        points |= dict(zip(named, worth, strict=True))
    strange = [code for code, worth in points.items() if not _accepted(items.values(), worth)]
    if strange:
        raise table.fail(f"no item accepts {', '.join(strange)}")
    by_code = MappingProxyType(dict(zip(codes, items, strict=True)))
    return Codings(system, form, by_code, total, MappingProxyType(points), source)


def _answers(table: Table) -> tuple[tuple[str, ...], tuple[int, ...]]:
    named, worth = table.texts("codes"), table.wholes("points")
    table.end()
    if len(named) != len(worth):
        raise table.fail(f"{len(named)} answers, and {len(worth)} points")
    return named, worth


def _accepted(items: Iterable[Item], points: int) -> bool:
    return any(item.response.accepts(points) for item in items)


def _known(table: Table, codes: Iterable[str], items: Mapping[str, Item]) -> None:
    unknown = [code for code in codes if code not in items]
    if unknown:
        raise table.fail(f"there is no item {', '.join(unknown)}")
