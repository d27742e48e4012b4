"""The list of the week: so many as there is time for, the rest folded; labels, units and substitutes."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import Town, lines_of, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import CourseLabel, Showing, Signal
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client


@pytest.fixture
def here(db: None) -> Town:
    """Alice has Dana, and six more who are worse than at the start."""
    here = town("Uke", outcome="ors")
    by = here.actor("alice")
    for number in range(6):
        client = people.register_client(by=by.who, client=Client(code=f"K-{number}", birth_year=1990))
        episode = Episode(unit=here.ours, outcome="ors", alliance="srs")
        care.open_episode(by=by, episode=episode, clients=[client], since=timezone.localdate())
        for weeks, mark in ((2, 60), (1, 40)):
            starts = timezone.now() - timedelta(weeks=weeks)
            session = care.plan_session(by=by, session=Session(episode=episode, starts=starts))
            care.begin_session(by=by, session=session)
            lines = dict.fromkeys(lines_of("ors"), mark)
            form = Form("ors", "start", client.pk)
            care.type_from_paper(by=by, session=session, form=form, answers=lines, stated_total=None)
    return here


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def parts(here: Town, who: str = "alice", **asked: str) -> tuple[list[str], list[str]]:
    """The codes in sight, and those under the fold."""
    page = browser(here, who).get(reverse("caseload"), asked).content.decode()
    first, _mark, folded = page.partition("caseload__more")
    codes = re.compile(r"<strong>([DK]-\d+)</strong>")
    return codes.findall(first), codes.findall(folded)


def test_the_week_points_to_five_and_folds_the_rest(here: Town) -> None:
    first, folded = parts(here)
    assert (len(first), folded) == (5, ["K-5", "D-204"])
    page = browser(here).get(reverse("caseload")).content.decode()
    assert "Mer som reglene fant: 2" in page
    assert "Listen peker på høyst 5 brukere i uken" in page
    assert "7 av 7 har noe å ta opp." in page
    assert parts(here, show="all") == ([*first, "K-5", "D-204"], [])
    assert parts(here, show="alliance") == ([], ["D-204"])
    assert parts(here, sort="name")[1] == ["D-204", "K-5"]


def test_what_stands_folded_is_kept_as_folded(here: Town) -> None:
    parts(here)
    folded = Showing.objects.filter(folded=True)
    assert {one.signal.client.code for one in folded} == {"K-5", "D-204"}
    assert Signal.objects.filter(shown=None).count() == 2
    assert Line.objects.filter(verb="signal.show").count() == 5
    assert Line.objects.filter(verb="signal.find").count() == 2
    parts(here, show="all")
    assert not Signal.objects.filter(shown=None).exists()
    assert not Showing.objects.filter(folded=True).exists()
    assert Showing.objects.count() == 7


def test_what_was_handled_this_week_has_used_of_it(here: Town) -> None:
    parts(here)
    for code in ("K-0", "K-1"):
        actions.talk_about(by=here.actor("alice"), signal=Signal.objects.get(client__code=code))
    first, folded = parts(here)
    assert (first, folded) == (["K-2", "K-3", "K-4"], ["K-5", "D-204"])
    last_week = timezone.now() - timedelta(days=7)
    Signal.objects.exclude(done="").update(done_at=last_week)
    assert parts(here) == (["K-2", "K-3", "K-4", "K-5", "D-204"], [])


def test_when_the_week_is_full_the_page_says_so_and_hides_nothing(here: Town) -> None:
    parts(here)
    for one in Signal.objects.filter(client__code__startswith="K-")[:5]:
        actions.talk_about(by=here.actor("alice"), signal=one)
    first, folded = parts(here)
    assert (first, len(folded)) == ([], 2)
    assert (
        "Du har håndtert 5 denne uken. Resten står under."
        in browser(here).get(reverse("caseload")).content.decode()
    )


def test_a_service_sets_how_many(here: Town) -> None:
    heidi = here.actor("heidi")
    actions.choose_rules(by=heidi, unit=here.ours.pk, code="gjenklang-few", why="rolig start")
    first, folded = parts(here)
    assert (len(first), len(folded)) == (3, 3), "and the line of the work together speaks no longer"


def test_labels_narrow_the_list_and_are_kept_when_taken_off(here: Town) -> None:
    one, alice = browser(here), here.actor("alice")
    path = reverse("put_label", args=[here.episode.pk])
    assert one.post(path, {"words": "ringe først"}).status_code == 302
    assert parts(here, label="ringe først") == ([], ["D-204"])
    assert "ringe først (1)" in one.get(reverse("caseload")).content.decode()
    assert one.post(path, {"words": "ringe først"}).status_code == 302
    assert CourseLabel.objects.count() == 1
    for words in ("", "x" * 31):
        one.post(path, {"words": words})
    for number in range(6):
        actions.put_label(by=alice, episode=here.episode, words=f"nr {number}")
    assert CourseLabel.objects.filter(removed=None).count() == 5
    label = CourseLabel.objects.get(words="ringe først")
    assert one.post(reverse("take_label_off", args=[here.episode.pk, label.pk])).status_code == 302
    label.refresh_from_db()
    assert label.removed
    assert parts(here, label="ringe først") == ([], [])
    verbs = Line.objects.filter(subject=label.pk, client=here.dana.pk).values_list("verb", flat=True)
    assert set(verbs) == {"label.put", "label.take_off"}


@pytest.mark.parametrize("who", ["bob", "carol", "frank", "heidi", "peggy"])
def test_only_those_who_work_with_a_course_label_it(here: Town, who: str) -> None:
    label = actions.put_label(by=here.actor("alice"), episode=here.episode, words="vår")
    assert browser(here, who).post(
        reverse("put_label", args=[here.episode.pk]), {"words": "x"}
    ).status_code in (403, 404)
    path = reverse("take_label_off", args=[here.episode.pk, label.pk])
    assert browser(here, who).post(path).status_code in (403, 404)
    assert list(CourseLabel.objects.values_list("words", "removed")) == [("vår", None)]


def test_units_are_a_choice_where_there_is_more_than_one(here: Town) -> None:
    page = browser(here).get(reverse("caseload")).content.decode()
    assert "Enhet og merkelapp" not in page
    Episode.objects.filter(pk=here.episode.pk).update(unit=here.theirs)
    page = browser(here).get(reverse("caseload")).content.decode()
    assert "Theirs (1)" in page
    assert parts(here, unit=str(here.theirs.pk)) == ([], ["D-204"])
    assert parts(here, unit="nonsense") == ([], [])


def away(here: Town, since: int, until: int) -> None:
    today = timezone.localdate()
    people.appoint_substitute(
        by=here.actor("heidi").who,
        absent=here.staff["alice"],
        substitute=here.staff["carol"],
        since=today + timedelta(days=since),
        until=today + timedelta(days=until),
    )


@pytest.mark.parametrize(
    ("since", "until", "stands_in"), [(-3, -1, False), (-3, 0, True), (0, 3, True), (1, 3, False)]
)
def test_the_dated_substitute_has_the_list_in_those_days_and_no_other(
    here: Town, since: int, until: int, stands_in: bool
) -> None:
    away(here, since, until)
    first, folded = parts(here, "carol")
    assert len(first) + len(folded) == (7 if stands_in else 0)
    parts(here)
    one = Signal.objects.get(client=here.dana)
    path = reverse("handle_signal", args=[one.episode_id, one.pk])
    answer = browser(here, "carol").post(path, {"done": "talked"})
    assert answer.status_code == (302 if stands_in else 404)
    assert Signal.objects.get(client=here.dana).done == ("talked" if stands_in else "")


def test_what_the_substitute_handles_is_gone_from_both_lists_and_counts_for_both(here: Town) -> None:
    away(here, 0, 3)
    parts(here, "carol")
    assert set(Showing.objects.values_list("staff__name", flat=True)) == {"Carol"}
    actions.talk_about(by=here.actor("carol"), signal=Signal.objects.get(client__code="K-0"))
    assert parts(here) == parts(here, "carol") == (["K-1", "K-2", "K-3", "K-4"], ["K-5", "D-204"])
    assert parts(here)[0] == ["K-1", "K-2", "K-3", "K-4"], "one of five is used"
