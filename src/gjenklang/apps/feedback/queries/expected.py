"""The expected course that a course is held against."""

from collections.abc import Sequence
from dataclasses import dataclass

from gjenklang.core.trajectories import ExpectedMark

__all__ = ["Expected"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What was expected at each rating of the one whose line is read, and the version of the model that says so.

    No organisation has a model of its own yet: whoever makes one hands it to ``signals_of``, and until then the rules
    that ask for it never speak.
    """

    marks: Sequence[ExpectedMark | None]
    version: str
