"""Put something on the curve, and take it back."""

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.feedback.models import Marked
from gjenklang.apps.people.rules import Actor

__all__ = ["mark", "take_back_mark"]


@transaction.atomic
def mark(*, by: Actor, marked: Marked) -> Marked:
    """Keep an event, a phase, the client's own words, or whose work a change was."""
    marked.staff_id = by.staff
    return keep_row(by, f"mark.{marked.kind}", marked)


@transaction.atomic
def take_back_mark(*, by: Actor, marked: Marked) -> None:
    """Show it no longer; it is kept."""
    if marked.taken_back is None:
        change_row(by, "mark.take_back", marked, {"taken_back": timezone.now()})
