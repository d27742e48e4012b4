"""Pages of the lock, the PIN and the closed door."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.security import actions
from gjenklang.apps.security.forms import PinForm, UnlockForm
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.models import User
from gjenklang.apps.security.queries import locked_path
from gjenklang.apps.security.rules import anyone, signed_in

__all__ = ["choose_pin", "here", "locked_out", "stale_form", "unlock"]


@gate(anyone)
def unlock(request: HttpRequest) -> HttpResponse:
    """Bring a handed-over device back to the one who handed it over."""
    page = locked_path(request)
    if page is None:
        return redirect("care:today")
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        after = request.session.get("unlock_to", "/")
        if actions.unlock_device(request, secret=form.cleaned_data["secret"]):
            return redirect(after)
        if not request.user.is_authenticated:
            return redirect(page)
        form.add_error("secret", _("That is not right. Try again."))
    return render(request, "security/unlock.html", {"form": form, "page": page})


@gate(signed_in)
def here(request: HttpRequest) -> HttpResponse:
    """Say to a page in another tab that it may still stand there."""
    return HttpResponse(status=204)


@gate(signed_in)
def choose_pin(request: HttpRequest) -> HttpResponse:
    """Choose the PIN that brings a handed-over device back."""
    form = PinForm(request.POST or None)
    user = request.user
    if request.method == "POST" and form.is_valid() and isinstance(user, User):
        who = Who("staff", user.organisation, user.id)
        actions.set_pin(by=who, user=user, pin=form.cleaned_data["pin"])
        messages.success(request, _("Your PIN is changed."))
        return redirect("mfa_index")
    return render(request, "security/pin.html", {"form": form})


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer too many wrong passwords."""
    words = _("Too many wrong tries. Wait 15 minutes, or ask your administrator.")
    return render(request, "shell/error.html", {"sentence": words, "status": 429}, status=429)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose time ran out, in place of Django's technical page."""
    words = _("The page had been open too long. Go back, reload and try again.")
    return render(request, "shell/error.html", {"sentence": words, "status": 403}, status=403)
