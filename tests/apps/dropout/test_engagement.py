"""What can be seen in a course, as facts by named rules: each on its edge, and for those who may read the course."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import lines_of
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Invitation, Session, Status
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Fact


def add(town, *statuses: str, last: int = 0) -> None:
    """Sessions on the days up to ``last`` days ago, one a day, in order."""
    now = timezone.now()
    days = range(len(statuses) - 1 + last, last - 1, -1)
    rows = [
        Session(
            organisation=town.organisation,
            episode=town.episode,
            staff=town.staff["alice"],
            starts=now - timedelta(days=ago),
            local_date=timezone.localdate() - timedelta(days=ago),
            status=status,
        )
        for ago, status in zip(days, statuses, strict=True)
    ]
    care.store_sessions(by=town.actor("alice"), sessions=rows)


def seen(town, who: str = "alice") -> dict[str, dict]:
    found = queries.engagement(town.actor(who), timezone.localdate())
    return {one.fact: one.figures for course in found for one in course.seen}


def rate(town, *totals: int) -> None:
    """Alliance forms with these totals in tenths, one in each session of the cast, oldest first."""
    sessions = Session.objects.filter(episode=town.episode, status=Status.HELD).order_by("starts")
    code = town.episode.alliance
    for session, total in zip(sessions, totals, strict=True):
        session.administrations.filter(moment="end").delete()
        care.type_from_paper(
            by=town.actor("alice"),
            session=session,
            form=Form(code, "end", town.dana.id),
            answers=dict.fromkeys(lines_of(code), total // 4),
            stated_total=None,
        )


def test_two_not_met_in_a_row_are_a_fact_and_one_is_not(cast) -> None:
    add(cast.here, Status.NO_SHOW)
    assert Fact.MISSED not in seen(cast.here)
    add(cast.here, Status.NO_SHOW, last=1)
    assert seen(cast.here)[Fact.MISSED] == {"n": 2, "missed": 2, "before": 0, "of": 3}


def test_cancelled_by_the_client_counts_and_by_us_does_not(cast) -> None:
    add(cast.here, Status.CANCELLED_SERVICE, Status.CANCELLED_SERVICE, Status.CANCELLED_CLIENT)
    assert Fact.MISSED not in seen(cast.here)
    add(cast.here, Status.NO_SHOW, last=3)
    assert seen(cast.here)[Fact.MISSED]["missed"] == 1


def test_someone_who_came_since_has_no_row_of_missed(cast) -> None:
    add(cast.here, Status.NO_SHOW, Status.NO_SHOW, Status.HELD)
    assert Fact.MISSED not in seen(cast.here)
    add(cast.here, Status.NO_SHOW, Status.NO_SHOW, last=-2)
    assert Fact.MISSED not in seen(cast.here)  # those days have not come


@pytest.mark.parametrize(("ago", "there"), [(13, False), (14, True)])
def test_a_gap_is_twice_the_usual_and_a_fortnight_or_more(cast, ago: int, there: bool) -> None:
    Session.objects.filter(episode=cast.here.episode, status=Status.HELD).update(
        status=Status.CANCELLED_SERVICE
    )
    add(cast.here, *[Status.HELD] * 4, last=ago)
    assert (Fact.GAP in seen(cast.here)) is there


def test_a_gap_needs_four_sessions_to_compare_with(cast) -> None:
    Session.objects.filter(episode=cast.here.episode, status=Status.HELD).update(
        status=Status.CANCELLED_SERVICE
    )
    add(cast.here, *[Status.HELD] * 3, last=40)
    assert Fact.GAP not in seen(cast.here)


def test_a_form_without_a_limit_is_described_as_it_fell(cast) -> None:
    rate(cast.here, 360, 340, 340)
    assert Fact.ALLIANCE not in seen(cast.here)
    rate(cast.here, 360, 340, 320)
    assert seen(cast.here)[Fact.ALLIANCE]["totals"] == [360, 340, 320]


def test_a_form_with_a_limit_is_read_by_its_rule(cast) -> None:
    cast.here.episode.alliance = "srs"
    cast.here.episode.save()
    rate(cast.here, 400, 380, 360)
    assert Fact.ALLIANCE not in seen(cast.here)
    rate(cast.here, 400, 380, 356)
    figures = seen(cast.here)[Fact.ALLIANCE]
    assert (figures["total"], figures["limit"]) == (356, 360)


def test_not_today_twice_in_six_weeks_is_a_fact(cast) -> None:
    for session in Session.objects.filter(episode=cast.here.episode).order_by("-starts")[:2]:
        form = Form(cast.here.episode.outcome, "start", cast.here.dana.id)
        invitation, _token = care.hand_over(
            by=cast.here.actor("alice"), session=session, form=form, language="nb"
        )
        Invitation.objects.filter(pk=invitation.pk).update(
            declined=timezone.now(), local_date=timezone.localdate()
        )
    assert seen(cast.here)[Fact.DECLINED] == {"n": 2}
    Invitation.objects.update(local_date=timezone.localdate() - timedelta(days=43))
    assert Fact.DECLINED not in seen(cast.here)


def test_a_course_that_has_ended_is_not_looked_at(cast) -> None:
    add(cast.here, Status.NO_SHOW, Status.NO_SHOW)
    care.end_episode(
        by=cast.here.actor("alice"), episode=cast.here.episode, ended=timezone.localdate(), ending="client"
    )
    assert not queries.engagement(cast.here.actor("alice"), timezone.localdate())


def follow(cast) -> str:
    return reverse("dropout:follow", args=[cast.here.episode.pk])


def test_the_page_says_facts_with_figures_rule_and_what_we_try_and_leaves_a_line(cast, signed_in) -> None:
    add(cast.here, Status.NO_SHOW, Status.NO_SHOW)
    page = signed_in("alice").get(follow(cast)).content.decode()
    for words in ("Ikke møtt 2 ganger på rad", "før: aldri på 3", "to eller flere på rad", "Ring samme dag"):
        assert words in page
    line = Line.objects.filter(client=cast.here.dana.pk).latest("id")
    assert (line.verb, line.by) == ("client.read", cast.here.staff["alice"].pk)


def test_a_page_without_facts_says_that_it_does_not_mean_that_all_is_well(cast, signed_in) -> None:
    page = signed_in("alice").get(follow(cast)).content.decode()
    assert "Ikke noe av det reglene våre ser etter." in page
    assert "Ingen funn betyr ikke at alt er bra." in page


def test_the_course_page_leads_there_and_the_session_page_does_not(cast, signed_in) -> None:
    browser = signed_in("alice")
    assert follow(cast) in browser.get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    assert follow(cast) not in browser.get(reverse("session", args=[cast.here.session.pk])).content.decode()


def test_a_peer_does_not_get_in_even_to_a_course_of_their_own(cast, signed_in) -> None:
    peggy = cast.here.staff["peggy"]
    care.share_responsibility(
        by=cast.here.actor("alice"),
        episode=cast.here.episode,
        staff=peggy.pk,
        since=timezone.localdate() - timedelta(days=1),
    )
    assert signed_in("peggy").get(follow(cast)).status_code == 403
    assert (
        follow(cast)
        not in signed_in("peggy").get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    )


def test_a_service_writes_what_it_tries_and_takes_it_back(cast, signed_in) -> None:
    add(cast.here, Status.NO_SHOW, Status.NO_SHOW)
    page = signed_in("heidi").get(reverse("dropout:measures"))
    sent = {fact: page.context["form"][fact].value() for fact in Fact} | {"missed": "Send en blomst."}
    assert signed_in("heidi").post(reverse("dropout:measures"), sent).status_code == 302
    assert "Send en blomst." in signed_in("alice").get(follow(cast)).content.decode()
    assert Line.objects.filter(verb="measure.link").count() == 1
    assert "Send en blomst." not in queries.links_of(cast.next_door.actor("alice")).values()
    actions.link_measure(by=cast.here.actor("frank"), fact="missed", words="")
    assert "Ring samme dag" in signed_in("alice").get(follow(cast)).content.decode()


@pytest.mark.parametrize("who", ["alice", "bob", "grace", "peggy"])
def test_only_a_leader_or_an_administrator_writes_what_we_try(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("dropout:measures")).status_code == 403
