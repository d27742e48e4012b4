"""Ending together: a last look at the curve before the course ends; and asking again after 3 and 6 months."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import line, write_lines
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Moment
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions, queries
from gjenklang.apps.feedback.forms import LastLookForm, theory_in_words
from gjenklang.apps.feedback.models import MONTHS, Came, Marked, MarkKind, MayAsk
from gjenklang.apps.feedback.queries import Course, Points
from gjenklang.apps.feedback.queries.picture import Show
from gjenklang.apps.feedback.rules import may_ask_later
from gjenklang.apps.feedback.views.here import Here, here, stored
from gjenklang.apps.people.rules import acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["consent_back", "follow_up_ask", "follow_ups", "last_look"]


@gate(may_read_courses)
def last_look(request: HttpRequest, episode: UUID) -> HttpResponse:
    """First and last, what was agreed, what the client says; then on to the ending."""
    at = here(request, episode, change=request.method == "POST")
    form = LastLookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep(at, form)
        to = f"{reverse('dropout:leaving', args=[at.episode.pk])}?client={at.client.pk}"
        return stored(request, to, _("Stored. Here is the ending."))
    unseen = care.kept_from_client(at.client.pk)
    course = queries.gather(at.by, at.episode, at.client, at.part.main_rater_id, without=unseen)
    noted = queries.noted_of(at.by, at.episode, at.client.pk)
    points = queries.points_of(course, noted)
    context = {
        "here": at,
        "form": say_as(at.episode.unit, form),
        **({} if at.off else _seen(at, course, points)),
        "agreed": [one for one in points.points if one.kind == "agreed"],
        "said": [one for one in points.points if one.quoted],
        "theory": theory_in_words(noted.theory),
        "consent": queries.consent_of(at.by, at.episode, at.client.pk),
    }
    return render(request, "feedback/last_look.html", context)


def _seen(at: Here, course: Course, points: Points) -> dict[str, object]:
    """First and last, in words and as the client's own curve."""
    return {
        "status": queries.status_of(course, queries.expected_for(at.by, course)),
        "pictures": queries.pictures_of(course, Show("self"), points)[:1],
    }


def _keep(at: Here, form: LastLookForm) -> None:
    given, day = form.given(), timezone.localdate()
    if given["work"] or given["words"]:
        kind = MarkKind.WORK if given["work"] else MarkKind.WORDS
        said = Marked(
            pk=form.key_of(), kind=kind, words=given["words"], work=given["work"], since=day, **at.whose
        )
        actions.mark(by=at.by, marked=said)
    if given["may_ask"]:
        actions.let_us_ask(by=at.by, consent=MayAsk(how=given["how"], **at.whose))


@gate(may_read_courses)
@require_POST
def consent_back(request: HttpRequest, episode: UUID) -> HttpResponse:
    """The client does not want to be asked again."""
    at = here(request, episode)
    held = queries.consent_of(at.by, at.episode, at.client.pk)
    if held is None or not queries.may_handle(at.by, at.episode):  # also of someone who has left the course
        raise Http404
    actions.take_back_consent(by=at.by, consent=held)
    return stored(request, at.back, _("Taken back: we do not ask again."))


@gate(may_ask_later)
def follow_ups(request: HttpRequest) -> HttpResponse:
    """Whom to ask now, of those whose course is over and who said that we may."""
    by = acting(request)
    due = queries.due_again(by, timezone.localdate())
    write_lines([line(by.who, "client.list", client=one.consent.client_id) for one in due])
    return render(request, "feedback/follow_ups.html", {"due": due, "day": timezone.localdate()})


@gate(may_read_courses)
@require_POST
def follow_up_ask(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Ask now, by phone or from paper; or note that it came to nothing."""
    at = here(request, episode)
    consent = queries.consent_of(at.by, at.episode, at.client.pk)
    months, came = request.POST.get("months", ""), request.POST.get("came", "")
    may_ask = consent is not None and queries.may_handle(at.by, at.episode)
    if consent is None or not may_ask or months not in map(str, MONTHS) or came not in Came.values:
        raise Http404
    if came != Came.ASKED:
        actions.note_not_asked(by=at.by, consent=consent, months=int(months), came=Came(came))
        return stored(request, reverse("follow_ups"))
    session = actions.begin_follow_up(by=at.by, consent=consent, months=int(months))
    query = f"?client={at.client.pk}&moment={Moment.START}"
    return redirect(reverse("care:paper", args=[session.pk]) + query)
