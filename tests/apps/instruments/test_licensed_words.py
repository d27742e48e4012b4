"""Words that are not ours stand on a screen only where the service has a pack and a licence that runs today."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.actions import Who
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.instruments.actions import register_licence
from gjenklang.apps.instruments.models import Licence
from gjenklang.apps.instruments.queries import entries
from gjenklang.apps.instruments.wording import broken_packs, every_wording, read_pack
from gjenklang.core.instruments import catalogue

#: Invented words: the real ones are not ours to keep, not even in a test.
PACK = """
instrument = "ors"
version = "7"
holder = "Someone else"
licence = "by agreement"
validated = true

[language.nb]
title = "Et lånt skjema"
lead = "Lånte ord."
ends = ["Venstre", "Høyre"]
line.line1.title = "Lånt linje en"
line.line2.title = "Lånt linje to"
line.line3.title = "Lånt linje tre"
line.line4.title = "Lånt linje fire"
"""


@pytest.fixture
def packs(tmp_path: Path, settings) -> Path:
    (tmp_path / "ors.toml").write_text(PACK, "utf-8")
    settings.WORDING_PACKS = str(tmp_path)
    yield tmp_path
    every_wording.cache_clear()


def hand_over(here, language: str = "nb"):
    form = Form("ors", "start", here.dana.pk)
    return actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language=language)


def agree(here, **dates):
    today = timezone.localdate()
    licence = Licence(instrument="ors", holder="Someone else", on_screen=True, **({"since": today} | dates))
    return register_licence(by=Who("system", here.organisation.pk), licence=licence)


def test_the_register_names_the_languages_that_a_licence_opens(cast, packs) -> None:
    def languages(town) -> tuple[str, ...]:
        return next(one.languages for one in entries(town.organisation.pk) if one.instrument.code == "ors")

    assert languages(cast.here) == ()
    agree(cast.here)
    assert languages(cast.here) == ("nb",)
    assert languages(cast.next_door) == ()


def test_with_a_pack_and_a_licence_the_words_are_shown(cast, packs) -> None:
    agree(cast.here)
    _invitation, token = hand_over(cast.here)
    page = Browser().get(reverse("care:form", args=[token])).content.decode()
    assert "Lånt linje fire" in page
    sent = {f"line-line{number}": 50 for number in range(1, 5)}
    Browser().post(reverse("care:form", args=[token]), sent)
    given = cast.here.episode.administrations.get(channel="room")
    assert (given.instrument, given.wording_version) == ("ors", "7")


def test_borrowed_words_in_danish_are_shown_by_the_agreement_that_names_danish(cast, packs) -> None:
    (packs / "ors.toml").write_text(PACK.replace("language.nb", "language.da"), "utf-8")
    every_wording.cache_clear()
    agree(cast.here, languages="nb")
    with pytest.raises(actions.NoWords):
        hand_over(cast.here, "da")
    agree(cast.here, languages="da")
    _invitation, token = hand_over(cast.here, "da")
    page = Browser().get(reverse("care:form", args=[token])).content.decode()
    assert "Lånt linje fire" in page
    assert '<html lang="da">' in page


def test_without_a_licence_a_pack_is_not_enough(cast, packs) -> None:
    with pytest.raises(actions.NoWords):
        hand_over(cast.here)


@pytest.mark.parametrize("days", [(-10, -1), (1, None)])
def test_a_licence_binds_only_between_its_dates(cast, packs, days) -> None:
    since, until = (day if day is None else timezone.localdate() + timedelta(days=day) for day in days)
    agree(cast.here, since=since, until=until)
    with pytest.raises(actions.NoWords):
        hand_over(cast.here)


def test_a_licence_next_door_opens_nothing_here(cast, packs) -> None:
    agree(cast.next_door)
    with pytest.raises(actions.NoWords):
        hand_over(cast.here)


def test_our_own_words_win_over_a_folder_that_has_them_too(packs) -> None:
    code = "gjenklang-outcome-adult"
    lines = "".join(f'line.{item.code}.title = "x"\n' for item in catalogue()[code].items)
    text = PACK.partition("line.line1")[0].replace('"ors"', f'"{code}"') + lines
    (packs / "ours.toml").write_text(text, "utf-8")
    every_wording.cache_clear()
    assert every_wording(str(packs))[code, "nb"].shipped


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("not toml", "Invalid"),
        (PACK.replace('"ors"', '"nothing"'), "Unknown"),
        (PACK.replace("line4", "line5"), "the lines must be line1"),
        (PACK.replace("version", "versjon"), "version"),
    ],
)
def test_a_broken_pack_is_named_and_passed_over(packs, text: str, why: str) -> None:
    (packs / "broken.toml").write_text(text, "utf-8")
    every_wording.cache_clear()
    assert ("ors", "nb") in every_wording(str(packs))
    [(name, words)] = broken_packs(str(packs)).items()
    assert name == "broken.toml"
    assert why.lower() in words.lower() or "expected" in words.lower()


def test_every_pack_that_ships_is_for_a_form_of_our_own_in_three_languages() -> None:
    held = every_wording()
    assert all(catalogue()[code].own_words and one.shipped for (code, _), one in held.items())
    for code in {code for code, _ in held}:
        spoken = {language for one, language in held if one == code}
        assert {one for one in spoken if "-x-" not in one} - {"da", "se"} == {"nb", "nn", "en"}
        assert {one for one in spoken if "-x-" in one} in (set(), {"nb-x-easy", "nn-x-easy", "en-x-easy"})
    assert read_pack(PACK, shipped=False)[0].lines[0].low == "Venstre"
