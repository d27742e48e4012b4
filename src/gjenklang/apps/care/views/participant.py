"""About one client in a course: what is known, who else rates, whose line counts, and taking part no longer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import ClientForm, MainRaterForm, RaterForm
from gjenklang.apps.care.models import Consent, ConsentKind, Participant
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.care.views.courses import own_course
from gjenklang.apps.people.actions import add_rater, change_client
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as
from gjenklang.apps.security.gate import gate

__all__ = ["participant", "take_part_no_longer"]

Verb = Callable[[Actor, Participant, BaseForm], None]


def _part(by: Actor, episode: UUID, client: UUID) -> Participant:
    part = queries.part_ever(by, own_course(by, episode), client)
    if part is None:
        raise Http404
    return part


@gate(may_read_courses)
def participant(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Show and change what is known of one who takes part."""
    by = acting(request)
    part = _part(by, episode, client)
    write_line(by.who, "client.read", client=client, subject=episode)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    page = _forms(request, by, part, chosen)
    if chosen in page and page[chosen].is_valid():
        VERBS[chosen](by, part, page[chosen])
        messages.success(request, _("Stored."))
        return redirect("care:participant", episode=episode, client=client)
    context = {
        "part": part,
        "code": part.client.code,
        "forms": page,
        "raters": list(raters_of(by, client)),
        "told": queries.told_to(by, part.episode, client),
        "several": part.until is None
        and any(one.until is None and one.pk != part.pk for one in queries.participants_of(by, part.episode)),
    }
    return render(request, "care/participant.html", context)


def _forms(request: HttpRequest, by: Actor, part: Participant, chosen: str) -> dict[str, BaseForm]:
    def sent(name: str) -> dict[str, Any]:
        return {"data": request.POST if name == chosen else None, "prefix": name}

    main = MainRaterForm(
        **sent("main"),
        raters=raters_of(by, part.client_id),
        client_word=part.episode.unit.client_word,
        initial={"rater": part.main_rater_id},
    )
    return {
        "client": ClientForm(**sent("client"), instance=part.client),
        "rater": say_as(part.episode.unit, RaterForm(**sent("rater"), client=part.client)),
        "main": main,
    }


def _change(by: Actor, part: Participant, form: BaseForm) -> None:
    given = {name: form.cleaned_data[name] for name in form.changed_data}
    change_client(by=by.who, client=part.client, changed=given)


def _rate(by: Actor, part: Participant, form: BaseForm) -> None:
    given = form.cleaned_data
    rater = add_rater(by=by.who, client=part.client, kind=given["kind"], relation=given["relation"])
    if given["said_yes"]:
        consent = Consent(client=part.client, rater=rater, kind=ConsentKind.RATER, until=given["until"])
        consent.since, consent.scope = timezone.localdate(), _("Fills in the form at the start.")
        actions.give_consent(by=by, consent=consent)


def _choose(by: Actor, part: Participant, form: BaseForm) -> None:
    actions.choose_main_rater(by=by, part=part, rater=form.cleaned_data["rater"])


VERBS: dict[str, Verb] = {"client": _change, "rater": _rate, "main": _choose}


@gate(may_read_courses)
@require_POST
def take_part_no_longer(request: HttpRequest, episode: UUID, client: UUID) -> HttpResponse:
    """Note that someone no longer takes part in a shared course."""
    by = acting(request)
    part = _part(by, episode, client)
    if part.until is not None:
        return redirect("care:participant", episode=episode, client=client)
    try:
        actions.leave_episode(by=by, part=part, until=timezone.localdate())
    except ValueError:
        messages.warning(request, _("Someone must take part. End the course instead."))
        return redirect("care:participant", episode=episode, client=client)
    words = _("%(code)s takes part no longer. What was answered is kept.") % {"code": part.client.code}
    messages.success(request, words)
    return redirect("care:about", episode=episode)
