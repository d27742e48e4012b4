"""Keep a guess, and whether someone wants to be asked."""

from django.db import transaction

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.feedback.models import Guess, GuessWish
from gjenklang.apps.people.rules import Actor

__all__ = ["make_guess", "want_guesses"]


@transaction.atomic
def make_guess(*, by: Actor, guess: Guess) -> None:
    """Keep the first guess of this session; sending it again changes nothing."""
    guess.organisation_id, guess.staff_id = by.organisation, by.staff
    kept = {
        "organisation_id": by.organisation,
        "episode_id": guess.episode_id,
        "expects": guess.expects,
        "returns": guess.returns,
        "id": guess.pk,
    }
    one = {"session_id": guess.session_id, "client_id": guess.client_id, "staff_id": by.staff}
    _held, new = Guess.objects.get_or_create(**one, defaults=kept)
    if new:
        write_line(by.who, "guess.make", client=guess.client_id, subject=guess.pk)


@transaction.atomic
def want_guesses(*, by: Actor, wanted: bool) -> None:
    """Be asked from now on, or no longer."""
    wish = GuessWish.objects.create(organisation_id=by.organisation, staff_id=by.staff, wanted=wanted)
    write_line(by.who, "guess.want", subject=wish.pk, detail=str(wanted))
