"""Six digits open one form, once, for a quarter of an hour; who guesses gets the same calm page every time."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Channel
from gjenklang.apps.inviting import actions, queries
from gjenklang.apps.inviting.models import Code, WrongTry


def made(cast) -> tuple[Code, str]:
    here = cast.here
    form = Form(here.episode.outcome, "start", here.dana.pk)
    return actions.make_code(by=here.actor("alice"), session=here.session, form=form, language="nb")


def typed(digits: str, browser: Browser | None = None, address: str = "10.0.0.1"):
    return (browser or Browser()).post(reverse("inviting:enter"), {"code": digits}, REMOTE_ADDR=address)


def test_a_code_leads_to_the_form_on_ones_own_phone_once(cast) -> None:
    code, digits = made(cast)
    first = typed(f"{digits[:3]} {digits[3:]}")
    assert first.status_code == 302
    form = first.headers["Location"]
    assert Browser().get(form).status_code == 200
    assert typed(digits).status_code == 404
    code.refresh_from_db()
    assert code.invitation.channel == Channel.LINK
    assert Line.objects.filter(verb="form.new_address", subject=code.invitation_id).count() == 1


def test_nothing_that_is_stored_leads_back_to_the_digits(cast) -> None:
    code, digits = made(cast)
    assert digits not in code.code_hash
    assert len(code.code_hash) == 64


def test_a_preview_does_not_use_the_code_up(cast) -> None:
    _code, digits = made(cast)
    page = Browser().get(reverse("inviting:enter"), {"c": digits})
    assert f'value="{digits}"' in page.content.decode()
    assert cast.here.dana.code not in page.content.decode()
    assert typed(digits).status_code == 302


@pytest.mark.parametrize("why", ["used", "expired", "guessed", "letters", "empty", "too many"])
def test_every_wrong_code_gets_the_same_page(cast, why: str) -> None:
    _code, digits = made(cast)
    if why == "used":
        typed(digits)
    if why == "expired":
        Code.objects.update(expires=timezone.now() - timedelta(seconds=1))
    if why == "too many":
        WrongTry.objects.bulk_create(
            WrongTry(address_hash=queries.hash_of("10.0.0.1", of="address"))
            for _ in range(queries.MOST_OF_ONE)
        )
    wrong = {"guessed": f"{(int(digits) + 1) % 1_000_000:06}", "letters": "abc", "empty": ""}.get(why, digits)
    answer, other = typed(wrong), typed("000000" if digits != "000000" else "111111", address="10.9.9.9")
    assert answer.status_code == other.status_code == 404
    assert answer.content == other.content


def test_the_eighth_wrong_try_shuts_one_address_for_a_while_and_no_other(cast) -> None:
    _code, digits = made(cast)
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    for _ in range(queries.MOST_OF_ONE):
        assert typed(wrong).status_code == 404
    assert typed(digits).status_code == 404
    WrongTry.objects.update(at=timezone.now() - queries.WITHIN - timedelta(seconds=1))
    assert typed(digits).status_code == 302


def test_one_below_the_limit_is_let_in(cast) -> None:
    _code, digits = made(cast)
    for _ in range(queries.MOST_OF_ONE - 1):
        typed(f"{(int(digits) + 1) % 1_000_000:06}")
    assert typed(digits).status_code == 302


def test_many_addresses_that_guess_together_are_stopped_together(cast) -> None:
    _code, digits = made(cast)
    WrongTry.objects.bulk_create(
        WrongTry(address_hash=f"{number:064}") for number in range(queries.MOST_OF_ALL)
    )
    assert typed(digits).status_code == 404


def test_no_network_address_is_kept(cast) -> None:
    made(cast)
    typed("no", address="192.0.2.44")
    assert "192.0.2.44" not in str(list(WrongTry.objects.values()))


def test_the_page_with_the_code_follows_each_step(cast, signed_in) -> None:
    alice, here = signed_in("alice"), cast.here
    asked = {"client": here.dana.pk, "moment": "start"}
    page = alice.post(reverse("inviting:own_phone", args=[here.session.pk]), asked, follow=True)
    shown = page.content.decode()
    code = Code.objects.get()
    digits = next(iter(alice.session["codes"].values()))
    assert f"{digits[:3]} {digits[3:]}" in shown
    assert "<svg" in shown
    state = reverse("inviting:state", args=[code.pk])
    assert "Venter på at koden" in alice.get(state).content.decode()
    typed(digits)
    assert "åpent på telefonen" in alice.get(state).content.decode()
    assert (
        digits[:3] + " " + digits[3:]
        not in alice.get(reverse("inviting:show_code", args=[code.pk])).content.decode()
    )


def test_a_stranger_finds_no_code_of_ours(cast, signed_in) -> None:
    code, _digits = made(cast)
    for who in ("carol", "erin", "alice2", "heidi", "grace"):
        for name in ("show_code", "state"):
            answer = signed_in(who).get(reverse(f"inviting:{name}", args=[code.pk]))
            assert answer.status_code in {403, 404}, (who, name)


def test_the_screen_in_the_waiting_room_shows_one_form_and_then_none(cast, signed_in) -> None:
    _code, digits = made(cast)
    screen = signed_in("grace")
    screen.post(reverse("inviting:kiosk"))
    now = reverse("inviting:kiosk_now")
    assert screen.get("/today/").headers["Location"] == now
    form = typed(digits, screen).headers["Location"]
    page = screen.get(form)
    assert page.status_code == 200
    assert page.headers["Refresh"] == f"300; url={now}"
    screen.post(f"{form}not-today/")
    thanks = screen.get(f"{form}thanks/")
    assert thanks.headers["Refresh"] == f"20; url={now}"
    assert screen.get(now).status_code == 200
    assert screen.get(form).headers["Location"] == now  # back leads nowhere
    assert screen.get(f"{form}done/").headers["Location"] == now


def test_only_a_screen_of_ours_is_one(cast) -> None:
    assert Browser().get(reverse("inviting:kiosk_now")).headers["Location"] == reverse("inviting:enter")


def test_the_page_with_the_code_tells_invited_opened_answering_done(cast, signed_in) -> None:
    code, digits = made(cast)
    where = reverse("inviting:state", args=[code.pk])
    alice = signed_in("alice")
    assert "Venter på" in alice.get(where).text
    form = typed(digits).headers["Location"]
    Browser().get(form)
    assert "åpent på telefonen" in alice.get(where).text
    assert Browser().post(f"{form}answering/").status_code == 204
    assert Browser().post(f"{form}answering/").status_code == 204
    assert "Svarer nå." in alice.get(where).text
    assert Line.objects.filter(verb="form.begin").count() == 1
    marks = {f"line-{one}": 50 for one in ("body", "everyday", "people", "hope")}
    Browser().post(form, {"submission": "01890a5d-ac96-774b-bcce-b302099a8057", **marks})
    assert "Svart." in alice.get(where).text
