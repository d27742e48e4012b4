"""How a unit uses feedback, counted by hand on a few sessions."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, LineNote, Session
from gjenklang.apps.feedback.queries import unit_use
from gjenklang.apps.people.actions import appoint_substitute


def held(here, weeks: int, *, start: bool, end: bool) -> None:
    by = here.actor("alice")
    starts = timezone.now() - timedelta(weeks=weeks)
    session = care.plan_session(by=by, session=Session(episode=here.episode, starts=starts))
    care.begin_session(by=by, session=session)
    for wanted, code, moment in ((start, here.episode.outcome, "start"), (end, here.episode.alliance, "end")):
        if wanted:
            form = Form(code, moment, here.dana.pk)
            care.type_from_paper(by=by, session=session, form=form, answers={}, stated_total=200)


@pytest.fixture
def busy(cast):
    """Five sessions in one week: four with a form at the start, two with one at the end."""
    for start, end in ((True, True), (True, True), (True, False), (True, False), (False, False)):
        held(cast.here, 5, start=start, end=end)
    return cast


def test_a_week_is_counted_with_wilson_and_a_small_one_says_nothing(busy) -> None:
    here, day = busy.here, timezone.localdate()
    use = unit_use(here.actor("frank"), here.ours, day)
    assert use is not None
    week = next(one for one in use.weeks if one.held == 5)
    assert (week.at_start, week.at_end) == (4, 2)
    # R: prop.test(4, 5, correct = FALSE) gives .3755 to .9638, prop.test(2, 5) .1176 to .7693.
    assert (week.start_share, week.end_share) == ("80 % (38–96)", "40 % (12–77)")
    small = [one for one in use.weeks if 0 < one.held < 5]
    assert small
    assert {one.start_share for one in small} == {""}
    assert use.whole.held == sum(one.held for one in use.weeks) == 8
    assert len(use.weeks) == 12


def test_what_is_undone_or_replaced_is_no_form(busy) -> None:
    here = busy.here
    Administration.objects.filter(episode=here.episode).update(standing="undone")
    use = unit_use(here.actor("frank"), here.ours, timezone.localdate())
    assert use is not None
    assert (use.whole.at_start, use.whole.at_end) == (0, 0)


def test_words_wait_until_someone_opens_the_course(cast, signed_in) -> None:
    here = cast.here
    given = Administration.objects.filter(episode=here.episode, moment="start").latest("finished")
    LineNote.objects.create(
        organisation=here.organisation, administration=given, line="body", text="lite søvn"
    )
    by, day = here.actor("bob"), timezone.localdate()

    def unread() -> int:
        found = unit_use(by, here.ours, day)
        assert found is not None
        return found.unread

    assert unread() == 1
    signed_in("alice").get(reverse("course", args=[here.episode.pk]))
    assert unread() == 0


def test_who_covers_whom_is_named_and_no_client(busy, signed_in) -> None:
    here, day = busy.here, timezone.localdate()
    by = here.actor("heidi").who
    days = {"since": day, "until": day + timedelta(days=3)}
    appoint_substitute(by=by, absent=here.staff["alice"], substitute=here.staff["carol"], **days)
    page = signed_in("frank").get(reverse("unit")).content.decode()
    assert "Carol for Alice" in page
    assert "D-204" not in page
    assert "Dana" not in page


@pytest.mark.parametrize("who", ["alice", "carol", "grace", "peggy", "erin"])
def test_it_is_for_those_who_oversee(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("unit")).status_code == 403


def test_a_leader_sees_the_own_unit_and_nobody_next_door_sees_it(busy, signed_in) -> None:
    here, day = busy.here, timezone.localdate()
    assert unit_use(here.actor("frank"), here.theirs, day) is None
    assert unit_use(busy.next_door.actor("frank"), here.ours, day) is None
    assert unit_use(here.actor("heidi"), here.theirs, day) is not None
    page = signed_in("frank").get(reverse("unit"), {"unit": str(here.theirs.pk)}).content.decode()
    assert '<h2 class="section">Ours</h2>' in page
