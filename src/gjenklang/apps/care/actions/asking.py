"""Ask someone to answer, or type what was answered on paper."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gjenklang.apps.audit.actions import Who, append, line, write_line, write_lines
from gjenklang.apps.care.actions.safety import append_with_notice
from gjenklang.apps.care.events import administration_recorded
from gjenklang.apps.care.models import Administration, Channel, Invitation, Moment, Session, Standing
from gjenklang.apps.care.queries import (
    lacks_yes,
    may_be_typed,
    same_form,
    shielded_from,
    stopped_of,
    token_hash,
)
from gjenklang.apps.instruments.actions import NoReceiver
from gjenklang.apps.instruments.queries import may_ask, wording
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import Response, ResponseKind
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import AnswerOutOfRange, check_answers

__all__ = [
    "Form",
    "KeptBack",
    "NoReceiver",
    "NoWords",
    "NotAsked",
    "hand_over",
    "new_address",
    "see_asked",
    "store_answers",
    "type_from_paper",
]

HANDED_OVER_FOR = timedelta(hours=12)


class NoWords(ValueError):  # noqa: N818 - the house names what went wrong
    """The words of this instrument may not be shown here; scores from paper can still be typed."""


class NotAsked(ValueError):  # noqa: N818 - the house names what went wrong
    """The client has chosen not to answer, or has taken back the yes to one who rates; nothing is offered meanwhile."""

    words = gettext_lazy("This person has chosen not to answer forms. Treatment goes on as before.")


class NoYes(NotAsked):
    """Someone who rates may be asked only by the client's yes, and none holds."""

    words = gettext_lazy("First a yes to this is written down, under Consents.")


class KeptBack(NotAsked):
    """The one who is asked has answered already, and chosen that it is not shown now."""

    words = gettext_lazy(
        "This form is answered, and whoever answered has chosen that it is not shown now. That answer stands."
    )


@dataclass(frozen=True, slots=True)
class Form:
    """One form for one person: which instrument, at which moment, about whom, by whom."""

    instrument: str
    moment: str
    client: UUID
    rater: UUID | None = None


def see_asked(form: Form, *, in_the_room: bool = True) -> None:
    """See that the one who is to answer has not chosen not to; whoever rates a client answers for themselves.

    Raises
    ------
    NotAsked
        When the client has, when no yes holds that a rater's answer rests on, or when where the client is must be
        kept from the one who would rate.
    """
    if form.rater is not None:
        _see_rater(form.client, form.rater, in_the_room=in_the_room)
    if form.rater is None and stopped_of([form.client]):
        raise NotAsked


def _see_rater(client: UUID, rater: UUID, *, in_the_room: bool) -> None:
    if shielded_from(client, rater, out_of_the_room=not in_the_room):
        raise NotAsked
    if lacks_yes(rater, timezone.localdate()):
        raise NoYes


@transaction.atomic
def hand_over(
    *,
    by: Actor,
    session: Session,
    form: Form,
    language: str,
    channel: str = Channel.ROOM,
    until: datetime | None = None,
) -> tuple[Invitation, str]:
    """Ask one person one form in this session.

    An address that was handed over before for the same form goes on working, so that nobody's marks are thrown away;
    of what is sent by the two, the first counts and the other is kept beside it.

    Returns
    -------
    tuple
        The invitation, and the secret part of its address, which is stored only as a hash.

    Raises
    ------
    NoWords
        When no words of this instrument may stand on a screen.
    NoReceiver
        When it asks what is talked about the same day, and nobody is named to receive the answer.
    NotAsked
        When the client has chosen not to answer.
    """
    see_asked(form, in_the_room=channel == Channel.ROOM)
    if wording(form.instrument, language, organisation=session.organisation_id) is None:
        raise NoWords(form.instrument)
    if not may_ask(session.organisation_id, session.episode.unit_id, form.instrument):
        raise NoReceiver(form.instrument)
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        organisation_id=session.organisation_id,
        episode_id=session.episode_id,
        session=session,
        client_id=form.client,
        rater_id=form.rater,
        moment=form.moment,
        instrument=form.instrument,
        instrument_version=in_catalogue(form.instrument).version,
        language=language,
        easy=form.rater is None and Client.objects.filter(pk=form.client, easy=True).exists(),
        channel=channel,
        token_hash=token_hash(token),
        local_date=session.local_date,
        expires=until or timezone.now() + HANDED_OVER_FOR,
    )
    append(invitation)
    write_line(by.who, "form.hand_over", client=form.client, subject=invitation.id)
    return invitation, token


@transaction.atomic
def type_from_paper(
    *,
    by: Actor,
    session: Session,
    form: Form,
    answers: Mapping[str, int | None],
    stated_total: int | None,
    channel: str = Channel.PAPER,
) -> Administration:
    """Store what was answered on paper, or when the lines were read aloud: the lines, or only the total.

    Parameters
    ----------
    answers
        Line code to whole steps; empty when only the total is known.
    stated_total
        The total in whole steps, when no line is known.

    Raises
    ------
    gjenklang.core.scoring.AnswerOutOfRange
        When a line or the total lies outside the instrument's range.
    NotAsked
        When the client had chosen not to answer before that day, or keeps back an answer to the same form.
    """
    if not may_be_typed(session, form.client, form.rater):
        raise NotAsked
    instrument = in_catalogue(form.instrument)
    check_answers(instrument, answers)
    _check_total(form.instrument, stated_total)
    administration = Administration(
        organisation_id=session.organisation_id,
        episode_id=session.episode_id,
        session=session,
        client_id=form.client,
        rater_id=form.rater,
        moment=form.moment,
        instrument=form.instrument,
        instrument_version=instrument.version,
        channel=channel,
        local_date=session.local_date,
        answers=dict(answers),
        stated_total=stated_total,
        typed_by_id=by.staff,
    )
    _replace(administration)
    store_answers(by=by, administrations=[administration])
    return administration


def _replace(administration: Administration) -> None:
    """Let what is typed now count instead of what the same person answered at the same moment; both are kept."""
    earlier = same_form(administration)
    if earlier is not None and earlier.standing != Standing.COUNTS:
        raise KeptBack
    if earlier is not None:
        earlier.standing = Standing.REPLACED
        earlier.save(update_fields=["standing"])
        administration.replaces = earlier


def _check_total(code: str, total: int | None) -> None:
    instrument = in_catalogue(code)
    if total is None or not instrument.scales:
        return
    scale = instrument.scales[0]
    lowest, highest = int(scale.minimum / scale.step), int(scale.maximum / scale.step)
    if not lowest <= total <= highest:
        raise AnswerOutOfRange("total", total, Response(ResponseKind.LINE, lowest, highest, scale.step))


@transaction.atomic
def store_answers(*, by: Actor, administrations: Sequence[Administration]) -> None:
    """Store ready administrations (from paper or from a file), each with its line in the trail.

    The caller has checked the answers. Keys are the caller's: a key that is taken raises ``IntegrityError``.
    """
    if not administrations:
        return
    asking = [one for one in administrations if in_catalogue(one.instrument).safety]
    append(*(one for one in administrations if one not in asking))
    for one in asking:
        append_with_notice(one)
    write_lines(
        [
            line(by.who, "administration.record", client=one.client_id, subject=one.id)
            for one in administrations
        ]
    )
    for one in administrations:
        news = {"administration": one.id, "episode": one.episode_id, "client": one.client_id}
        transaction.on_commit(partial(administration_recorded.send, sender=Administration, **news))


def moment_of(instrument: str) -> Moment:
    """The moment of a session at which an instrument is asked."""
    return Moment.END if in_catalogue(instrument).timing == "end" else Moment.START


@transaction.atomic
def new_address(*, invitation: Invitation) -> str:
    """Give an invitation another address; the one before works no more.

    Returns
    -------
    str
        The secret part of the address, which is stored only as a hash.
    """
    token = secrets.token_urlsafe(24)
    invitation.token_hash = token_hash(token)
    invitation.save(update_fields=["token_hash"])
    write_line(
        Who("rater", invitation.organisation_id, invitation.rater_id)
        if invitation.rater_id
        else Who("client", invitation.organisation_id, invitation.client_id),
        "form.new_address",
        client=invitation.client_id,
        subject=invitation.id,
    )
    return token
