"""How far today's two forms have come."""

from dataclasses import dataclass

from django.utils.translation import get_language

from gjenklang.apps.care.models import Administration, Invitation, LineNote, Moment, Session
from gjenklang.apps.care.queries import answers_of, invitations_of, notes_of
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["TodaysForm", "forms_of"]


@dataclass(frozen=True, slots=True)
class TodaysForm:
    """One of today's forms: which, what has become of it, and the client's own words beside the lines."""

    moment: str
    instrument: str
    on_screen: bool
    answer: Administration | None
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


def forms_of(by: Actor, session: Session, client: Client) -> list[TodaysForm]:
    """The form at the start and, where the course has one, the form at the end."""
    answers = [one for one in answers_of(by, session) if one.client_id == client.pk and one.rater_id is None]
    asked = list(invitations_of(by, session, client.pk))
    codes = ((Moment.START, session.episode.outcome), (Moment.END, session.episode.alliance))
    return [_form(by, client, moment, code, answers, asked) for moment, code in codes if code]


def _form(
    by: Actor, client: Client, moment: str, code: str, answers: list[Administration], asked: list[Invitation]
) -> TodaysForm:
    answer = next((one for one in answers if one.moment == moment), None)
    notes = list(notes_of(by, answer)) if answer and answer.confirmed else []
    return TodaysForm(
        moment=moment,
        instrument=code,
        on_screen=wording(code, client.language, organisation=by.organisation) is not None,
        answer=answer,
        invitation=next((one for one in reversed(asked) if one.moment == moment), None),
        notes=tuple(_titled(by, code, note) for note in notes),
    )


def _titled(by: Actor, code: str, note: LineNote) -> tuple[str, str]:
    words = wording(code, (get_language() or "nb")[:2], organisation=by.organisation)
    titles = {line.code: line.title for line in words.lines} if words else {}
    return titles.get(note.line, note.line), note.text
