"""In which course, about which client, and the page that the reader came from."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant, Session
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.people.words import say_as

__all__ = ["Here", "fill", "here", "stored"]


@dataclass(frozen=True, slots=True)
class Here:
    """One client in one course, whether the asker may write, and the session page that was left, if any."""

    by: Actor
    episode: Episode
    part: Participant
    may_change: bool
    session: Session | None

    @property
    def off(self) -> bool:
        """Whether a study has feedback off today: nothing derived is shown."""
        return not self.episode.shows_feedback(timezone.localdate())

    @property
    def client(self) -> Client:
        """Whom the page is about."""
        return self.part.client

    @property
    def whose(self) -> dict[str, object]:
        """What each row about this client in this course holds."""
        return {"episode": self.episode, "client": self.client}

    @property
    def query(self) -> str:
        """What leads to the same client, and back to the same session."""
        session = f"&session={self.session.pk}" if self.session else ""
        return f"?client={self.part.client_id}{session}"

    @property
    def back(self) -> str:
        """The session page that was left, or the page of the course."""
        name, key = ("session", self.session.pk) if self.session else ("course", self.episode.pk)
        return f"{reverse(name, args=[key])}?client={self.part.client_id}"


def here(request: HttpRequest, episode: UUID, *, change: bool = False) -> Here:
    """The course of the page and the client that is named; the line that the client was read is left.

    Raises
    ------
    django.http.Http404
        When the course is not open to the asker; with ``change``, when it is not in the asker's hand, or whoever is
        named takes part no longer: what was meant for one is never written about another.
    """
    by = acting(request)
    found: Episode = get_object_or_404(care.episodes(by), pk=episode)
    mine = care.in_hand(by).filter(pk=found.pk).exists()
    people = care.participants_of(by, found)
    if change:
        people = [one for one in people if one.until is None]
    part = next((one for one in people if str(one.client_id) == request.GET.get("client")), None)
    if part is None and not (change and "client" in request.GET):
        part = next(iter(people), None)
    if part is None or (change and not mine):
        raise Http404
    write_line(by.who, "client.read", client=part.client_id, subject=found.pk)
    return Here(by, found, part, mine and part.until is None, _left(request, by, found))


def _left(request: HttpRequest, by: Actor, episode: Episode) -> Session | None:
    """The session page that the reader came from: only one of this course."""
    try:
        key = UUID(request.GET.get("session", ""))
    except ValueError:
        return None
    found = care.session_of(by, key)
    return found if found is not None and found.episode_id == episode.pk else None


def fill(request: HttpRequest, at: Here, form: BaseForm, title: str, **more: object) -> HttpResponse:
    """A page with one form."""
    context = {"here": at, "form": say_as(at.episode.unit, form), "title": title, "back": at.back, **more}
    return render(request, "feedback/fill.html", context)


def stored(request: HttpRequest, to: str, words: str = "") -> HttpResponse:
    """Say that it is stored, and go back."""
    messages.success(request, words or _("Stored."))
    return redirect(to)
