"""For paper: the mat to lay under the keyboard, and the checklist on one page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import PRINTED, MatForm
from gjenklang.apps.dropout.models import Factor, Reply
from gjenklang.apps.dropout.queries.printing import NEEDED, Paper, PrintingError, print_page
from gjenklang.apps.dropout.rules import may_follow, may_see_service
from gjenklang.apps.dropout.views.about import about
from gjenklang.apps.people.queries import organisation_of
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["course_sheet", "mat", "mat_print", "sheet"]


@gate(may_see_service)
def mat(request: HttpRequest) -> HttpResponse:
    """Choose how the mat is printed."""
    language = (get_language() or "nb")[:2]
    return _choose(request, MatForm(initial={"language": language}))


@gate(may_see_service)
def mat_print(request: HttpRequest) -> HttpResponse:
    """The mat as PDF."""
    by, form = acting(request), MatForm(request.GET)
    if not form.is_valid():
        return _choose(request, form)
    given = form.cleaned_data
    paper = Paper("dropout/mat.html", given["language"], given["sheet"], given["colour"] == "grey")
    context = {
        "advice": queries.advice_for(by, given["language"]),
        "sami": queries.advice_for(by, "se") if given["sami"] else [],
    }
    return _pdf(request, by, paper, context, f"mat-{paper.sheet}-{paper.language}")


@gate(may_see_service)
def sheet(request: HttpRequest) -> HttpResponse:
    """The checklist to fill in by hand."""
    by, language = acting(request), request.GET.get("language", "")
    language = language if language in dict(PRINTED) else (get_language() or "nb")[:2]
    rows = [(one, "") for one in queries.advice_for(by, language)]
    return _pdf(request, by, Paper("dropout/sheet.html", language), {"rows": rows}, f"checklist-{language}")


@gate(may_follow)
def course_sheet(request: HttpRequest, episode: UUID) -> HttpResponse:
    """The checklist of one client; what is talked about alone, and telephone numbers, do not go on paper."""
    here = about(request, episode)
    actions.show_course(by=here.by, episode=here.episode, client=here.client, what="print")
    filled = queries.checklists_of(here.by, here.episode, here.client.pk).first()
    language, day = (get_language() or "nb")[:2], timezone.localdate()
    context = {
        "code": here.client.code,
        "filled": filled,
        "rows": [
            (one, filled.reply(one.factor) if filled else "")
            for one in queries.advice_for(here.by, language)
            if one.factor is not Factor.PERSONALITY
        ],
        "agreements": [
            one for one in queries.agreements_of(here.by, here.episode, here.client.pk) if one.holds(day)
        ],
    }
    return _pdf(request, here.by, Paper("dropout/sheet.html", language), context, "checklist")


def _pdf(request: HttpRequest, by: Actor, paper: Paper, context: dict[str, Any], name: str) -> HttpResponse:
    try:
        made = print_page(
            paper, context | {"replies": Reply.choices, "organisation": organisation_of(by).name}
        )
    except PrintingError:
        return _choose(request, MatForm(initial={"language": paper.language}), missing=True)
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


def _choose(request: HttpRequest, form: MatForm, *, missing: bool = False) -> HttpResponse:
    context = {"form": form, "languages": PRINTED, "missing": NEEDED if missing else ()}
    return render(request, "dropout/mat_page.html", context, status=503 if missing else 200)
