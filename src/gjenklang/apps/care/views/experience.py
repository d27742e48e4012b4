"""The answer to how it is to come here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from gjenklang.apps.care import actions
from gjenklang.apps.care.models import Invitation
from gjenklang.apps.care.views.answering import by_address

__all__ = ["experience"]


@by_address
def experience(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Answer or skip, in one tap."""
    if request.method == "POST":
        actions.answer_experience(invitation=invitation, reply=request.POST.get("reply", ""))
    return redirect("care:thanks", token=token)
