"""What a young child pointed at and said: a conversation, never added up and never a curve."""

from dataclasses import dataclass
from datetime import date

from gjenklang.apps.care.queries import notes_of
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.people.rules import Actor

__all__ = ["Talked", "talked_of"]


@dataclass(frozen=True, slots=True)
class Talked:
    """One conversation: its day, and for each thing that was pointed at its name, the face and what was said."""

    day: date | None
    who: str
    said: tuple[tuple[str, str, str], ...]


def talked_of(by: Actor, course: Course) -> list[Talked]:
    """The conversations of a course whose form is not added up, the newest first; none where it is."""
    reading = course.outcome
    if reading is None or reading.instrument.scored or reading.words is None:
        return []
    first, *more = (one.answer.id for one in reading.given)
    words: dict[tuple[object, str], str] = {
        (note.administration_id, note.line): note.text for note in notes_of(by, first, more)
    }
    return [
        Talked(
            one.answer.local_date,
            one.who,
            tuple(
                (
                    line.title,
                    line.says(one.answer.answers.get(line.code)),
                    words.get((one.answer.id, line.code), ""),
                )
                for line in reading.words.lines
                if one.answer.answers.get(line.code) is not None or (one.answer.id, line.code) in words
            ),
        )
        for one in reversed(reading.given)
    ]
