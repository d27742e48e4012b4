"""Note who is close, and what was agreed."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.dropout.models import Relative
from gjenklang.apps.people.rules import Actor

__all__ = ["change_relative", "note_relative", "withdraw_consent"]


@transaction.atomic
def note_relative(*, by: Actor, relative: Relative) -> Relative:
    """Note someone close to one who is helped."""
    return keep_row(by, "relative.note", relative)


@transaction.atomic
def change_relative(*, by: Actor, relative: Relative, changed: Mapping[str, object]) -> None:
    """Change what is known of someone close, or what was agreed."""
    change_row(by, "relative.change", relative, changed)


@transaction.atomic
def withdraw_consent(*, by: Actor, relative: Relative, day: date) -> None:
    """Take a consent back: it lasted to the day before."""
    change_row(by, "relative.withdraw", relative, {"until": day - timedelta(days=1)})
