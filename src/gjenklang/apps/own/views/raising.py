"""Tell those who help, raise something with someone else, and take a yes back: on the client's own page."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Matter, OwnNote
from gjenklang.apps.inviting.actions import stop_by_client
from gjenklang.apps.own import actions, queries
from gjenklang.apps.own.forms import MatterForm
from gjenklang.apps.own.models import OwnSession
from gjenklang.apps.own.views.mine import own

__all__ = ["say", "take_back"]

LONGEST = 2000


@own
@require_POST
def say(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Write a note before the next meeting, or raise something with someone else than the one who helps.

    A note is for a course that goes on; something can be raised afterwards too.
    """
    by, client = actions.who(session.access), session.access.client
    courses = queries.own_courses(session)
    running = [one.episode for one in courses if one.may_write]
    words = request.POST.get("words", "").strip()[:LONGEST]
    form = MatterForm(request.POST)
    if request.POST.get("do") == "note":
        if words and running:
            care.write_note(by=by, note=OwnNote(episode=running[0], client=client, words=words))
    elif courses and form.is_valid():
        unit = (running or [courses[0].episode])[0].unit
        matter = Matter(pk=form.key_of(), unit=unit, client=client, **form.given())
        care.raise_matter(by=by, matter=matter, today=timezone.localdate())
    return redirect(reverse("own:mine") + "#tell")


@own
@require_POST
def take_back(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Take back a yes, an unread note, someone's reading, or the agreement about links; only one's own is found."""
    by, told, client = actions.who(session.access), queries.told(session), session.access.client
    verbs: dict[str, Callable[[], object]] = {
        **{str(one.pk): partial(care.take_back_consent, by=by, consent=one) for one in told["consents"]},
        **{str(one.pk): partial(care.take_back_note, by=by, note=one) for one in told["notes"]},
        **{str(one.pk): partial(stop_by_client, by=by, agreement=one) for one in told["agreements"]},
        **{
            str(one.pk): partial(care.take_back_reading, by=by, client=client, rater=one.pk)
            for one in told["readers"]
        },
    }
    verb = verbs.get(request.POST.get("which", ""))
    if verb is not None:
        verb()
    return redirect(reverse("own:mine") + "#tell")
