"""Put something on the curve, and write what the client thinks would help."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import MARKS, TheoryForm, theory_in_words
from gjenklang.apps.feedback.models import Marked, Theory
from gjenklang.apps.feedback.views.here import fill, here, stored
from gjenklang.apps.people.words import words_of
from gjenklang.apps.security.gate import gate

__all__ = ["mark", "theory", "theory_write"]


@gate(may_read_courses)
def mark(request: HttpRequest, episode: UUID, kind: str) -> HttpResponse:
    """An event, a phase, the client's own words, or whose work a change was."""
    at = here(request, episode, change=True)
    if kind not in MARKS:
        raise Http404
    made, title = MARKS[kind]
    form = made(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.mark(by=at.by, marked=Marked(pk=form.key_of(), **at.whose, **form.given()))
        return stored(request, at.back, _("It stands on the curve."))
    return fill(request, at, form, str(title))


@gate(may_read_courses)
def theory(request: HttpRequest, episode: UUID) -> HttpResponse:
    """What the client thinks would help, and what they thought before."""
    at = here(request, episode)
    versions = list(queries.theories_of(at.by, at.episode, at.client.pk))
    shown = next((one for one in versions if str(one.version) == request.GET.get("version")), None)
    shown = shown or next(iter(versions), None)
    parts = theory_in_words(shown.answers if shown else {})
    context = {"here": at, "versions": versions, "shown": shown, "parts": parts}
    return render(request, "feedback/theory.html", context)


@gate(may_read_courses)
def theory_write(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Write it anew, beginning with what stood there last."""
    at = here(request, episode, change=True)
    last = queries.theories_of(at.by, at.episode, at.client.pk).first()
    form = TheoryForm(request.POST or None, initial=last.answers if last else {})
    if request.method == "POST" and form.is_valid():
        said = Theory.written(form.given())
        actions.write_theory(by=at.by, theory=Theory(pk=form.key_of(), said=said, **at.whose))
        return stored(request, at.back)
    lead = _(
        "In the client's own words. Each time it is stored a new version is kept, and the old ones stay."
    )
    return fill(request, at, form, _("What would help?"), lead=words_of(at.episode.unit, lead))
