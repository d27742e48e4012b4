"""Whether something about a session's forms has changed: a mark that means nothing to anyone else."""

from django.http import HttpRequest, HttpResponse

from gjenklang.apps.care import queries
from gjenklang.apps.security.gate import gate
from gjenklang.apps.security.rules import anyone

__all__ = ["news"]


@gate(anyone)
def news(_request: HttpRequest, key: str) -> HttpResponse:
    """The mark of a session's forms as they stand; the address is signed, and grows old in a day."""
    state = queries.news_of(key)
    if state is None:
        return HttpResponse(status=404)
    return HttpResponse(state, content_type="text/plain")
