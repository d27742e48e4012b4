"""Before the first form: that answering is voluntary, what it is for, who sees it and when; and the same beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext_lazy

from gjenklang.apps.care import actions
from gjenklang.apps.care.models import Channel, Invitation, Understood
from gjenklang.apps.care.queries import told_version, untold
from gjenklang.apps.care.views.answering import by_address
from gjenklang.apps.care.views.told import LANGUAGE_NAMES, told

__all__ = ["first", "who_sees"]

#: One question, so that we know that we said it well: what happens if you do not answer?
REPLIES = {
    "same": gettext_lazy("Nothing. I get the same help"),
    "less": gettext_lazy("I may get less help"),
    "unsure": gettext_lazy("I am not sure"),
}
#: What is said once more, instead of going on.
WRONG = ("less", "unsure")
SHOWS = {"same": Understood.AT_ONCE, "again": Understood.SAID_AGAIN}


@by_address
def first(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Tell it in plain words, and go on in one tap."""
    if request.method == "POST":
        language = request.POST.get("language", "")
        if language in dict(LANGUAGE_NAMES):
            actions.choose_language(invitation=invitation, language=language)
            return redirect("care:first", token=token)
        if request.POST.get("words"):
            actions.choose_words(invitation=invitation, easy=request.POST["words"] == "easy")
            return redirect("care:first", token=token)
        replied = request.POST.get("reply", "")
        if replied not in WRONG:
            return _begin(request, invitation, token, SHOWS.get(replied, ""))
    if not untold(invitation):
        return redirect("care:form", token=token)
    context: dict[str, object] = {
        **told(invitation, named=invitation.channel == Channel.ROOM),
        "token": token,
        "version": told_version(invitation.session.episode.unit),
        "languages": LANGUAGE_NAMES,
        "language": translation.get_language(),
        "easy": invitation.easy,
        "short": invitation.easy or invitation.language == "se",
        "replies": REPLIES.items() if invitation.rater_id is None else (),
        "again": request.method == "POST",
    }
    return render(request, "care/first.html", context)


def _begin(request: HttpRequest, invitation: Invitation, token: str, understood: str) -> HttpResponse:
    version = request.POST.get("version", "")
    actions.note_told(
        invitation=invitation, version=version, language=invitation.language, understood=understood
    )
    return redirect("care:form", token=token)


@by_address
def who_sees(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Who sees this, when it is read, and what it is not for."""
    kept = [
        (name, value) for name, value in request.POST.items() if name.startswith("line-") or name == "after"
    ]
    return render(
        request,
        "care/who_sees.html",
        {
            **told(invitation, named=request.method == "POST"),
            "short": invitation.easy or invitation.language == "se",
            "token": token,
            "kept": kept,
        },
    )
