"""A code for the waiting room is made at the desk: for today's appointment, without any answer being seen."""

import re
from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Session


def ask(browser, session: Session, client) -> object:
    return browser.post(reverse("inviting:at_desk", args=[session.pk]), {"client": str(client.pk)})


def test_the_desk_makes_a_code_that_opens_the_form_once(cast, signed_in) -> None:
    desk = signed_in("grace")
    today = desk.get("/today/").text
    assert reverse("inviting:at_desk", args=[cast.here.session.pk]) in today
    page = ask(desk, cast.here.session, cast.here.dana)
    digits = re.search(r'code__digits">(\d{3}) (\d{3})<', page.text)
    assert digits
    assert "no-store" in page.headers["Cache-Control"]
    opened = Browser().post(reverse("inviting:enter"), {"code": "".join(digits.groups())})
    assert opened.status_code == 302
    assert Browser().get(opened.headers["Location"]).status_code == 200
    assert Line.objects.filter(verb="code.make", client=cast.here.dana.pk).count() == 1


@pytest.mark.parametrize("who", ["carol", "erin", "grace2", "alice2", "peggy"])
def test_another_desk_and_another_house_make_none(cast, signed_in, who: str) -> None:
    assert ask(signed_in(who), cast.here.session, cast.here.dana).status_code in {403, 404}


def test_no_code_for_a_day_to_come_nor_for_one_who_takes_no_part(cast, signed_in) -> None:
    desk, here = signed_in("grace"), cast.here
    tomorrow = care.plan_session(
        by=here.actor("alice"),
        session=Session(episode=here.episode, starts=timezone.now() + timedelta(days=1)),
    )
    assert ask(desk, tomorrow, here.dana).status_code == 404
    assert ask(desk, here.session, cast.next_door.dana).status_code == 404


def test_who_has_chosen_not_to_answer_gets_no_code(cast, signed_in) -> None:
    here = cast.here
    care.stop_answering(by=here.actor("alice").who, client=here.dana)
    answer = ask(signed_in("grace"), here.session, here.dana)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/today/"
