"""What each page of a session or a course begins with, and everything that stands beside one client's curve."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode, Participant, SafetyNotice, Session
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.forms import theory_in_words
from gjenklang.apps.feedback.queries import (
    Course,
    Noted,
    Points,
    expected_for,
    gather,
    may_handle,
    noted_of,
    own_line_shown,
    pictures_of,
    points_of,
    status_of,
    talked_of,
)
from gjenklang.apps.feedback.queries.newest import newest
from gjenklang.apps.feedback.queries.own_line import OwnLineShown
from gjenklang.apps.feedback.queries.picture import Show
from gjenklang.apps.feedback.rules import may_stand
from gjenklang.apps.feedback.views.signals import to_talk_about
from gjenklang.apps.people.queries import raters_by_client
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["named", "only", "page_of", "session_or_404", "taking_part"]

#: Kinds of course in which each begins with the own line alone.
OWN_FIRST = {"couple", "group"}
#: What can be put on the curve: the word in the address, and the word on the page.
PUTS = (
    ("event", gettext_lazy("something happened")),
    ("words", gettext_lazy("own words")),
    ("work", gettext_lazy("whose work it was")),
    ("phase", gettext_lazy("a phase")),
)


def session_or_404(by: Actor, key: UUID) -> Session:
    """One meeting of a course that the asker may read; any other does not exist.

    Raises
    ------
    django.http.Http404
        When it is not open to the asker.
    """
    found = care.session_of(by, key)
    if found is None:
        raise Http404
    return found


def taking_part(by: Actor, episode: Episode) -> list[Participant]:
    """Those who take part now, by code."""
    return [one for one in care.participants_of(by, episode) if one.until is None]


def named(request: HttpRequest, people: list[Participant]) -> Participant | None:
    """The one whom the address names."""
    return next((one for one in people if str(one.client_id) == request.GET.get("client")), None)


def only(request: HttpRequest, people: list[Participant]) -> Participant:
    """The one whom the address names, or the only one there is: a page that is turned never guesses whose it is.

    Raises
    ------
    django.http.Http404
        When several take part and none is named.
    """
    part = named(request, people) or (people[0] if len(people) == 1 else None)
    if part is None:
        raise Http404
    return part


def page_of(
    request: HttpRequest,
    by: Actor,
    episode: Episode,
    part: Participant,
    people: list[Participant],
    *,
    in_the_room: bool = False,
) -> dict[str, Any]:
    """Everything that stands beside one client's curve; nothing derived while a study has feedback off.

    Where the client looks along ``in_the_room``, nothing stands there that it was decided the client shall not see.
    """
    chosen = part.client
    raters = raters_by_client(by, chosen.pk)
    unseen = care.kept_from_client(chosen.pk) if in_the_room and getattr(part, "keeps", True) else frozenset()
    stopped = getattr(part, "stopped", None)
    gathered = gather(by, episode, chosen, part.main_rater_id, stopped, unseen)
    whole = gather(by, episode, chosen, part.main_rater_id, stopped) if gathered.behind else gathered
    going_on = episode.ended is None and part.until is None
    show = Show(
        request.GET.get("rater") or _whose(by, episode, part, people), request.GET.get("show") == "lines"
    )
    noted = noted_of(by, episode, chosen.pk)
    points = points_of(gathered, noted)
    if episode.shows_feedback(timezone.localdate()):
        shown = _derived(by, gathered, (noted, points), show, whole, going_on=going_on)
    else:
        shown = _withheld(by, gathered, (noted, points))
    return {
        "course": gathered,
        "episode": episode,
        "client": chosen,
        "people": people,
        "several": sum(one.until is None for one in people) > 1,
        "raters": raters,
        "drawn": [one for one in raters if one.pk not in unseen],
        **shown,
        "may_write": shown["may_handle"] and going_on,
        "going_on": going_on,
        "to": reverse("course", args=[episode.pk]),
        "query": f"?client={chosen.pk}",
        "puts": _puts(get_language() or ""),
        "points": points,
        "theory": theory_in_words(noted.theory),
        "show": show,
        "own_words": gathered.outcome is not None and gathered.outcome.instrument.own_words,
        "safety": _safety(by, whole),
        "own_line": None if shown.get("off") else _own_line(by, episode, part),
        "told": getattr(part, "told", False),
        "talked": [] if shown.get("off") else talked_of(by, gathered),
    }


def _own_line(by: Actor, episode: Episode, part: Participant) -> OwnLineShown | None:
    """The client's own line, asked for only where there is one."""
    return own_line_shown(by, episode, part.client) if getattr(part, "follows", False) else None


def _whose(by: Actor, episode: Episode, part: Participant, people: list[Participant]) -> str:
    """Whose lines stand there before anyone has chosen.

    Of two who are a couple, and of a group, one's own alone, for a partner may rate too; so nothing is seen of whether
    they are kept apart. In a family everyone's, unless they are.
    """
    if len(people) < 2 or (episode.kind not in OWN_FIRST and not care.kept_apart(by, episode)):
        return "all"
    return str(part.main_rater_id) if part.main_rater_id else "self"


@lru_cache(maxsize=16)
def _puts(_language: str) -> list[tuple[str, str]]:
    """In the language that is spoken now."""
    return [(kind, str(label)) for kind, label in PUTS]


def _derived(
    by: Actor,
    course: Course,
    beside: tuple[Noted, Points],
    show: Show,
    whole: Course,
    *,
    going_on: bool,
) -> dict[str, Any]:
    """What is found is found of the ``whole`` course, and only what stands on the page is said of it."""
    noted, points = beside
    expected = expected_for(by, course)
    found = to_talk_about(
        by, whole, going_on=going_on, expected=expected_for(by, whole) if course.behind else expected
    )
    if course.behind:
        main = whole.main_rater is not None and course.main_rater is None
        for name in ("talk", "handled"):
            found[name] = [
                (one, said) for one, said in found[name] if may_stand(one.kind, main_is_behind=main)
            ]
    return {
        **found,
        "status": status_of(course, expected),
        "pictures": pictures_of(course, show, points, expected),
        "newest": newest(course, noted, points),
    }


def _withheld(by: Actor, course: Course, beside: tuple[Noted, Points]) -> dict[str, Any]:
    actions.note_read(by=by, episode=course.episode, client=course.client.pk, what="feedback off")
    return {
        "may_handle": may_handle(by, course.episode),
        "newest": newest(course, *beside, derived=False),
        "off": True,
        "study": care.study_of(by, course.episode),
    }


def _safety(by: Actor, course: Course) -> list[SafetyNotice]:
    """What must be talked about today; asked only where some form of the course has such an item."""
    codes = {course.episode.outcome, course.episode.alliance} - {""}
    codes |= {one.instrument.code for one in course.readings}
    if all(in_catalogue(code).safety is None for code in codes):
        return []
    return care.safety_of_course(by, course.episode, course.client.pk)
