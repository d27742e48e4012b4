"""Follow a move until it is known how it went."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.dropout.actions.checklist import ask_again
from gjenklang.apps.dropout.actions.rows import change_row, keep_row
from gjenklang.apps.dropout.models import Closed, Occasion, Transition
from gjenklang.apps.people.rules import Actor

__all__ = ["attend_transition", "change_transition", "close_transition", "plan_transition"]


@transaction.atomic
def plan_transition(*, by: Actor, transition: Transition) -> Transition:
    """Note a move that lies ahead; the four questions are due again."""
    kept = keep_row(by, "transition.plan", transition)
    ask_again(by=by, episode=kept.episode, why=Occasion.TRANSITION, day=timezone.localdate())
    return kept


@transaction.atomic
def change_transition(*, by: Actor, transition: Transition, changed: Mapping[str, object]) -> None:
    """Change where, when, the first appointment or who goes along."""
    change_row(by, "transition.change", transition, changed)


@transaction.atomic
def attend_transition(*, by: Actor, transition: Transition, day: date) -> None:
    """Note the day of the first appointment that was attended at the new place: the move has come to rest."""
    change_row(
        by, "transition.attend", transition, {"attended": day, "closed": None, "reason": "", "words": ""}
    )


@transaction.atomic
def close_transition(
    *, by: Actor, transition: Transition, day: date, reason: Closed, words: str = ""
) -> None:
    """Note why a move came to nothing."""
    change_row(
        by,
        "transition.close",
        transition,
        {"closed": day, "reason": reason, "words": words, "attended": None},
    )
