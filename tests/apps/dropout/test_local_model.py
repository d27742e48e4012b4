"""A service's own model: judged on newer courses, off until switched on with a reason, and never a percentage."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cast import Cast
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Ending, Episode, Session, Status
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.local_model import TooFew, fitted_and_judged
from gjenklang.apps.dropout.models import LocalModel
from gjenklang.apps.dropout.queries.landmarks import FACTORS, Landmark
from gjenklang.apps.dropout.tasks import fit_local_model
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client

DAY = date(2024, 1, 1)


def invented(n: int = 900, weight: float = 1.0) -> list[Landmark]:
    """People whose chance to break off in a week rises with the sessions not come to, and with nothing else."""
    draw = np.random.default_rng(7)
    found = []
    for number in range(n):
        missed, gap = float(draw.poisson(1.0)), float(draw.integers(0, 29))
        chance = 1 / (1 + np.exp(4.2 - weight * missed))
        lost = int(draw.geometric(chance))
        factors = dict.fromkeys(FACTORS) | {"missed": missed, "gap": gap, "young": float(draw.random() < 0.3)}
        found.append(
            Landmark(DAY + timedelta(days=number), "AB"[number % 2], factors, min(lost, 27), lost <= 26)
        )
    return found


def test_it_finds_what_was_put_in_and_is_judged_on_the_newest_third() -> None:
    figures = fitted_and_judged(invented())
    factors = {one["name"]: one for one in figures["factors"]}
    assert factors["missed"]["low"] > 0
    assert factors["gap"]["low"] < 0 < factors["gap"]["high"]
    assert factors["missed"]["log_odds"] == pytest.approx(
        factors["missed"]["spread"], abs=0.25
    )  # the weight was 1
    judged = figures["judged"]
    assert judged["n"] == 300
    assert judged["fitted_until"] == (DAY + timedelta(days=599)).isoformat()
    assert judged["auc_low"] < judged["auc"] < judged["auc_high"]
    assert judged["auc"] > 0.6
    assert judged["brier"] < judged["brier_base"]
    assert 0.6 < judged["slope"] < 1.8  # 1 is right; three hundred people tell it no better
    assert {one["name"] for one in judged["groups"]} >= {"A", "B", "young", "not young"}
    assert figures["left_out"] == ["cancelled", "alliance", "change", "cognition", "personality"]
    assert figures["cox"][0]["hazard_ratio"] > 1


def test_how_it_was_judged_is_rounded_and_not_cut() -> None:
    figures = fitted_and_judged(invented())
    figures["judged"] |= {
        "auc": 0.7999,
        "auc_low": 0.7449,
        "auc_high": 0.8551,
        "slope": 0.996,
        "intercept": -0.004,
    }
    with translation.override("en"):
        said = queries.judged_in_words(LocalModel(state="judged", figures=figures))
    assert said is not None
    rows = dict(said.judged)
    assert rows["Area under the curve"].startswith("0.80 (95 % 0.74 to 0.86")
    assert rows["Calibration: slope and intercept (1 and 0 are right)"] == "1.00 / 0.00"


def test_what_says_nothing_is_no_better_than_the_base_rate() -> None:
    figures = fitted_and_judged(invented(weight=0))
    said = queries.judged_in_words(LocalModel(state="judged", figures=figures))
    assert said is not None
    assert said.worse_than_base


def test_too_few_are_not_fitted() -> None:
    with pytest.raises(TooFew):
        fitted_and_judged(invented(60))


def test_what_is_known_at_the_landmark_and_nothing_later(cast: Cast) -> None:
    here = cast.here
    alice = here.actor("alice")
    client = people.register_client(by=alice.who, client=Client(code="L-1", birth_year=2004))
    began = date(2025, 3, 3)
    opened = care.open_episode(
        by=alice,
        episode=Episode(unit=here.ours, outcome="ors", alliance="srs", first_attended=began),
        clients=[client],
        since=began,
    )
    for days, status in (
        (0, "held"),
        (7, "no_show"),
        (14, "held"),
        (21, "cancelled_client"),
        (40, "no_show"),
    ):
        day = began + timedelta(days=days)
        starts = timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))
        session = care.plan_session(by=alice, session=Session(episode=opened, starts=starts))
        Session.objects.filter(pk=session.pk).update(status=Status(status), local_date=day)
    care.end_episode(by=alice, episode=opened, ended=began + timedelta(days=70), ending=Ending.STAYED_AWAY)
    assert not queries.landmarks(here.actor("bob"))
    assert not queries.landmarks(cast.next_door.actor("heidi"))
    found = queries.landmarks(here.actor("heidi"))
    assert [(one.weeks, one.broken_off) for one in found] == [(6, True)]
    factors = found[0].factors
    assert (factors["missed"], factors["cancelled"], factors["gap"], factors["young"]) == (1, 1, 14, 1)
    assert factors["cognition"] is None


def judged_model(cast: Cast) -> LocalModel:
    asked = actions.ask_for_model(by=cast.here.actor("heidi"))
    LocalModel.objects.filter(pk=asked.pk).update(state="judged", figures=fitted_and_judged(invented()))
    asked.refresh_from_db()
    return asked


def test_it_is_off_until_an_administrator_switches_it_on_with_a_reason(cast: Cast, signed_in) -> None:
    model = judged_model(cast)
    heidi, address = signed_in("heidi"), reverse("dropout:local_model")
    page = heidi.get(address).content.decode()
    assert "Den er av." in page
    assert heidi.post(address, {"why": "", "read": ""}).status_code == 200
    assert queries.model_on(cast.here.actor("heidi")) is None
    heidi.post(address, {"why": "Vi vil prøve", "read": "on"})
    assert queries.model_on(cast.here.actor("heidi")) == model
    assert queries.model_on(cast.next_door.actor("heidi")) is None
    heidi.post(reverse("dropout:model_off"))
    assert queries.model_on(cast.here.actor("heidi")) is None


def test_one_that_is_not_judged_or_not_ours_is_not_switched_on(cast: Cast) -> None:
    asked = actions.ask_for_model(by=cast.here.actor("heidi"))
    with pytest.raises(actions.NotJudged):
        actions.switch_on(by=cast.here.actor("heidi"), model=asked, why="vil")
    with pytest.raises(actions.NotJudged):
        actions.switch_on(by=cast.next_door.actor("heidi"), model=judged_model(cast), why="vil")


def test_beside_a_course_stand_factors_and_no_percentage(cast: Cast, signed_in) -> None:
    here = cast.here
    Episode.objects.filter(pk=here.episode.pk).update(
        first_attended=timezone.localdate() - timedelta(days=60)
    )
    day = timezone.localdate() - timedelta(days=50)
    alice = here.actor("alice")
    for number in range(4):
        session = care.plan_session(by=alice, session=Session(episode=here.episode, starts=timezone.now()))
        Session.objects.filter(pk=session.pk).update(
            status=Status.NO_SHOW, local_date=day + timedelta(days=number)
        )
    address = reverse("dropout:staying", args=[here.episode.pk])
    assert "vår egen modell" not in signed_in("alice").get(address).content.decode()
    actions.switch_on(by=here.actor("heidi"), model=judged_model(cast), why="prøve")
    page = signed_in("alice").get(address).content.decode()
    side = page[page.index("vår egen modell") :][:600]
    assert "samtaler uten oppmøte" in side
    assert "%" not in side


def test_the_worker_says_when_there_are_too_few(cast: Cast) -> None:
    asked = actions.ask_for_model(by=cast.here.actor("heidi"))
    assert fit_local_model.func(str(asked.pk)) == "too_few"


@pytest.mark.parametrize(("who", "status"), [("frank", 200), ("alice", 403), ("peggy", 403), ("bob", 403)])
def test_who_opens_the_page(cast: Cast, signed_in, who: str, status: int) -> None:
    assert signed_in(who).get(reverse("dropout:local_model")).status_code == status
    assert signed_in(who).post(reverse("dropout:fit_model")).status_code == 403
