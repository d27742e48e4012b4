"""The guess before the curve: asked once, the therapist's own, and counted honestly."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import lines_of
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Session
from gjenklang.apps.feedback.actions import make_guess
from gjenklang.apps.feedback.models import Guess
from gjenklang.apps.feedback.queries import my_guesses


def test_it_is_asked_between_begin_and_the_curve_and_only_once(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    page = alice.post(reverse("care:begin", args=[here.session.pk]), follow=True)
    text = page.content.decode()
    assert "Hvordan blir merkene i dag?" in text
    assert "<svg" not in text.split("<main")[1]
    given = {"client": here.dana.pk, "expects": "worse", "back": "no"}
    page = alice.post(reverse("make_guess", args=[here.session.pk]), given, follow=True).content.decode()
    assert "<svg" in page.split("<main")[1]
    guess = Guess.objects.get()
    assert (guess.expects, guess.returns, guess.staff) == ("worse", False, here.staff["alice"])
    alice.post(reverse("make_guess", args=[here.session.pk]), given | {"expects": "better"})
    assert Guess.objects.get().expects == "worse"
    assert Line.objects.filter(verb="guess.make", client=here.dana.pk).count() == 1
    again = alice.get(reverse("session", args=[here.session.pk]), {"begun": 1}).content.decode()
    assert "Hvordan blir merkene i dag?" not in again


def test_the_page_that_is_turned_to_the_client_never_asks(cast, signed_in) -> None:
    page = signed_in("alice").get(reverse("session", args=[cast.here.session.pk])).content.decode()
    assert "Hvordan blir merkene i dag?" not in page


def test_at_the_first_session_there_is_nothing_to_compare_with(cast, signed_in) -> None:
    here = cast.here
    Session.objects.filter(episode=here.episode).exclude(pk=here.session.pk).update(status="no_show")
    page = (
        signed_in("alice").post(reverse("care:begin", args=[here.session.pk]), follow=True).content.decode()
    )
    assert "Åpne kurven" in page
    assert "Hvordan blir merkene i dag?" not in page


def test_skipping_is_not_asked_again_and_counts_in_no_share(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    alice.post(
        reverse("make_guess", args=[here.session.pk]), {"client": here.dana.pk, "skip": 1, "back": "yes"}
    )
    assert (Guess.objects.get().expects, Guess.objects.get().returns) == ("", None)
    record = my_guesses(here.actor("alice"), timezone.localdate())
    assert (record.skipped, record.change.n, record.back.n) == (1, 0, 0)


def test_whoever_does_not_want_to_is_not_asked(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    alice.post(reverse("guesses"), {"wanted": "no"})
    page = alice.post(reverse("care:begin", args=[here.session.pk]), follow=True).content.decode()
    assert "Hvordan blir merkene i dag?" not in page
    alice.post(reverse("guesses"), {"wanted": "yes"})
    assert "Ikke spør meg mer" in alice.get(reverse("guesses")).content.decode()


def test_nobody_but_the_therapist_sees_it(cast, signed_in) -> None:
    here = cast.here
    for place, expects in enumerate(("better", "worse")):
        session = Session.objects.filter(episode=here.episode).order_by("starts")[place]
        guess = Guess(session=session, episode=here.episode, client=here.dana, expects=expects, returns=True)
        make_guess(by=here.actor("alice"), guess=guess)
    assert "Du traff" in signed_in("alice").get(reverse("guesses")).content.decode()
    assert signed_in("bob").get(reverse("guesses")).status_code == 403
    page = signed_in("carol").get(reverse("guesses")).content.decode()
    assert "Du traff" not in page
    other = signed_in("bob").get(reverse("course", args=[here.episode.pk])).content.decode()
    assert "gjetning" not in other


@pytest.fixture
def course(cast):
    """Twelve weekly sessions of Alice's, whose totals go up three points, stand, and fall three, over and over."""
    here = cast.here
    by, now = here.actor("alice"), timezone.now()
    totals = [150, 180, 180, 150, 180, 180, 150, 180, 180, 150, 180, 180]
    sessions = []
    for place, total in enumerate(totals):
        starts = now - timedelta(days=400) + timedelta(weeks=place)
        session = care.plan_session(by=by, session=Session(episode=here.episode, starts=starts))
        care.begin_session(by=by, session=session)
        form = Form(here.episode.outcome, "start", here.dana.pk)
        care.type_from_paper(by=by, session=session, form=form, answers={}, stated_total=total)
        sessions.append(session)
    return here, sessions


def test_hits_and_the_base_rate_are_counted_by_the_rule(course) -> None:
    """Of eleven changes four go up, four stand and three fall: by hand from the totals above."""
    here, sessions = course
    by = here.actor("alice")
    for session in sessions:
        guess = Guess(session=session, episode=here.episode, client=here.dana, expects="better", returns=True)
        make_guess(by=by, guess=guess)
    record = my_guesses(by, timezone.localdate())
    assert (record.change.n, record.change.hits, record.change.base, record.change.open) == (11, 4, 4, 1)
    # R: prop.test(4, 11, correct = FALSE) gives .1517 to .6462.
    assert record.change.hit_share == "36 % (15–65)"
    # The last of the twelve was followed by no session within sixty days.
    assert (record.back.n, record.back.hits, record.back.base) == (12, 11, 11)


def test_a_form_where_lower_is_better_is_turned(course) -> None:
    here, sessions = course
    here.episode.outcome = "phq9"
    here.episode.save()
    by = here.actor("alice")
    for session, total in zip(sessions[:2], (20, 10), strict=True):
        form = Form("phq9", "start", here.dana.pk)
        care.type_from_paper(by=by, session=session, form=form, answers={}, stated_total=total)
    guess = Guess(session=sessions[1], episode=here.episode, client=here.dana, expects="better", returns=True)
    make_guess(by=by, guess=guess)
    assert my_guesses(by, timezone.localdate()).change.hits == 1


def test_a_total_that_disagrees_with_its_own_lines_is_not_trusted(course) -> None:
    """As on the curve: the lines add up to 21 cm, whatever is written under them."""
    here, sessions = course
    by = here.actor("alice")
    lines = dict.fromkeys(lines_of(here.episode.outcome), 52)
    form = Form(here.episode.outcome, "start", here.dana.pk)
    care.type_from_paper(by=by, session=sessions[1], form=form, answers=lines, stated_total=None)
    Administration.objects.filter(session=sessions[1], standing="counts").update(stated_total=0)
    guess = Guess(session=sessions[1], episode=here.episode, client=here.dana, expects="better", returns=True)
    make_guess(by=by, guess=guess)
    assert my_guesses(by, timezone.localdate()).change.hits == 1


def test_few_guesses_give_no_share(cast) -> None:
    here = cast.here
    session = Session.objects.filter(episode=here.episode).order_by("starts")[1]
    guess = Guess(session=session, episode=here.episode, client=here.dana, expects="better", returns=True)
    make_guess(by=here.actor("alice"), guess=guess)
    record = my_guesses(here.actor("alice"), timezone.localdate())
    assert (record.change.n, record.change.hit_share) == (1, "")
