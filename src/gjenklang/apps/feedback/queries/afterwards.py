"""Whether what a rule pointed to was so afterwards, by one named rule for each kind; asks no database.

``docs/practice/ta-opp.md`` says the same in words. Whoever is measured no more, or too soon, is not known: that is
counted and shown, never left out. What a rule pointed to may also have changed because it was taken up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gjenklang.apps.care.models import Ending
from gjenklang.apps.feedback.models import Figures, Kind

__all__ = ["LATER", "NAMES", "After", "Truth", "afterwards"]

#: So many later measures must there be in a course that goes on, before the last of them says anything.
LATER = 3


class Truth(StrEnum):
    """What can be said afterwards; and if nothing, why."""

    YES = "yes"
    NO = "no"
    SOON = "soon"
    UNMEASURED = "unmeasured"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class After:
    """What came after a signal: the later totals of the same one on the same form, and how the course stands.

    ``lines`` are the later forms line by line, where they are known; ``held`` is how many sessions were held later.
    """

    later: Sequence[int] = ()
    lines: Sequence[Sequence[int]] = ()
    held: int = 0
    ended: bool = False
    ending: str = ""


#: The name of the rule by which each kind is judged; a kind without one says nothing of what comes.
NAMES = {
    Kind.WORSE_TWICE: "still-worse",
    Kind.WORSE: "still-worse",
    Kind.FAR_BELOW: "no-gain-later",
    Kind.NO_GAIN: "no-gain-later",
    Kind.BELOW: "no-gain-later",
    Kind.STARTED_ABOVE: "no-gain-later",
    Kind.PLATEAU: "stood-still",
    Kind.WAY_ON: "level-held",
    Kind.ALLIANCE_LOW: "low-again",
    Kind.ALLIANCE_LINE: "line-low-again",
    Kind.ALLIANCE_FALL: "not-up-again",
    Kind.MISSED: "left-without-a-plan",
}
#: Those that are judged by the next three forms, each with what one form alone settles; the other way takes all three.
SETTLED = {"low-again": Truth.YES, "line-low-again": Truth.YES, "not-up-again": Truth.NO}
#: The endings that are a drop-out by this rule: the client stopped, or stayed away.
LEFT = (Ending.CLIENT, Ending.STAYED_AWAY)


def afterwards(kind: str, figures: Figures, after: After) -> Truth:
    """Say whether a signal was true afterwards.

    Parameters
    ----------
    kind : str
    figures : Figures
        As the signal was found: its limits are those it is judged by, and exactly at a limit counts.
    after : After

    Examples
    --------
    >>> worse = Figures(totals=(240, 180), limits={"reliable": 60})
    >>> [afterwards("worse", worse, After(later=(190, 185, 180))).value, afterwards("worse", worse, After()).value]
    ['yes', 'soon']
    """
    name = NAMES.get(Kind(kind))
    if name is None:
        return Truth.NEVER
    if name == "left-without-a-plan":
        return _left(after)
    if not after.later:
        return Truth.UNMEASURED if after.ended else Truth.SOON
    found = Truth.YES if _JUDGED[name](figures, after) else Truth.NO
    whole = after.ended or len(after.later) >= LATER
    return found if whole or found is SETTLED.get(name) else Truth.SOON


def _left(after: After) -> Truth:
    """Whether the course ended because the client stopped or stayed away; one who came back so often did not."""
    if after.held >= LATER:
        return Truth.NO
    if not after.ended:
        return Truth.SOON
    if after.ending in ("", Ending.UNKNOWN):
        return Truth.UNMEASURED
    return Truth.YES if after.ending in LEFT else Truth.NO


def _still_worse(figures: Figures, after: After) -> bool:
    return figures.totals[0] - after.later[-1] >= figures.limits["reliable"]


def _no_gain(figures: Figures, after: After) -> bool:
    return after.later[-1] - figures.totals[0] < figures.limits["reliable"]


def _stood_still(figures: Figures, after: After) -> bool:
    """Within a reliable change of the run that stood still, from its highest down and from its lowest up."""
    lowest, highest = figures.totals
    last = after.later[-1]
    return last - lowest < figures.limits["reliable"] and highest - last < figures.limits["reliable"]


def _level_held(figures: Figures, after: After) -> bool:
    return after.later[-1] >= figures.limits["cut_off"]


def _low_again(figures: Figures, after: After) -> bool:
    return any(total < figures.limits["alliance"] for total in after.later[:LATER])


def _line_low_again(figures: Figures, after: After) -> bool:
    return any(min(lines) < figures.limits["alliance"] for lines in after.lines[:LATER] if lines)


def _not_up_again(figures: Figures, after: After) -> bool:
    return all(total < figures.totals[0] for total in after.later[:LATER])


_JUDGED: dict[str, Callable[[Figures, After], bool]] = {
    "still-worse": _still_worse,
    "no-gain-later": _no_gain,
    "stood-still": _stood_still,
    "level-held": _level_held,
    "low-again": _low_again,
    "line-low-again": _line_low_again,
    "not-up-again": _not_up_again,
}
