"""Conversation guides: to read, beside a signal or by themselves, and to write."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import GuideForm
from gjenklang.apps.feedback.queries import Guide, guide_of, guide_texts, guides
from gjenklang.apps.feedback.rules import may_write_guides
from gjenklang.apps.people.rules import Actor, acting, works_here
from gjenklang.apps.security.gate import gate

__all__ = ["all_guides", "guide", "write_guide"]


def _language() -> str:
    return (get_language() or "nb")[:2]


def _found(by: Actor, code: str) -> Guide:
    found = guide_of(by, code, _language())
    if found is None:
        raise Http404
    return found


@gate(works_here)
def all_guides(request: HttpRequest) -> HttpResponse:
    """Every guide; nothing about anyone stands on the page."""
    by = acting(request)
    context = {"guides": guides(by, _language()), "may_write": may_write_guides(request)}
    return render(request, "feedback/guides.html", context)


@gate(works_here)
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """One guide; without the frame of a page when it is fetched to stand beside a signal."""
    found = _found(acting(request), code)
    inside = request.headers.get("HX-Request") == "true"
    template = "feedback/guide_text.html" if inside else "feedback/guide.html"
    return render(request, template, {"guide": found, "may_write": may_write_guides(request)})


@gate(may_write_guides)
def write_guide(request: HttpRequest, code: str) -> HttpResponse:
    """Write the service's own words in the language of the page."""
    by, language = acting(request), _language()
    found = _found(by, code)
    initial = {"say": "\n".join(found.say), "do": "\n".join(found.do), "avoid": found.avoid}
    form = GuideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_guide(by=by, text=form.text(found.code, language))
        messages.success(request, _("Stored. Everyone in the service reads it like this now."))
        return redirect("guide", code=found.code)
    kept = guide_texts(by).filter(guide=found.code, language=language)
    return render(request, "feedback/guide_write.html", {"form": form, "guide": found, "kept": kept})
