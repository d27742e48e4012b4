"""What became of everyone: a flow shaped as CONSORT asks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["ArmFlow", "Flow", "Way", "flow_of"]


@dataclass(frozen=True, slots=True)
class Way:
    """One person's way; an empty text means that nothing stopped them there.

    ``excluded`` is why someone was not randomised, and goes with an empty arm.
    """

    arm: str
    excluded: str = ""
    not_received: str = ""
    lost: str = ""
    not_analysed: str = ""


@dataclass(frozen=True, slots=True)
class ArmFlow:
    """One arm; reasons with their counts."""

    allocated: int
    received: int
    not_received: Mapping[str, int]
    followed: int
    lost: Mapping[str, int]
    analysed: int
    not_analysed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Flow:
    """Everyone who was assessed."""

    assessed: int
    excluded: Mapping[str, int]
    randomised: int
    arms: Mapping[str, ArmFlow]


def flow_of(ways: Iterable[Way]) -> Flow:
    """Count the flow; everyone is analysed in the arm they were allocated to unless a reason says not.

    Receiving help, being followed up and being analysed are counted each on its own: someone who did not receive
    it may well be followed and analysed.

    Parameters
    ----------
    ways : iterable of Way
        One for each person assessed.

    Returns
    -------
    Flow
        Counts of people.

    Raises
    ------
    ValueError
        When someone is both excluded and in an arm, or neither.

    References
    ----------
    Schulz, Altman & Moher 2010 (CONSORT), doi:10.1136/bmj.c332

    Examples
    --------
    >>> found = flow_of([Way("fb"), Way("tau", lost="moved"), Way("", excluded="declined")])
    >>> found.assessed, found.randomised, dict(found.excluded), dict(found.arms["tau"].lost)
    (3, 2, {'declined': 1}, {'moved': 1})
    """
    every = list(ways)
    for place, way in enumerate(every):
        if bool(way.arm) == bool(way.excluded):
            raise ValueError(f"person {place + 1} must have either an arm or a reason for exclusion.")
    arms = {
        arm: [way for way in every if way.arm == arm] for arm in sorted({way.arm for way in every} - {""})
    }
    excluded = Counter(way.excluded for way in every if way.excluded)
    return Flow(
        len(every),
        dict(excluded),
        sum(map(len, arms.values())),
        {arm: _arm(way) for arm, way in arms.items()},
    )


def _arm(ways: list[Way]) -> ArmFlow:
    n = len(ways)
    stops = [
        dict(Counter(reason for reason in reasons if reason))
        for reasons in (
            [way.not_received for way in ways],
            [way.lost for way in ways],
            [way.not_analysed for way in ways],
        )
    ]
    kept = [n - sum(stop.values()) for stop in stops]
    return ArmFlow(n, kept[0], stops[0], kept[1], stops[1], kept[2], stops[2])
