"""The words of a form as recorded speech, where the service has recorded them."""

from django.http import Http404, HttpRequest, HttpResponse

from gjenklang.apps.care.models import Invitation
from gjenklang.apps.care.views.answering import by_address
from gjenklang.apps.instruments.queries import recording, wording

__all__ = ["aloud"]


@by_address
def aloud(_request: HttpRequest, invitation: Invitation, _token: str) -> HttpResponse:
    """The recording of the words that stand on the form, in its language."""
    words = wording(invitation.instrument, invitation.language, organisation=invitation.organisation_id)
    found = recording(words) if words else None
    if found is None:
        raise Http404
    return HttpResponse(found.read_bytes(), content_type="audio/mpeg")
