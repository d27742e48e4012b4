"""Today's agenda: made in one tap from what the client wants, what was agreed and what is suggested; and ticked off."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Participant, Session
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import AgendaForm
from gjenklang.apps.feedback.models import AgendaItem, From
from gjenklang.apps.feedback.views.shown import session_or_404
from gjenklang.apps.feedback.views.signals import to_talk_about
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["make_agenda", "tick_agenda"]

#: So many agreements that hold, and so many suggestions, are put on it.
MOST = 3


@gate(may_read_courses)
@require_POST
def make_agenda(request: HttpRequest, session: UUID) -> HttpResponse:
    """Put on it what is not there yet; what is too long is cut, never refused in the middle of a talk."""
    by, form = acting(request), AgendaForm(request.POST)
    found = session_or_404(by, session)
    get_object_or_404(care.in_hand(by), pk=found.episode_id)
    part = care.part_of(by, found.episode, form.cleaned_data["client"]) if form.is_valid() else None
    if part is None:
        raise Http404
    actions.make_agenda(by=by, items=list(_items(by, found, part, form.cleaned_data["words"])))
    return _back(found, part.client_id)


def _items(by: Actor, session: Session, part: Participant, words: str) -> Iterator[AgendaItem]:
    """The client's own first, then what holds, newest first, then at most three suggestions."""
    about = {"session": session, "episode": session.episode, "client": part.client}
    if words:
        yield AgendaItem(kind=From.CLIENT, words=words, **about)
    today = timezone.localdate()
    agreed = queries.noted_of(by, session.episode, part.client_id).agreed
    holding = [one for one in reversed(agreed) if one.until is None and one.since <= today]
    for one in holding[:MOST]:
        yield AgendaItem(kind=From.AGREED, words=one.words, about=one.thread, **about)
    if session.episode.shows_feedback(today):
        unseen = care.kept_from_client(part.client_id)
        course = queries.gather(by, session.episode, part.client, part.main_rater_id, without=unseen)
        expected = queries.expected_for(by, course)
        talk = to_talk_about(by, course, going_on=session.episode.ended is None, expected=expected)["talk"]
        for signal, said in talk[:MOST]:
            yield AgendaItem(kind=From.SIGNAL, words=said.title, about=signal.pk, **about)


@gate(may_read_courses)
@require_POST
def tick_agenda(request: HttpRequest, session: UUID, item: UUID) -> HttpResponse:
    """Tick one point off, or take the tick back."""
    by = acting(request)
    found = session_or_404(by, session)
    point = queries.agenda_in_hand(by, found, item)
    if point is None:
        raise Http404
    actions.tick(by=by, item=point, done=request.POST.get("done") == "yes")
    return _back(found, point.client_id)


def _back(session: Session, client: UUID) -> HttpResponse:
    return redirect(f"{reverse('session', args=[session.pk])}?client={client}#agenda")
