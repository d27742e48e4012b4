"""Before the first form a person is told what it is for; once, and again when the words have changed."""

from dataclasses import replace

import pytest
from django.test import Client as Browser
from django.urls import reverse
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Invitation, Told, Understood
from gjenklang.apps.care.queries import told_version
from gjenklang.apps.people.actions import change_client, change_unit


@pytest.fixture
def mothers(cast) -> str:
    """The mother has never answered."""
    form = Form("gjenklang-outcome-adult", "start", cast.here.dana.pk, cast.here.mother.pk)
    _invitation, token = actions.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
    )
    return token


def address(token: str, name: str = "form") -> str:
    return reverse(f"care:{name}", args=[token])


def begin(token: str, **changed: str):
    page = Browser().get(address(token, "first"))
    return Browser().post(address(token, "first"), {"version": page.context["version"]} | changed)


def test_who_has_answered_in_the_course_goes_straight_to_the_form(cast) -> None:
    assert Browser().get(address(cast.here.token)).status_code == 200
    assert Browser().get(address(cast.here.token, "first")).headers["Location"] == address(cast.here.token)


def test_before_a_first_form_one_is_told_and_one_tap_goes_on(mothers: str) -> None:
    assert Browser().get(address(mothers)).headers["Location"] == address(mothers, "first")
    page = Browser().get(address(mothers, "first")).content.decode()
    for words in (
        "frivillig",
        "Alice leser det du svarer",
        "ikke til å avgjøre ytelser",
        "Ikke døgnvakt",
    ):
        assert words in page
    assert begin(mothers).headers["Location"] == address(mothers)
    assert Browser().get(address(mothers)).status_code == 200
    told = Told.objects.get()
    assert (told.language, told.version) == ("nb", "1")
    assert Line.objects.filter(verb="form.told", subject=told.pk, by_kind="rater").count() == 1


def test_what_one_is_told_opens_nothing_and_stores_nothing_before_the_tap(mothers: str) -> None:
    Browser().get(address(mothers))
    Browser().get(address(mothers, "first"))
    assert not Told.objects.exists()
    assert Invitation.objects.get(rater__isnull=False).opened is None


def test_two_taps_are_kept_once(mothers: str) -> None:
    for _ in range(2):
        assert Browser().post(address(mothers, "first"), {"version": "1"}).status_code == 302
    assert Told.objects.count() == 1


def test_a_client_in_a_new_course_is_told_and_the_next_form_is_not_preceded_again(cast) -> None:
    Administration.objects.filter(client=cast.here.dana).delete()
    assert Browser().get(address(cast.here.token)).status_code == 302
    begin(cast.here.token)
    form = Form("gjenklang-alliance-adult", "end", cast.here.dana.pk)
    _invitation, token = actions.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
    )
    assert Browser().get(address(token)).status_code == 200


def test_a_unit_says_its_own_sentence_in_its_own_language_and_new_words_are_shown_again(
    cast, mothers
) -> None:
    begin(mothers)
    unit, heidi = cast.here.ours, cast.here.actor("heidi").who
    change_unit(by=heidi, unit=unit, name=unit.name, read="Lest innen klokken tolv neste dag.")
    assert Browser().get(address(mothers)).headers["Location"] == address(mothers, "first")
    page = Browser().get(address(mothers, "first")).content.decode()
    assert '<p lang="nb">Lest innen klokken tolv neste dag.</p>' in page
    assert "Alice leser" not in page
    begin(mothers)
    assert Told.objects.filter(version=told_version(unit)).count() == 1
    assert Browser().get(address(mothers)).status_code == 200


def test_a_tap_on_words_that_have_changed_meanwhile_shows_the_new_ones(mothers: str) -> None:
    answer = begin(mothers, version="0")
    assert not Told.objects.exists()
    assert Browser().get(answer.headers["Location"]).headers["Location"] == address(mothers, "first")


def test_the_language_is_chosen_before_one_is_told(mothers: str) -> None:
    Browser().post(address(mothers, "first"), {"language": "nn"})
    assert "Alice les det du svarar" in Browser().get(address(mothers, "first")).content.decode()
    begin(mothers)
    assert Told.objects.get().language == "nn"


def test_not_today_stands_before_the_first_form(mothers: str) -> None:
    Browser().post(address(mothers, "decline"))
    assert Invitation.objects.get(rater__isnull=False).declined


@pytest.mark.parametrize("name", ["form", "who_sees", "thanks", "first"])
def test_every_page_of_the_client_says_whom_to_call(cast, mothers: str, name: str) -> None:
    unit = cast.here.ours
    change_unit(by=cast.here.actor("heidi").who, unit=unit, name=unit.name, help_line="Ring 987.")
    token = mothers if name == "first" else cast.here.token
    page = Browser().get(address(token, name)).content.decode()
    for number in ("tel:113", "tel:116117", "tel:116123", "tel:116111", "Ring 987."):
        assert page.count(number) == 1, number


@pytest.mark.django_db
def test_an_address_that_opens_nothing_says_whom_to_call() -> None:
    assert "tel:116123" in Browser().get(address("nothing")).content.decode()
    assert Browser().get(address("nothing", "first")).status_code == 404


@pytest.fixture
def newcomers(cast) -> str:
    """A client who has never answered in the course."""
    Administration.objects.filter(client=cast.here.dana).delete()
    form = Form("gjenklang-outcome-adult", "start", cast.here.dana.pk)
    return actions.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
    )[1]


def test_a_right_reply_goes_on_and_is_kept_as_about_our_words(newcomers: str, cast, signed_in) -> None:
    assert begin(newcomers, reply="same").headers["Location"] == address(newcomers)
    assert Told.objects.get().understood == Understood.AT_ONCE
    page = reverse("care:participant", args=[cast.here.episode.pk, cast.here.dana.pk])
    assert "forstått med en gang" in signed_in("alice").get(page).content.decode()


@pytest.mark.parametrize("reply", ["less", "unsure"])
def test_a_wrong_reply_is_said_once_more_and_then_goes_on(newcomers: str, reply: str) -> None:
    again = begin(newcomers, reply=reply)
    assert again.status_code == 200
    assert "Da sa vi det for dårlig." in again.content.decode()
    assert not Told.objects.exists()
    begin(newcomers, reply="again")
    assert Told.objects.get().understood == Understood.SAID_AGAIN


@pytest.mark.parametrize("reply", ["", "x" * 5000])
def test_the_question_may_be_left_open(newcomers: str, reply: str) -> None:
    begin(newcomers, reply=reply)
    assert Told.objects.get().understood == Understood.NOT_ASKED


def test_one_who_rates_is_not_asked_what_happens_to_the_help(mothers: str) -> None:
    assert "Hva skjer hvis" not in Browser().get(address(mothers, "first")).content.decode()


def test_easy_words_are_chosen_before_the_first_form_and_stored_with_the_answer(newcomers: str, cast) -> None:
    begin(newcomers, words="easy")
    page = Browser().get(address(newcomers, "first")).content.decode()
    assert "Du trenger ikke å svare." in page
    begin(newcomers)
    assert Told.objects.get().easy
    assert "Hvordan har du hatt det den siste uken?" in Browser().get(address(newcomers)).content.decode()
    marks = {f"line-{code}": "50" for code in ("body", "everyday", "people", "hope")}
    Browser().post(address(newcomers), {"submission": str(uuid7()), **marks})
    assert Administration.objects.get(client=cast.here.dana).wording_version == "1-easy"


def test_a_client_who_reads_easy_words_is_asked_in_them_from_the_start(cast) -> None:
    change_client(by=cast.here.actor("alice").who, client=cast.here.dana, changed={"easy": True})
    form = Form("gjenklang-outcome-adult", "start", cast.here.dana.pk)
    asked, _token = actions.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
    )
    assert asked.easy
    of_mother = replace(form, rater=cast.here.mother.pk)
    asked, _token = actions.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=of_mother, language="nb"
    )
    assert not asked.easy
