"""What we have learned: cases told with consent, read by colleagues and printed as a booklet."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms.experiences import ExperienceForm
from gjenklang.apps.dropout.models import Experience
from gjenklang.apps.dropout.queries.printing import NEEDED, Paper, PrintingError, print_pages
from gjenklang.apps.dropout.rules import may_follow, may_see_service
from gjenklang.apps.dropout.views.about import about
from gjenklang.apps.people.queries import organisation_of
from gjenklang.apps.people.rules import acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["booklet", "experiences", "take_back_told", "tell"]


@gate(may_see_service)
def experiences(request: HttpRequest) -> HttpResponse:
    """Everything that may be read today."""
    told = queries.told_here(acting(request), timezone.localdate())
    return render(request, "dropout/experiences.html", {"told": told})


@gate(may_see_service)
def booklet(request: HttpRequest) -> HttpResponse:
    """The same as a booklet on paper."""
    by, day = acting(request), timezone.localdate()
    told = queries.told_here(by, day)
    paper = Paper("dropout/booklet.html", (get_language() or "nb")[:2])
    try:
        made = print_pages(paper, {"told": told, "organisation": organisation_of(by).name, "day": day})
    except PrintingError:
        return render(request, "dropout/experiences.html", {"told": told, "missing": NEEDED}, status=503)
    named = {"Content-Disposition": 'attachment; filename="booklet.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


@gate(may_follow)
def tell(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Tell what was learned from a course, and see what has been told of it."""
    here = about(request, episode, change=request.method == "POST")
    actions.show_course(by=here.by, episode=here.episode, client=here.client, what="experiences")
    form = ExperienceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        row = Experience(episode=here.episode, client=here.client, **form.told())
        actions.tell_experience(by=here.by, experience=row)
        messages.success(request, _("Stored. Colleagues can read it as long as the consent holds."))
        return redirect(request.get_full_path())
    context = {
        "here": here,
        "form": say_as(here.episode.unit, form),
        "told": queries.experiences_of(here.by, here.episode),
        "day": timezone.localdate(),
    }
    return render(request, "dropout/tell.html", context)


@gate(may_follow)
@require_POST
def take_back_told(request: HttpRequest, episode: UUID, experience: UUID) -> HttpResponse:
    """Note that the client took the consent back."""
    here = about(request, episode, change=True)
    found = get_object_or_404(queries.experiences_of(here.by, here.episode), pk=experience)
    actions.take_back_experience(by=here.by, experience=found)
    messages.success(request, _("Taken back. Nobody reads it any more."))
    return redirect("dropout:tell", episode=here.episode.pk)
