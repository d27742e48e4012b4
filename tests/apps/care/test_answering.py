"""What the client sends is stored once, durably, and every bad input gets one clear sentence."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Invitation, LineNote, Standing
from gjenklang.core.scoring import AnswerOutOfRange

MARKS = {"body": 34, "everyday": 61, "people": 50, "hope": 0}


def address(cast, name: str = "form") -> str:
    return reverse(f"care:{name}", args=[cast.here.token])


def posted(key=None, **marks: int | str) -> dict[str, object]:
    return {"submission": key or uuid7(), **{f"line-{code}": mark for code, mark in (MARKS | marks).items()}}


def stored(cast):
    return Administration.objects.filter(invitation=cast.here.invitation)


def test_four_marks_are_stored_as_whole_tenths_with_a_line_in_the_trail(cast) -> None:
    answer = Browser().post(address(cast), posted())
    assert answer.headers["Location"] == address(cast, "done")
    one = stored(cast).get()
    assert one.answers == MARKS
    assert one.local_date == cast.here.session.local_date
    assert Line.objects.filter(verb="administration.record", subject=one.pk, by_kind="client").count() == 1


def test_sending_the_same_twice_stores_once(cast) -> None:
    """The server was killed between answer and reply: the phone sends again."""
    key = uuid7()
    for _ in range(2):
        assert Browser().post(address(cast), posted(key)).status_code == 302
    assert stored(cast).count() == 1


def test_the_second_person_to_finish_a_form_is_told_and_nothing_is_lost(cast) -> None:
    Browser().post(address(cast), posted())
    answer = Browser().post(address(cast), posted(body=99))
    assert answer.status_code == 409
    assert "tatt vare på" in answer.content.decode()
    assert {one.standing for one in stored(cast)} == {Standing.COUNTS, Standing.LATE}


def test_marks_that_came_second_are_told_so_however_often_they_are_sent(cast) -> None:
    """A page sends by itself first, and lets the browser send the same again to show what the house says."""
    Browser().post(address(cast), posted())
    key = uuid7()
    assert [Browser().post(address(cast), posted(key, body=99)).status_code for _ in range(2)] == [409, 409]
    assert stored(cast).count() == 2


@pytest.mark.parametrize("mark", [101, -1, 1000])
def test_a_mark_outside_the_line_is_refused_in_one_sentence(cast, mark: int) -> None:
    answer = Browser().post(address(cast), posted(body=mark))
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "utenfor linjen" in page
    assert "Dette ble ikke lagret" in page
    assert f'href="{address(cast)}"' in page
    assert not stored(cast).exists()


def test_a_mark_that_is_no_number_is_refused(cast) -> None:
    assert Browser().post(address(cast), posted(body="drop table")).status_code == 400


def test_an_unmarked_line_is_asked_about_once_and_may_be_skipped(cast) -> None:
    first = Browser().post(address(cast), posted(hope=""))
    assert "Ikke merket ennå: Håp" in first.content.decode()
    assert not stored(cast).exists()
    Browser().post(address(cast), posted(hope="") | {"asked": "1"})
    assert stored(cast).get().answers["hope"] is None


def test_a_form_with_no_mark_at_all_is_a_not_today(cast) -> None:
    empty = dict.fromkeys(MARKS, "")
    Browser().post(address(cast), posted(**empty) | {"asked": "1"})
    assert not stored(cast).exists()
    assert Invitation.objects.get(pk=cast.here.invitation.pk).declined


def test_undo_within_ten_seconds_keeps_the_row_and_opens_the_form_again(cast) -> None:
    Browser().post(address(cast), posted())
    answer = Browser().post(address(cast, "undo"), follow=True)
    assert 'value="34"' in answer.content.decode()
    assert stored(cast).get().standing == Standing.UNDONE


def test_undo_later_than_ten_seconds_changes_nothing(cast) -> None:
    Browser().post(address(cast), posted())
    stored(cast).update(finished=timezone.now() - timedelta(seconds=30))
    Browser().post(address(cast, "undo"))
    assert stored(cast).get().standing == Standing.COUNTS


def test_a_change_keeps_both_with_its_reason(cast) -> None:
    Browser().post(address(cast), posted())
    first = stored(cast).get()
    Browser().post(address(cast), posted(body=70) | {"after": first.pk, "reason": "Jeg bommet."})
    first.refresh_from_db()
    second = stored(cast).exclude(pk=first.pk).get()
    assert (first.standing, second.standing, second.replaces_id) == (
        Standing.REPLACED,
        Standing.COUNTS,
        first.pk,
    )
    assert second.reason == "Jeg bommet."


def test_a_word_beside_a_line_is_kept_encrypted(cast) -> None:
    Browser().post(address(cast), posted())
    Browser().post(address(cast, "confirm"), {"note-hope": "Tungt i helgen."})
    note = LineNote.objects.get(administration=stored(cast).get())
    assert note.text == "Tungt i helgen."
    assert "Tungt" not in str(LineNote.objects.filter(pk=note.pk).values_list("text").query)
    assert stored(cast).get().confirmed


def test_an_expired_form_says_so_but_receives_what_was_begun_in_time(cast) -> None:
    Browser().get(address(cast))
    Invitation.objects.filter(pk=cast.here.invitation.pk).update(expires=timezone.now() - timedelta(hours=1))
    assert Browser().get(address(cast)).status_code == 410
    assert Browser().post(address(cast), posted()).status_code == 302
    Invitation.objects.filter(pk=cast.here.invitation.pk).update(expires=timezone.now() - timedelta(days=3))
    with pytest.raises(actions.Expired):
        actions.record_administration(
            invitation=Invitation.objects.select_related("session").get(pk=cast.here.invitation.pk),
            sent=Sent(uuid7(), MARKS),
        )


def test_an_unknown_address_gives_nothing_away(db) -> None:
    answer = Browser().get(reverse("care:form", args=["no-such-token"]))
    assert answer.status_code == 404


@pytest.mark.parametrize(("language", "word"), [("da", "Færdig"), ("se", "Gárvvis")])
def test_an_answer_keeps_the_language_it_was_given_in(cast, language: str, word: str) -> None:
    page = Browser().post(address(cast), posted() | {"language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert word in page
    Browser().post(address(cast), posted())
    assert [(one.language, one.wording_version) for one in stored(cast)] == [(language, "1")]


def test_the_form_can_be_read_in_three_languages_and_keeps_its_marks(cast) -> None:
    for language, word in (("nn", "Ferdig"), ("en", "Done"), ("nb", "Ferdig")):
        page = Browser().post(address(cast), posted() | {"language": language}).content.decode()
        assert f'lang="{language}"' in page
        assert word in page
        assert 'value="61"' in page


@pytest.mark.parametrize("typed", ["10,1", "-1", "1,55"])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "Fra 0 til 10, i steg på 0,1."),
        ("nn", "Frå 0 til 10, i steg på 0,1."),
        ("en", "From 0 to 10, in steps of 0.1."),
    ],
)
def test_paper_says_in_the_readers_language_what_a_line_holds(
    cast, signed_in, typed: str, language: str, sentence: str
) -> None:
    browser = signed_in("alice")
    browser.cookies["language"] = language
    data = {
        "client": cast.here.dana.pk,
        "moment": "start",
        "line1": typed.replace(",", "." if language == "en" else ","),
    }
    data["body"] = data["line1"]
    page = browser.post(reverse("care:paper", args=[cast.here.session.pk]), data)
    assert sentence in page.content.decode()


def test_paper_refuses_what_the_line_cannot_hold(cast, signed_in) -> None:
    path = reverse("care:paper", args=[cast.here.session.pk])
    data = {"client": cast.here.dana.pk, "moment": "start", "body": "12,5"}
    assert signed_in("alice").post(path, data).status_code == 200
    data |= {"body": "3,4"}
    assert signed_in("alice").post(path, data).status_code == 302
    with pytest.raises(AnswerOutOfRange):
        actions.type_from_paper(
            by=cast.here.actor("alice"),
            session=cast.here.session,
            form=Form("ors", "start", cast.here.dana.id),
            answers={},
            stated_total=401,
        )


@pytest.mark.parametrize("page", ["form", "done", "confirm", "thanks", "who_sees"])
def test_an_address_shows_nothing_after_its_time(cast, page: str) -> None:
    Browser().post(address(cast), posted())
    Invitation.objects.filter(pk=cast.here.invitation.pk).update(
        expires=timezone.now() - timedelta(minutes=1)
    )
    answer = Browser().get(address(cast, page))
    assert answer.status_code == 410
    assert "Tiden for dette skjemaet er ute" in answer.content.decode()


def test_words_written_in_time_are_kept_within_a_day_and_not_after(cast) -> None:
    Browser().get(address(cast))
    Browser().post(address(cast), posted())
    for hours, kept in ((1, 1), (25, 1)):
        expired = timezone.now() - timedelta(hours=hours)
        Invitation.objects.filter(pk=cast.here.invitation.pk).update(expires=expired)
        Browser().post(address(cast, "confirm"), {"note-body" if hours == 1 else "note-hope": "slept badly"})
        assert LineNote.objects.count() == kept


def test_undoing_a_change_lets_the_first_answer_count_again(cast) -> None:
    Browser().post(address(cast), posted())
    first = stored(cast).get()
    Browser().post(address(cast), posted(body=90) | {"after": first.pk})
    Browser().post(address(cast, "undo"))
    standings = {one.answers["body"]: one.standing for one in stored(cast)}
    assert standings == {34: Standing.COUNTS, 90: Standing.UNDONE}


@pytest.mark.parametrize("page", ["done", "form"])
def test_marks_are_shown_back_for_a_quarter_of_an_hour(cast, page: str) -> None:
    """The next client gets the same tablet, with the address in its history."""
    Browser().post(address(cast), posted())
    earlier = timezone.now() - timedelta(minutes=16)
    stored(cast).update(finished=earlier)
    answer = Browser().get(address(cast, page), {"again": "1"})
    assert answer.status_code == 410
    assert 'value="61"' not in answer.content.decode()


def test_what_was_confirmed_is_not_written_over(cast) -> None:
    Browser().post(address(cast), posted())
    for words in ("mine", "someone else's"):
        Browser().post(address(cast, "confirm"), {"note-body": words})
    assert LineNote.objects.get().text == "mine"


@pytest.mark.parametrize(("page", "query"), [("done", {}), ("form", {"again": 1})])
def test_marks_shown_back_leave_a_line(cast, page: str, query: dict[str, int]) -> None:
    """Whoever holds the address reads the marks: that is a look at a client too."""
    Browser().post(address(cast), posted())
    before = Line.objects.filter(verb="client.read").count()
    assert Browser().get(address(cast, page), query).status_code == 200
    written = Line.objects.filter(verb="client.read", client=cast.here.dana.pk, subject=stored(cast).get().pk)
    assert Line.objects.filter(verb="client.read").count() == before + 1
    assert written.get().by_kind == "client"


def test_asking_who_sees_this_keeps_the_marks(cast) -> None:
    page = Browser().post(address(cast, "who_sees"), posted()).content.decode()
    assert 'name="line-everyday" value="61"' in page
    back = Browser().post(address(cast), posted() | {"back": "1"}).content.decode()
    assert 'value="61"' in back
    assert not stored(cast).exists()


def test_what_is_typed_again_counts_instead_and_both_are_kept(cast, signed_in) -> None:
    url = reverse("care:paper", args=[cast.here.session.pk])
    lines = dict.fromkeys(MARKS)
    for mark in ("5,0", "8,0"):
        sent = {"client": cast.here.dana.pk, "moment": "start"} | dict.fromkeys(lines, mark)
        assert signed_in("alice").post(url, sent).status_code == 302
    old, new = Administration.objects.filter(session=cast.here.session, channel="paper").order_by("finished")
    assert (old.standing, new.standing, new.replaces_id) == (Standing.REPLACED, Standing.COUNTS, old.pk)


@pytest.mark.parametrize(
    ("lines", "total", "sentence"),
    [
        (["5,0", "5,0", "5,0", "5,0"], "39,0", "Linjene gir 20,0, men totalen sier 39,0."),
        (["5,0", "5,0", "5,0", ""], "21,0", "Skriv inn alle linjene, eller bare totalen."),
    ],
)
def test_lines_and_a_total_that_disagree_are_refused(cast, signed_in, lines, total, sentence) -> None:
    url = reverse("care:paper", args=[cast.here.session.pk])
    sent = {"client": cast.here.dana.pk, "moment": "start", "stated_total": total}
    page = signed_in("alice").post(url, sent | dict(zip(MARKS, lines, strict=True)))
    assert sentence in page.content.decode()


def test_an_address_shows_and_changes_nothing_once_the_marks_are_confirmed(cast) -> None:
    """Whoever finds the link afterwards, on a shared phone or in a history, sees no mark and can change none."""
    Browser().post(address(cast), posted())
    Browser().post(address(cast, "confirm"), {})
    first = stored(cast).get()
    for path in (address(cast), f"{address(cast)}?again=1", address(cast, "done")):
        answer = Browser().get(path)
        assert answer.status_code in (302, 410), path
        assert b"3.4" not in answer.content
    sent = Browser().post(address(cast), posted(body=99) | {"after": first.pk})
    assert sent.status_code == 409
    first.refresh_from_db()
    assert (first.standing, first.answers["body"]) == (Standing.COUNTS, 34)
    assert stored(cast).filter(standing=Standing.LATE).count() == 1


def test_a_device_that_was_handed_over_always_leads_back_to_its_owner(cast, signed_in) -> None:
    """The client has finished, and goes back in the browser: no page may be one that nobody gets away from."""
    here, device = cast.here, signed_in("alice")
    asked = {"client": here.dana.pk, "moment": "start"}
    form = device.post(reverse("care:hand_over", args=[here.session.pk]), asked).headers["Location"]
    device.get(form, follow=True)
    device.post(form, posted())
    device.post(f"{form}confirm/", {})
    for path in (form, f"{form}done/", "/today/"):
        page = device.get(path, follow=True)
        assert page.status_code == 200, path
        assert reverse("security:unlock") in page.content.decode(), path


def test_a_form_that_ran_out_on_a_device_leads_back_to_its_owner(cast, signed_in) -> None:
    here, device = cast.here, signed_in("alice")
    asked = {"client": here.dana.pk, "moment": "start"}
    form = device.post(reverse("care:hand_over", args=[here.session.pk]), asked).headers["Location"]
    Invitation.objects.update(
        made=timezone.now() - timedelta(days=9), expires=timezone.now() - timedelta(days=8)
    )
    page = device.get("/today/", follow=True)
    assert page.status_code == 410
    assert reverse("security:unlock") in page.content.decode()
    assert reverse("security:unlock") not in Browser().get(form).content.decode()
