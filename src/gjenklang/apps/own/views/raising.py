"""Tell those who help, raise something with someone else, and take a yes back: on the client's own page."""

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
    """Write a note before the next meeting, or raise something with someone else than the one who helps."""
    by, client = actions.who(session.access), session.access.client
    courses = [one.episode for one in queries.own_courses(session) if one.may_write]
    words = request.POST.get("words", "").strip()[:LONGEST]
    form = MatterForm(request.POST)
    if courses and request.POST.get("do") == "note":
        if words:
            care.write_note(by=by, note=OwnNote(episode=courses[0], client=client, words=words))
    elif courses and form.is_valid():
        matter = Matter(pk=form.key_of(), unit=courses[0].unit, client=client, **form.given())
        care.raise_matter(by=by, matter=matter, today=timezone.localdate())
    return redirect(reverse("own:mine") + "#tell")


@own
@require_POST
def take_back(request: HttpRequest, session: OwnSession) -> HttpResponse:
    """Take back a yes, a note that nobody has read, someone's reading, or the agreement about links; only what is one's own is found."""
    by, told, which = actions.who(session.access), queries.told(session), request.POST.get("which", "")
    for consent in told["consents"]:
        if str(consent.pk) == which:
            care.take_back_consent(by=by, consent=consent)
    for note in told["notes"]:
        if str(note.pk) == which:
            care.take_back_note(by=by, note=note)
    for rater in told["readers"]:
        if str(rater.pk) == which:
            care.take_back_reading(by=by, client=session.access.client, rater=rater.pk)
    for agreement in told["agreements"]:
        if str(agreement.pk) == which:
            stop_by_client(by=by, agreement=agreement)
    return redirect(reverse("own:mine") + "#tell")
