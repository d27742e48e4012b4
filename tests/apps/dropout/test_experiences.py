"""Cases told with consent: read by colleagues while it holds, printed as a booklet, and taken back any day."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from cast import Cast
from gjenklang.apps.audit.models import Line
from gjenklang.apps.dropout.models import AskedAgain, Experience, Transition
from gjenklang.apps.dropout.queries import told_here

TOLD = {
    "title": "Følge til første time",
    "case": "En som skulle flytte",
    "done": "Vi gikk sammen",
    "result": "Kom inn døra",
}


def send(cast: Cast, signed_in, who: str = "alice", **other: str):
    day = timezone.localdate()
    days = {"agreed": day.isoformat(), "until": (day + timedelta(days=90)).isoformat(), "read": "on"}
    return signed_in(who).post(
        reverse("dropout:tell", args=[cast.here.episode.pk]), {**TOLD, **days, **other}
    )


def test_a_case_is_told_read_and_printed_without_a_word_of_whom_it_is_about(cast: Cast, signed_in) -> None:
    assert send(cast, signed_in).status_code == 302
    page = signed_in("carol").get(reverse("dropout:experiences")).content.decode()
    assert "Vi gikk sammen" in page
    assert cast.here.dana.code not in page
    answer = signed_in("frank").get(reverse("dropout:booklet"))
    assert answer["Content-Type"] == "application/pdf"
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Kom inn døra" in text
    assert cast.here.dana.code not in text
    assert Line.objects.filter(verb="experience.tell", client=cast.here.dana.pk).count() == 1


def test_nobody_reads_it_without_a_consent_that_holds(cast: Cast, signed_in) -> None:
    send(cast, signed_in)
    told = Experience.objects.get()
    carol, day = cast.here.actor("carol"), timezone.localdate()
    assert len(told_here(carol, day)) == 1
    assert not told_here(carol, day + timedelta(days=91))
    assert not told_here(cast.next_door.actor("carol"), day)
    assert not told_here(cast.here.actor("peggy"), day)
    path = reverse("dropout:take_back_told", args=[cast.here.episode.pk, told.pk])
    assert signed_in("carol").post(path).status_code == 404
    assert signed_in("alice").post(path).status_code == 302
    assert not told_here(carol, day)


@pytest.mark.parametrize(
    "wrong",
    [{"read": ""}, {"title": ""}, {"agreed": "2999-01-01"}, {"until": "2020-01-01"}, {"until": "2999-01-01"}],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    cast: Cast, signed_in, wrong: dict[str, str]
) -> None:
    page = send(cast, signed_in, **wrong)
    assert page.status_code == 200
    assert "ds-validation-message" in page.content.decode()
    assert "Vi gikk sammen" in page.content.decode()
    assert not Experience.objects.exists()


def test_a_move_makes_the_four_questions_due_again(cast: Cast) -> None:
    from gjenklang.apps.dropout.actions import plan_transition

    row = Transition(
        place="Poliklinikken", moves=timezone.localdate(), episode=cast.here.episode, client=cast.here.dana
    )
    plan_transition(by=cast.here.actor("alice"), transition=row)
    assert AskedAgain.objects.get().why == "transition"
