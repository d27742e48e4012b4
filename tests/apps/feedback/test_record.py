"""What was so afterwards, by one named rule for each kind; and each rule's record, without names."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cast import Town, lines_of, town
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import Figures, Kind, Signal
from gjenklang.apps.feedback.queries import record
from gjenklang.apps.feedback.queries.afterwards import LATER, NAMES, SETTLED, After, Truth, afterwards
from gjenklang.apps.feedback.queries.record import FEWEST
from gjenklang.apps.feedback.views.record import JUDGED, UNKNOWN
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client

FALL = Figures(totals=(240, 180), limits={"reliable": 60, "cut_off": 250})
GAIN = Figures(totals=(180, 190), limits={"reliable": 60, "cut_off": 250})
LOW = Figures(totals=(350,), limits={"alliance": 360})
LINE = Figures(totals=(380,), limits={"alliance": 90}, lines={"line1": 80})


@pytest.mark.parametrize(
    ("kind", "figures", "after", "expected"),
    [
        ("worse", FALL, After(later=(200, 200, 180)), Truth.YES),
        ("worse", FALL, After(later=(180, 180, 181)), Truth.NO),
        ("worse_twice", FALL, After(later=(180, 180)), Truth.SOON),
        ("worse", FALL, After(later=(180,), ended=True), Truth.YES),
        ("worse", FALL, After(ended=True), Truth.UNMEASURED),
        ("no_gain", GAIN, After(later=(200, 210, 239)), Truth.YES),
        ("no_gain", GAIN, After(later=(200, 210, 240)), Truth.NO),
        ("below", GAIN, After(later=(239,), ended=True), Truth.YES),
        (
            "started_above",
            Figures(totals=(260,), limits={"reliable": 60}),
            After(later=(300, 310, 320)),
            Truth.NO,
        ),
        ("plateau", Figures(totals=(160, 165), limits={"reliable": 60}), After(later=(1, 1, 219)), Truth.YES),
        ("plateau", Figures(totals=(160, 165), limits={"reliable": 60}), After(later=(1, 1, 220)), Truth.NO),
        ("plateau", Figures(totals=(160, 165), limits={"reliable": 60}), After(later=(1, 1, 105)), Truth.NO),
        ("way_on", FALL, After(later=(1, 1, 250)), Truth.YES),
        ("way_on", FALL, After(later=(1, 1, 249)), Truth.NO),
        ("alliance_low", LOW, After(later=(380, 359)), Truth.YES),
        ("alliance_low", LOW, After(later=(380, 360, 380, 300)), Truth.NO),
        ("alliance_low", LOW, After(), Truth.SOON),
        ("alliance_low", LOW, After(later=(359,)), Truth.YES),
        ("alliance_low", LOW, After(later=(380, 360)), Truth.SOON),
        ("alliance_low", LOW, After(later=(380, 360), ended=True), Truth.NO),
        ("alliance_line", LINE, After(later=(380,), lines=((95, 89, 95, 95),)), Truth.YES),
        ("alliance_line", LINE, After(later=(360,), lines=((90, 90, 90, 90),)), Truth.SOON),
        ("alliance_line", LINE, After(later=(360,) * 3, lines=((90, 90, 90, 90),) * 3), Truth.NO),
        ("alliance_fall", Figures(totals=(400, 380)), After(later=(390, 399)), Truth.SOON),
        ("alliance_fall", Figures(totals=(400, 380)), After(later=(390, 399, 399)), Truth.YES),
        ("alliance_fall", Figures(totals=(400, 380)), After(later=(390, 400)), Truth.NO),
        ("missed", Figures(), After(ended=True, ending="stayed_away"), Truth.YES),
        ("missed", Figures(), After(ended=True, ending="client"), Truth.YES),
        ("missed", Figures(), After(ended=True, ending="agreed"), Truth.NO),
        ("missed", Figures(), After(ended=True, ending="unknown"), Truth.UNMEASURED),
        ("missed", Figures(), After(held=3), Truth.NO),
        ("missed", Figures(), After(held=3, ended=True, ending="client"), Truth.NO),
        ("missed", Figures(), After(held=2, ended=True, ending="client"), Truth.YES),
        ("missed", Figures(), After(held=2), Truth.SOON),
        *(
            (kind, Figures(), After(later=(1, 2, 3), ended=True), Truth.NEVER)
            for kind in ("ceiling", "late", "raters")
        ),
    ],
)
def test_what_was_so_afterwards_at_its_edge(
    kind: str, figures: Figures, after: After, expected: Truth
) -> None:
    assert afterwards(kind, figures, after) == expected


@given(st.sampled_from([*Kind]), st.lists(st.integers(0, 400), max_size=6), st.booleans())
def test_it_is_never_said_on_too_little(kind: Kind, later: list[int], ended: bool) -> None:
    figures = Figures(totals=(240, 180), limits={"reliable": 60, "cut_off": 250, "alliance": 360})
    lines = [(one // 4,) * 4 for one in later]
    found = afterwards(kind, figures, After(later=later, lines=lines, ended=ended))
    if kind not in NAMES:
        assert found is Truth.NEVER
    elif not later:
        assert found in (Truth.SOON, Truth.UNMEASURED)
    if ended and kind in NAMES:
        assert found is not Truth.SOON
    if len(later) >= LATER and kind in NAMES and kind != Kind.MISSED:
        assert found in (Truth.YES, Truth.NO)


@given(
    st.sampled_from([kind for kind, name in NAMES.items() if name in {*SETTLED, "left-without-a-plan"}]),
    st.lists(st.sampled_from((199, 200, 239, 240)), max_size=6),
    st.lists(st.sampled_from((199, 200, 239, 240)), max_size=6),
    st.integers(0, 5),
    st.integers(0, 5),
    st.booleans(),
)
def test_what_is_said_of_the_next_three_is_said_for_good(
    kind: Kind, later: list[int], more: list[int], held: int, again: int, ended: bool
) -> None:
    """A rate that is read today does not turn because a course went on: so it leans neither way."""
    figures = Figures(totals=(240, 180), limits={"alliance": 200})

    def said(totals: list[int], held: int, ended: bool) -> Truth:
        lines = [(one,) for one in totals]
        return afterwards(
            kind, figures, After(later=totals, lines=lines, held=held, ended=ended, ending="client")
        )

    now = said(later, held, False)
    if now in (Truth.YES, Truth.NO):
        assert said(later + more, held + again, ended) is now


def test_every_rule_of_what_came_has_words() -> None:
    assert set(NAMES.values()) == set(JUDGED)
    assert {*UNKNOWN, Truth.YES, Truth.NO} == set(Truth)


@pytest.fixture
def here(db: None) -> Town:
    """Seven who were worse at the second of six: five still are at the last, one is not, one is measured no more."""
    here = town("Fasit", outcome="ors")
    by = here.actor("alice")
    for number in range(7):
        client = people.register_client(by=by.who, client=Client(code=f"K-{number}", birth_year=1990))
        episode = Episode(unit=here.ours, outcome="ors", alliance="srs")
        care.open_episode(by=by, episode=episode, clients=[client], since=timezone.localdate())
        marks = (60, 40, 40, 40, 40, 60 if number == 5 else 40)[: 2 if number == 6 else 6]
        for place, mark in enumerate(marks):
            starts = timezone.now() - timedelta(weeks=8 - place)
            session = care.plan_session(by=by, session=Session(episode=episode, starts=starts))
            care.begin_session(by=by, session=session)
            form = Form("ors", "start", client.pk)
            lines = dict.fromkeys(lines_of("ors"), mark)
            care.type_from_paper(by=by, session=session, form=form, answers=lines, stated_total=None)
            if place == 1:
                browser(here, "alice").get(reverse("course", args=[episode.pk]))
    return here


def browser(here: Town, who: str) -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def test_a_rule_has_its_record_with_n_and_interval(here: Town) -> None:
    by = here.actor("alice")
    signals = list(Signal.objects.filter(kind="worse").order_by("client__code"))
    actions.talk_about(by=by, signal=signals[0])
    for one, reason in zip(signals[1:4], ("known", "known", "wait"), strict=True):
        actions.put_off(by=by, signal=one, reason=reason)
    (worse,) = [one for one in record(here.actor("heidi"), timezone.localdate()) if one.rule == "worse"]
    assert (worse.fired, worse.shown, worse.talked, worse.put_off) == (7, 7, 1, {"known": 2, "wait": 1})
    assert worse.open == 3
    assert (worse.truth[Truth.YES], worse.truth[Truth.NO], worse.truth[Truth.SOON], worse.unknown) == (
        5,
        1,
        1,
        1,
    )
    share = worse.share
    assert share is not None
    assert (share.count, share.n, round(share.low, 3), round(share.high, 3)) == (5, 6, 0.436, 0.97)
    page = browser(here, "heidi").get(reverse("rule_record")).content.decode()
    for words in ("83 % av 6", "44 til 97 %", "fortsatt klart verre enn ved start", "for tidlig: 1"):
        assert words in page
    assert "K-0" not in page
    assert "Alice" not in page


def test_signals_of_one_course_are_seen_to_be_of_one(here: Town) -> None:
    """Seven signals in two courses are not seven people: the page says in how many, and that the interval is narrow."""
    first = Signal.objects.filter(kind="worse").earliest("client__code")
    later = Signal.objects.filter(kind="worse").exclude(client__code="K-6").exclude(pk=first.pk)
    later.update(episode=first.episode_id)
    (worse,) = [one for one in record(here.actor("heidi"), timezone.localdate()) if one.rule == "worse"]
    assert (worse.fired, worse.courses) == (7, 2)
    page = browser(here, "heidi").get(reverse("rule_record")).content.decode()
    assert re.search(r"<td>7<[^>]*>i 2 forløp<", page)
    assert "Intervallet regner hver for seg og er derfor gjerne for smalt." in page


def test_of_fewer_than_five_there_is_no_rate(here: Town) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    Signal.objects.filter(client__code__in=("K-0", "K-1")).update(found=long_ago)
    (worse,) = [one for one in record(here.actor("heidi"), timezone.localdate()) if one.rule == "worse"]
    assert worse.truth[Truth.YES] + worse.truth[Truth.NO] == FEWEST - 1
    assert worse.share is None
    page = browser(here, "frank").get(reverse("rule_record")).content.decode()
    assert "for få" in page
    assert "% av" not in page


def test_the_record_ends_after_a_year_and_at_the_wall(here: Town) -> None:
    there = town("Nabo", "2", outcome="ors")
    assert record(there.actor("heidi"), timezone.localdate()) == []
    assert record(here.actor("alice"), timezone.localdate()) == []
    assert record(here.actor("heidi"), timezone.localdate() + timedelta(days=366)) == []


def test_the_record_asks_few_questions(here: Town, django_assert_max_num_queries) -> None:
    by = here.actor("heidi")
    with django_assert_max_num_queries(4):
        assert record(by, timezone.localdate())
