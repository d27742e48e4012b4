"""Codes for everyone in a group at once, and the week's round of a ward."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import NoReceiver, NotAsked, NoWords
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Moment, Participant, Session
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.inviting import actions, queries
from gjenklang.apps.inviting.views.codes import DIGITS, drawn
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import UnknownInstrument

__all__ = ["codes_for_all", "week_round"]


@gate(may_read_courses)
def codes_for_all(request: HttpRequest, session: UUID) -> HttpResponse:
    """A slip for each who takes part and has not answered: on paper each gets the own code, and nobody another's."""
    by = acting(request)
    found: Session = get_object_or_404(care.sessions(by), pk=session)
    people = [one for one in care.participants_of(by, found.episode) if one.until is None]
    at_end = (request.POST if request.method == "POST" else request.GET).get("moment") == Moment.END
    slips: list[dict[str, str]] = []
    if request.method == "POST":
        slips = _slips(request, by, found, people, Moment.END if at_end else Moment.START)
        if not slips:
            messages.info(request, _("Everyone has answered, or does not want to be asked."))
            return redirect("session", session=found.pk)
    context = {
        "session": found,
        "slips": slips,
        "at_end": at_end,
        "codes": request.POST.get("codes") == "on",
        "address": request.build_absolute_uri(reverse("inviting:enter")).split("://", 1)[1].rstrip("/"),
        "until": timezone.now() + actions.WORKS_FOR,
    }
    return render(request, "inviting/codes.html", context)


def _slips(
    request: HttpRequest, by: Actor, session: Session, people: list[Participant], moment: Moment
) -> list[dict[str, str]]:
    """Make the codes; what is on a slip is kept in the session of the staff alone."""
    enter_at = request.build_absolute_uri(reverse("inviting:enter"))
    code_of = session.episode.alliance if moment == Moment.END else session.episode.outcome
    answered = queries.answered_in(by, session, moment)
    slips, kept = [], {}
    for part in people:
        if part.client_id in answered:
            continue
        form = Form(code_of, moment, part.client_id)
        try:
            code, digits = actions.make_code(by=by, session=session, form=form, language=part.client.language)
        except (NotAsked, NoWords, NoReceiver, UnknownInstrument):
            continue
        write_line(by.who, "client.read", client=part.client_id, subject=code.invitation_id, detail="slip")
        kept[str(code.pk)] = digits
        slips.append(
            {
                "digits": f"{digits[:3]} {digits[3:]}",
                "qr": drawn(f"{enter_at}?c={digits}"),
                "code": part.client.code,
            }
        )
    request.session[DIGITS] = kept
    return slips


@gate(may_read_courses)
def week_round(request: HttpRequest) -> HttpResponse:
    """Who on the ward has answered this week and who is left: read from what is stored, whoever is on shift."""
    by, day = acting(request), timezone.localdate()
    rows = queries.round_of(by, day)
    care.note_listed([one.part for one in rows], by=by)
    return render(request, "inviting/round.html", {"rows": rows, "left": sum(one.waits for one in rows)})
