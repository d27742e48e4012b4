"""The list that an ending opens: what is settled, what is left, and how long it took. Asks no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gjenklang.apps.dropout.models import Done, Item, Leaving, LeavingStep

__all__ = ["CONTACT_WITHIN", "SETTLES", "State", "state_of"]

CONTACT_WITHIN = timedelta(hours=48)
_TALK = frozenset({Done.YES, Done.NOT_RELEVANT})
_FACT = frozenset({Done.YES, Done.NO, Done.NOT_RELEVANT})
#: Which answers settle an item. That naloxone was not given is an answer; that nobody was called is not.
SETTLES: Mapping[str, frozenset[str]] = {
    Item.OVERDOSE: _TALK,
    Item.NALOXONE: _FACT,
    Item.TOLERANCE: _TALK,
    Item.SUBSTITUTION: _FACT,
    Item.WAY_BACK: _TALK,
    Item.TOLD: _TALK,
    Item.CONTACT: _TALK,
}


@dataclass(frozen=True, slots=True)
class State:
    """How a list stands.

    Attributes
    ----------
    latest : mapping of str to LeavingStep
        The newest answer to each item that has one.
    open : tuple of Item
        Those that are not settled.
    deadline : datetime
        Until when contact is to be made.
    completed : datetime or None
        When the last item was settled; None while any is open.
    """

    leaving: Leaving
    latest: Mapping[str, LeavingStep]
    open: tuple[Item, ...]
    deadline: datetime
    completed: datetime | None

    @property
    def hours(self) -> float | None:
        """Hours from leaving until all was settled; 0 when it was before, None while any is open."""
        if self.completed is None:
            return None
        return max((self.completed - self.leaving.left_at).total_seconds() / 3600, 0.0)

    @property
    def in_time(self) -> bool:
        """Whether all was settled within 48 hours."""
        return self.completed is not None and self.completed <= self.deadline

    @property
    def contact(self) -> LeavingStep | None:
        """The newest word on who makes contact."""
        return self.latest.get(Item.CONTACT)


def state_of(leaving: Leaving, steps: Sequence[LeavingStep]) -> State:
    """Read a list from its steps, oldest first; an item is settled since the first answer of a row that settles it."""
    latest = {step.item: step for step in steps}
    since = {item: _settled_since(item, (step for step in steps if step.item == item)) for item in Item}
    left = tuple(item for item, moment in since.items() if moment is None)
    known = [moment for moment in since.values() if moment is not None]
    completed = None if left else max(known)
    return State(leaving, latest, left, leaving.left_at + CONTACT_WITHIN, completed)


def _settled_since(item: str, steps: Iterable[LeavingStep]) -> datetime | None:
    since: datetime | None = None
    for step in steps:
        settles = step.reply in SETTLES[item]
        since = (since or step.at) if settles else None
    return since
