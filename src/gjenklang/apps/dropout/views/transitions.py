"""A move, followed to the first appointment that was attended there."""

from uuid import UUID

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import AttendedForm, ClosedForm, TransitionForm
from gjenklang.apps.dropout.models import Closed, Transition
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.dropout.views.follow import fill, own_course, stored, to_follow
from gjenklang.apps.people.queries import colleagues
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.security.gate import gate

__all__ = ["new_transition", "transition"]

KNOWN = ("place", "moves", "referred", "appointment", "along", "along_words")


@gate(may_follow)
def new_transition(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note a move that lies ahead."""
    by, found, part = own_course(request, episode)
    form = TransitionForm(request.POST or None, colleagues=colleagues(by))
    if request.method == "POST" and form.is_valid():
        row = Transition(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.plan_transition(by=by, transition=row)
        return stored(request, part)
    lead = _("It stays on the list until the first appointment there is attended, or until you note why not.")
    return fill(request, form, part, _("Move to another place of help"), lead=lead)


@gate(may_follow)
def transition(request: HttpRequest, episode: UUID, transition: UUID) -> HttpResponse:
    """Change a move, note that it was attended, or why it came to nothing."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.transitions_of(by, found, part.client_id), pk=transition)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    page = _forms(request, by, row, chosen)
    if chosen in page and page[chosen].is_valid():
        VERBS[chosen](by, row, page[chosen])
        return stored(request, part)
    context = {"row": row, "forms": page, "code": part.client.code, "back": to_follow(part)}
    return render(request, "dropout/transition.html", context)


def _forms(request: HttpRequest, by: Actor, row: Transition, chosen: str) -> dict[str, BaseForm]:
    sent = {name: request.POST if name == chosen else None for name in VERBS}
    known = {name: getattr(row, name) for name in KNOWN}
    return {
        "change": TransitionForm(sent["change"], colleagues=colleagues(by), initial=known),
        "attend": AttendedForm(sent["attend"], prefix="attend", referred=row.referred),
        "close": ClosedForm(sent["close"], prefix="close"),
    }


def _change(by: Actor, row: Transition, form: BaseForm) -> None:
    given = {name: form.cleaned_data[name] for name in KNOWN}
    actions.change_transition(by=by, transition=row, changed=given)


def _attend(by: Actor, row: Transition, form: BaseForm) -> None:
    actions.attend_transition(by=by, transition=row, day=form.cleaned_data["day"])


def _close(by: Actor, row: Transition, form: BaseForm) -> None:
    given = form.cleaned_data
    reason = Closed(given["reason"])
    actions.close_transition(
        by=by, transition=row, day=timezone.localdate(), reason=reason, words=given["words"]
    )


VERBS = {"change": _change, "attend": _attend, "close": _close}
