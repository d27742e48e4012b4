"""The therapist's day: who comes, begin, hand over, type from paper."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.forms import AppointmentForm, AttendanceForm, PaperForm, rater_choices
from gjenklang.apps.care.models import Moment, Participant, Series, Session
from gjenklang.apps.care.rules import may_plan, may_read_courses
from gjenklang.apps.care.views.people import NOBODY_RECEIVES
from gjenklang.apps.instruments.queries import name_of, wording
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import CARERS, Actor, acting
from gjenklang.apps.security.actions import lock_device
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import UnknownInstrument
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["appointment", "attendance", "begin", "hand_over", "paper", "stop_series", "today", "walk_in"]


def _courses(parts: list[Participant]) -> dict[str, str]:
    names: dict[str, list[str]] = {}
    for part in parts:
        names.setdefault(str(part.episode_id), []).append(part.client.code)
    return {key: " + ".join(codes) for key, codes in names.items()}


@gate(may_plan)
def today(request: HttpRequest) -> HttpResponse:
    """*I dag*: the day's meetings, one tap to begin."""
    by = acting(request)
    day = timezone.localdate()
    context = {
        "day": day,
        "meetings": queries.todays_meetings(by, day),
        "to_talk_about": queries.how_many_to_talk_about(by),
        "courses": _courses(queries.mine(by)) if by.holds(*CARERS) else {},
        "may_read_in": by.holds(*CARERS),
        "statuses": AttendanceForm.base_fields["status"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "care/today.html", context)


@gate(may_read_courses)
@require_POST
def begin(request: HttpRequest, session: UUID) -> HttpResponse:
    """The client is here."""
    by = acting(request)
    found = actions.begin_session(by=by, session=get_object_or_404(queries.sessions(by), pk=session))
    return redirect(f"{reverse('session', args=[found.pk])}?begun=1")


@gate(may_read_courses)
@require_POST
def walk_in(request: HttpRequest) -> HttpResponse:
    """Someone is here whom nobody had planned."""
    by = acting(request)
    episode = get_object_or_404(queries.episodes(by), pk=_key(request.POST.get("episode")))
    return redirect(f"{reverse('session', args=[actions.walk_in(by=by, episode=episode).pk])}?begun=1")


@gate(may_plan)
def appointment(request: HttpRequest) -> HttpResponse:
    """Make a single or a repeating appointment."""
    by = acting(request)
    courses = _courses(queries.plannable(by))
    form = AppointmentForm(request.POST or None, courses=courses, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        episode = queries.course_to_plan(by, given["episode"])
        when = {"episode": episode, "minutes": given["minutes"], "arena": given["arena"]}
        if given["repeat"]:
            actions.plan_series(
                by=by,
                series=Series(
                    pk=form.key_of(),
                    first=form.starts(),
                    weeks_between=given["repeat"],
                    until=given["until"],
                    **when,
                ),
            )
        else:
            actions.plan_session(by=by, session=Session(pk=form.key_of(), starts=form.starts(), **when))
        messages.success(request, _("The appointment is made."))
        return redirect("care:today")
    return render(request, "care/appointment.html", {"form": form})


@gate(may_plan)
@require_POST
def attendance(request: HttpRequest, session: UUID) -> HttpResponse:
    """Note that someone did not come, or who cancelled."""
    by = acting(request)
    found = get_object_or_404(queries.planned_sessions(by), pk=session)
    form = AttendanceForm(request.POST)
    if form.is_valid():
        actions.mark_attendance(by=by, session=found, status=form.cleaned_data["status"])
    return redirect("care:today")


@gate(may_plan)
@require_POST
def stop_series(request: HttpRequest, session: UUID) -> HttpResponse:
    """End the repeating appointment that this session belongs to."""
    by = acting(request)
    found = get_object_or_404(queries.planned_sessions(by), pk=session)
    if found.series is None:
        raise Http404
    actions.stop_series(by=by, series=found.series, today=timezone.localdate())
    messages.success(request, _("The repeating appointment has ended. What was held stays."))
    return redirect("care:today")


@gate(may_read_courses)
@require_POST
def hand_over(request: HttpRequest, session: UUID) -> HttpResponse:
    """Lock this device to one person's form."""
    by = acting(request)
    found = get_object_or_404(queries.sessions(by), pk=session)
    client = _part(by, found, request.POST.get("client"))
    at_end = request.POST.get("moment") == Moment.END
    rater = _rater(by, client, request.POST.get("rater"))
    form = Form(
        instrument=found.episode.alliance if at_end else found.episode.outcome,
        moment=Moment.END if at_end else Moment.START,
        client=client.client_id,
        rater=rater,
    )
    language = client.client.language or translation.get_language() or "nb"
    back = reverse("session", args=[found.pk])
    try:
        _invitation, token = actions.hand_over(by=by, session=found, form=form, language=language)
    except (actions.NoWords, UnknownInstrument):
        messages.warning(
            request, _("We may not show the words of this form. Type the values from paper instead.")
        )
        return redirect(back)
    except actions.NoReceiver:
        messages.warning(request, NOBODY_RECEIVES)
        return redirect(back)
    except actions.NotAsked as refused:
        messages.warning(request, refused.words)
        return redirect(back)
    path = reverse("care:form", args=[token])
    lock_device(request, path=path, back=f"{back}?client={client.client_id}")
    return redirect(path)


@gate(may_read_courses)
def paper(request: HttpRequest, session: UUID) -> HttpResponse:
    """Type what was answered on paper: the lines, or only the total."""
    by = acting(request)
    found = get_object_or_404(queries.sessions(by), pk=session)
    asked = request.POST if request.method == "POST" else request.GET
    client = _part(by, found, asked.get("client"))
    at_end = asked.get("moment") == Moment.END
    code = found.episode.alliance if at_end else found.episode.outcome
    if not code:
        raise Http404
    actions.write_for_each(by, "client.read", found.episode_id, subject=found.pk)
    if not queries.may_be_typed(found, client.client_id, _key(asked.get("rater"))):
        messages.warning(request, actions.NotAsked.words)
        return redirect(f"{reverse('session', args=[found.pk])}?client={client.client_id}")
    instrument = in_catalogue(code)
    word = found.episode.unit.client_word
    raters = rater_choices(word, list(raters_of(by, client.client_id))) if not at_end else {}
    initial = {"rater": asked.get("rater", client.main_rater_id or "")}
    form = PaperForm(request.POST or None, instrument=instrument, raters=raters, initial=initial)
    if request.method == "POST" and form.is_valid():
        moment = Moment.END if at_end else Moment.START
        rater = _key(form.cleaned_data.get("rater"))
        _type(request, by, found, Form(instrument.code, moment, client.client_id, rater), form)
        return redirect(f"{reverse('session', args=[found.pk])}?client={client.client_id}")
    context = {
        "form": form,
        "session": found,
        "client": client.client,
        "name": name_of(code, organisation=by.organisation),
        "at_end": at_end,
        "rater": asked.get("rater", ""),
        "printable": instrument.response.kind in {"line", "faces"}
        and wording(code, "nb", organisation=by.organisation) is not None,
    }
    return render(request, "care/paper.html", context)


def _type(request: HttpRequest, by: Actor, session: Session, which: Form, typed: PaperForm) -> None:
    try:
        actions.type_from_paper(
            by=by, session=session, form=which, answers=typed.answers(), stated_total=typed.stated_total()
        )
    except actions.NotAsked as refused:
        messages.warning(request, refused.words)
    else:
        messages.success(request, _("The values are stored."))


def _part(by: Actor, session: Session, client: str | None) -> Participant:
    part = queries.part_of(by, session.episode, _key(client))
    if part is None:
        raise Http404
    return part


def _rater(by: Actor, part: Participant, rater: str | None) -> UUID | None:
    """The rater who is named, who must rate this client; nobody named is the client."""
    if not rater:
        return None
    found: UUID = get_object_or_404(raters_of(by, part.client_id), pk=_key(rater)).pk
    return found


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
