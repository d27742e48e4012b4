"""Read a file of scores, or a calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import CARERS, holds
from gjenklang.apps.security.gate import gate

__all__ = ["calendar", "upload"]


@gate(holds(*CARERS, Role.ADMINISTRATOR))
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file of scores."""
    return render(request, "tables/upload.html")


@gate(holds(*CARERS))
def calendar(request: HttpRequest) -> HttpResponse:
    """Read a calendar."""
    return render(request, "tables/calendar.html")
