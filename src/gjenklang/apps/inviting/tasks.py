"""What the background worker does: take a link so that no other sends it, send it, and note what became of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.actions import NoReceiver, NotAsked, NoWords, hand_over, plan_session
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Channel, Invitation, Moment, Session, Status
from gjenklang.apps.care.queries import may_rate, stopped_of, takes_part
from gjenklang.apps.inviting.carrying import carry
from gjenklang.apps.inviting.gateways import Refused, Unreachable
from gjenklang.apps.inviting.models import By, ContactAgreement, Link, Rhythm, State
from gjenklang.apps.inviting.queries import lasting_agreement, token_of, was_answered
from gjenklang.apps.inviting.rules import NO_LATER, before_meeting, out_of_quiet
from gjenklang.apps.people.rules import actor_from
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["claim_link", "claim_reminder", "lay_out_links", "remind_link", "send_at", "send_link"]

#: After so long a worker that took a link is taken for dead, and another takes it; the key and the words are the same.
CLAIM_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
#: How far ahead a rhythm lays out.
AHEAD = timedelta(minutes=65)


@task()
def send_link(key: str) -> str:
    """Send a link that is due."""
    link = claim_link(key=UUID(key), now=timezone.now())
    if link is None:
        return "nothing to send"
    try:
        receipt = carry(link, token_of(link)[0], key=str(link.pk), reminder=False)
    except Unreachable:
        note_trouble(link=link)
        return "tried"
    except Refused:
        note_failed(link=link)
        return "refused"
    note_sent(link=link, receipt=receipt)
    return "sent"


@task()
def remind_link(key: str) -> str:
    """Remind of a link once, when nothing was said to it."""
    link = claim_reminder(key=UUID(key), now=timezone.now())
    if link is None:
        return "nothing to remind of"
    try:
        carry(link, token_of(link, reminder=True)[0], key=f"{link.pk}-reminder", reminder=True)
    except (Unreachable, Refused):
        return "not reminded"  # never tried again: one reminder at most
    return "reminded"


def send_at(key: UUID, due: datetime) -> None:
    """Let the background worker send a link when it is due, once what is written now is safe."""
    transaction.on_commit(partial(send_link.using(run_after=due).enqueue, str(key)))


def remind_at(key: UUID, due: datetime) -> None:
    """Let the background worker remind of a link."""
    transaction.on_commit(partial(remind_link.using(run_after=due).enqueue, str(key)))


@transaction.atomic
def claim_link(*, key: UUID, now: datetime) -> Link | None:
    """Take a link that is due, and make the form that it leads to.

    Returns
    -------
    Link or None
        ``None`` when it is not to be sent now: it is sent, withdrawn, held back, not due yet, or in others' hands.
    """
    link = Link.objects.select_for_update(of=("self",)).filter(pk=key, state=State.QUEUED).first()
    if link is None or (link.claimed and now - link.claimed < CLAIM_LASTS):
        return None
    zone = _zone(link)
    due = _due(link, now, zone)
    if due > now:
        _wait(link, due)
        return None
    why = _why_not(link)
    if not why and link.invitation is None:
        why = _invite(link, now)
    if why:
        link.state, link.why = State.HELD_BACK, why
        link.save(update_fields=["state", "why", "session"])
        _line(link, "link.hold_back", why)
        return None
    link.claimed, link.tries = now, link.tries + 1
    link.expires = now + timedelta(days=link.days)
    link.token_hash = token_of(link)[1]
    link.save()
    return link


def _zone(link: Link) -> ZoneInfo:
    return ZoneInfo(link.episode.unit.organisation.time_zone)


def _due(link: Link, now: datetime, zone: ZoneInfo) -> datetime:
    """When it goes: with a meeting that was moved it moves too, and never in quiet hours."""
    due = link.due
    before = link.rhythm.hours_before if link.rhythm else None
    if before is not None and link.session is not None and link.session.starts is not None:
        due = before_meeting(link.session.starts, before, zone)
    return out_of_quiet(max(due, now), zone) if due <= now else due


def _wait(link: Link, due: datetime) -> None:
    send_at(link.pk, due)
    link.due = due
    link.save(update_fields=["due"])


def _why_not(link: Link) -> str:
    """Why it is not sent, by the word of ``rules.WHY``; empty when it may be."""
    agreement = link.agreement
    if not agreement.safe:
        return "not_safe"
    if not lasting_agreement(agreement, timezone.localdate()):
        return "no_agreement"
    if not agreement.rater_id and stopped_of([agreement.client_id]):
        return "stopped"
    if agreement.rater_id and not may_rate(
        agreement.client_id, agreement.rater_id, timezone.localdate(), out_of_the_room=True
    ):
        return "not_asked"
    if link.episode.ended or not takes_part(link.episode_id, agreement.client_id) or _off(link):
        return "over"
    return _no_way(agreement)


def _off(link: Link) -> bool:
    """Whether the meeting that it is about is off, or too near for a link to help."""
    session = link.session
    if session is None:
        return False
    if session.status not in {Status.PLANNED, Status.HELD, Status.BETWEEN}:
        return True
    near = session.starts is not None and session.starts - NO_LATER < timezone.now()
    return near and link.rhythm is not None and link.state == State.QUEUED


def _no_way(agreement: ContactAgreement) -> str:
    if not settings.ADDRESS:
        return "no_address"
    ready = settings.TEXTS if agreement.by == By.TEXT else settings.MAIL_TO_CLIENTS
    return "" if ready else "no_gateway"


def _invite(link: Link, now: datetime) -> str:
    """Make the invitation; between meetings it gets a place of its own on the curve."""
    by = actor_from(link.staff, timezone.localdate())
    agreement, episode = link.agreement, link.episode
    if link.session is None:
        today = timezone.localdate(now)
        between = {"episode": episode, "status": Status.BETWEEN, "local_date": today}
        asked = Invitation.objects.filter(
            client=agreement.client_id, rater=agreement.rater_id, moment=link.moment, episode=episode
        )
        free = Session.objects.filter(**between).exclude(pk__in=asked.values("session"))
        link.session = free.first() or plan_session(
            by=by, session=Session(starts=now, staff=link.staff, **between)
        )
    code = episode.alliance if link.moment == Moment.END else episode.outcome
    form = Form(code, link.moment, agreement.client_id, agreement.rater_id)
    until = now + timedelta(days=link.days)
    language = agreement.client.language
    try:
        link.invitation, _token = hand_over(
            by=by, session=link.session, form=form, language=language, channel=Channel.LINK, until=until
        )
    except (NoWords, NoReceiver, UnknownInstrument):
        return "no_words"
    except NotAsked:
        return "not_asked"
    return ""


@transaction.atomic
def note_sent(*, link: Link, receipt: str) -> None:
    """It has left; the reminder is laid out, half-way to its last day."""
    held = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.state != State.QUEUED:
        return
    held.state, held.sent = State.SENT, timezone.now()
    held.save(update_fields=["state", "sent"])
    _line(held, "link.send", receipt)
    remind_at(held.pk, held.sent + timedelta(days=held.days) / 2)


@transaction.atomic
def note_trouble(*, link: Link) -> None:
    """The carrier could not just now: again in a while, and after five times no more."""
    held = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.state != State.QUEUED:
        return
    if held.tries >= MOST_TRIES:
        _fail(held, "unreachable")
        return
    held.claimed = None
    held.save(update_fields=["claimed"])
    _wait(held, timezone.now() + timedelta(minutes=5) * 2 ** (held.tries - 1))


@transaction.atomic
def note_failed(*, link: Link) -> None:
    """The carrier will never send it."""
    held = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.state == State.QUEUED:
        _fail(held, "refused")


def _fail(held: Link, why: str) -> None:
    held.state, held.why = State.FAILED, why
    held.save(update_fields=["state", "why"])
    _line(held, "link.fail", why)


@transaction.atomic
def claim_reminder(*, key: UUID, now: datetime) -> Link | None:
    """Take the one reminder of a link: noted before it is sent, so that it is sent once at most.

    Returns
    -------
    Link or None
        ``None`` after an answer, a no or a later, without an agreement, and when it was reminded of before.
    """
    link = (
        Link.objects.select_for_update(of=("self",)).filter(pk=key, state=State.SENT, reminded=None).first()
    )
    if link is None or link.expires is None or link.expires <= now or _said_something(link.invitation):
        return None
    if _why_not(link):
        return None
    due = out_of_quiet(now, _zone(link))
    if due > now:
        if due < link.expires:
            remind_at(link.pk, due)
        return None
    link.reminded = now
    link.reminder_hash = token_of(link, reminder=True)[1]
    link.save(update_fields=["reminded", "reminder_hash"])
    _line(link, "link.remind", "")
    return link


def _said_something(invitation: Invitation | None) -> bool:
    return (
        invitation is None
        or invitation.declined is not None
        or invitation.put_off is not None
        or was_answered(invitation)
    )


def _line(link: Link, verb: str, detail: str) -> None:
    system = Who("system", link.organisation_id)
    write_line(system, verb, client=link.agreement.client_id, subject=link.pk, detail=detail)


def lay_out_links(*, now: datetime) -> int:
    """Lay out what the rhythms send within the next hour; safe to repeat.

    Returns
    -------
    int
        How many links were laid out.
    """
    made = 0
    running = Rhythm.objects.filter(ended=None, episode__ended=None)
    for rhythm in running.select_related("episode__unit__organisation"):
        agreement = ContactAgreement.objects.filter(
            client=rhythm.client_id, rater=rhythm.rater_id, ended=None, safe=True
        ).first()
        if (
            agreement is not None
            and lasting_agreement(agreement, timezone.localdate(now))
            and takes_part(rhythm.episode_id, rhythm.client_id)
        ):
            made += sum(_queued(rhythm, link, agreement) for link in _coming(rhythm, now))
    return made


def _coming(rhythm: Rhythm, now: datetime) -> Iterator[Link]:
    zone = ZoneInfo(rhythm.episode.unit.organisation.time_zone)
    if rhythm.hours_before is None:
        local = now.astimezone(zone)
        due = local.replace(hour=rhythm.hour or 0, minute=0, second=0, microsecond=0)
        if local.weekday() == rhythm.weekday and now - AHEAD < due <= now + AHEAD:
            yield Link(day=local.date(), due=out_of_quiet(due, zone))
        return
    latest = now + timedelta(hours=rhythm.hours_before + 36)
    for session in Session.objects.filter(
        episode=rhythm.episode_id, status=Status.PLANNED, starts__gt=now, starts__lte=latest
    ):
        if session.starts is not None:
            due = before_meeting(session.starts, rhythm.hours_before, zone)
            if due <= now + AHEAD:
                yield Link(session=session, due=due)


def _queued(rhythm: Rhythm, link: Link, agreement: ContactAgreement) -> bool:
    link.rhythm, link.agreement, link.episode, link.days = rhythm, agreement, rhythm.episode, rhythm.days
    link.organisation_id, link.staff_id = rhythm.organisation_id, rhythm.staff_id
    try:
        with transaction.atomic():
            link.save(force_insert=True)
            _line(link, "link.lay_out", "")
            send_at(link.pk, link.due)
    except IntegrityError:
        return False  # laid out before
    return True
