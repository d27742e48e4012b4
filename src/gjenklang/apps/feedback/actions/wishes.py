"""Keep a client's wish for another therapist, and answer it."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.feedback.models import Given, Wish
from gjenklang.apps.people.rules import Actor

__all__ = ["answer_wish", "wish_for_another"]


@transaction.atomic
def wish_for_another(*, by: Actor, wish: Wish) -> Wish:
    """Keep the wish, with the day by which it is answered."""
    wish.staff_id = by.staff
    return keep_row(by, "wish.note", wish)


@transaction.atomic
def answer_wish(*, by: Actor, wish: Wish, given: Given, answer: str = "") -> None:
    """Keep the answer; one that was answered before stays as it was."""
    held = Wish.objects.select_for_update().get(pk=wish.pk)
    if held.answered is None:
        answered = {"given": given, "answer": answer, "answered": timezone.now(), "answered_by_id": by.staff}
        change_row(by, "wish.answer", held, answered)
