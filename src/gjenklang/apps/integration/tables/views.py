"""Read a file of scores, or a calendar."""

from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gjenklang.apps.integration.tables import actions, queries
from gjenklang.apps.integration.tables.calendars import read_calendar
from gjenklang.apps.integration.tables.forms import CalendarForm, MeaningForm, UploadForm
from gjenklang.apps.integration.tables.mapping import guess
from gjenklang.apps.integration.tables.models import Upload
from gjenklang.apps.integration.tables.reading import Table, Unreadable, read
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, Actor, acting, holds
from gjenklang.apps.security.gate import gate

__all__ = ["calendar", "mapping", "upload"]

SHOWN = 100


@gate(holds(*CARERS, Role.ADMINISTRATOR))
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file of scores."""
    by = acting(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read(file.name, file.read())
        except Unreadable as wrong:
            form.add_error("file", str(wrong))
        else:
            kept = actions.keep_upload(by=by, name=file.name, table=table)
            return redirect("tables:mapping", upload=kept.pk)
    return render(request, "tables/upload.html", {"form": form, "waiting": queries.uploads(by)})


@gate(holds(*CARERS, Role.ADMINISTRATOR))
def mapping(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Say what the columns mean, try it, and store."""
    by = acting(request)
    kept = get_object_or_404(queries.uploads(by), pk=upload)
    table = Table.unpacked(kept.content)
    form = MeaningForm(
        request.POST or None,
        header=table.header,
        by=by,
        initial={**guess(table), "staff": by.staff, "instrument": "ors"},
    )
    made = None
    if request.method == "POST" and form.is_valid():
        try:
            made = queries.plan(by, table, form.meaning(), form.target())
        except ValueError as wrong:
            form.add_error(None, str(wrong))
    if made and not made.problems and request.POST.get("do") == "store":
        return _store(request, by, made, kept)
    context = {
        "form": form,
        "name": kept.name,
        "header": table.header[:12],
        "rows": [(number, cells[:12]) for number, cells in table.rows[:5]],
        "plan": made,
        "summary": queries.summary(made) if made else (),
        "problems": made.problems[:SHOWN] if made else (),
        "duplicates": made.duplicates[:SHOWN] if made else (),
        "shown": SHOWN,
    }
    return render(request, "tables/mapping.html", context)


def _store(request: HttpRequest, by: Actor, made: queries.Plan, kept: Upload) -> HttpResponse:
    try:
        stored = actions.import_scores(by=by, made=made, upload=kept)
    except IntegrityError:
        messages.error(request, _("Someone stored the same rows at the same moment. Try the file again."))
        return redirect("tables:mapping", upload=kept.pk)
    words = ngettext("%(n)s score is stored.", "%(n)s scores are stored.", stored)
    messages.success(request, words % {"n": stored})
    return redirect("care:clients" if by.holds(*CARERS) else "tables:upload")


@gate(holds(*CARERS))
def calendar(request: HttpRequest) -> HttpResponse:
    """Read one's calendar; appointments that name a client of one's own stand under *I dag*."""
    form = CalendarForm(request.POST or None, request.FILES or None)
    laid = None
    if request.method == "POST" and form.is_valid():
        try:
            read_in = read_calendar(form.cleaned_data["file"].read(), timezone.localdate())
        except ValueError as wrong:
            form.add_error("file", str(wrong))
        else:
            laid = actions.import_calendar(by=acting(request), calendar=read_in)
    return render(request, "tables/calendar.html", {"form": form, "laid": laid})
