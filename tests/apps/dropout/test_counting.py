"""Endings counted: whom it is about, who may see it, and that the figures are those of the same people by hand."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cast import Cast, Town, lines_of, town
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Ending, Episode, Session, Status
from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.figures import figures_of
from gjenklang.apps.dropout.models import Count
from gjenklang.apps.dropout.queries import counted_courses, counted_in_words, latest_count, units_to_count
from gjenklang.apps.dropout.queries.counted import Counted, counted_with
from gjenklang.apps.dropout.tasks import count
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client
from gjenklang.core.dropout import ClosedEpisode, Reason
from gjenklang.core.instruments import instrument

YEARS = (date(2024, 1, 1), date(2026, 12, 31))


def course(here: Town, code: str, began: date, ended: date | None = None, ending: str = "") -> Episode:
    """One more course of Alice's, with its dates."""
    alice = here.actor("alice")
    client = people.register_client(by=alice.who, client=Client(code=code, birth_year=1990))
    opened = care.open_episode(
        by=alice,
        episode=Episode(unit=here.ours, outcome="ors", alliance="srs", first_attended=began),
        clients=[client],
        since=began,
    )
    if ended:
        care.end_episode(by=alice, episode=opened, ended=ended, ending=ending)
    return opened


def meet(
    here: Town, episode: Episode, day: date, status: Status = Status.HELD, mark: int | None = None
) -> None:
    """A session on a day, and four equal marks on paper."""
    alice = here.actor("alice")
    starts = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 10))
    session = care.plan_session(by=alice, session=Session(episode=episode, starts=starts))
    Session.objects.filter(pk=session.pk).update(status=status, local_date=day)
    session.refresh_from_db()
    if mark is not None:
        marks = dict.fromkeys(lines_of("ors"), mark)
        form = Form("ors", "start", episode.participants.get().client_id)
        care.type_from_paper(by=alice, session=session, form=form, answers=marks, stated_total=None)


def of(found: list[Counted], ended: date) -> Counted:
    return next(one for one in found if one.ended == ended)


def test_a_course_is_counted_with_its_reason_its_misses_and_its_gain(db: None) -> None:
    here = town("Papir", outcome="ors")
    began, ended = date(2026, 3, 2), date(2026, 5, 4)
    opened = course(here, "E-1", began, ended, Ending.CLIENT)
    for week, status, mark in ((0, "held", 30), (1, "held", 60), (2, "cancelled_client", None)):
        meet(here, opened, began + timedelta(weeks=week), Status(status), mark)
    for week in (3, 4):
        meet(here, opened, began + timedelta(weeks=week), Status.NO_SHOW)
    meet(here, opened, ended + timedelta(days=7), Status.HELD)  # after the end: not part of it
    one = of(counted_courses(here.actor("bob"), here.ours.pk, *YEARS), ended)
    assert (one.unit, one.started) == ("Ours", began)
    assert one.closed.reason is Reason.CLIENT
    assert (one.closed.attended, one.closed.missed_last) == (2, 2)
    assert (
        one.closed.reliable_gain is True
    )  # 12.0 to 24.0, and 6 is enough by the rule that the service reads ORS by


def test_a_gain_that_the_rule_calls_chance_is_none_and_a_form_without_a_rule_says_nothing(cast: Cast) -> None:
    here = cast.here
    opened = course(here, "E-2", date(2026, 1, 5), date(2026, 4, 1), Ending.AGREED)
    for week, mark in ((0, 30), (1, 34)):
        meet(here, opened, date(2026, 1, 5) + timedelta(weeks=week), Status.HELD, mark)
    care.end_episode(
        by=here.actor("alice"), episode=here.episode, ended=timezone.localdate(), ending=Ending.AGREED
    )
    found = counted_courses(here.actor("bob"), here.ours.pk, *YEARS)
    assert of(found, date(2026, 4, 1)).closed.reliable_gain is False
    assert of(found, timezone.localdate()).closed.reliable_gain is None


def test_only_who_leads_or_supervises_sees_a_unit_counted(cast: Cast) -> None:
    here = cast.here
    assert [one.name for one in units_to_count(here.actor("frank"))] == ["Ours"]
    assert [one.name for one in units_to_count(here.actor("bob"))] == ["Ours"]
    assert [one.name for one in units_to_count(here.actor("heidi"))] == ["Ours", "Theirs"]
    assert not units_to_count(here.actor("alice"))
    assert not counted_courses(here.actor("frank"), here.theirs.pk, *YEARS)
    for who, unit in (
        ("alice", here.ours.pk),
        ("frank", here.theirs.pk),
        ("frank", None),
        ("heidi", cast.next_door.ours.pk),
    ):
        with pytest.raises(actions.NotYours):
            actions.ask_for_count(by=here.actor(who), unit=unit, since=YEARS[0], until=YEARS[1])


def test_a_unit_under_another_is_counted_with_it(cast: Cast) -> None:
    here = cast.here
    under = people.make_unit(
        by=here.actor("heidi").who, organisation=here.organisation.pk, name="Under", parent=here.ours
    )
    assert under in units_to_count(here.actor("frank"))


def test_a_course_is_counted_where_its_unit_stood_when_it_ended(cast: Cast) -> None:
    """A reorganisation takes no course out of the figures of the years before it, and the years add up."""
    here = cast.here
    heidi = here.actor("heidi")
    top = people.make_unit(by=heidi.who, organisation=heidi.organisation, name="Top")
    moved = date(2026, 1, 1)
    people.move_unit(by=heidi.who, unit=here.ours, parent=top, since=date(2024, 1, 1))
    people.move_unit(by=heidi.who, unit=here.ours, parent=here.theirs, since=moved)
    course(here, "E-3", date(2025, 2, 3), date(2025, 4, 1), Ending.AGREED)
    course(here, "E-4", date(2026, 2, 2), date(2026, 4, 1), Ending.AGREED)

    def ended(unit: UUID, since: date, until: date) -> list[date | None]:
        return [one.ended for one in counted_courses(heidi, unit, since, until) if one.ended]

    course(here, "E-5", date(2025, 5, 5))  # still runs, and began before the move
    together = (date(2024, 1, 1), date(2026, 12, 31))
    before, after = (date(2025, 1, 1), date(2025, 12, 31)), (moved, date(2026, 12, 31))
    assert ended(top.pk, *before) == [date(2025, 4, 1)]
    assert ended(here.theirs.pk, *before) == []
    assert ended(top.pk, *after) == []
    assert ended(here.theirs.pk, *after) == [date(2026, 4, 1)]
    assert ended(top.pk, *together) == [date(2025, 4, 1)]
    assert ended(here.theirs.pk, *together) == [date(2026, 4, 1)]
    running = [one for one in counted_courses(heidi, top.pk, *together) if one.started == date(2025, 5, 5)]
    assert len(running) == 1
    assert counted_with(heidi, top.pk, *before) == ["Ours"]
    assert counted_with(heidi, top.pk, *after) == []
    for stranger in (here.actor("frank"), here.actor("alice"), cast.next_door.actor("heidi")):
        assert counted_with(stranger, top.pk, *before) == []
        assert not counted_courses(stranger, top.pk, *before)
    assert len(counted_courses(heidi, None, *together)) == 4  # and Dana's


def many() -> list[Counted]:
    """Twelve courses: six broken off at 20 days, three as planned at 100, one dead, one unknown, one still here."""
    day = date(2026, 1, 1)

    def one(days: int | None, reason: Reason = Reason.UNKNOWN) -> Counted:
        return Counted(
            "A", day, day + timedelta(days=days) if days else None, ClosedEpisode(reason=reason, attended=3)
        )

    return [
        *[one(20, Reason.CLIENT)] * 6,
        *[one(100, Reason.PLANNED)] * 3,
        one(40, Reason.DEAD),
        one(60),
        one(None),
    ]


def test_the_figures_are_those_of_the_same_people_counted_by_hand() -> None:
    figures = figures_of(many(), since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    npr = figures["rates"][0]
    assert (npr["definition"], npr["n"], npr["unknown"], npr["count"]) == ("npr", 11, 1, 6)
    assert npr["share"] == pytest.approx(6 / 10)
    assert (npr["lowest"], npr["highest"]) == (pytest.approx(6 / 11), pytest.approx(7 / 11))
    at_30, at_90, at_180 = figures["staying"]["at"]
    assert (at_30["at_risk"], at_30["share"]) == (6, pytest.approx(6 / 12))
    assert (at_90["at_risk"], at_90["share"]) == (4, pytest.approx(4 / 12))
    assert at_180["share"] == pytest.approx(1 / 12)
    assert figures["staying"]["median"]["estimate"] == pytest.approx(30)
    broken_off = next(one for one in figures["incidence"] if one["ending"] == "dropout")
    assert broken_off["at"][1]["share"] == pytest.approx(6 / 12)


def test_measures_are_compared_from_one_day_on_among_those_still_here() -> None:
    day = date(2026, 1, 1)

    def one(days: int, got: int | None) -> Counted:
        measures = {"A peer gets in touch": day + timedelta(days=got)} if got is not None else {}
        closed = ClosedEpisode(reason=Reason.CLIENT, attended=2)
        return Counted("A", day, day + timedelta(days=days), closed, measures=measures)

    # Ten left before day 30 without it: they say nothing of the measure. One got it too late to be in the comparison.
    people = [one(10, None)] * 10 + [one(60, None)] * 5 + [one(90, 20)] * 6 + [one(120, 50)]
    found = figures_of(people, since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)[
        "by_measure"
    ]
    assert [(each["measure"], each["since"]["n"], each["landmark"]) for each in found] == [
        ("A peer gets in touch", 7, 30)
    ]
    groups = {each["name"]: each["staying"] for each in found[0]["groups"]}
    assert (groups["with"]["n"], groups["without"]["n"]) == (6, 6)
    assert groups["without"]["at"][0]["share"] == pytest.approx(
        1 / 6
    )  # five of six left at day 60, 30 days on
    assert groups["with"]["at"][0]["share"] == 1
    assert found[0]["tests"][0]["name"] == "log-rank"


def test_a_factor_starts_its_clock_on_the_day_it_was_answered() -> None:
    day = date(2026, 1, 1)
    asked = [
        Counted(
            "A",
            day,
            day + timedelta(days=70),
            ClosedEpisode(attended=2),
            day + timedelta(days=20),
            {"age": reply},
        )
        for reply in ["yes"] * 5 + ["no"] * 5
    ]
    never = [Counted("A", day, day + timedelta(days=9), ClosedEpisode(attended=1))] * 5
    figures = figures_of(asked + never, since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    of_age = next(one for one in figures["by_factor"] if one["factor"] == "age")
    assert [(one["name"], one["staying"]["n"]) for one in of_age["groups"]] == [("no", 5), ("yes", 5)]
    assert of_age["groups"][0]["staying"]["median"]["estimate"] == 50


def test_without_an_expected_course_nobody_is_said_to_have_left_with_effect() -> None:
    figures = figures_of(many(), since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    rate = next(one for one in figures["rates"] if one["definition"] == "without-effect")
    assert (rate["share"], rate["unknown"], rate["n"]) == (None, 11, 11)
    assert (rate["lowest"], rate["highest"]) == (0, pytest.approx(7 / 11))


def test_figures_are_rounded_and_not_cut() -> None:
    figures = figures_of(many(), since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    figures["staying"]["median"]["high"] = 100.5
    with translation.override("nb"):
        said = counted_in_words(Count(figures=figures))
    assert said is not None
    assert said.rates[0].bounds == "55–64 %"  # 6 and 7 of 11
    assert said.rates[0].share.startswith("60 %")
    assert said.staying[0].rows[1][3] == "33 %"
    assert "100,5" in said.staying[0].notes[1]


def test_the_number_of_sessions_that_is_asked_for_is_the_one_that_is_shown(cast: Cast) -> None:
    here, frank = cast.here, cast.here.actor("frank")
    asked = actions.ask_for_count(by=frank, unit=here.ours.pk, since=YEARS[0], until=YEARS[1], missed=2)
    assert latest_count(frank, here.ours.pk, *YEARS, 2) == asked
    assert latest_count(frank, here.ours.pk, *YEARS, 3) is None


def test_a_rate_of_fewer_than_five_is_not_shown() -> None:
    one = Counted("A", date(2026, 1, 1), date(2026, 2, 1), ClosedEpisode(reason=Reason.CLIENT, attended=3))
    figures = figures_of([one] * 4, since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    with translation.override("en"):
        said = counted_in_words(Count(figures=figures))
    assert said is not None
    assert {rate.share for rate in said.rates} == {"too few to say anything"}
    assert {(rate.count, rate.unknown, rate.bounds) for rate in said.rates} == {("–", "–", "–")}


def test_the_few_who_died_cannot_be_reckoned_from_the_other_ways() -> None:
    """Six moved, seven went to prison and two died: shown apart, the two would be what is missing."""
    day = date(2026, 1, 1)
    ways = [Reason.MOVED] * 6 + [Reason.IMPRISONED] * 7 + [Reason.DEAD] * 2
    left = [Counted("A", day, date(2026, 2, 1), ClosedEpisode(reason=way, attended=3)) for way in ways]
    figures = figures_of(left, since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    assert [(one["ending"], one["n"]) for one in figures["incidence"]] == [("imprisoned", 7), ("other", 8)]


def test_the_ways_are_said_to_add_up_only_when_none_is_left_out() -> None:
    with translation.override("en"):
        figures = figures_of(many(), since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
        few = counted_in_words(Count(figures=figures))
        figures = figures_of(many()[:6], since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
        whole = counted_in_words(Count(figures=figures))
    assert few is not None
    assert whole is not None
    assert few.ways is not None
    assert whole.ways is not None
    assert few.ways.notes[-1] == "Ways that fewer than five left by are not shown."
    assert whole.ways.notes[-1] == "With those still here they add up to all."


def test_ways_to_end_that_few_left_by_are_not_shown_apart() -> None:
    figures = figures_of(many(), since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    assert {one["ending"] for one in figures["incidence"]} == {"dropout"}
    few = figures_of(many()[:4], since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    assert (few["staying"], few["incidence"]) == (None, [])


def test_a_course_that_ends_before_it_begins_is_said_and_left_out_of_the_curves() -> None:
    wrong = Counted("A", date(2026, 5, 1), date(2026, 4, 1), ClosedEpisode(attended=1))
    figures = figures_of([*many(), wrong], since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    assert (figures["n_disordered"], figures["staying"]["n"]) == (1, 12)


def test_a_count_is_asked_for_made_kept_and_put_into_words(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    here, frank = cast.here, cast.here.actor("frank")
    for number in range(6):
        course(here, f"F-{number}", date(2026, 1, 5), date(2026, 2, 10 + number), Ending.CLIENT)
    asked = actions.ask_for_count(by=frank, unit=here.ours.pk, since=YEARS[0], until=YEARS[1])
    assert actions.ask_for_count(by=frank, unit=here.ours.pk, since=YEARS[0], until=YEARS[1]) == asked
    assert count.func(str(asked.pk)) == "done"
    made = latest_count(frank, here.ours.pk, *YEARS, 2)
    assert made is not None
    assert made.state == Count.State.DONE
    said = counted_in_words(made)
    assert said is not None
    assert (said.rates[0].n, said.rates[0].count) == (6, "6")
    assert latest_count(here.actor("alice"), here.ours.pk, *YEARS, 2) is None
    assert latest_count(cast.next_door.actor("frank"), here.ours.pk, *YEARS, 2) is None


def test_the_one_who_no_longer_leads_gets_an_empty_count(cast: Cast) -> None:
    here = cast.here
    asked = actions.ask_for_count(by=here.actor("frank"), unit=here.ours.pk, since=YEARS[0], until=YEARS[1])
    post = here.staff["frank"].posts.get()
    people.end_role(by=here.actor("heidi").who, post=post, until=timezone.localdate() - timedelta(days=1))
    count.func(str(asked.pk))
    asked.refresh_from_db()
    assert asked.figures["n_begun"] == 0


def test_the_page_counts_when_asked_and_refuses_one_minus_the_curve(cast: Cast, signed_in) -> None:
    here = cast.here
    for number in range(6):
        course(here, f"G-{number}", date(2026, 1, 5), date(2026, 2, 10 + number), Ending.CLIENT)
    frank = signed_in("frank")
    address = reverse("dropout:counted")
    assert "Ikke telt ennå" in frank.get(address).content.decode()
    asked = {"unit": str(here.ours.pk), "period": "2024-2026", "missed": "2"}
    answer = frank.post(address, asked)
    assert answer.status_code == 302
    assert "csrf" not in answer.url
    assert "telles" in frank.get(answer.url).content.decode().lower()
    count.func(str(Count.objects.get().pk))
    page = frank.get(answer.url).content.decode()
    assert page.count("<tbody>") >= 3
    assert "Wilson" in page
    refused = frank.get(f"{answer.url}&draw=one-minus").content.decode()
    assert "tegnes ikke" in refused


@pytest.mark.parametrize("who", ["alice", "peggy", "grace"])
def test_nobody_else_opens_the_page(cast: Cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("dropout:counted")).status_code == 403


def test_what_cannot_be_asked_is_said_in_one_sentence(cast: Cast, signed_in) -> None:
    frank = signed_in("frank")
    page = frank.get(
        reverse("dropout:counted"),
        {"unit": str(cast.next_door.ours.pk), "period": "1066-1066", "missed": "0"},
    )
    assert page.status_code == 200
    assert page.content.decode().count("ds-validation-message") == 3


def rated(first: float, last: float, ended: bool = True) -> Counted:
    """A course of five scores by ORS in a straight line."""
    day = date(2026, 1, 1)
    scores = tuple(first + (last - first) * step / 4 for step in range(5))
    closed = ClosedEpisode(reason=Reason.CLIENT, attended=5)
    return Counted("A", day, day + timedelta(days=40) if ended else None, closed, form="ors", scores=scores)


def test_the_last_score_is_held_against_the_expected_course_of_the_same_people() -> None:
    from gjenklang.apps.dropout.expected import with_expected

    people = [rated(10 + number % 15, 15 + number % 15 + number % 7) for number in range(180)]
    told = with_expected([*people, rated(18, 12), rated(18, 32), rated(18, 12, ended=False)])
    assert [one.closed.below_course for one in told[-3:]] == [True, False, None]
    figures = figures_of(told, since=YEARS[0], until=YEARS[1], today=date(2026, 11, 1), missed=2)
    rate = next(one for one in figures["rates"] if one["definition"] == "without-effect")
    assert (rate["n"], rate["unknown"]) == (182, 0)
    assert 0.2 < rate["share"] < 0.8


def test_with_too_few_for_a_model_nobody_is_below_their_course() -> None:
    from gjenklang.apps.dropout.expected import with_expected

    told = with_expected([rated(10 + number % 15, 20.0) for number in range(40)])
    assert {one.closed.below_course for one in told} == {None}


def test_courses_of_a_form_that_is_never_added_up_are_counted_too(cast) -> None:
    """A small child's course beside one in which no form was ever whole: neither has a score, and both ended."""
    here = cast.here
    for code, outcome, marks in (
        ("B-1", "gjenklang-young", {item.code: 1 for item in instrument("gjenklang-young").items}),
        ("B-2", "ors", dict.fromkeys(lines_of("ors")[:3], 40)),
    ):
        ended = course(here, code, date(2026, 1, 5), date(2026, 3, 2), Ending.AGREED)
        Episode.objects.filter(pk=ended.pk).update(outcome=outcome)
        ended.refresh_from_db()
        starts = timezone.make_aware(timezone.datetime(2026, 1, 5, 10))
        session = care.plan_session(by=here.actor("alice"), session=Session(episode=ended, starts=starts))
        form = Form(outcome, "start", ended.participants.get().client_id)
        care.type_from_paper(
            by=here.actor("alice"), session=session, form=form, answers=marks, stated_total=None
        )
    asked = actions.ask_for_count(by=here.actor("heidi"), unit=None, since=YEARS[0], until=YEARS[1])
    assert count.call(str(asked.pk)) == Count.State.DONE
    asked.refresh_from_db()
    assert asked.figures["n_ended"] == 2
