"""How far today's two forms have come."""

from dataclasses import dataclass

from django.utils.translation import get_language

from gjenklang.apps.care.models import Invitation, LineNote, Moment, Session
from gjenklang.apps.care.queries import Answer, invitations_of, notes_of
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.people.rules import Actor

__all__ = ["TodaysForm", "forms_of"]


@dataclass(frozen=True, slots=True)
class TodaysForm:
    """One of today's forms: which, what has become of it, and the client's own words beside the lines."""

    moment: str
    instrument: str
    on_screen: bool
    answer: Answer | None
    invitation: Invitation | None
    notes: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """``answered``, ``declined``, ``open``, ``handed_over`` or ``waiting``."""
        if self.answer is not None:
            return "answered"
        if self.invitation is None:
            return "waiting"
        if self.invitation.declined:
            return "declined"
        return "open" if self.invitation.opened else "handed_over"


def forms_of(by: Actor, session: Session, course: Course) -> list[TodaysForm]:
    """The form at the start and, where the course has one, the form at the end."""
    asked = list(invitations_of(by, session, course.client.pk))
    codes = ((Moment.START, session.episode.outcome), (Moment.END, session.episode.alliance))
    return [
        TodaysForm(
            moment=moment,
            instrument=code,
            on_screen=wording(code, course.client.language, organisation=by.organisation) is not None,
            answer=course.answer(session.pk, moment),
            invitation=next((one for one in reversed(asked) if one.moment == moment), None),
            notes=_notes(by, code, course.answer(session.pk, moment)),
        )
        for moment, code in codes
        if code
    ]


def _notes(by: Actor, code: str, answer: Answer | None) -> tuple[tuple[str, str], ...]:
    if answer is None or not answer.confirmed:
        return ()
    return tuple(_titled(by, code, note) for note in notes_of(by, answer.id))


def _titled(by: Actor, code: str, note: LineNote) -> tuple[str, str]:
    words = wording(code, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {line.code: line.title for line in words.lines} if words else {}
    return titles.get(note.line, note.line), note.text
