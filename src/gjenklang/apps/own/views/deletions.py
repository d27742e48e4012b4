"""Requests for deletion: asked by a client, decided by someone who does not help that client."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import line, write_line, write_lines
from gjenklang.apps.care.models import Administration
from gjenklang.apps.instruments.queries import name_of
from gjenklang.apps.own import actions, queries
from gjenklang.apps.own.forms import DecisionForm, DeletionForm
from gjenklang.apps.own.models import Decided, OwnSession
from gjenklang.apps.own.rules import may_decide
from gjenklang.apps.own.views.mine import own
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["ask", "decide", "deletions"]


@own
@require_POST
def ask(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Ask for something to be deleted."""
    form, courses = DeletionForm(request.POST), queries.own_courses(session)
    if form.is_valid() and courses:
        actions.ask_deletion(
            by=actions.who(session.access),
            client=session.access.client,
            episode=courses[0].episode,
            words=form.cleaned_data["words"],
        )
    return redirect(reverse("own:mine") + "#delete")


@gate(may_decide)
def deletions(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what was decided lately."""
    by = acting(request)
    found = list(queries.deletions_here(by))
    write_lines([line(by.who, "client.list", client=one.client_id) for one in found])
    return render(request, "own/deletions.html", {"deletions": found, "day": timezone.localdate()})


@gate(may_decide)
def decide(request: HttpRequest, deletion: UUID) -> HttpResponse:
    """Decide on one, with a reason; the answers are chosen by day, and no mark is shown."""
    by = acting(request)
    found = queries.deletion_to_decide(by, deletion)
    if found is None:
        raise Http404
    write_line(by.who, "client.read", client=found.client_id, subject=found.pk, detail="deletion")
    answers = queries.answers_to_delete(by, found)
    form = DecisionForm(request.POST or None, answers=[(str(one.pk), _named(by, one)) for one in answers])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.decide_deletion(
            by=by,
            deletion=found,
            decided=Decided(given["decided"]),
            reason=given["reason"],
            answers=[one for one in answers if str(one.pk) in given["answers"]],
        )
        messages.success(request, _("Stored."))
        return redirect("own:deletions")
    return render(request, "own/decide.html", {"deletion": found, "form": say_as(found.episode.unit, form)})


def _named(by: Actor, one: Administration) -> str:
    day = date_format(one.local_date, "DATE_FORMAT") if one.local_date else "–"
    return f"{day} · {name_of(one.instrument, organisation=by.organisation)}"
