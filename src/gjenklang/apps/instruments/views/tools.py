"""What a service could use, side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from gjenklang.apps.instruments.queries import tools
from gjenklang.apps.people.rules import works_here
from gjenklang.apps.security.gate import gate

__all__ = ["compare"]


@gate(works_here)
def compare(request: HttpRequest) -> HttpResponse:
    """Each tool with what it is for, what is known of it, and what it cannot help with; none is called best."""
    return render(request, "instruments/compare.html", {"tools": tools((get_language() or "nb")[:2])})
