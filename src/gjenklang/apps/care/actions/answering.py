"""What the one who answers can do: open, send, undo, redo, say that the marks are right, or say not today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, line, write_line
from gjenklang.apps.care.actions.safety import append_with_notice
from gjenklang.apps.care.events import administration_recorded
from gjenklang.apps.care.models import (
    IN_FORCE,
    Administration,
    Invitation,
    LineNote,
    OwnLine,
    OwnMark,
    Shown,
    Standing,
)
from gjenklang.apps.care.queries import counting_answer, may_choose_shown, same_form
from gjenklang.apps.instruments.queries import wording
from gjenklang.core.instruments import Response, ResponseKind
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import AnswerOutOfRange, check_answers

__all__ = [
    "AlreadyAnswered",
    "Expired",
    "OwnGiven",
    "Sent",
    "check_time",
    "choose_language",
    "choose_words",
    "confirm",
    "decline",
    "given_at",
    "note_begun",
    "note_line",
    "note_shown",
    "open_form",
    "put_off",
    "record_administration",
    "undo",
]

UNDO_WITHIN = timedelta(seconds=10)
#: A form that was opened in time is received this long after its time ran out: nobody's marks are thrown away.
RECEIVED_AFTER = timedelta(hours=24)
#: So long is an answer received that waited on a device without a net.
WAITED_AT_MOST = timedelta(days=14)
#: Marks are shown back to whoever holds the address for this long; the next client gets the same tablet.
SHOWN_FOR = timedelta(minutes=15)
#: The end of the own line, in tenths.
OWN_HIGHEST = 100


class Expired(ValueError):  # noqa: N818 - the house names what went wrong
    """The form can no longer be opened or sent."""


class AlreadyAnswered(ValueError):  # noqa: N818 - the house names what went wrong
    """Someone else answered this form first; these marks are kept, but do not count."""


@dataclass(frozen=True, slots=True)
class OwnGiven:
    """A mark on the client's own line: on which, as it stood on the form, and where in whole tenths of 0 to 10."""

    line: UUID
    mark: int | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What one person sends: a key of their own making, the marks, and what they follow on.

    ``waited`` is how long it lay on a device without a net, by that device's own clock, and ``None`` when it comes
    from a page that was just sent; ``seconds`` how long the form was looked at; ``shown`` when it may be shown: without
    it, as the answer that it follows on, and else at once.
    """

    key: UUID
    answers: Mapping[str, int | None]
    after: UUID | None = None
    reason: str = ""
    waited: timedelta | None = None
    seconds: int | None = None
    shown: str | None = None
    own: OwnGiven | None = None


def who_answers(invitation: Invitation) -> Who:
    """The one behind an invitation, as the trail writes them."""
    if invitation.rater_id:
        return Who("rater", invitation.organisation_id, invitation.rater_id)
    return Who("client", invitation.organisation_id, invitation.client_id)


def check_time(*, invitation: Invitation, receiving: bool, waited: bool = False) -> None:
    """See that an address still works; what is sent from a form that was opened in time has a day's grace.

    What ``waited`` on a device has two weeks: a device may be long without a net, and its clock may be wrong.

    Raises
    ------
    Expired
        When its time has run out: after that the address shows nothing to whoever finds it.
    """
    grace = RECEIVED_AFTER if receiving and invitation.opened else timedelta(0)
    grace = WAITED_AT_MOST if receiving and waited else grace
    if timezone.now() > invitation.expires + grace:
        raise Expired


def open_form(*, invitation: Invitation) -> None:
    """Note the first time a form is opened.

    Raises
    ------
    Expired
        When its time has run out.
    """
    check_time(invitation=invitation, receiving=False)
    now = timezone.now()
    if invitation.opened is None:
        with transaction.atomic():
            invitation.opened = now
            invitation.save(update_fields=["opened"])
            write_line(
                who_answers(invitation), "form.open", client=invitation.client_id, subject=invitation.id
            )


@transaction.atomic
def note_begun(*, invitation: Invitation) -> None:
    """Note the first mark on a form, which the page tells of by itself; no mark is stored."""
    if invitation.begun is None:
        invitation.begun = timezone.now()
        invitation.save(update_fields=["begun"])
        write_line(who_answers(invitation), "form.begin", client=invitation.client_id, subject=invitation.id)


@transaction.atomic
def note_shown(*, invitation: Invitation, answer: Administration) -> None:
    """Leave a line when marks are shown back to whoever holds the address."""
    write_line(who_answers(invitation), "client.read", client=invitation.client_id, subject=answer.id)


def record_administration(*, invitation: Invitation, sent: Sent) -> Administration:
    """Store one person's marks, durably, before anyone says thank you.

    Sending the same key twice stores once. When another answer to the same form already counts, by this address or by
    another that was handed over in the same session, and this one does not follow on it, these marks are kept with
    standing *late*.

    Raises
    ------
    gjenklang.core.scoring.AnswerOutOfRange, gjenklang.core.scoring.UnknownItem
        When a mark cannot be.
    Expired
        When the form was never opened in time, or its grace is over.
    AlreadyAnswered
        When someone else was first; the marks are stored all the same.
    """
    check_answers(in_catalogue(invitation.instrument), sent.answers)
    check_time(invitation=invitation, receiving=True, waited=sent.waited is not None)
    finished = given_at(invitation, sent.waited)
    shown = _shown(invitation, sent)
    words = wording(
        invitation.instrument,
        invitation.language,
        organisation=invitation.organisation_id,
        easy=invitation.easy,
    )
    given = Administration(
        id=sent.key,
        organisation_id=invitation.organisation_id,
        episode_id=invitation.episode_id,
        session_id=invitation.session_id,
        client_id=invitation.client_id,
        rater_id=invitation.rater_id,
        invitation_id=invitation.id,
        moment=invitation.moment,
        instrument=invitation.instrument,
        instrument_version=invitation.instrument_version,
        wording_version=words.version if words else "",
        language=invitation.language,
        channel=invitation.channel,
        started=invitation.opened,
        finished=finished,
        seconds=sent.seconds,
        local_date=invitation.local_date or timezone.localdate(finished),
        answers=dict(sent.answers),
        reason=sent.reason,
        shown=shown,
        standing=standing_of(shown),
    )
    own = _own_mark(given, sent.own)
    if sent.after is None:
        try:
            return _store(invitation, given, own)
        except IntegrityError:
            pass
    return _store_later(invitation, given, own, sent.after)


def _shown(invitation: Invitation, sent: Sent) -> str:
    """When it may be shown: as was chosen now, else as of the answer that it follows on, else at once."""
    if not may_choose_shown(invitation):
        return Shown.NOW
    if sent.shown is None and sent.after is not None:
        before = Administration.objects.filter(
            pk=sent.after, invitation=invitation, client=invitation.client_id
        )
        return before.values_list("shown", flat=True).first() or Shown.NOW
    return sent.shown or Shown.NOW


def _own_mark(given: Administration, own: OwnGiven | None) -> list[OwnMark]:
    """The mark on the own line, ready to be stored with the answer: at most one."""
    if own is None or own.mark is None:
        return []
    if not 0 <= own.mark <= OWN_HIGHEST:
        raise AnswerOutOfRange("own", own.mark, Response(ResponseKind.LINE, 0, OWN_HIGHEST, Decimal("0.1")))
    mine = OwnLine.objects.filter(pk=own.line, episode=given.episode_id, client=given.client_id)
    if given.rater_id or not mine.exists():
        return []
    return [
        OwnMark(
            organisation_id=given.organisation_id,
            administration_id=given.id,
            line_id=own.line,
            mark=own.mark,
        )
    ]


def standing_of(shown: str) -> Standing:
    """How an answer counts that its client wants shown now, next time or never alone."""
    return {Shown.NEXT: Standing.HELD, Shown.SUM: Standing.SUMMED}.get(Shown(shown), Standing.COUNTS)


def given_at(invitation: Invitation, waited: timedelta | None) -> datetime:
    """When it was answered: a device's clock is believed about how long it waited, while that can be true."""
    now = timezone.now()
    at = now - waited if waited and waited <= WAITED_AT_MOST else now
    return at if at >= (invitation.opened or invitation.made) else now


def _store(invitation: Invitation, given: Administration, own: list[OwnMark]) -> Administration:
    who = who_answers(invitation)
    append_with_notice(
        given, line(who, "administration.record", client=invitation.client_id, subject=given.id), *own
    )
    news = {"administration": given.id, "episode": given.episode_id, "client": given.client_id}
    transaction.on_commit(lambda: administration_recorded.send(sender=Administration, **news))
    return given


def _store_later(
    invitation: Invitation, given: Administration, own: list[OwnMark], after: UUID | None
) -> Administration:
    """Store what is not the first answer to its invitation: sent again, redone, or too late."""
    with transaction.atomic():
        earlier = list(
            Administration.objects.select_for_update().filter(
                client=invitation.client_id, invitation=invitation
            )
        )
        for one in earlier:
            if one.id == given.id and one.standing == Standing.LATE:
                raise AlreadyAnswered  # told again, however often it is sent
            if one.id == given.id:
                return one
        counting = next((one for one in earlier if one.standing in IN_FORCE), None) or same_form(given)
        given.ordinal = 1 + max((one.ordinal for one in earlier), default=0)
        if counting is not None and counting.id == after and counting.confirmed is None:
            counting.standing = Standing.REPLACED
            counting.save(update_fields=["standing"])
            given.replaces_id = counting.id
        elif counting is not None:
            given.standing = Standing.LATE
        _store(invitation, given, own)
    if given.standing == Standing.LATE:
        raise AlreadyAnswered
    return given


@transaction.atomic
def choose_language(*, invitation: Invitation, language: str) -> None:
    """Let the one who answers read the form in another language."""
    invitation.language = language
    invitation.save(update_fields=["language"])
    write_line(
        who_answers(invitation), "form.choose_language", client=invitation.client_id, subject=invitation.id
    )


@transaction.atomic
def choose_words(*, invitation: Invitation, easy: bool) -> None:
    """Let the one who answers read the form in easy words with pictures, or in the usual ones."""
    invitation.easy = easy
    invitation.save(update_fields=["easy"])
    write_line(
        who_answers(invitation), "form.choose_words", client=invitation.client_id, subject=invitation.id
    )


@transaction.atomic
def undo(*, invitation: Invitation) -> Administration | None:
    """Take back what was sent less than ten seconds ago; it is kept, but what it replaced counts again.

    Returns
    -------
    Administration or None
        What was undone; ``None`` when it was too late.
    """
    answer = counting_answer(invitation)
    if answer is None or timezone.now() - answer.finished > UNDO_WITHIN + timedelta(seconds=2):
        return None
    answer.standing = Standing.UNDONE
    answer.save(update_fields=["standing"])
    before = answer.replaces
    if before is not None:
        before.standing = standing_of(before.shown)
        before.save(update_fields=["standing"])
    write_line(who_answers(invitation), "administration.undo", client=invitation.client_id, subject=answer.id)
    return answer


@transaction.atomic
def confirm(*, invitation: Invitation, notes: Mapping[str, str]) -> None:
    """Note that the marks are right, with a word beside a line where there is one."""
    answer = counting_answer(invitation)
    if answer is None or answer.confirmed:
        return
    for code, text in notes.items():
        if text.strip():
            note_line(invitation=invitation, answer=answer, code=code, text=text.strip())
    answer.confirmed = timezone.now()
    answer.save(update_fields=["confirmed"])
    write_line(
        who_answers(invitation), "administration.confirm", client=invitation.client_id, subject=answer.id
    )


def note_line(*, invitation: Invitation, answer: Administration, code: str, text: str) -> None:
    """Keep the client's own words beside one line."""
    LineNote.objects.update_or_create(
        administration=answer,
        line=code,
        defaults={"organisation_id": invitation.organisation_id, "text": text[:2000]},
    )


@transaction.atomic
def decline(*, invitation: Invitation) -> None:
    """Note a *not today*, once; it is counted, never asked about."""
    if invitation.declined is None:
        invitation.declined = timezone.now()
        invitation.save(update_fields=["declined"])
        write_line(
            who_answers(invitation), "form.decline", client=invitation.client_id, subject=invitation.id
        )


@transaction.atomic
def put_off(*, invitation: Invitation) -> None:
    """Note a *later*: the address goes on working, and nobody asks again."""
    invitation.put_off = timezone.now()
    invitation.save(update_fields=["put_off"])
    write_line(who_answers(invitation), "form.put_off", client=invitation.client_id, subject=invitation.id)
