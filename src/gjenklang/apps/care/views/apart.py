"""Whether those who take part in one course may be shown together; a page for those who work with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import ApartForm, TogetherForm
from gjenklang.apps.care.models import Episode, KeptApart
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.care.views.courses import own_course
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["apart"]


@gate(may_read_courses)
def apart(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Keep them apart after violence, or end it."""
    by = acting(request)
    found = own_course(by, episode)
    actions.write_for_each(by, "client.read", found.pk)
    rows = list(queries.apart_in_hand(by, found))
    held = next((one for one in rows if one.ended is None), None)
    made = TogetherForm if held else ApartForm
    do = "end" if held else "keep"
    sent = (
        request.method == "POST" and request.POST.get("do") == do
    )  # sent twice, it does not end what it began
    form = made(request.POST if sent else None)
    if request.method == "POST" and (not sent or form.is_valid()):
        if sent:
            _store(by, found, held, form.cleaned_data)
        messages.success(request, _("Stored."))
        return redirect("care:apart", episode=found.pk)
    context = {"episode": found, "held": held, "rows": rows, "form": form, "do": do}
    return render(request, "care/apart.html", context)


def _store(by: Actor, episode: Episode, held: KeptApart | None, given: dict[str, object]) -> None:
    if held is not None:
        actions.end_apart(by=by, apart=held, day=timezone.localdate(), why=str(given["why"]))
    else:
        actions.keep_apart(by=by, apart=KeptApart(episode=episode, **given))
