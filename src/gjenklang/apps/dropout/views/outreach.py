"""Outreach: a therapist asks a peer, and a peer sees only what was agreed to share."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import line, write_line, write_lines
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.forms import AskPeerForm, ContactForm, OutcomeForm, ProlongForm, RosterForm
from gjenklang.apps.dropout.models import Contact, Outcome, Outreach
from gjenklang.apps.dropout.rules import may_follow, may_reach_out
from gjenklang.apps.dropout.views.follow import fill, own_course, stored, to_follow
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["asked", "new_outreach", "outreach", "task"]


@gate(may_follow)
def new_outreach(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Ask a peer to get in touch, as agreed with the one it is about."""
    by, found, part = own_course(request, episode)
    bad = " · ".join(words for words in (by.name, found.unit.help_line) if words)
    form = AskPeerForm(request.POST or None, peers=queries.peers(by), initial={"when_bad": bad})
    if request.method == "POST" and form.is_valid():
        row = Outreach(pk=form.key_of(), episode=found, client_id=part.client_id, **form.given())
        actions.ask_peer(by=by, outreach=row, peer=form.cleaned_data["peer"])
        return stored(request, part, _("The peer sees it now, and only what stands here."))
    lead = _("The peer sees what you write here, and nothing of the course. Write it together.")
    return fill(request, form, part, _("Ask a peer"), lead=lead, button=_("Ask the peer"))


@gate(may_follow)
def asked(request: HttpRequest, episode: UUID, outreach: UUID) -> HttpResponse:
    """What one peer was asked, the log, and taking it back."""
    by, found, part = own_course(request, episode)
    row = get_object_or_404(queries.outreach_of(by, found, part.client_id), pk=outreach)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    prolong = ProlongForm(
        request.POST if chosen == "prolong" else None, prefix="prolong", initial={"until": row.until}
    )
    if chosen == "withdraw":
        actions.withdraw_outreach(by=by, outreach=row)
        return stored(request, part, _("It is taken back. The peer sees nothing more."))
    if chosen == "prolong" and prolong.is_valid():
        actions.prolong_outreach(by=by, outreach=row, until=prolong.cleaned_data["until"])
        return stored(request, part)
    context = {"row": row, "code": part.client.code, "prolong": prolong, "back": to_follow(part)}
    return render(request, "dropout/asked.html", context | {"agreed": row.agreed_on(timezone.localdate())})


@gate(may_reach_out)
def outreach(request: HttpRequest) -> HttpResponse:
    """The asker's own tasks, and when the asker can be asked."""
    by = acting(request)
    roster = queries.own_roster(by)
    known = {"words": roster.words, "away_until": roster.away_until} if roster else {}
    form = RosterForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.write_roster(by=by, **form.cleaned_data)
        messages.success(request, _("Stored."))
        return redirect("dropout:outreach")
    found = queries.tasks(by)
    _note_read(by, [one.id for one in found if one.agreed])
    return render(request, "dropout/outreach.html", {"tasks": found, "form": form})


def _note_read(by: Actor, keys: list[UUID]) -> None:
    clients = queries.own_tasks(by).filter(pk__in=keys).values_list("pk", "client")
    write_lines([line(by.who, "outreach.list", client=client, subject=key) for key, client in clients])


@gate(may_reach_out)
def task(request: HttpRequest, outreach: UUID) -> HttpResponse:
    """One task: the consent first, then the number; the log, and how it ended."""
    by = acting(request)
    held = queries.task_of(by, outreach)
    if held is None:
        raise Http404
    row, shown = held
    if not shown.agreed:
        return render(request, "dropout/task.html", {"task": shown})
    write_line(by.who, "outreach.read", client=row.client_id, subject=row.pk)
    chosen = request.POST.get("do", "") if request.method == "POST" else ""
    page = _forms(request, chosen)
    if chosen in page and page[chosen].is_valid():
        words = VERBS[chosen](by, row, page[chosen])
        messages.success(request, words)
        return redirect("dropout:outreach") if row.closed else redirect(request.path)
    return render(request, "dropout/task.html", {"task": shown, "forms": page})


def _forms(request: HttpRequest, chosen: str) -> dict[str, BaseForm]:
    sent = {name: request.POST if name == chosen else None for name in VERBS}
    return {
        "contact": ContactForm(sent["contact"], prefix="contact"),
        "close": OutcomeForm(sent["close"], prefix="close"),
    }


def _contact(by: Actor, row: Outreach, form: BaseForm) -> str:
    assert isinstance(form, ContactForm)  # noqa: S101 - narrows the type, the page says so above
    actions.log_contact(by=by, outreach=row, contact=Contact(pk=form.key_of(), **form.given()))
    return _("Noted.")


def _close(by: Actor, row: Outreach, form: BaseForm) -> str:
    given = form.cleaned_data
    actions.close_outreach(by=by, outreach=row, outcome=Outcome(given["outcome"]), words=given["words"])
    return _("Noted. Thank you.")


VERBS = {"contact": _contact, "close": _close}
