"""One engine that measures every end-point."""

from gjenklang.core.dropout.endpoints.definitions import Endpoint, Kind, Measure, What, Window
from gjenklang.core.dropout.endpoints.words import last_seen, longest_run, read_word

__all__ = ["endpoint_value"]


def endpoint_value(endpoint: Endpoint, word: str) -> bool | float | None:
    """Return the value of one end-point for one person.

    Parameters
    ----------
    endpoint : Endpoint
    word : str
        One letter for each week of treatment: ``+``, ``-``, ``*``, ``o``, ``_``.

    Returns
    -------
    bool, float or None
        Yes or no for a binary one; weeks, counts and shares (0 to 1) as plain numbers; None for a word that is too
        short for it.

    Raises
    ------
    KeyError, ValueError
        As :func:`read_word`.

    References
    ----------
    CTNote (github.com/CTN-0094/CTNote, commit cf421a0), whose rules are those of ``shared/science/ctn_endpoints.md``

    Examples
    --------
    >>> from gjenklang.core.dropout.endpoints.definitions import endpoints
    >>> endpoint_value(endpoints()["Ab_kosten_1993"], "+---o"), endpoint_value(endpoints()["Rd_fudala_2003"], "-+oooo")
    (True, 0.5)
    """
    if len(word) < endpoint.shortest:
        return None
    measure = endpoint.measure
    if last_seen(word) < endpoint.seen_until:
        return False if endpoint.kind is Kind.BINARY else 0.0
    read = read_word(word, endpoint.steps)
    if measure.what is What.SCAN and len(read) < measure.width:
        return None
    value = _value(endpoint, measure, read)
    if measure.at_least is not None:
        return value >= measure.at_least
    return bool(value) if endpoint.kind is Kind.BINARY else float(value)


def _value(endpoint: Endpoint, measure: Measure, word: str) -> float:
    if measure.what is What.SUM:
        return _sum(measure, word)
    if measure.what is What.LONGEST:
        return longest_run(word, measure.letter)
    if measure.what is What.WINDOWS:
        return all(_holds(one, word) for one in measure.windows)
    if measure.what is What.PENALTY:
        return _penalty(measure, word)
    time, event = _scan(measure, word)
    return time if endpoint.kind is Kind.TIME else event


def _sum(measure: Measure, word: str) -> float:
    total = sum(weight * word.count(letter) for letter, weight in measure.weights.items())
    if measure.share:
        if not word:
            return measure.empty
        total /= len(word)
    return 1 - total if measure.turned else total


def _holds(window: Window, word: str) -> bool:
    first, last = window.first, window.last
    seen = word[first - 1 : last] if first > 0 else word[first : last + 1 or None]
    found = sum(letter in window.letters for letter in seen)
    return found >= window.least and (window.most is None or found <= window.most)


def _scan(measure: Measure, word: str) -> tuple[int, bool]:
    """Return when the first full window is full, and whether there is one; else when it could last have been."""
    for start in range(len(word) - measure.width + 1):
        if word[start : start + measure.width].count(measure.letter) >= measure.least:
            return start + 1 + measure.width - measure.least + measure.offset, True
    return len(word) - measure.least + 1 + measure.offset, False


def _ramp(measure: Measure, weeks: int) -> list[float]:
    """Return what each week weighs: in steps of so many weeks, or in a straight line from the first to the last."""
    first, last, each = measure.ramp
    if each:
        return [first + week // each for week in range(weeks)]
    return [first + (last - first) * week / max(weeks - 1, 1) for week in range(weeks)]


def _penalty(measure: Measure, word: str) -> float:
    ramp = _ramp(measure, len(word))
    cost = sum(
        measure.flat.get(letter, 0.0) + measure.weights.get(letter, 0.0) * step
        for letter, step in zip(word, ramp, strict=True)
    )
    dearest, flat = max(measure.weights.values()), max(measure.flat.values(), default=0.0)
    worst = sum(max(dearest * step, flat) for step in ramp)
    return measure.best - measure.best * cost / worst if worst else 0.0
