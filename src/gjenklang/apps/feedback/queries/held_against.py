"""The expected course as the rules of status take it: what was expected at each rating, in steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from gjenklang.apps.feedback.queries.course import Course, Reading
from gjenklang.apps.feedback.queries.expected import Edges, Expected
from gjenklang.core.trajectories import ExpectedMark, Line

__all__ = ["Track", "track_of"]


@dataclass(frozen=True, slots=True)
class Track:
    """What was expected at each rating of the one whose line is read, and the version of the model that says so."""

    marks: Sequence[ExpectedMark | None]
    version: str


def track_of(course: Course, expected: Expected | None) -> Track | None:
    """The lines of the expected course at each of the client's own ratings; nothing without a model in use.

    At the first rating, and where the model does not reach, nothing is expected.
    """
    reading = course.outcome
    if reading is None or expected is None:
        return None
    marks = tuple(_mark(reading, expected.edges.get(one.place)) for one in reading.by(None))
    return Track(marks, expected.version)


def _mark(reading: Reading, edges: Edges | None) -> ExpectedMark | None:
    if edges is None:
        return None
    higher = reading.instrument.better == "higher"
    step = float(reading.instrument.scales[0].step)
    worse = {
        Line.MEDIAN: edges.median,
        Line.BAND_50: edges.low50 if higher else edges.high50,
        Line.BAND_80: edges.low80 if higher else edges.high80,
    }
    return ExpectedMark({line: value / step for line, value in worse.items()})
