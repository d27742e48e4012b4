"""The service's own expected course: taken in or refused in one sentence, drawn, and said without a verdict."""

import json
from datetime import timedelta
from importlib.resources import files
from io import BytesIO

import numpy as np
import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import Town, town
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.bands import bands_of
from gjenklang.apps.feedback.models import ExpectedBands, ExpectedModel
from gjenklang.apps.feedback.queries import expected_for, gather
from gjenklang.apps.feedback.tasks import work_out_bands
from gjenklang.core.instruments import Better, instrument
from gjenklang.core.trajectories.models.basis import Basis, Bend
from gjenklang.core.trajectories.models.documents import About, model_document
from gjenklang.core.trajectories.models.expected import fit_expected
from gjenklang.core.trajectories.models.ratings import Ratings
from gjenklang.core.trajectories.models.scale import ScoreScale

DEMO = json.loads(files("gjenklang.cli").joinpath("demo_expected.json").read_text("utf-8"))


@pytest.fixture
def here(db: None) -> Town:
    """Dana with ORS 14.2, 20.2 and 26.2."""
    return town("Forventet", outcome="ors")


def browser(here: Town, who: str = "heidi") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def real() -> dict:
    """The demo's document, as if its people were real."""
    return {**DEMO, "about": {**DEMO["about"], "invented": False}}


def send(here: Town, document: object, **more: str) -> str:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    file = BytesIO(content)
    file.name = "model.json"
    given = {"document": file, "instrument": "ors", "counted_in": "sessions", **more}
    return browser(here).post(reverse("expected"), given, follow=True).content.decode()


def in_use(
    here: Town, rows: list[list[float]], start: int = 14, counted_in: str = "sessions"
) -> ExpectedModel:
    model = ExpectedModel.objects.create(
        organisation=here.organisation,
        staff=here.staff["heidi"],
        instrument="ors",
        instrument_version=instrument("ors").version,
        name="Vår",
        version="2",
        n=301,
        fitted=timezone.localdate(),
        counted_in=counted_in,
        document={},
        state="ready",
        in_use=True,
    )
    ExpectedBands.objects.create(organisation=here.organisation, model=model, start=start, rows=rows)
    return model


def course_of(here: Town) -> str:
    path = reverse("course", args=[here.episode.pk])
    return browser(here, "alice").get(path).content.decode()


def test_sessions_may_be_numbered_from_nought_or_from_one() -> None:
    """The bands are those of time since the first rating, whatever number a service gives its first session."""
    chance = np.random.default_rng(3)
    people, sessions = 200, 8
    person, time = (
        np.repeat(np.arange(people), sessions),
        np.tile(np.arange(float(sessions)), people),
    )
    gain = (1 - np.exp(-time / 2)) * (6 + chance.normal(0, 4, people))[person]
    score = 18 + chance.normal(0, 6, people)[person] + gain + chance.normal(0, 3, people * sessions)
    scale, about = ScoreScale(0, 40, Better.HIGHER), About("invented", "", "2026-01-31", "1", "session / 1")

    def bands(begins: float) -> np.ndarray:
        ratings = Ratings.of(person, time + begins, np.clip(score, 0, 40))
        model = fit_expected(ratings, scale, np.random.default_rng(1), Basis(Bend.SATURATING, 2.0))
        document = json.loads(json.dumps(model_document(about, None, None, model)))
        return np.array(bands_of(document, "sessions")[14])[:7]

    assert np.abs(bands(1.0) - bands(0.0)).max() <= 0.15  # as far as two fits of one model agree


def changed(path: tuple[str | int, ...], value: object) -> dict:
    """The real document with one thing else in it."""
    whole = json.loads(json.dumps(real()))
    part = whole
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("expected", "fixed", 0), float("nan")),
        (("growth", "fixed"), float("inf")),
        (("about", "data"), "a\x00b"),
        (("about", "data"), "\ud800"),
        (("expected", "n_people"), 10**30),
        (("expected", "n_people"), -5),
        (("expected", "scale", "low"), 10**400),
    ],
    ids=("NaN", "infinity", "NUL", "half a character", "too many", "too few", "beyond a float"),
)
def test_what_no_database_can_keep_is_refused_in_one_sentence(
    here: Town, path: tuple[str | int, ...], value: object
) -> None:
    page = send(here, changed(path, value))
    assert "Filen er ikke JSON." in page or "Dokumentet er skadet: en del av det mangler." in page
    assert not ExpectedModel.objects.exists()


def test_a_number_beyond_any_float_is_refused_too(here: Town) -> None:
    content = json.dumps(changed(("expected", "noise"), "HERE")).replace('"HERE"', "1e999").encode()
    assert "Filen er ikke JSON." in send(here, content)


def test_a_model_is_taken_in_worked_out_and_used(here: Town) -> None:
    assert "Modellen er ikke i bruk ennå." in send(here, real())
    model = ExpectedModel.objects.get()
    assert work_out_bands.func(str(model.pk)) == "ready"
    bands = {one.start: one.rows for one in ExpectedBands.objects.all()}
    assert sorted(bands) == list(range(41))
    for rows in bands.values():
        for low80, high80, low50, high50, median in rows:
            assert 0 <= low80 <= low50 <= median <= high50 <= high80 <= 40
    to = reverse("expected_use", args=[model.pk])
    assert "I bruk fra nå." in browser(here).post(to, {"do": "use"}, follow=True).content.decode()
    page = course_of(here)
    assert "80 % ligger mellom" in page
    assert "modell Lundvik 1, 325 forløp" in page
    assert page.count("curve__expected--wide") == 2  # the band, and its legend
    browser(here).post(to, {"do": "stop"})
    assert "80 % ligger mellom" not in course_of(here)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (b"not json", "Filen er ikke JSON."),
        (b"\xff\xfe", "Filen er ikke JSON."),
        ([1], "ikke et modelldokument"),
        ({"format": "other/1"}, "ikke et modelldokument"),
        ({"format": "gjenklang-trajectory/1"}, "ingen forventet kurve"),
        ({"format": "gjenklang-trajectory/1", "expected": {"scale": 4}}, "en del av det mangler"),
        ({**DEMO, "about": {**DEMO["about"], "fitted": "i går"}}, "en del av det mangler"),
    ],
)
def test_what_is_no_such_document_is_refused_in_one_sentence(here: Town, document, sentence: str) -> None:
    assert sentence in send(here, document)
    assert not ExpectedModel.objects.exists()


def test_a_model_of_another_scale_is_refused(here: Town) -> None:
    assert "Modellen går fra 0.0 til 40.0" in send(here, real(), instrument="phq9")
    turned = real()
    turned["expected"] = {**turned["expected"], "scale": {**turned["expected"]["scale"], "better": "lower"}}
    assert "motsatt vei" in send(here, turned)


@pytest.mark.parametrize("broken", ["basis", "bands", "spread", "fixed"])
def test_what_is_damaged_inside_is_refused_when_it_is_worked_out(here: Town, broken: str) -> None:
    document = real()
    document["expected"] = {name: part for name, part in document["expected"].items() if name != broken}
    send(here, document)
    model = ExpectedModel.objects.get()
    assert work_out_bands.func(str(model.pk)) == "refused"
    model.refresh_from_db()
    assert "damaged" in model.refused
    answer = browser(here).post(reverse("expected_use", args=[model.pk]), {"do": "use"}, follow=True)
    assert "Bare en modell med ferdige bånd" in answer.content.decode()


def test_invented_people_are_for_the_demo_only(here: Town) -> None:
    send(here, DEMO)
    assert work_out_bands.func(str(ExpectedModel.objects.get().pk)) == "refused"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (20.0, 27.0, "Innenfor det vi venter for dem som startet på 14 og fortsatt kommer"),
        (26.2, 27.0, "Innenfor"),
        (20.0, 26.2, "Innenfor"),
        (26.3, 30.0, "Lavere enn de fleste som startet på 14"),
        (10.0, 26.1, "Høyere enn de fleste som startet på 14"),
    ],
)
def test_where_the_last_score_lies_is_said_at_its_edges(
    here: Town, low: float, high: float, words: str
) -> None:
    in_use(here, [[10, 30, 15, 25, 20], [low, high, low, high, low]])
    assert words in course_of(here)


def test_weeks_are_counted_by_the_days_of_the_sessions(here: Town) -> None:
    in_use(here, [[1, 39, 1, 39, 20], [2, 38, 2, 38, 20], [3, 37, 3, 37, 20]], counted_in="weeks")
    course = gather(here.actor("alice"), here.episode, here.dana)
    found = expected_for(here.actor("alice"), course)
    assert found is not None
    assert {place: edges.low80 for place, edges in found.edges.items()} == {2: 1, 3: 2}


def test_nothing_is_expected_without_a_model_for_this_start_version_and_line(here: Town) -> None:
    alice = here.actor("alice")
    course = gather(alice, here.episode, here.dana)
    assert expected_for(alice, course) is None
    model = in_use(here, [[1, 39, 1, 39, 20]] * 3, start=15)
    assert expected_for(alice, course) is None
    ExpectedBands.objects.update(start=14)
    assert expected_for(alice, course) is not None
    assert expected_for(alice, gather(alice, here.episode, here.dana, here.mother.pk)) is None
    ExpectedModel.objects.filter(pk=model.pk).update(instrument_version="0")
    assert expected_for(alice, course) is None


def test_next_door_expects_nothing_of_our_model(here: Town) -> None:
    in_use(here, [[1, 39, 1, 39, 20]] * 3)
    there = town("Nabo", "2", outcome="ors")
    course = gather(there.actor("alice"), there.episode, there.dana)
    assert expected_for(there.actor("alice"), course) is None


def test_own_words_may_have_a_model_and_still_have_no_limit(db: None) -> None:
    here = town("Egne ord")
    in_use(here, [[10, 30, 15, 25, 20]] * 9)
    code = "gjenklang-outcome-adult"
    ExpectedModel.objects.update(instrument=code, instrument_version=instrument(code).version)
    page = course_of(here)
    assert "80 % ligger mellom 10 og 30" in page
    assert "curve__limit" not in page


def test_only_an_administrator_takes_models_in(here: Town) -> None:
    for who in ("alice", "bob", "frank", "grace"):
        assert browser(here, who).get(reverse("expected")).status_code == 403


def test_one_model_for_each_instrument_is_in_use(here: Town) -> None:
    first = in_use(here, [[1, 39, 1, 39, 20]])
    second = ExpectedModel.objects.get(pk=first.pk)
    second.pk, second.in_use, second.at = None, False, timezone.now() + timedelta(seconds=1)
    from uuid_utils.compat import uuid7

    second.pk = uuid7()
    second.save(force_insert=True)
    actions.use_expected(by=here.actor("heidi"), model=second)
    assert list(ExpectedModel.objects.filter(in_use=True)) == [second]
