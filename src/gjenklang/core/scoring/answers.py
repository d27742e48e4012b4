"""Which answers a form can have."""

from collections.abc import Mapping

from gjenklang.core.instruments import Instrument, Response

__all__ = ["AnswerOutOfRange", "UnknownItem", "check_answers"]


class UnknownItem(ValueError):  # noqa: N818 — the house names what went wrong
    """An answer to an item that the form does not have."""

    def __init__(self, item: str, instrument: str) -> None:
        self.item = item
        self.instrument = instrument
        super().__init__(f"{instrument} has no item {item!r}.")


class AnswerOutOfRange(ValueError):  # noqa: N818 — the house names what went wrong
    """An answer that the item does not accept.

    Attributes
    ----------
    item : str
    value : int, or float from a table
    minimum, maximum : int
        In steps.
    values : tuple of int
        The steps accepted, when they are not every one between minimum and maximum.
    """

    def __init__(self, item: str, value: float, response: Response) -> None:
        self.item = item
        self.value = value
        self.minimum = response.minimum
        self.maximum = response.maximum
        self.values = response.values
        accepted = ", ".join(map(str, response.values)) or f"{response.minimum} to {response.maximum}"
        super().__init__(f"{item} is {value!r}; it must be a whole number, {accepted}.")


def check_answers(instrument: Instrument, answers: Mapping[str, int | None]) -> None:
    """Refuse answers the form cannot have. A missing answer (None, or no key) is always possible.

    Parameters
    ----------
    instrument : Instrument
    answers : Mapping of str to int or None
        Whole steps by item code.

    Raises
    ------
    UnknownItem
        A code that the form has not.
    AnswerOutOfRange
        An answer that is no whole number, or not one that the item accepts.

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> check_answers(instrument("ors"), {"line1": 101})
    Traceback (most recent call last):
    gjenklang.core.scoring.answers.AnswerOutOfRange: line1 is 101; it must be a whole number, 0 to 100.
    """
    items = {item.code: item for item in instrument.items}
    for code, value in answers.items():
        if code not in items:
            raise UnknownItem(code, instrument.code)
        if value is None:
            continue
        response = items[code].response
        if isinstance(value, bool) or not isinstance(value, int) or not response.accepts(value):
            raise AnswerOutOfRange(code, value, response)
