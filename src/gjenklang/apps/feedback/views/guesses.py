"""The guess before the curve, and one's own record."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import GuessForm
from gjenklang.apps.feedback.models import Guess
from gjenklang.apps.feedback.queries import GUESS_RULE, my_guesses, wants_guesses
from gjenklang.apps.people.rules import CARERS, acting, holds
from gjenklang.apps.security.gate import gate

__all__ = ["guesses", "make_guess"]


@gate(may_read_courses)
@require_POST
def make_guess(request: HttpRequest, session: UUID) -> HttpResponse:
    """Keep the guess, and open the curve; a guess that cannot be read is one of nothing."""
    by = acting(request)
    found, form = care.session_of(by, session), GuessForm(request.POST)
    if found is None or not form.is_valid():
        raise Http404
    part = care.part_of(by, found.episode, form.cleaned_data["client"])
    if part is None:
        raise Http404
    guess = Guess(
        session=found,
        episode=found.episode,
        client_id=part.client_id,
        expects=form.cleaned_data["expects"],
        returns=form.returns(),
    )
    actions.make_guess(by=by, guess=guess)
    return redirect(f"{reverse('session', args=[found.pk])}?client={part.client_id}")


@gate(holds(*CARERS))
def guesses(request: HttpRequest) -> HttpResponse:
    """One's own hit rate beside the base rate, and whether one wants to be asked."""
    by = acting(request)
    if request.method == "POST":
        actions.want_guesses(by=by, wanted=request.POST.get("wanted") == "yes")
        messages.success(request, _("Stored."))
        return redirect("guesses")
    context = {
        "record": my_guesses(by, timezone.localdate()),
        "wanted": wants_guesses(by),
        "rule": GUESS_RULE,
    }
    return render(request, "feedback/guesses.html", context)
