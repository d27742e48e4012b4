"""Print forms, type them again, and see which are still out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.actions import NotAsked, NoWords, type_from_paper
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Channel, Moment, Participant, Session
from gjenklang.apps.care.rules import may_plan, may_read_courses
from gjenklang.apps.dropout.queries.printing import NEEDED, Paper, PrintingError, print_pages
from gjenklang.apps.instruments.queries import name_of, wording
from gjenklang.apps.integration.paper import actions, queries
from gjenklang.apps.integration.paper.forms import LINE_MM, PileForm, SheetForm
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.apps.people.queries import raters_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate
from gjenklang.apps.shell.languages import CLIENT, NAMES
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["aside", "overview", "pile", "script", "sheet", "type_one"]


@gate(may_plan)
def overview(request: HttpRequest) -> HttpResponse:
    """Type a code; what is out and not typed, by age; what is left in each pile."""
    by = acting(request)
    code = request.GET.get("code", "")
    found = queries.sheet_by_code(by, code) if code else None
    if found is not None:
        return redirect("paper:type_one", sheet=found.pk)
    now = timezone.now()
    context = {
        "code": code,
        "out": [(one, (now - one.printed).days, _name(by, one.instrument)) for one in queries.untyped(by)],
        "piles": [(one, _name(by, one.instrument), Moment(one.moment).label) for one in queries.piles(by)],
        "few": queries.FEW,
    }
    return render(request, "paper/overview.html", context, status=404 if code else 200)


def _name(by: Actor, instrument: str) -> str:
    return name_of(instrument, organisation=by.organisation)


@gate(may_read_courses)
@require_POST
def sheet(request: HttpRequest, session: UUID) -> HttpResponse:
    """Print one person's form for one session."""
    by = acting(request)
    found, part, form = _asked(request, by, session)
    language = part.client.language or translation.get_language() or "nb"
    try:
        made = actions.print_sheet(by=by, session=found, form=form, language=language)
    except NoWords:
        messages.warning(request, _("We may not print the words of this form."))
        return redirect(_back(found, part))
    except NotAsked as refused:
        messages.warning(request, refused.words)
        return redirect(_back(found, part))
    return _printed(request, by, [made])


def _asked(request: HttpRequest, by: Actor, session: UUID) -> tuple[Session, Participant, Form]:
    """The session, the client and the form that are named; 404 for what is not open to the asker."""
    given = request.POST if request.method == "POST" else request.GET
    found = get_object_or_404(care.sessions(by), pk=session)
    part = care.part_of(by, found.episode, _key(given.get("client")))
    at_end = given.get("moment") == Moment.END
    code = found.episode.alliance if at_end else found.episode.outcome
    if part is None or not code:
        raise Http404
    rater = _key(given.get("rater"))
    if rater:
        get_object_or_404(raters_of(by, part.client_id), pk=rater)
    return found, part, Form(code, Moment.END if at_end else Moment.START, part.client_id, rater)


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _back(session: Session, part: Participant) -> str:
    return f"{reverse('session', args=[session.pk])}?client={part.client_id}"


def _printed(request: HttpRequest, by: Actor, sheets: list[Sheet]) -> HttpResponse:
    """The sheets as PDF, one a page."""
    first = sheets[0]
    words = wording(first.instrument, first.language, organisation=by.organisation)
    assert words is not None  # noqa: S101 - seen when the sheets were made
    context = {
        "sheets": sheets,
        "words": words,
        "faces": in_catalogue(first.instrument).response.kind == "faces",
        "relation": first.rater.relation if first.rater else "",
        "mm": LINE_MM,
    }
    paper = Paper("paper/form.html", first.language, grey=True, style="paper/form.css")
    try:
        made = print_pages(paper, context)
    except PrintingError:
        return render(request, "paper/missing.html", {"missing": NEEDED}, status=503)
    named = {"Content-Disposition": f'attachment; filename="{first.code}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=named)


@gate(may_plan)
def pile(request: HttpRequest) -> HttpResponse:
    """Print sheets for the pile of a room."""
    by = acting(request)
    form = PileForm(
        request.POST or None,
        units=queries.printable_units(by),
        choices=_choices(by),
        languages=[(code, NAMES[code]) for code in CLIENT],
        initial={"language": translation.get_language()},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.print_pile(by=by, unit=given["unit"], form=form.asked(), many=given["many"])
        except NoWords:
            form.add_error("form", _("We may not print the words of this form."))
        else:
            return _printed(request, by, made)
    return render(request, "paper/pile.html", {"form": form})


def _choices(by: Actor) -> list[tuple[str, str]]:
    """Forms of lines, of which we have the words: what else there is, is answered on a screen or typed."""
    offered = care.offered_forms(by)
    asked = [(code, Moment.START) for code, _title in offered.outcome]
    asked += [(code, Moment.END) for code, _title in offered.alliance]
    return [
        (f"{code}:{moment}", f"{_name(by, code)} · {moment.label}")
        for code, moment in asked
        if in_catalogue(code).response.kind in {"line", "faces"}
        and wording(code, "nb", organisation=by.organisation)
    ]


@gate(may_read_courses)
def type_one(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Type one sheet."""
    by = acting(request)
    found = queries.sheet_by_key(by, sheet)
    if found is None:
        raise Http404
    whose = None if found.session else _whose(queries.sessions_to_type(by, found))
    if found.client_id:
        write_line(by.who, "client.read", client=found.client_id, subject=found.pk)
    form = _sheet_form(request, by, found.instrument, found.language, whose)
    if request.method == "POST" and form.is_valid():
        typed = _typed(found, form)
        try:
            actions.type_sheet(by=by, sheet=found, typed=typed)
        except actions.AlreadyTyped:
            messages.warning(request, _("This sheet has been typed already. Nothing was changed."))
            return redirect("paper:overview")
        except NotAsked as refused:
            messages.warning(request, refused.words)
            return redirect("paper:overview")
        messages.success(request, _("The values are stored."))
        return redirect(f"{reverse('session', args=[typed.session.pk])}?client={typed.client}")
    context = {
        "form": form,
        "sheet": found,
        "name": _name(by, found.instrument),
        "nobody": not found.session and not whose,
    }
    return render(request, "paper/type.html", context)


def _whose(sessions: list[Session]) -> list[tuple[str, str]]:
    return [
        (
            f"{one.pk}:{part.client_id}",
            f"{part.client.code} · {date_format(one.local_date, 'SHORT_DATE_FORMAT')}",
        )
        for one in sessions
        for part in one.episode.participants.all()
        if one.local_date and part.until is None
    ]


def _sheet_form(
    request: HttpRequest,
    by: Actor,
    code: str,
    language: str,
    whose: list[tuple[str, str]] | None,
    channel: str = Channel.PAPER,
) -> SheetForm:
    words = wording(code, language, organisation=by.organisation)
    measured = "mm" if channel == Channel.PAPER else "values"
    return SheetForm(
        request.POST or None,
        instrument=in_catalogue(code),
        lines=words.lines if words else (),
        whose=whose,
        initial={"channel": channel, "measured": measured},
    )


def _typed(found: Sheet, form: SheetForm) -> actions.Typed:
    session, client = found.session, found.client_id
    if session is None or client is None:
        key, _sep, about = form.cleaned_data["whose"].partition(":")
        session, client = Session.objects.get(pk=key), UUID(about)
    return actions.Typed(
        session, client, found.rater_id, form.answers(), form.stated_total(), form.cleaned_data["channel"]
    )


@gate(may_read_courses)
@require_POST
def aside(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """Note that a sheet will not come back."""
    by = acting(request)
    found = queries.sheet_by_key(by, sheet)
    if found is None:
        raise Http404
    actions.put_aside(by=by, sheet=found)
    messages.success(request, _("Put aside. It is not asked for any more."))
    return redirect("paper:overview")


@gate(may_read_courses)
def script(request: HttpRequest, session: UUID) -> HttpResponse:
    """Read the lines aloud, in the room or by telephone, and type what is said."""
    by = acting(request)
    found, part, asked = _asked(request, by, session)
    if not care.may_be_typed(found, part.client_id, asked.rater):
        messages.warning(request, NotAsked.words)
        return redirect(_back(found, part))
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk)
    language = part.client.language or translation.get_language() or "nb"
    words = wording(asked.instrument, language, organisation=by.organisation)
    form = _sheet_form(request, by, asked.instrument, language, None, Channel.VOICE)
    if request.method == "POST" and form.is_valid():
        try:
            _store(by, found, asked, form)
            messages.success(request, _("The values are stored."))
        except NotAsked as refused:
            messages.warning(request, refused.words)
        return redirect(_back(found, part))
    context: dict[str, Any] = {
        "form": form,
        "words": words,
        "language": language,
        "session": found,
        "client": part.client,
        "asked": asked,
        "back": _back(found, part),
    }
    return render(request, "paper/script.html", context)


def _store(by: Actor, session: Session, asked: Form, form: SheetForm) -> None:
    type_from_paper(
        by=by,
        session=session,
        form=asked,
        answers=form.answers(),
        stated_total=form.stated_total(),
        channel=form.cleaned_data["channel"],
    )
