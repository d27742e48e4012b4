"""Ask a peer to get in touch, and note what came of it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.dropout.models import Contact, Outcome, Outreach, Roster
from gjenklang.apps.people.models import Staff
from gjenklang.apps.people.rules import Actor

__all__ = [
    "ask_peer",
    "close_outreach",
    "log_contact",
    "prolong_outreach",
    "withdraw_outreach",
    "write_roster",
]


@transaction.atomic
def ask_peer(*, by: Actor, outreach: Outreach, peer: Staff) -> Outreach:
    """Ask one peer to get in touch with someone who has agreed to it.

    Raises
    ------
    ValueError
        When the peer belongs to another organisation.
    """
    if peer.organisation_id != by.organisation:
        raise ValueError("A peer must belong to one's own organisation.")
    outreach.peer, outreach.asked_by_id = peer, by.staff
    return keep_row(by, "outreach.ask", outreach)


@transaction.atomic
def prolong_outreach(*, by: Actor, outreach: Outreach, until: date) -> None:
    """Let the consent last to another day, as agreed anew."""
    change_row(by, "outreach.prolong", outreach, {"until": until})


@transaction.atomic
def withdraw_outreach(*, by: Actor, outreach: Outreach) -> None:
    """Take the consent back: the peer sees nothing more."""
    close_outreach(by=by, outreach=outreach, outcome=Outcome.WITHDRAWN, words="")


@transaction.atomic
def close_outreach(*, by: Actor, outreach: Outreach, outcome: Outcome, words: str) -> None:
    """Note how it ended; what is closed stays closed."""
    if outreach.closed is None:
        closed = {"closed": timezone.localdate(), "outcome": outcome, "words": words}
        change_row(by, "outreach.close", outreach, closed)


@transaction.atomic
def log_contact(*, by: Actor, outreach: Outreach, contact: Contact) -> None:
    """Note one try to get in touch; sent twice it is noted once.

    Raises
    ------
    ValueError
        When the consent does not hold today.
    """
    if not outreach.agreed_on(timezone.localdate()):
        raise ValueError("The consent does not hold today.")
    if Contact.objects.filter(pk=contact.pk).exists():
        return
    contact.organisation_id, contact.outreach = by.organisation, outreach
    contact.save(force_insert=True)
    write_line(by.who, "outreach.contact", client=outreach.client_id, subject=outreach.pk)


@transaction.atomic
def write_roster(*, by: Actor, words: str, away_until: date | None) -> None:
    """Write when one can be asked."""
    Roster.objects.update_or_create(
        organisation_id=by.organisation,
        staff_id=by.staff,
        defaults={"words": words, "away_until": away_until},
    )
    write_line(by.who, "roster.write", subject=by.staff)
