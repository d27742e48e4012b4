"""The therapist's own clients, and a new one."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.forms import NewClientForm
from gjenklang.apps.care.models import ChosenBy, Episode
from gjenklang.apps.care.models.courses import Kind
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.instruments.queries import may_ask, standard_for
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.queries import organisation_of, units_of
from gjenklang.apps.people.rules import CARERS, Actor, acting, holds
from gjenklang.apps.security.gate import gate

__all__ = ["clients", "new_client"]

NOBODY_RECEIVES = gettext_lazy(
    "This form asks about something to talk about the same day, and nobody in the unit is named to receive it."
)


@gate(may_read_courses)
def clients(request: HttpRequest) -> HttpResponse:
    """Clients of one's own running courses, or of those that have ended."""
    ended = "ended" in request.GET
    by = acting(request)
    parts = queries.mine(by, ended=ended, supervised=True)
    several = len({part.episode.unit_id for part in parts}) > 1
    context = {"parts": parts, "ended": ended, "several_units": several, "may_open": by.holds(*CARERS)}
    return render(request, "care/clients.html", context)


@gate(holds(*CARERS))
def new_client(request: HttpRequest) -> HttpResponse:
    """Register a client and open the course."""
    by = acting(request)
    form = NewClientForm(request.POST or None, units=units_of(by), offered=queries.offered_forms(by))
    if request.method == "POST" and form.is_valid():
        episode, chosen_by = _course(by, form)
        if not _may_be_asked(episode, by):
            form.add_error("outcome", NOBODY_RECEIVES)
            return render(request, "care/new_client.html", {"form": form})
        try:
            with transaction.atomic():
                client = register_client(by=by.who, client=form.client(organisation_of(by).language))
                actions.open_episode(
                    by=by,
                    episode=episode,
                    clients=[client],
                    since=timezone.localdate(),
                    chosen_by=chosen_by,
                )
        except IntegrityError:
            form.add_error("code", _("This code is taken. Choose another."))
        else:
            messages.success(request, _("The course is open."))
            return redirect("course", episode=episode.pk)
    return render(request, "care/new_client.html", {"form": form})


def _course(by: Actor, form: NewClientForm) -> tuple[Episode, str]:
    """The course, not yet stored, and who chose its forms: what is typed, the unit's standard set, or our own words."""
    given, day = form.cleaned_data, timezone.localdate()
    age = day.year - given["birth_year"]
    own = actions.own_forms(age)
    standard = standard_for(by.organisation, given["unit"].pk, Kind.INDIVIDUAL, age)
    preset = (standard.outcome or own[0], standard.alliance or own[1]) if standard else own
    typed = bool(given["outcome"] or given["alliance"])
    episode = Episode(
        unit=given["unit"],
        mandated=given["mandated"],
        offered=day,
        outcome=given["outcome"] or preset[0],
        alliance=given["alliance"] or preset[1],
    )
    return episode, ChosenBy.STAFF if typed else ChosenBy.STANDARD


def _may_be_asked(episode: Episode, by: Actor) -> bool:
    codes = (episode.outcome, episode.alliance)
    return all(may_ask(by.organisation, episode.unit_id, code) for code in codes if code)
