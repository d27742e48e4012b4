"""The client's own page: who gets in, what stands there, and what never does."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import get_resolver, reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.answering import Sent
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Barred, Consent, Episode, Matter, OwnNote, Participant, Stopped
from gjenklang.apps.feedback import actions as feedback
from gjenklang.apps.feedback.models import Agreed
from gjenklang.apps.inviting.actions import agree_contact
from gjenklang.apps.inviting.models import ContactAgreement
from gjenklang.apps.own import actions
from gjenklang.apps.own.models import Access, OwnSession, WrongTry
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client

PIN = "471142"
MINE = "/mine/"


@pytest.fixture
def access(cast) -> Access:
    given, _token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    actions.choose_pin(access=given, pin=PIN)
    given.refresh_from_db()
    return given


def sign_in(code: str, pin: str = PIN, **more: str) -> tuple[Browser, int]:
    browser = Browser(**more)
    return browser, browser.post(MINE, {"code": code, "pin": pin}).status_code


def answered_by_mother(cast) -> None:
    care.type_from_paper(
        by=cast.here.actor("alice"),
        session=cast.here.session,
        form=Form(cast.here.episode.outcome, "start", cast.here.dana.pk, cast.here.mother.pk),
        answers={"body": 7, "everyday": 7, "people": 7, "hope": 7},
        stated_total=None,
    )


def test_code_and_pin_open_the_page_with_curve_agreements_and_who_looked(cast, signed_in, access) -> None:
    alice = cast.here.actor("alice")
    agreed = Agreed(
        episode=cast.here.episode, client=cast.here.dana, words="Vi møtes ute.", since=timezone.localdate()
    )
    feedback.note_agreed(by=alice, agreed=agreed)
    signed_in("alice").get(reverse("course", args=[cast.here.episode.pk]))
    browser, status = sign_in(f"{access.code[:4].lower()}-{access.code[4:]}")
    assert status == 302
    page = browser.get(MINE).content.decode()
    for words in ("Vi møtes ute.", "Alice, behandler", "<svg", "Her er det ingen grense", "tel:113"):
        assert words in page, words
    assert Line.objects.filter(verb="client.read", by_kind="client", client=cast.here.dana.pk).exists()


def test_nothing_that_others_answered_or_that_staff_see_stands_there(cast, access) -> None:
    answered_by_mother(cast)
    Consent.objects.filter(client=cast.here.dana).delete()  # what Dana has said yes to names whom it is about
    partner = register_client(by=cast.here.actor("alice").who, client=Client(code="P-1"))
    care.join_episode(by=cast.here.actor("alice"), episode=cast.here.episode, client=partner)
    browser, _status = sign_in(access.code)
    for path in (MINE, "/mine/mine.json"):
        page = browser.get(path).content.decode()
        for words in ("Mor", "P-1", "cut-off", "klinisk grense", "D-204"):
            assert words not in page, (path, words)
    everything = json.loads(browser.get("/mine/mine.json").content)
    marks = [one["steps"] for one in everything["courses"][0]["answers"]]
    assert len(marks) == 6
    assert {"body": 7, "everyday": 7, "people": 7, "hope": 7} not in marks


def test_the_file_has_its_format_and_version_and_who_looked(cast, signed_in, access) -> None:
    signed_in("alice").get(reverse("course", args=[cast.here.episode.pk]))
    browser, _status = sign_in(access.code)
    answer = browser.get("/mine/mine.json")
    found = json.loads(answer.content)
    assert (found["format"], found["version"]) == ("gjenklang-own", 1)
    assert found["looked"][0]["name"] == "Alice"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_all_of_it_goes_on_paper(access) -> None:
    browser, _status = sign_in(access.code)
    answer = browser.get("/mine/mine.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_wrong_code_wrong_pin_and_closed_are_one_and_the_same_page(cast, access) -> None:
    pages = []
    for code, pin in ((access.code, "000001"), ("AAAAAAAA", PIN), ("", ""), ("x" * 300, "1")):
        answer = Browser().post(MINE, {"code": code, "pin": pin})
        assert answer.status_code == 403
        pages.append(answer.content)
    actions.close_access(by=cast.here.actor("alice"), access=access)
    pages.append(Browser().post(MINE, {"code": access.code, "pin": PIN}).content)
    bare = {page.split(b'name="csrfmiddlewaretoken"')[0] for page in pages}
    assert len(bare) == 1


def test_five_wrong_tries_keep_it_shut_for_a_quarter_of_an_hour(access) -> None:
    for _ in range(5):
        assert sign_in(access.code, "000001")[1] == 403
    assert sign_in(access.code)[1] == 403
    WrongTry.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert sign_in(access.code)[1] == 302


def test_four_wrong_tries_do_not(access) -> None:
    for _ in range(4):
        sign_in(access.code, "000001")
    assert sign_in(access.code)[1] == 302


def test_tries_that_open_are_not_counted(access) -> None:
    assert [sign_in(access.code)[1] for _ in range(7)] == [302] * 7


def test_one_address_that_tries_many_codes_is_kept_out_and_another_is_not(access) -> None:
    for number in range(20):
        sign_in(f"CODE{number:04}", REMOTE_ADDR="10.0.0.9")
    assert sign_in(access.code, REMOTE_ADDR="10.0.0.9")[1] == 403
    assert sign_in(access.code, REMOTE_ADDR="10.0.0.8")[1] == 302
    assert not WrongTry.objects.filter(address_hash__contains="10.0").exists()


def test_after_fifteen_minutes_untouched_it_is_shut(access) -> None:
    browser, _status = sign_in(access.code)
    OwnSession.objects.update(seen=timezone.now() - timedelta(minutes=14, seconds=50))
    assert "<svg" in browser.get(MINE).content.decode()
    OwnSession.objects.update(seen=timezone.now() - timedelta(minutes=15, seconds=1))
    assert "<svg" not in browser.get(MINE).content.decode()
    assert browser.get("/mine/mine.json").status_code == 302


@pytest.mark.parametrize("path", ["/mine/out/", "/mine/away/"])
def test_signing_out_and_leaving_quickly_end_it_also_for_who_kept_the_cookie(access, path: str) -> None:
    browser, _status = sign_in(access.code)
    kept = browser.cookies["mine"].value
    answer = browser.post(path)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    other = Browser()
    other.cookies["mine"] = kept
    assert "<svg" not in other.get(MINE).content.decode()
    assert not OwnSession.objects.exists()


def test_the_page_one_leaves_to_says_nothing_of_where_one_was(access) -> None:
    browser, _status = sign_in(access.code)
    page = browser.post("/mine/away/").content.decode()
    assert "Gjenklang" not in page
    assert 'content="0;url=https://www.yr.no/"' in page


def test_closing_puts_out_whoever_is_in(cast, access) -> None:
    browser, _status = sign_in(access.code)
    actions.close_access(by=cast.here.actor("alice"), access=access)
    assert "<svg" not in browser.get(MINE).content.decode()


def test_a_client_who_is_in_opens_no_address_of_staff(cast, access) -> None:
    browser, _status = sign_in(access.code)
    browser.cookies["mine"]["path"] = "/"
    here = cast.here
    names = {"session": here.session.pk, "episode": here.episode.pk, "client": here.dana.pk}
    walked = 0
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            wanted = getattr(getattr(one, "pattern", None), "converters", {})
            if not wanted or set(wanted) - set(names):
                continue
            space = f"{pattern.namespace}:" if getattr(pattern, "namespace", None) else ""
            path = reverse(space + one.name, kwargs={name: names[name] for name in wanted})
            answer = browser.get(path)
            assert answer.headers.get("Location", "").startswith("/account/login/"), path
            walked += 1
    assert walked > 25


def test_staff_who_are_signed_in_do_not_stand_in_a_clients_page(signed_in, access) -> None:
    browser = signed_in("alice")
    assert "<svg" not in browser.get(MINE).content.decode()
    assert browser.get("/mine/mine.json").headers["Location"] == MINE


def test_the_pin_is_chosen_once_at_an_address_that_lasts_a_day(cast) -> None:
    given, token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    path = reverse("own:choose", args=[token])
    assert sign_in(given.code)[1] == 403
    for pin, again in (("12345", "12345"), ("123456", "123456"), ("111111", "111111"), (PIN, "471143")):
        assert "aria-invalid" in Browser().post(path, {"pin": pin, "again": again}).content.decode(), pin
    page = Browser().post(path, {"pin": PIN, "again": PIN}).content.decode()
    assert f"{given.code[:4]}-{given.code[4:]}" in page
    assert Browser().get(path).status_code == 404
    assert PIN not in Access.objects.get().pin
    assert sign_in(given.code)[1] == 302


def test_an_address_that_is_a_day_old_opens_no_more(cast) -> None:
    _given, token = actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    Access.objects.update(link_until=timezone.now() - timedelta(seconds=1))
    assert Browser().get(reverse("own:choose", args=[token])).status_code == 404


def test_a_new_code_closes_the_old_one(cast, access) -> None:
    browser, _status = sign_in(access.code)
    actions.give_access(by=cast.here.actor("alice"), client=cast.here.dana)
    assert "<svg" not in browser.get(MINE).content.decode()
    assert sign_in(access.code)[1] == 403
    assert Access.objects.filter(closed=None).count() == 1


def test_staff_give_it_on_a_screen_that_is_locked_to_the_choice(cast, signed_in) -> None:
    here = reverse("own:access", args=[cast.here.episode.pk, cast.here.dana.pk])
    browser = signed_in("alice")
    path = browser.post(here, {"do": "hand"}).headers["Location"]
    assert path.startswith("/mine/choose/")
    assert browser.get("/today/").headers["Location"] == path
    browser.post(path, {"pin": PIN, "again": PIN})
    assert sign_in(Access.objects.get().code)[1] == 302


def test_staff_make_a_link_and_close_it(cast, signed_in) -> None:
    here = reverse("own:access", args=[cast.here.episode.pk, cast.here.dana.pk])
    browser = signed_in("alice")
    assert "/mine/choose/" in browser.post(here, {"do": "link"}).content.decode()
    assert "/mine/choose/" not in browser.get(here).content.decode()
    assert browser.post(here, {"do": "close"}).status_code == 302
    assert Access.objects.get().closed


def test_while_a_study_has_feedback_off_the_curve_is_not_shown(cast, access) -> None:
    Episode.objects.filter(pk=cast.here.episode.pk).update(feedback_off_until=timezone.localdate())
    browser, _status = sign_in(access.code)
    assert "<svg" not in browser.get(MINE).content.decode()


def test_a_client_follows_something_in_own_words_and_stops(cast, access) -> None:
    browser, _status = sign_in(access.code)
    line = reverse("own:line", args=[cast.here.episode.pk])
    assert browser.post(line, {"words": "Sove hele natten"}).status_code == 302
    page = browser.get(MINE).content.decode()
    assert "Sove hele natten" in page
    assert "Ingen merker ennå." in page
    written = Line.objects.get(verb="own_line.write")
    assert (written.by_kind, written.client) == ("client", cast.here.dana.pk)
    browser.post(line, {"words": ""})
    assert "Sove hele natten" not in browser.get(MINE).content.decode()


def test_nobody_writes_a_line_in_the_course_of_another(cast, access) -> None:
    browser, _status = sign_in(access.code)
    theirs = reverse("own:line", args=[cast.next_door.episode.pk])
    assert browser.post(theirs, {"words": "Noe"}).status_code == 404
    assert Browser().post(theirs, {"words": "Noe"}).status_code == 302
    assert not Line.objects.filter(verb="own_line.write").exists()


def test_what_is_shown_to_nobody_else_stands_on_the_own_page(cast, access) -> None:
    """An answer that its client keeps for the sum is still the client's own."""
    form = Form("gjenklang-alliance-adult", "end", cast.here.dana.pk)
    invitation, _token = care.hand_over(
        by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
    )
    care.open_form(invitation=invitation)
    sent = Sent(key=uuid7(), answers={"heard": 33}, shown="sum")
    given = care.record_administration(invitation=invitation, sent=sent)
    browser, _status = sign_in(access.code)
    found = json.loads(browser.get(MINE + "mine.json").content)
    kept = [one["steps"] for one in found["courses"][0]["answers"] if one["form"] == form.instrument]
    assert given.standing == "summed"
    assert {"heard": 33} in [{name: mark for name, mark in one.items() if mark} for one in kept]


def test_a_client_stops_answering_and_takes_it_back_alone(cast, access) -> None:
    browser, _status = sign_in(access.code)
    page = browser.post("/mine/answering/", {"do": "stop"}, follow=True).content.decode()
    assert "Du har valgt å ikke svare" in page
    assert Stopped.objects.get(client=cast.here.dana, until=None).staff_id is None
    page = browser.post("/mine/answering/", {"do": "again"}, follow=True).content.decode()
    assert "Jeg vil ikke svare mer" in page
    assert not Stopped.objects.filter(until=None).exists()
    assert Browser().post("/mine/answering/", {"do": "stop"}).status_code == 302
    assert not Stopped.objects.filter(until=None).exists()


def test_a_client_blocks_a_colleague_and_sees_who_read_in_need(cast, signed_in, access) -> None:
    browser, _status = sign_in(access.code)
    bob, course = signed_in("bob"), reverse("course", args=[cast.here.episode.pk])
    browser.post("/mine/blocking/", {"do": "bar", "staff": str(cast.here.staff["bob"].pk)})
    assert bob.get(course).status_code == 404
    bob.post(reverse("care:in_need"), {"code": "D-204", "reason": "Hun ringte vakta i natt."})
    page = browser.get(MINE).content.decode()
    assert "Bob er sperret ute" in page
    assert "Bob åpnet likevel" in page
    assert "Hun ringte vakta i natt." in page
    browser.post("/mine/blocking/", {"do": "lift", "bar": str(Barred.objects.get().pk)})
    assert "Bob er sperret ute" not in browser.get(MINE).content.decode()
    browser.post("/mine/blocking/", {"do": "bar", "staff": str(cast.next_door.staff["bob"].pk)})
    assert not Barred.objects.filter(until=None).exists()


def test_what_is_raised_is_answered_on_the_own_page_and_stands_in_the_file(cast, access, signed_in) -> None:
    browser, _status = sign_in(access.code)
    browser.post(reverse("own:say"), {"kind": "another", "words": "Vi passer ikke sammen"})
    matter = Matter.objects.get()
    assert matter.due == timezone.localdate() + timedelta(days=14)
    signed_in("frank").post(reverse("care:matter", args=[matter.pk]), {"answer": "Ja, fra mandag."})
    assert "Ja, fra mandag." in browser.get(MINE).text
    found = json.loads(browser.get(MINE + "mine.json").content)
    assert [one["answer"] for one in found["raised"]] == ["Ja, fra mandag."]


def test_a_note_is_written_and_taken_back_before_it_is_read(cast, access) -> None:
    browser, _status = sign_in(access.code)
    browser.post(reverse("own:say"), {"do": "note", "words": "Jeg gruer meg"})
    note = OwnNote.objects.get()
    assert "Jeg gruer meg" in browser.get(MINE).text
    browser.post(reverse("own:take_back"), {"which": note.pk})
    assert "Jeg gruer meg" not in browser.get(MINE).text


def test_a_yes_and_the_links_are_taken_back_by_the_client_alone(cast, access) -> None:
    here, by = cast.here, cast.here.actor("alice")
    day = timezone.localdate()
    consent = Consent(client=here.dana, kind="research", scope="Studien", since=day, until=day)
    care.give_consent(by=by, consent=consent)
    theirs = Consent(client=cast.next_door.dana, kind="research", scope="Deres", since=day, until=day)
    care.give_consent(by=cast.next_door.actor("alice"), consent=theirs)
    agreement = ContactAgreement(client=here.dana, by="text", address="+4790000000", safe=True, until=day)
    agree_contact(by=by, agreement=agreement)
    browser, _status = sign_in(access.code)
    assert "Studien" in browser.get(MINE).text
    for which in (consent.pk, theirs.pk, agreement.pk):
        browser.post(reverse("own:take_back"), {"which": which})
    for row in (consent, theirs, agreement):
        row.refresh_from_db()
    assert (consent.ended is not None, theirs.ended, agreement.how) == (True, None, "page")


def test_who_has_left_a_shared_course_writes_no_note_in_it_and_can_still_say_what_was_not_right(
    cast, access
) -> None:
    here = cast.here
    by = here.actor("alice")
    other = register_client(by=by.who, client=Client(code="X-1", name="", birth_year=1980))
    Participant.objects.create(organisation=here.organisation, episode=here.episode, client=other)
    care.leave_episode(
        by=by,
        part=Participant.objects.get(client=here.dana, episode=here.episode),
        until=timezone.localdate(),
    )
    browser, status = sign_in(access.code)
    assert status == 302
    assert 'id="note"' not in browser.get(MINE).text
    browser.post(reverse("own:say"), {"do": "note", "words": "Hun lyver om alt"})
    assert OwnNote.objects.count() == 0
    browser.post(reverse("own:say"), {"kind": "wrong", "words": "Noe var galt"})
    assert Matter.objects.get().unit == here.ours


def test_staff_close_the_own_page_of_one_who_has_left(cast, signed_in, access) -> None:
    here = cast.here
    Participant.objects.filter(client=here.dana).update(until=timezone.localdate())
    path = reverse("own:access", args=[here.episode.pk, here.dana.pk])
    assert "hand" not in signed_in("alice").post(path, {"do": "link"}).text.split("<form")[-1]
    assert Access.objects.filter(client=here.dana).count() == 1
    assert signed_in("alice").post(path, {"do": "close"}).status_code == 302
    access.refresh_from_db()
    assert access.closed is not None


def test_an_address_that_is_not_safe_stands_under_nothing_that_was_agreed(cast, access) -> None:
    agreement = ContactAgreement(client=cast.here.dana, by="text", address="+4790000000", safe=False)
    agreement.until = timezone.localdate() + timedelta(days=30)
    agree_contact(by=cast.here.actor("alice"), agreement=agreement)
    assert "90000000" not in sign_in(access.code)[0].get(MINE).text
