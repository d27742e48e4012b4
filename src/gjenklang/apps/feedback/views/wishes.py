"""A client's wish for another therapist: noted in the course, answered by the leader or supervisor of the unit."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import line, write_line, write_lines
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import AnswerForm, WishForm
from gjenklang.apps.feedback.models import Given, Wish
from gjenklang.apps.feedback.rules import may_answer_wishes
from gjenklang.apps.feedback.views.here import fill, here, stored
from gjenklang.apps.people.rules import acting
from gjenklang.apps.people.words import say_as, words_of
from gjenklang.apps.security.gate import gate

__all__ = ["wish_answer", "wish_new", "wishes"]


@gate(may_read_courses)
def wish_new(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note the wish, and by when it is answered."""
    at = here(request, episode, change=True)
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish = Wish(pk=form.key_of(), asked=timezone.localdate(), **at.whose, **form.given())
        actions.wish_for_another(by=at.by, wish=wish)
        return stored(request, at.back, _("The wish is kept, and the leader of the unit sees it."))
    lead = _(
        "It is all right to wish for someone else. The leader and the supervisor of the unit see this, and answer."
    )
    return fill(request, at, form, words_of(at.episode.unit, _("Another therapist")), lead=lead)


@gate(may_answer_wishes)
def wishes(request: HttpRequest) -> HttpResponse:
    """What waits for an answer in one's own units, and what was answered lately."""
    by = acting(request)
    found = list(queries.wishes_here(by))
    write_lines([line(by.who, "client.list", client=one.client_id) for one in found])
    return render(request, "feedback/wishes.html", {"wishes": found, "day": timezone.localdate()})


@gate(may_answer_wishes)
def wish_answer(request: HttpRequest, wish: UUID) -> HttpResponse:
    """Answer one."""
    by = acting(request)
    found = queries.wish_to_answer(by, wish)
    if found is None:
        raise Http404
    write_line(by.who, "client.list", client=found.client_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.answer_wish(by=by, wish=found, given=Given(given["given"]), answer=given["answer"])
        return redirect("wishes")
    context = {"wish": found, "form": say_as(found.episode.unit, form)}
    return render(request, "feedback/wish.html", context)
