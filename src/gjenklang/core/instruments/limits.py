"""Which limit holds: for one instrument, age, rater and rule set."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from gjenklang.core.instruments.definition import (
    AllianceLimit,
    CutOff,
    Instrument,
    LimitKind,
    RaterKind,
    Reliability,
    ReliableChange,
)

__all__ = ["alliance_limit", "cut_off", "own_side", "reliabilities", "reliable_change"]


class _Limit(Protocol):
    @property
    def rule_set(self) -> str: ...
    @property
    def ages(self) -> tuple[int, int | None]: ...
    @property
    def rater(self) -> RaterKind: ...
    @property
    def value(self) -> int: ...


_L = TypeVar("_L", bound=_Limit)
_OLDEST = 120


def _within(ages: tuple[int, int | None], age: int) -> bool:
    youngest, oldest = ages
    return youngest <= age and (oldest is None or age <= oldest)


def _at(candidates: Sequence[_L], age: int) -> _L | None:
    return next((limit for limit in candidates if _within(limit.ages, age)), None)


def _the_one(
    limits: Iterable[_L], instrument: Instrument, *, age: int | None, rater: RaterKind, rule_set: str
) -> _L | None:
    candidates = [limit for limit in limits if limit.rule_set == rule_set and limit.rater == rater]
    if age is not None:
        return _at(candidates, age)
    youngest, oldest = instrument.ages
    held = [_at(candidates, year) for year in range(youngest, (oldest or _OLDEST) + 1)]
    return held[0] if len({limit and limit.value for limit in held}) == 1 else None


def cut_off(
    instrument: Instrument, *, age: int | None, rater: RaterKind, rule_set: str, scale: str = "total"
) -> CutOff | None:
    """Return the cut-off that holds, or None when this form has none there.

    Parameters
    ----------
    instrument : Instrument
    age : int or None
        Years. An unknown age gets a limit only when every age group has the same one.
    rater : RaterKind
    rule_set : str
        A name in ``instrument.rule_sets``.
    scale : str

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> ors = instrument("ors")
    >>> cut_off(ors, age=40, rater=RaterKind.SELF, rule_set="miller").units
    Decimal('25.0')
    >>> cut_off(ors, age=None, rater=RaterKind.SELF, rule_set="miller") is None
    True
    """
    limits = [limit for limit in instrument.cut_offs if limit.scale == scale]
    return _the_one(limits, instrument, age=age, rater=rater, rule_set=rule_set)


def reliable_change(
    instrument: Instrument, *, age: int | None, rater: RaterKind, rule_set: str, scale: str = "total"
) -> ReliableChange | None:
    """Return the reliable change that holds, or None; parameters as for :func:`cut_off`.

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> reliable_change(instrument("ors"), age=None, rater=RaterKind.SELF, rule_set="duncan").value
    60
    """
    limits = [limit for limit in instrument.reliable_changes if limit.scale == scale]
    return _the_one(limits, instrument, age=age, rater=rater, rule_set=rule_set)


def alliance_limit(
    instrument: Instrument,
    *,
    age: int | None,
    rater: RaterKind,
    rule_set: str,
    kind: LimitKind = LimitKind.TOTAL,
) -> AllianceLimit | None:
    """Return the alliance limit of this kind that holds, or None; other parameters as for :func:`cut_off`.

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> alliance_limit(instrument("srs"), age=40, rater=RaterKind.SELF, rule_set="miller").units
    Decimal('36.0')
    """
    limits = [limit for limit in instrument.alliance_limits if limit.kind == kind]
    return _the_one(limits, instrument, age=age, rater=rater, rule_set=rule_set)


def reliabilities(
    instrument: Instrument, *, rater: RaterKind, rule_set: str, scale: str = "total"
) -> tuple[Reliability, ...]:
    """Return what a rule set says about how steady a score is, each with its source; empty when it says nothing.

    Parameters
    ----------
    instrument : Instrument
    rater : RaterKind
    rule_set : str
        A name in ``instrument.rule_sets``.
    scale : str

    Examples
    --------
    >>> from gjenklang.core.instruments import RaterKind, instrument
    >>> found = reliabilities(instrument("ors"), rater=RaterKind.SELF, rule_set="miller")
    >>> [(one.kind.value, str(one.value)) for one in found]
    [('retest', '0.66'), ('retest', '0.58'), ('retest', '0.49')]
    """
    places = ((one, (one.rule_set, one.rater, one.scale)) for one in instrument.reliabilities)
    return tuple(one for one, place in places if place == (rule_set, rater, scale))


def own_side(instrument: Instrument) -> RaterKind:
    """Return the side from which the one who is helped answers: as a member, where the form is made for a group.

    Parameters
    ----------
    instrument : Instrument

    Returns
    -------
    RaterKind

    Examples
    --------
    >>> from gjenklang.core.instruments import instrument
    >>> own_side(instrument("gsrs")).value, own_side(instrument("srs")).value
    ('member', 'self')
    """
    member = RaterKind.MEMBER in instrument.raters and RaterKind.SELF not in instrument.raters
    return RaterKind.MEMBER if member else RaterKind.SELF
