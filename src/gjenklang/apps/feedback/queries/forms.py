"""How far today's two forms have come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import get_language

from gjenklang.apps.care.models import Invitation, LineNote, Moment, Session
from gjenklang.apps.care.queries import Answer, kept_back, notes_of
from gjenklang.apps.feedback.queries.course import Course
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.people.models import Rater
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["TodaysForm", "forms_of"]


@dataclass(frozen=True, slots=True)
class TodaysForm:
    """One of today's forms: which, who answers it, what has become of it, and the words beside the lines.

    ``first`` is the one whose line the words on the page speak of; ``kept_back`` an answer that is not shown here.
    """

    moment: str
    instrument: str
    on_screen: bool
    answer: Answer | None
    invitation: Invitation | None
    notes: tuple[tuple[str, str], ...]
    rater: Rater | None = None
    first: bool = True
    kept_back: bool = False
    stopped: datetime | None = None

    @property
    def state(self) -> str:
        """``answered``, ``kept_back``, ``stopped``, or how far the asking has come (see ``asked``)."""
        if self.answer is not None:
            return "answered"
        if self.kept_back:
            return "kept_back"
        return "stopped" if self.stopped is not None else self.asked

    @property
    def asked(self) -> str:
        """``waiting``, ``declined``, ``put_off``, ``answering``, ``open`` or ``handed_over``."""
        if self.invitation is None:
            return "waiting"
        if self.invitation.declined:
            return "declined"
        if self.invitation.put_off:
            return "put_off"
        if self.invitation.begun:
            return "answering"
        return "open" if self.invitation.opened else "handed_over"


def forms_of(
    by: Actor, session: Session, course: Course, raters: Sequence[Rater], invitations: Sequence[Invitation]
) -> list[TodaysForm]:
    """The form at the start, for each who may answer it, and the form at the end where the course has one.

    The one whose line the words speak of comes first: a mother before her small child.
    """
    asked = [one for one in invitations if one.client_id == course.client.pk]
    start, end = session.episode.outcome, session.episode.alliance
    forms = [
        _form(by, session, course, asked, (Moment.START, start, who)) for who in _who(start, course, raters)
    ]
    forms += [_form(by, session, course, asked, (Moment.END, end, None))] if end else []
    return [one if one.rater else replace(one, stopped=course.stopped) for one in forms]


def _who(code: str, course: Course, raters: Sequence[Rater]) -> list[Rater | None]:
    """The client and those raters whose side the instrument has, the main one first."""
    sides = in_catalogue(code).raters
    who = [None, *(one for one in raters if one.kind in sides)]
    return sorted(who, key=lambda one: (one.pk if one else None) != course.main_rater)


def _form(
    by: Actor,
    session: Session,
    course: Course,
    asked: Sequence[Invitation],
    which: tuple[Moment, str, Rater | None],
) -> TodaysForm:
    moment, code, rater = which
    key = rater.pk if rater else None
    mine = [one for one in asked if (one.moment, one.rater_id) == (moment, key)]
    answer = course.answer(session.pk, moment, key)
    last = mine[-1] if mine else None
    return TodaysForm(
        moment=moment,
        instrument=code,
        on_screen=wording(code, course.client.language, organisation=by.organisation) is not None,
        answer=answer,
        invitation=last,
        notes=_notes(by, code, answer),
        rater=rater,
        first=moment == Moment.END or key == course.main_rater,
        kept_back=(session.pk, moment, key) in course.behind
        or (
            answer is None
            and moment == Moment.END
            and last is not None
            and kept_back(session.pk, course.client.pk)
        ),
    )


def _notes(by: Actor, code: str, answer: Answer | None) -> tuple[tuple[str, str], ...]:
    if answer is None or not answer.confirmed:
        return ()
    return tuple(_titled(by, code, note) for note in notes_of(by, answer.id))


def _titled(by: Actor, code: str, note: LineNote) -> tuple[str, str]:
    words = wording(code, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {line.code: line.title for line in words.lines} if words else {}
    return titles.get(note.line, note.line), note.text
