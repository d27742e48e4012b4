"""Agree with someone where a link may be sent, and end it: by us, by the word, or on the page of a link."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.inviting.models import By, ContactAgreement, Ended, Link, State
from gjenklang.apps.inviting.queries import any_link_by_token, hash_of
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor

__all__ = ["STOP_WORDS", "agree_contact", "end_contact", "stop_by_client", "stop_by_page", "stop_by_word"]

#: What ends all messages, whatever stands around it.
STOP_WORDS = {"stopp", "stop", "slutt", "avslutt", "nei", "end", "unsubscribe"}


@transaction.atomic
def agree_contact(*, by: Actor, agreement: ContactAgreement) -> ContactAgreement:
    """Keep what someone has said about being written to; the agreement before ends.

    What waits to be sent goes to the new address, or nowhere when that is not safe. A *no* to whether it is safe is
    kept too, so that nobody asks again without knowing.
    """
    Client.objects.select_for_update().get(
        pk=agreement.client_id
    )  # of two at once, the second ends the first
    same = ContactAgreement.objects.select_for_update().filter(
        client=agreement.client_id, rater=agreement.rater_id, ended=None
    )
    untried = Link.objects.filter(agreement__in=same, state=State.QUEUED, claimed=None, tries=0)
    waits = list(untried.values_list("pk", flat=True))  # one that was tried may have reached the old address
    for before in same:
        _end(before, Ended.ANEW)
    agreement.organisation_id, agreement.staff_id = by.organisation, by.staff
    agreement.address_hash = hash_of(agreement.address, of="contact")
    agreement.save(force_insert=True)
    if agreement.safe:
        again = {"agreement": agreement, "state": State.QUEUED, "why": ""}
        Link.objects.filter(pk__in=waits).update(**again)
    detail = f"{agreement.by} {'safe' if agreement.safe else 'not safe'}"
    write_line(by.who, "contact.agree", client=agreement.client_id, subject=agreement.pk, detail=detail)
    return agreement


@transaction.atomic
def end_contact(*, by: Actor, agreement: ContactAgreement) -> None:
    """Send nothing there any more; what waits is not sent."""
    held = ContactAgreement.objects.select_for_update().get(pk=agreement.pk)
    if held.ended is None:
        _end(held, Ended.STAFF)
        write_line(by.who, "contact.end", client=held.client_id, subject=held.pk)


@transaction.atomic
def stop_by_page(*, token: str) -> bool:
    """End the agreement behind the address of a link, also of one that is answered or too old to open.

    Returns
    -------
    bool
        Whether there was one, for the trail alone.
    """
    link = any_link_by_token(token)
    if link is None:
        return False
    told = link.agreement
    same = ContactAgreement.objects.select_for_update().filter(
        client=told.client_id, rater=told.rater_id, address_hash=told.address_hash, ended=None
    )
    for held in same:  # also one that was agreed anew about the same address
        _stop(held, Ended.PAGE)
    return True


@transaction.atomic
def stop_by_word(*, number: str, text: str) -> int:
    """End all agreements about a number when it answers with a word that means stop.

    Returns
    -------
    int
        How many ended.
    """
    words = {word.strip(".,!?:;«»\"'()").casefold() for word in text.split()}
    if len(text) > 200 or not words & STOP_WORDS:
        return 0
    found = ContactAgreement.objects.select_for_update().filter(
        address_hash=hash_of(number, of="contact"), by=By.TEXT, ended=None
    )
    held = list(found)
    for one in held:
        _stop(one, Ended.WORD)
    return len(held)


@transaction.atomic
def stop_by_client(*, by: Who, agreement: ContactAgreement) -> None:
    """End an agreement on the client's own page."""
    held = ContactAgreement.objects.select_for_update().get(pk=agreement.pk)
    if held.ended is None:
        _end(held, Ended.PAGE)
        write_line(by, "contact.stop", client=held.client_id, subject=held.pk, detail="own page")


def _stop(held: ContactAgreement, how: Ended) -> None:
    _end(held, how)
    who = (
        Who("rater", held.organisation_id, held.rater_id)
        if held.rater_id
        else Who("client", held.organisation_id, held.client_id)
    )
    write_line(who, "contact.stop", client=held.client_id, subject=held.pk, detail=how)


def _end(held: ContactAgreement, how: Ended) -> None:
    held.ended, held.how = timezone.now(), how
    held.save(update_fields=["ended", "how"])
    Link.objects.filter(agreement=held, state=State.QUEUED).update(state=State.HELD_BACK, why="no_agreement")
