"""Someone close: who, what is agreed, and until when."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import RelativeForm
from gjenklang.apps.dropout.models import Relative
from gjenklang.apps.dropout.rules import may_follow
from gjenklang.apps.dropout.views.follow import fill, own_course, stored
from gjenklang.apps.security.gate import gate

__all__ = ["new_relative", "relative", "withdraw"]

KNOWN = ("relation", "name", "scope", "since", "until", "meetings", "knows", "phone")


@gate(may_follow)
def new_relative(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Note someone close."""
    by, found, part = own_course(request, episode)
    form = RelativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = Relative(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.note_relative(by=by, relative=row)
        return stored(request, part)
    lead = _("Ask the one it is about first. What is agreed stands before the number.")
    return fill(request, form, part, _("Someone close"), lead=lead)


@gate(may_follow)
def relative(request: HttpRequest, episode: UUID, relative: UUID) -> HttpResponse:
    """Change what is known or agreed; a number that may not be seen is not in the form, and stays as it is."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.relatives_of(by, found, part.client_id), pk=relative)
    agreed = row.agreed_on(timezone.localdate())
    known = {name: getattr(row, name) for name in KNOWN}
    form = RelativeForm(request.POST or None, initial=known, hide_phone=bool(row.phone) and not agreed)
    if request.method == "POST" and form.is_valid():
        actions.change_relative(by=by, relative=row, changed=form.given())
        return stored(request, part)
    lead = "" if agreed else _("Nothing is agreed now: the number is hidden until it is.")
    return fill(request, form, part, row.relation, lead=lead)


@gate(may_follow)
@require_POST
def withdraw(request: HttpRequest, episode: UUID, relative: UUID) -> HttpResponse:
    """Take back what was agreed."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.relatives_of(by, found, part.client_id), pk=relative)
    actions.withdraw_consent(by=by, relative=row, day=timezone.localdate())
    return stored(request, part, _("It is taken back. The number is hidden from now on."))
