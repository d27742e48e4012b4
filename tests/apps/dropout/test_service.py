"""A service writes its own words, says what it has tried, and sets its limits; old versions are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Factor, FactorText, Pace, Tried

PAGE = "/staying/service/"


def text(**changed: str) -> dict[str, str]:
    sent = {
        "factor": "cognition",
        "language": "nb",
        "why": "Vi ser det ofte etter påske.",
        "what": "Gå tur\n\nTegn",
    }
    return {"do": "text-cognition"} | {
        f"text-cognition-{name}": value for name, value in (sent | changed).items()
    }


def advice(cast, factor: str, language: str = "nb") -> queries.Advice:
    return next(one for one in queries.advice_for(cast.here.actor("alice"), language) if one.factor == factor)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_factor_has_our_words_in_every_language(cast, language: str) -> None:
    found = queries.advice_for(cast.here.actor("alice"), language)
    assert [one.factor for one in found] == list(Factor)
    assert all(one.why and one.known and len(one.what) >= 3 for one in found)
    assert len({str(one.why) for one in found}) == 4


def test_the_languages_do_not_say_the_same(cast) -> None:
    said = {language: str(advice(cast, "age", language).why) for language in ("nb", "nn", "en")}
    assert len(set(said.values())) == 3


def test_what_is_known_names_its_source_and_how_well_it_is_known(cast) -> None:
    for one in queries.advice_for(cast.here.actor("alice"), "nb"):
        assert "Brorson" in one.known
        assert "lest" in one.known or "hukommelsen" in one.known


def test_northern_sami_has_a_place_and_no_words_of_ours(cast, signed_in) -> None:
    assert not advice(cast, "age", "se").why
    sent = text(factor="age", language="se", why="Čála dása.").items()
    sent = {name.replace("text-cognition", "text-age"): value for name, value in sent} | {"do": "text-age"}
    assert signed_in("frank").post(PAGE + "?language=se", sent).status_code == 302
    assert advice(cast, "age", "se").why == "Čála dása."


@pytest.mark.parametrize("who", ["frank", "heidi"])
def test_a_leader_and_an_administrator_write_the_services_own_words(cast, signed_in, who: str) -> None:
    assert signed_in(who).post(PAGE + "?language=nb", text()).status_code == 302
    found = advice(cast, "cognition")
    assert (found.why, list(found.what)) == ("Vi ser det ofte etter påske.", ["Gå tur", "Tegn"])
    assert found.text.staff == cast.here.staff[who]
    assert found.known == ""
    shown = signed_in("alice").get(reverse("dropout:staying", args=[cast.here.episode.pk])).content.decode()
    assert "Tjenestens egne ord, ved" in shown


def test_old_versions_are_kept_and_empty_words_give_ours_back(cast, signed_in) -> None:
    browser = signed_in("frank")
    browser.post(PAGE + "?language=nb", text())
    browser.post(PAGE + "?language=nb", text(why="", what=""))
    assert FactorText.objects.count() == 2
    found = advice(cast, "cognition")
    assert found.text is None
    assert found.why.startswith("Når det er vanskelig å huske")
    assert "2 versjoner" in browser.get(PAGE + "?language=nb").content.decode()


def test_one_language_does_not_change_another(cast, signed_in) -> None:
    signed_in("frank").post(PAGE + "?language=nb", text())
    assert advice(cast, "cognition", "nn").text is None


def test_a_therapist_adds_what_was_tried_and_writes_no_words(cast, signed_in) -> None:
    browser = signed_in("alice")
    sent = {"do": "tried", "tried-factor": "cognition", "tried-words": "Avtalekort i lommeformat"}
    assert browser.post(PAGE, sent).status_code == 302
    assert [one.words for one in advice(cast, "cognition").tried] == ["Avtalekort i lommeformat"]
    assert browser.post(PAGE + "?language=nb", text()).status_code == 403
    assert not FactorText.objects.exists()


def test_what_was_tried_is_taken_away_by_the_one_who_wrote_it_or_a_leader(cast, signed_in) -> None:
    by = cast.here.actor("alice")
    for words in ("Én", "To"):
        actions.note_tried(by=by, tried=Tried(factor="age", words=words))
    first, second = queries.tried_here(by)
    assert "Ta bort" not in signed_in("carol").get(PAGE).content.decode()
    assert "Ta bort" in signed_in("alice").get(PAGE).content.decode()
    assert signed_in("carol").post(reverse("dropout:take_away", args=[first.pk])).status_code == 403
    assert signed_in("alice2").post(reverse("dropout:take_away", args=[first.pk])).status_code == 404
    signed_in("alice").post(reverse("dropout:take_away", args=[first.pk]))
    signed_in("frank").post(reverse("dropout:take_away", args=[second.pk]))
    assert not queries.tried_here(by)
    assert Tried.objects.count() == 2


def limits(**changed: object) -> dict[str, object]:
    sent = {"unit": "", "due_week": 3, "young_below": 30} | changed
    return {"do": "limits"} | {f"limits-{name}": value for name, value in sent.items()}


def test_a_units_limits_go_before_those_of_the_organisation(cast, signed_in) -> None:
    by, ours, theirs = cast.here.actor("alice"), cast.here.ours.pk, cast.here.theirs.pk
    assert queries.limits_of(by, ours) == queries.Limits(2, 23)
    assert signed_in("heidi").post(PAGE, limits()).status_code == 302
    assert signed_in("frank").post(PAGE, limits(unit=ours, due_week=1, young_below=25)).status_code == 302
    assert queries.limits_of(by, ours) == queries.Limits(1, 25)
    assert queries.limits_of(by, theirs) == queries.Limits(3, 30)
    first = timezone.localdate() - timedelta(days=30)
    Episode.objects.filter(pk=cast.here.episode.pk).update(first_attended=first)
    cast.here.episode.refresh_from_db()
    assert queries.due_on(by, cast.here.episode, cast.here.dana.pk).day == first
    assert Line.objects.filter(verb="pace.set").count() == 2


@pytest.mark.parametrize("unit", ["theirs", "next door", "whole"])
def test_a_leader_sets_limits_only_for_units_of_their_own(cast, signed_in, unit: str) -> None:
    keys = {"theirs": cast.here.theirs.pk, "next door": cast.next_door.ours.pk, "whole": ""}
    signed_in("frank").post(PAGE, limits(unit=keys[unit]))
    assert not Pace.objects.exists()


@pytest.mark.parametrize("changed", [{"due_week": 0}, {"due_week": 99}, {"young_below": 12}])
def test_limits_that_make_no_sense_are_refused(cast, signed_in, changed) -> None:
    assert signed_in("heidi").post(PAGE, limits(**changed)).status_code == 200
    assert not Pace.objects.exists()


def test_limits_for_a_unit_next_door_are_refused_by_the_verb_too(cast) -> None:
    with pytest.raises(ValueError, match="own organisation"):
        actions.set_limits(by=cast.here.actor("heidi"), limits=Pace(unit=cast.next_door.ours))


@pytest.mark.parametrize("who", ["grace", "peggy"])
def test_the_desk_and_peers_have_no_part_in_it(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(PAGE).status_code == 403


def test_next_door_reads_nothing_of_ours(cast, signed_in) -> None:
    signed_in("frank").post(PAGE + "?language=nb", text())
    assert "påske" not in signed_in("heidi2").get(PAGE + "?language=nb").content.decode()
