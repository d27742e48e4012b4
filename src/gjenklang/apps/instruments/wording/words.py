"""The words of a form, apart from its structure."""

from dataclasses import dataclass

from gjenklang.core.instruments import Item

__all__ = ["LineWords", "Wording", "answers_of"]


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words of one line: what it asks, and what its two ends mean.

    A question with answers to choose from has ``choices``: the steps of each answer and its words, in their order.
    """

    code: str
    title: str
    help: str
    low: str
    high: str
    choices: tuple[tuple[int, str], ...] = ()

    def says(self, steps: int | None) -> str:
        """The words of a chosen answer; empty for a line, or without an answer."""
        return next((words for worth, words in self.choices if worth == steps), "")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one form in one language, with holder, licence and whether anyone has validated them.

    ``easy`` words are easy to read; with ``pictures`` each line has one, and its answers have faces.
    A ``draft`` is to be reviewed by someone who speaks the language.
    """

    instrument: str
    version: str
    language: str
    holder: str
    licence: str
    validated: bool
    name: str
    title: str
    lead: str
    lines: tuple[LineWords, ...]
    shipped: bool = True
    easy: bool = False
    pictures: bool = False
    draft: bool = False


def answers_of(item: Item) -> tuple[int, ...]:
    """The answers that may be chosen, in whole steps, lowest first."""
    response = item.response
    return tuple(sorted(response.values)) or tuple(range(response.minimum, response.maximum + 1))
