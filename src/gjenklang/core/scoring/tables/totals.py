"""Add up a column of forms at once, by the same rules as one form."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gjenklang.core.instruments import Instrument, Item, Response
from gjenklang.core.scoring import AnswerOutOfRange, UnknownItem, missing_rule

__all__ = ["RowOutOfRange", "score_table"]

Numbers = NDArray[np.float64]


class RowOutOfRange(AnswerOutOfRange):
    """An answer that the item does not accept, with ``row``, its place from 0."""

    def __init__(self, row: int, item: str, value: float, response: Response) -> None:
        super().__init__(item, int(value) if value.is_integer() else value, response)
        self.row = row


def _accepted(answers: Numbers, response: Response) -> NDArray[np.bool_]:
    if response.values:
        listed: NDArray[np.bool_] = np.isin(answers, response.values)
        return listed
    inside = (answers >= response.minimum) & (answers <= response.maximum)
    whole: NDArray[np.bool_] = inside & (answers == np.floor(answers))
    return whole


def _check(item: Item, answers: Numbers) -> None:
    wrong = np.flatnonzero(~(np.isnan(answers) | _accepted(answers, item.response)))
    if wrong.size:
        row = int(wrong[0])
        raise RowOutOfRange(row, item.code, float(answers[row]), item.response)


def _points(item: Item, answers: Numbers) -> Numbers:
    return item.response.minimum + item.response.maximum - answers if item.reversed else answers


def score_table(
    instrument: Instrument, answers: Mapping[str, Numbers], *, missing: str | None = None
) -> dict[str, Numbers]:
    """Add up many filled-in forms; the same arithmetic as :func:`gjenklang.core.scoring.score`.

    Parameters
    ----------
    instrument : Instrument
    answers : Mapping of str to array, shape (n,)
        Whole steps by item code, NaN when unanswered (sentinels too). An item left out is unanswered.
    missing : str, optional
        The name of one of the form's missing rules; its own one when left out.

    Returns
    -------
    dict of str to array, shape (n,)
        Whole steps by scale code, NaN where the missing rule allows no sum.

    Raises
    ------
    UnknownItem, UnknownRule
        A code or a missing rule that the form has not.
    RowOutOfRange
        For the first answer, item by item, that an item does not accept.

    References
    ----------
    As for :func:`gjenklang.core.scoring.score`.

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> marks = {f"line{place}": np.array([50.0, 34.0]) for place in (1, 2, 3)}
    >>> score_table(instrument("ors"), {**marks, "line4": np.array([50.0, np.nan])})["total"]
    array([200.,  nan])
    """
    items = {item.code: item for item in instrument.items}
    for code, column in answers.items():
        if code not in items:
            raise UnknownItem(code, instrument.code)
        _check(items[code], column)
    rule = missing_rule(instrument, missing)
    rows = len(next(iter(answers.values()), ()))
    unanswered = np.full(rows, np.nan)
    totals: dict[str, Numbers] = {}
    for scale in instrument.scales:
        points = np.stack([_points(items[code], answers.get(code, unanswered)) for code in scale.items])
        n_items, n_answered = len(scale.items), np.sum(~np.isnan(points), axis=0)
        enough = (n_answered > 0) & (n_items - n_answered <= rule.most_missing)
        whole = 2 * scale.multiplier * np.nansum(points, axis=0) * n_items + n_answered
        totals[scale.code] = np.where(enough, whole // np.maximum(2 * n_answered, 1), np.nan)
    return totals
