"""The client's own line: its marks in a picture, and where it stands in words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gjenklang.apps.care.models import Episode, OwnLine
from gjenklang.apps.care.queries import OwnMarked, own_line_of, own_lines_of, own_marks, sessions_of_course
from gjenklang.apps.feedback.queries.picture import frame
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell import charts
from gjenklang.apps.shell.rounding import rounded

__all__ = ["OwnLineShown", "own_line_shown", "own_line_words", "own_lines"]

TOP = 10


@dataclass(frozen=True, slots=True)
class OwnLineShown:
    """One own line: its words, how it has gone in a sentence, and the picture; ``None`` before the first mark."""

    line: OwnLine
    words: str
    curve: charts.Curve | None


def own_line_shown(by: Actor, episode: Episode, client: Client) -> OwnLineShown | None:
    """The line that a client follows now, in a course that the asker may read; ``None`` where there is none."""
    line = own_line_of(by, episode, client.pk)
    if line is None:
        return None
    marks = own_marks(by, line)
    return OwnLineShown(line, own_line_words([one.mark for one in marks]), None)


def own_lines(by: Actor, episode: Episode, client: Client) -> list[OwnLineShown]:
    """All lines that a client has followed in a course that the asker may read, with their pictures, newest first."""
    sessions = [one.pk for one in sessions_of_course(by, episode)]
    places = {key: place for place, key in enumerate(sessions, start=1)}
    return [_shown(by, line, places) for line in own_lines_of(by, episode, client.pk)]


def _shown(by: Actor, line: OwnLine, places: dict[UUID, int]) -> OwnLineShown:
    marks = own_marks(by, line)
    words = own_line_words([one.mark for one in marks])
    return OwnLineShown(line, words, _drawn(line, marks, places) if marks else None)


def _drawn(line: OwnLine, marks: list[OwnMarked], places: dict[UUID, int]) -> charts.Curve:
    last_of = {places[one.session]: one.mark for one in marks if one.session in places}
    readings = [charts.Reading(place, mark / 10) for place, mark in sorted(last_of.items())]
    return charts.curve([charts.Series(line.words, readings, charts.Look.OUTCOME)], y_max=TOP, frame=frame())


def own_line_words(marks: list[int]) -> str:
    """Where the marks stand, as description: no limit exists for a line that one person has written."""
    if not marks:
        return _("No mark yet.")
    says = {"first": rounded(marks[0] / 10, 1), "last": rounded(marks[-1] / 10, 1), "n": len(marks)}
    if len(marks) == 1:
        return _("The first mark is %(first)s of 10.") % says
    return (
        ngettext(
            "From %(first)s to %(last)s of 10, after %(n)s mark.",
            "From %(first)s to %(last)s of 10, after %(n)s marks.",
            len(marks),
        )
        % says
    )
