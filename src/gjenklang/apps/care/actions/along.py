"""Take the forms of a day along to where there is no net."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions.asking import Form, NoReceiver, NotAsked, NoWords, hand_over
from gjenklang.apps.care.models import IN_FORCE, Administration, Invitation, Moment, Participant, Session
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["Taken", "take_along"]


@dataclass(frozen=True, slots=True)
class Taken:
    """One form that is taken along, and the secret part of its address."""

    invitation: Invitation
    token: str


def take_along(*, by: Actor, sessions: Sequence[Session], until: datetime) -> list[Taken]:
    """Ask every form of these sessions that is not answered yet, each open until the day is over.

    A form whose words may not be shown, or that nobody is named to receive, stays at home; so do the forms of
    whoever has chosen not to answer.
    """
    taken: list[Taken] = []
    for session in sessions:
        for part in session.episode.participants.select_related("client"):
            if part.until is not None:
                continue
            write_line(by.who, "client.read", client=part.client_id, subject=session.pk)
            taken += _asked(by, session, _open_forms(session, part), until)
    return taken


def _asked(by: Actor, session: Session, forms: Iterable[Form], until: datetime) -> Iterator[Taken]:
    for form in forms:
        language = form_language(session, form)
        try:
            yield Taken(*hand_over(by=by, session=session, form=form, language=language, until=until))
        except (NoWords, NoReceiver, NotAsked, UnknownInstrument):
            continue


def form_language(session: Session, form: Form) -> str:
    """The language in which someone is asked: their own, else the house's."""
    part = session.episode.participants.select_related("client").get(client=form.client)
    return part.client.language or session.organisation.language


def _open_forms(session: Session, part: Participant) -> Iterator[Form]:
    """The forms of one who takes part, and at the start also of the rater whose line counts."""
    answered = set(
        Administration.objects.filter(
            session=session, client=part.client_id, standing__in=IN_FORCE
        ).values_list("moment", "rater")
    )
    asked = [(Moment.START, session.episode.outcome, rater) for rater in {part.main_rater_id, None}]
    asked.append((Moment.END, session.episode.alliance, None))
    for moment, instrument, rater in asked:
        if instrument and (moment, rater) not in answered:
            yield Form(instrument, moment, part.client_id, rater)
