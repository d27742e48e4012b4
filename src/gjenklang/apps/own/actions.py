"""Give access to the own page, choose the PIN, sign in and out, and close it."""

import hmac
import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.actions import delete_answers, take_out_of_use
from gjenklang.apps.care.models import Administration, Episode
from gjenklang.apps.own.models import Access, Decided, Deletion, OwnSession, WrongTry
from gjenklang.apps.own.rules import hash_of
from gjenklang.apps.people.models import Client, Rater
from gjenklang.apps.people.rules import Actor

__all__ = [
    "AGAIN_AFTER",
    "MOST_TRIES",
    "NotOpenedError",
    "ask_deletion",
    "choose_pin",
    "close_access",
    "decide_deletion",
    "give_access",
    "note_read",
    "note_seen",
    "sign_in",
    "sign_out",
]

#: Letters and digits that are not taken for one another.
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LINK_LASTS = timedelta(hours=24)
#: Wrong tries of one code, and from one address (a clinic's tablet is one address), within ``AGAIN_AFTER``.
MOST_TRIES, MOST_FROM_ADDRESS = 5, 20
AGAIN_AFTER = timedelta(minutes=15)
#: A request for deletion is decided within so many days (docs/operate/own-page.md says by which rule).
DECIDED_WITHIN = timedelta(days=30)
KEPT_FOR = timedelta(days=30)
#: Checked when there is no PIN, so that a code that does not exist takes as long as one that does.
_NOBODY: list[str] = []


class NotOpenedError(ValueError):
    """A wrong code, a wrong PIN, a closed access and too many tries are all this, and are told apart by nobody."""


def who(access: Access) -> Who:
    """The client, or one who rates, as the trail writes them."""
    if access.rater_id is not None:
        return Who("rater", access.organisation_id, access.rater_id)
    return Who("client", access.organisation_id, access.client_id)


@transaction.atomic
def give_access(*, by: Actor, client: Client, rater: Rater | None = None) -> tuple[Access, str]:
    """Give a new code to a client or one who may read, and the secret part of the address where the PIN is chosen.

    An access that was open is closed: a slip that is lost opens nothing when a new one is given.
    """
    held = Client.objects.select_for_update().get(pk=client.pk)
    for one in Access.objects.filter(client=held, rater=rater, closed=None):
        _close(by, one)
    token = secrets.token_urlsafe(24)
    access = Access.objects.create(
        organisation_id=by.organisation,
        client=held,
        rater=rater,
        code="".join(secrets.choice(SIGNS) for _ in range(8)),
        link_hash=hash_of(token),
        link_until=timezone.now() + LINK_LASTS,
        staff_id=by.staff,
    )
    write_line(by.who, "own.give", client=held.pk, subject=access.pk)
    return access, token


@transaction.atomic
def choose_pin(*, access: Access, pin: str) -> None:
    """Keep the client's PIN, hashed, and let the address where it was chosen open no more.

    Raises
    ------
    NotOpenedError
        When it was used meanwhile, or the access is closed.
    """
    held = Access.objects.select_for_update().get(pk=access.pk)
    if held.closed or held.link_hash is None or held.link_hash != access.link_hash:
        raise NotOpenedError
    held.pin, held.link_hash, held.link_until = make_password(pin), None, None
    held.save(update_fields=["pin", "link_hash", "link_until"])
    write_line(who(held), "own.choose_pin", client=held.client_id, subject=held.pk)


def sign_in(*, code: str, pin: str, address: str) -> str:
    """Sign a client in.

    Returns
    -------
    str
        The key of the session, of which only a hash is kept.

    Raises
    ------
    NotOpenedError
        When it does not open, whatever the reason. The try is kept.
    """
    code = _plain(code)
    tried = WrongTry.objects.create(code_hash=_keyed(code), address_hash=_keyed(address))
    access = Access.objects.filter(code=code, closed=None).exclude(pin="").first()
    right = check_password(pin, access.pin if access else _nobody())
    if access is None or not right or _too_many(tried):
        _keep(tried, access)
        raise NotOpenedError
    return _signed_in(access, tried)


@transaction.atomic
def _signed_in(access: Access, tried: WrongTry) -> str:
    held = Access.objects.select_for_update().get(pk=access.pk)
    if held.closed:
        raise NotOpenedError
    tried.delete()
    key = secrets.token_urlsafe(32)
    OwnSession.objects.create(organisation_id=held.organisation_id, access=held, key_hash=hash_of(key))
    write_line(who(held), "own.sign_in", client=held.client_id, subject=held.pk)
    return key


@transaction.atomic
def _keep(tried: WrongTry, access: Access | None) -> None:
    WrongTry.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    if access:
        tried.organisation_id = access.organisation_id
        tried.save(update_fields=["organisation"])
        by = Who("system", access.organisation_id)
        write_line(by, "own.sign_in_failed", client=access.client_id, subject=access.pk)


def _too_many(tried: WrongTry) -> bool:
    """Whether there are more than may be; a try is kept before it is looked at, so that many at once count too."""
    recent = WrongTry.objects.filter(at__gt=timezone.now() - AGAIN_AFTER)
    if recent.filter(code_hash=tried.code_hash).count() > MOST_TRIES:
        return True
    return recent.filter(address_hash=tried.address_hash).count() > MOST_FROM_ADDRESS


def _plain(code: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())[:12]


def _keyed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()


def _nobody() -> str:
    if not _NOBODY:
        _NOBODY.append(make_password(secrets.token_urlsafe(16)))
    return _NOBODY[0]


def note_seen(*, session: OwnSession) -> None:
    """Note that someone is here, at most once a minute."""
    now = timezone.now()
    if now - session.seen > timedelta(minutes=1):
        OwnSession.objects.filter(pk=session.pk).update(seen=now)


@transaction.atomic
def note_read(*, session: OwnSession, detail: str = "") -> None:
    """Leave a line that the client's own page was read."""
    access = session.access
    write_line(who(access), "client.read", client=access.client_id, subject=access.pk, detail=detail)


@transaction.atomic
def sign_out(*, session: OwnSession) -> None:
    """End one session."""
    access = session.access
    OwnSession.objects.filter(pk=session.pk).delete()
    write_line(who(access), "own.sign_out", client=access.client_id, subject=access.pk)


@transaction.atomic
def close_access(*, by: Actor, access: Access) -> None:
    """Close it at once: whoever is signed in is out at the next click."""
    held = Access.objects.select_for_update().get(pk=access.pk)
    if held.closed is None:
        _close(by, held)


def _close(by: Actor, access: Access) -> None:
    access.closed, access.closed_by_id = timezone.now(), by.staff
    access.link_hash = access.link_until = None
    access.save(update_fields=["closed", "closed_by", "link_hash", "link_until"])
    OwnSession.objects.filter(access=access).delete()
    write_line(by.who, "own.close", client=access.client_id, subject=access.pk)


@transaction.atomic
def ask_deletion(*, by: Who, client: Client, episode: Episode, words: str) -> Deletion:
    """Keep what a client asks to have deleted, with the day by which somebody decides."""
    today = timezone.localdate()
    made = Deletion.objects.create(
        organisation_id=client.organisation_id,
        episode=episode,
        client=client,
        staff_id=by.key if by.kind == "staff" else None,
        words=words,
        asked=today,
        due=today + DECIDED_WITHIN,
    )
    write_line(by, "deletion.ask", client=client.pk, subject=made.pk)
    return made


@transaction.atomic
def decide_deletion(
    *, by: Actor, deletion: Deletion, decided: Decided, reason: str, answers: Sequence[Administration]
) -> None:
    """Decide, with the reason that the client is shown, and do to the answers what was decided; once."""
    held = Deletion.objects.select_for_update().get(pk=deletion.pk)
    if held.at is not None:
        return
    verbs = {Decided.DELETED: delete_answers, Decided.OUT_OF_USE: take_out_of_use}
    verb = verbs.get(decided)
    if verb is not None:
        verb(by=by, answers=answers)
        held.answers = len(answers)
    held.decided, held.reason, held.at, held.decided_by_id = decided, reason, timezone.now(), by.staff
    held.save(update_fields=["decided", "reason", "at", "decided_by", "answers"])
    write_line(by.who, f"deletion.{decided}", client=held.client_id, subject=held.pk)
