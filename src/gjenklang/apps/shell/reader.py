"""Whom a page speaks to before anyone is known."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from gjenklang.apps.shell.languages import CLIENT, HOUSE

__all__ = ["readers_language"]


def readers_language(request: HttpRequest) -> str:
    """The language of a page of the client's side that opens before anyone is known.

    What the browser asks for first, where the client's side alone has it; else what the house speaks with this reader.
    """
    spoken = get_language() or "nb"
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return spoken
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    first = next((code[:2] for code, _weight in asked if code[:2] in {*CLIENT, "no"}), spoken)
    return first if first in CLIENT and first not in HOUSE else spoken
