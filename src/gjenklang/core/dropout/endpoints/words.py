"""Words of weekly urine screens, and the ways of reading them before anything is counted.

One letter is one week: ``+`` positive, ``-`` clean, ``*`` mixed, ``o`` missing, ``_`` none due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

__all__ = ["LETTERS", "Step", "last_seen", "longest_run", "read_word"]

LETTERS = "+-*o_"
#: What stands between two seen neighbours, in the order of their places in the alphabet; a tie goes towards use.
_BETWEEN = {"--": "-", "++": "+", "**": "*", "+-": "*", "*-": "*", "*+": "+"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of reading; ``do`` names it, and what it does not need is empty.

    - recode: each of ``letters`` becomes ``to``
    - drop: ``letters`` are taken out, and later weeks move up
    - weeks: only week ``first`` to ``last`` (0: the end)
    - end: only the last ``last`` weeks
    - pick: only ``weeks``
    - fill-up: to ``last`` weeks with ``to``
    - seen: up to the last week that is not missing
    - visits: cut at ``last`` weeks (filled up with ``o``); a week that is not among ``weeks`` takes the letter before
    - neighbours: a missing week between two seen ones takes the mean of the two, a tie goes towards use
    - mode: a missing week takes the more frequent of clean and positive (mixed counts as positive, and so does a tie)
    """

    do: str
    letters: str = ""
    to: str = ""
    first: int = 1
    last: int = 0
    weeks: tuple[int, ...] = ()


def last_seen(word: str) -> int:
    """Return the place of the last week that is not missing, from 1; 0 when all are.

    Examples
    --------
    >>> last_seen("-o+oo"), last_seen("oo")
    (3, 0)
    """
    return len(word.rstrip("o"))


def longest_run(word: str, letter: str) -> int:
    """Return the length of the longest run of a letter, in weeks.

    Examples
    --------
    >>> longest_run("--o---", "-")
    3
    """
    return max((len(list(run)) for one, run in groupby(word) if one == letter), default=0)


def _neighbours(word: str) -> str:
    filled = list(word)
    for place in range(1, len(word) - 1):
        around = "".join(sorted(word[place - 1] + word[place + 1], key="*+-o_".index))
        if word[place] == "o" and around in _BETWEEN:
            filled[place] = _BETWEEN[around]
    return "".join(filled)


def _mode(word: str) -> str:
    used = word.count("+") + word.count("*")
    return word.replace("o", "-" if word.count("-") > used else "+")


def _visits(word: str, step: Step) -> str:
    seen = list(word[: step.last].ljust(step.last, "o"))
    for week in range(2, step.last + 1):
        if week not in step.weeks:
            seen[week - 1] = seen[week - 2]
    return "".join(seen)


def _picked(word: str, step: Step) -> str:
    return "".join(word[week - 1] for week in step.weeks if week <= len(word))


_WAYS: Mapping[str, Callable[[str, Step], str]] = {
    "recode": lambda word, step: word.translate({ord(one): step.to for one in step.letters}),
    "drop": lambda word, step: word.translate(str.maketrans("", "", step.letters)),
    "weeks": lambda word, step: word[step.first - 1 : step.last or None],
    "end": lambda word, step: word[-step.last :],
    "pick": _picked,
    "fill-up": lambda word, step: word.ljust(step.last, step.to),
    "seen": lambda word, _: word[: last_seen(word)],
    "visits": _visits,
    "neighbours": lambda word, _: _neighbours(word),
    "mode": lambda word, _: _mode(word),
}


def read_word(word: str, steps: tuple[Step, ...]) -> str:
    """Return a word as it is read after every step.

    Raises
    ------
    KeyError
        A step that is not known.
    ValueError
        Beside a missing week, in the step *neighbours*: a letter that is none of the five.

    Examples
    --------
    >>> read_word("-o*+", (Step("drop", "o"), Step("recode", "*", "+")))
    '-++'
    """
    for step in steps:
        word = _WAYS[step.do](word, step)
    return word
