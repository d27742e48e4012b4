"""The licence register, the receivers, the standard sets and the comparison, as pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from cast import receiver_of
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Episode, FormChoice
from gjenklang.apps.instruments.actions import choose_standard, name_receiver, register_licence
from gjenklang.apps.instruments.models import Licence, SafetyReceiver, StandardSet
from gjenklang.apps.instruments.queries import ending_soon, languages_open, standard_for, tools
from gjenklang.apps.shell.languages import CLIENT
from gjenklang.core.instruments import catalogue

PDF = b"%PDF-1.7 invented"


def agreed(here, **changed) -> Licence:
    usual = {"instrument": "ors", "holder": "Someone", "on_screen": True, "since": timezone.localdate()}
    return register_licence(by=Who("system", here.organisation.pk), licence=Licence(**(usual | changed)))


def test_an_agreement_is_stored_with_its_document_and_a_line(cast, signed_in) -> None:
    heidi = signed_in("heidi")
    given = {
        "instrument": "srs",
        "holder": "Someone",
        "scope": "hele kommunen",
        "on_screen": "on",
        "languages": ["nb", "nn"],
        "seats": "20",
        "since": "2026-01-01",
        "until": "2099-12-31",
        "document": SimpleUploadedFile("avtale.pdf", PDF, "application/pdf"),
    }
    assert heidi.post(reverse("instruments:licences"), given).status_code == 302
    kept = Licence.objects.get(organisation=cast.here.organisation.pk)
    assert (kept.languages, kept.seats, kept.scope, bytes(kept.document)) == (
        "nb,nn",
        20,
        "hele kommunen",
        PDF,
    )
    assert languages_open(cast.here.organisation.pk, "srs") == {"nb", "nn"}
    assert languages_open(cast.next_door.organisation.pk, "srs") == set()
    assert Line.objects.filter(verb="licence.register", subject=kept.pk).count() == 1
    page = heidi.get(reverse("instruments:licences")).content.decode()
    assert "hele kommunen" in page
    fetched = heidi.get(reverse("instruments:licence_document", args=[kept.pk]))
    assert (fetched.content, fetched["Content-Type"]) == (PDF, "application/pdf")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {"document": SimpleUploadedFile("a.pdf", b"<html>", "application/pdf")},
            "Dette er ikke en PDF-fil.",
        ),
        (
            {"document": SimpleUploadedFile("a.pdf", PDF + bytes(2 * 1024 * 1024))},
            "Filen er større enn 2 MB.",
        ),
        ({"until": "2025-12-31"}, "Siste dag er før den første."),
    ],
)
def test_what_cannot_be_gets_one_clear_sentence(cast, signed_in, changed, says: str) -> None:
    given = {"instrument": "srs", "holder": "Someone", "since": "2026-01-01"} | changed
    page = signed_in("heidi").post(reverse("instruments:licences"), given).content.decode()
    assert says in page
    assert not Licence.objects.exists()


def test_a_box_that_the_page_does_not_have_changes_nothing(cast, signed_in) -> None:
    given = {"instrument": "srs", "holder": "Someone", "since": "2026-01-01", "document-clear": "on"}
    assert signed_in("heidi").post(reverse("instruments:licences"), given).status_code == 302
    assert Licence.objects.get().document is None


def test_sixty_days_before_it_ends_everyone_who_decides_is_warned(cast, signed_in) -> None:
    today = timezone.localdate()
    agreed(cast.here, until=today + timedelta(days=61))
    assert ending_soon(cast.here.organisation.pk, today) == []
    assert len(ending_soon(cast.here.organisation.pk, today + timedelta(days=1))) == 1
    agreed(cast.here, instrument="srs", until=today + timedelta(days=30))
    page = signed_in("heidi").get(reverse("instruments:catalogue")).content.decode()
    assert "slutter om 30 dager" in page


def test_an_agreement_that_goes_on_is_not_warned_of(cast) -> None:
    today = timezone.localdate()
    agreed(cast.here, until=today + timedelta(days=10))
    agreed(cast.here, since=today + timedelta(days=11))
    assert ending_soon(cast.here.organisation.pk, today) == []


def test_an_agreement_is_ended_on_a_day_and_the_row_stays(cast, signed_in) -> None:
    today = timezone.localdate()
    kept = agreed(cast.here, since=today - timedelta(days=9))
    path = reverse("instruments:end_licence", args=[kept.pk])
    signed_in("heidi").post(path, {"until": today - timedelta(days=1)})
    assert languages_open(cast.here.organisation.pk, "ors") == set()
    said = signed_in("heidi").post(path, {"until": today - timedelta(days=10)}, follow=True).content.decode()
    assert "ikke er før den første" in said
    kept.refresh_from_db()
    assert kept.until == today - timedelta(days=1)


def test_words_that_are_free_need_no_agreement(cast) -> None:
    assert languages_open(cast.here.organisation.pk, "phq9") == set(CLIENT)


def named(here, **changed) -> dict[str, object]:
    usual = {
        "unit": here.ours.pk,
        "receiver": here.staff["alice"].pk,
        "deputy": here.staff["bob"].pk,
        "weekdays": ["1", "2"],
        "opens": "08:00",
        "closes": "15:30",
        "within_minutes": "60",
    }
    return usual | changed


def test_a_receiver_is_named_and_the_one_before_is_kept(cast, signed_in) -> None:
    here, heidi = cast.here, signed_in("heidi")
    page = heidi.get(reverse("instruments:receivers")).content.decode()
    assert "Ingen er navngitt" in page
    for who in ("alice", "carol"):
        heidi.post(reverse("instruments:receivers"), named(here, receiver=here.staff[who].pk))
    assert [one.receiver for one in SafetyReceiver.objects.filter(until=None)] == [here.staff["carol"]]
    assert SafetyReceiver.objects.count() == 2
    page = heidi.get(reverse("instruments:receivers")).content.decode()
    assert "man., tirs." in page
    assert "08:00–15:30" in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"closes": "07:00"}, "Det må stenge etter at det åpner."),
        ({"weekdays": []}, "Dager"),
        ({"within_minutes": "1"}, "Svarfrist"),
    ],
)
def test_a_receiver_who_could_never_answer_is_refused(cast, signed_in, changed, says: str) -> None:
    page = signed_in("heidi").post(reverse("instruments:receivers"), named(cast.here, **changed))
    assert says in page.content.decode()
    assert not SafetyReceiver.objects.exists()


def test_nobody_of_the_town_next_door_can_be_named(cast, signed_in) -> None:
    stranger = cast.next_door.staff["alice"].pk
    signed_in("heidi").post(reverse("instruments:receivers"), named(cast.here, receiver=stranger))
    assert not SafetyReceiver.objects.exists()


def test_the_database_holds_one_running_receiver_for_each_place(cast) -> None:
    here = cast.here
    for unit in (here.ours, None):
        name_receiver(by=here.actor("heidi"), receiver=receiver_of(here, unit=unit))
        name_receiver(by=here.actor("heidi"), receiver=receiver_of(here, unit=unit))
    assert SafetyReceiver.objects.filter(until=None).count() == 2


def test_a_new_course_begins_with_the_set_of_its_unit_and_says_who_chose(cast, signed_in) -> None:
    here, frank = cast.here, signed_in("frank")
    given = {"kind": "individual", "ages": "adult", "reason": "Vi har lisens", "unit": ""}
    frank.post(reverse("instruments:standards"), given | {"outcome": "gjenklang-outcome-youth"})
    given |= {"unit": here.ours.pk, "outcome": "ors", "alliance": "srs"}
    assert frank.post(reverse("instruments:standards"), given).status_code == 302
    page = frank.get(reverse("instruments:standards")).content.decode()
    assert "Vi har lisens" in page
    typed = {"code": "N-1", "birth_year": 1980, "unit": here.ours.pk}
    signed_in("alice").post(reverse("care:new_client"), typed)
    course = Episode.objects.get(participants__client__code="N-1")
    assert (course.outcome, course.alliance) == ("ors", "srs")
    assert FormChoice.objects.get(episode=course).chosen_by == "standard"
    assert standard_for(here.organisation.pk, here.theirs.pk, "individual", 40).outcome == (
        "gjenklang-outcome-youth"
    )
    assert standard_for(here.organisation.pk, here.ours.pk, "individual", 15) is None
    assert standard_for(cast.next_door.organisation.pk, cast.next_door.ours.pk, "individual", 40) is None


def test_the_newest_set_holds_and_the_earlier_stays(cast) -> None:
    by = cast.here.actor("heidi")
    for outcome in ("ors", ""):
        chosen = StandardSet(kind="couple", ages="adult", outcome=outcome, reason="prøver")
        choose_standard(by=by, chosen=chosen)
    held = standard_for(cast.here.organisation.pk, cast.here.ours.pk, "couple", 50)
    assert held is not None
    assert (held.outcome, StandardSet.objects.count()) == ("", 2)


def test_forms_are_chosen_together_and_earlier_choices_stay(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    path = reverse("care:about", args=[here.episode.pk])
    course = {
        "course-kind": "individual",
        "course-sector": "health",
        "course-outcome": "ors",
        "course-alliance": "srs",
        "course-chosen_by": "together",
        "course-why": "Dana vil følge en form hun kjenner",
    }
    assert alice.post(path, {"do": "course"} | course).status_code == 302
    page = alice.get(path).content.decode()
    assert "Dana vil følge en form hun kjenner" in page
    assert "brukeren og jeg sammen" in page
    assert FormChoice.objects.filter(episode=here.episode).count() == 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_tool_is_described_in_every_language_with_a_source_and_none_is_best(language: str) -> None:
    found = tools(language)
    assert [one.name for one in found] == sorted((one.name for one in found), key=str.lower)
    assert all(one.sources and one.cannot and one.evidence and one.licence for one in found)
    assert {code for one in found for code in one.instruments} <= set(catalogue())
    english = {one.name: one.cannot for one in tools("en")}
    assert language == "en" or all(one.cannot != english[one.name] for one in found)


def test_the_comparison_is_there_for_everyone_who_works_here(cast, signed_in) -> None:
    for who in ("alice", "frank", "grace", "peggy"):
        page = signed_in(who).get(reverse("instruments:compare")).content.decode()
        assert "Ingen er best" in page
        assert "Norse Feedback" in page


@pytest.mark.parametrize("name", ["licences", "receivers", "standards"])
def test_only_those_who_decide_get_in(cast, signed_in, name: str) -> None:
    for who in ("alice", "bob", "grace", "peggy"):
        assert signed_in(who).get(reverse(f"instruments:{name}")).status_code == 403
    with translation.override("nb"):
        assert signed_in("heidi").get(reverse(f"instruments:{name}")).status_code == 200
