"""When several take part: two or more side by side, and the row of a group for the one who leads it."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Invitation, Participant, Session
from gjenklang.apps.care.models.courses import Kind
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.queries import Course, Picture, Status, gather, pictures_of, status_of
from gjenklang.apps.feedback.queries.forms import TodaysForm, forms_of
from gjenklang.apps.feedback.queries.picture import Show
from gjenklang.apps.feedback.views.shown import session_or_404, taking_part
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.queries import raters_by_client
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate

__all__ = ["group", "shared", "together"]

TOGETHER = (Kind.COUPLE, Kind.FAMILY)


@dataclass(frozen=True, slots=True)
class Member:
    """One of several: in words, as a curve, and how far today's forms have come."""

    client: Client
    status: Status | None
    pictures: list[Picture]
    forms: list[TodaysForm]

    @property
    def missing(self) -> list[TodaysForm]:
        """What the member has not answered today and has not said no to, today or for good."""
        return [
            one
            for one in self.forms
            if one.rater is None and one.state not in ("answered", "kept_back", "declined", "stopped")
        ]


def shared(by: Actor, episode: Episode, people: list[Participant]) -> dict[str, bool]:
    """What the page that asks for whom it is shown may offer besides one at a time."""
    return {
        "together": _may_be_together(by, episode, people),
        "group": episode.kind == Kind.GROUP,
    }


def _may_be_together(by: Actor, episode: Episode, people: list[Participant]) -> bool:
    return episode.kind in TOGETHER and len(people) > 1 and not care.kept_apart(by, episode)


@gate(may_read_courses)
def together(request: HttpRequest, session: UUID) -> HttpResponse:
    """A couple or a family side by side, each with their own words and curve: no sum, no mean, and no notes."""
    by = acting(request)
    found = session_or_404(by, session)
    people = taking_part(by, found.episode)
    if not _may_be_together(by, found.episode, people):
        raise Http404
    show = Show("self" if found.episode.kind == Kind.COUPLE else "all")
    context = {"session": found, "episode": found.episode, "members": _members(by, found, people, show)}
    return render(request, "feedback/together.html", context | _off(by, found.episode))


@gate(may_read_courses)
def group(request: HttpRequest, session: UUID) -> HttpResponse:
    """The members of a group in a row, for the one who leads it; it is not turned."""
    by = acting(request)
    found = session_or_404(by, session)
    if found.episode.kind != Kind.GROUP:
        raise Http404
    members = _members(by, found, taking_part(by, found.episode), None)
    missing = {
        moment: [one.client.code for one in members if any(form.moment == moment for form in one.missing)]
        for moment in ("start", "end")
    }
    context = {"session": found, "episode": found.episode, "members": members, "missing": missing}
    return render(request, "feedback/group.html", context | _off(by, found.episode))


def _off(by: Actor, episode: Episode) -> dict[str, object]:
    off = not episode.shows_feedback(timezone.localdate())
    return {"off": off, "study": care.study_of(by, episode)}


def _members(by: Actor, session: Session, people: list[Participant], show: Show | None) -> list[Member]:
    asked = care.invitations_of(by, session)
    return [_member(by, session, one, asked, show) for one in people]


def _member(
    by: Actor, session: Session, part: Participant, asked: list[Invitation], show: Show | None
) -> Member:
    alone = show is not None and show.rater == "self"
    raters = [] if alone else raters_by_client(by, part.client_id)
    unseen = care.kept_from_client(part.client_id) if getattr(part, "keeps", True) else frozenset()
    stopped = getattr(part, "stopped", None)
    course = gather(by, session.episode, part.client, part.main_rater_id, stopped, unseen)
    actions.note_read(by=by, episode=session.episode, client=part.client_id, what="together")
    forms = forms_of(by, session, course, raters, asked)
    if not session.episode.shows_feedback(timezone.localdate()):
        return Member(part.client, None, [], forms)
    return Member(part.client, status_of(course), _pictures(course, show), forms)


def _pictures(course: Course, show: Show | None) -> list[Picture]:
    """The first picture, under a key of its own: the same form is drawn once for each."""
    if show is None:
        return []
    return [replace(one, key=f"{one.key}-{course.client.pk}") for one in pictures_of(course, show)[:1]]
