"""Keep what a client says yes to, tells those who help, and raises with someone else; and the answer."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import Consent, Matter, MatterKind, OwnNote
from gjenklang.apps.people.rules import Actor

__all__ = [
    "ANSWERED_WITHIN",
    "answer_matter",
    "give_consent",
    "note_matter_read",
    "note_own_notes_read",
    "raise_matter",
    "take_back_consent",
    "take_back_note",
    "write_note",
]

#: By when each kind of matter is answered; the house's own days.
ANSWERED_WITHIN = {
    MatterKind.WRONG: timedelta(days=7),
    MatterKind.ANOTHER: timedelta(days=14),
}


@transaction.atomic
def give_consent(*, by: Actor, consent: Consent) -> Consent:
    """Keep a yes with its words and its last day; the same key twice is once."""
    taken = Consent.objects.filter(pk=consent.pk).first()
    if taken is not None:
        return taken
    consent.organisation_id, consent.staff_id = by.organisation, by.staff
    consent.save(force_insert=True)
    write_line(by.who, "consent.give", client=consent.client_id, subject=consent.pk, detail=consent.kind)
    return consent


@transaction.atomic
def take_back_consent(*, by: Who, consent: Consent) -> None:
    """End a consent; what rests on it stops."""
    if consent.ended is None:
        consent.ended = timezone.now()
        consent.save(update_fields=["ended"])
        write_line(by, "consent.take_back", client=consent.client_id, subject=consent.pk)


@transaction.atomic
def raise_matter(*, by: Who, matter: Matter, today: date) -> Matter:
    """Keep what a client raises, with the day by which it is answered; the same key twice is once."""
    taken = Matter.objects.filter(pk=matter.pk).first()
    if taken is not None:
        return taken
    matter.organisation_id = matter.unit.organisation_id
    matter.due = today + ANSWERED_WITHIN[MatterKind(matter.kind)]
    matter.save(force_insert=True)
    write_line(by, "matter.raise", client=matter.client_id, subject=matter.pk, detail=matter.kind)
    return matter


@transaction.atomic
def note_matter_read(*, by: Actor, matter: Matter) -> None:
    """Note the first time that someone who answers has read it; every look leaves its line."""
    write_line(by.who, "client.read", client=matter.client_id, subject=matter.pk, detail="matter")
    if matter.read_at is None:
        matter.read_at = timezone.now()
        matter.save(update_fields=["read_at"])


@transaction.atomic
def answer_matter(*, by: Actor, matter: Matter, answer: str) -> bool:
    """Keep the answer that the client reads; the first one stands.

    Returns
    -------
    bool
        Whether it is this one; the same answer sent twice is.
    """
    held = Matter.objects.select_for_update().get(pk=matter.pk)
    if held.answered_at is not None:
        return held.staff_id == by.staff and held.answer == answer
    held.answer, held.answered_at, held.staff_id = answer, timezone.now(), by.staff
    held.save(update_fields=["answer", "answered_at", "staff"])
    write_line(by.who, "matter.answer", client=held.client_id, subject=held.pk)
    return True


@transaction.atomic
def write_note(*, by: Who, note: OwnNote) -> OwnNote:
    """Keep what a client wants to be known before the next meeting."""
    note.organisation_id = note.episode.organisation_id
    note.save(force_insert=True)
    write_line(by, "own_note.write", client=note.client_id, subject=note.pk)
    return note


@transaction.atomic
def take_back_note(*, by: Who, note: OwnNote) -> bool:
    """Take a note back that nobody has read; one that was read stays with both."""
    held = OwnNote.objects.select_for_update().get(pk=note.pk)
    if held.read_at is not None or held.taken_back is not None:
        return False
    held.taken_back = timezone.now()
    held.save(update_fields=["taken_back"])
    write_line(by, "own_note.take_back", client=held.client_id, subject=held.pk)
    return True


@transaction.atomic
def note_own_notes_read(*, by: Actor, notes: list[OwnNote]) -> list[OwnNote]:
    """Note who has read what clients wrote, the first time.

    Returns
    -------
    list of OwnNote
        Those that may be shown: one that was taken back meanwhile is not among them.
    """
    held = OwnNote.objects.select_for_update(of=("self",)).in_bulk([one.pk for one in notes])
    shown = [one for one in notes if held[one.pk].taken_back is None]
    for one in shown:
        if held[one.pk].read_at is None:
            one.read_at, one.staff_id = timezone.now(), by.staff
            one.save(update_fields=["read_at", "staff"])
            write_line(by.who, "own_note.read", client=one.client_id, subject=one.pk)
    return shown
