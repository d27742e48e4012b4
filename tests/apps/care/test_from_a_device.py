"""What comes from a device that was without a net: received once, at the time it was given, as long as it may wait."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from cast import lines_of
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.models import Administration, Invitation, Moment

HOUR = 3_600_000


def address(cast, name: str = "form") -> str:
    return reverse(f"care:{name}", args=[cast.here.token])


def sent(cast, **given: object) -> dict[str, object]:
    marks = {f"line-{code}": 50 for code in lines_of(cast.here.invitation.instrument)}
    return {"submission": uuid7(), "after": "", "quiet": "1", "waited": "0", **marks, **given}


def stored(cast) -> Administration:
    return Administration.objects.get(invitation=cast.here.invitation.pk)


def test_it_is_told_in_a_status_that_no_other_page_has(cast) -> None:
    one = sent(cast)
    assert [Browser().post(address(cast), one).status_code for _ in range(3)] == [201, 201, 201]
    assert stored(cast).seconds is None


def test_it_counts_at_the_time_it_was_given(cast) -> None:
    actions.open_form(invitation=cast.here.invitation)
    Invitation.objects.update(opened=timezone.now() - timedelta(days=3))
    assert Browser().post(address(cast), sent(cast, waited=48 * HOUR)).status_code == 201
    assert timedelta(hours=47.9) < timezone.now() - stored(cast).finished < timedelta(hours=48.1)


@pytest.mark.parametrize("waited", ["-5", "x", str(366 * 24 * HOUR), "9" * 20, ""])
def test_a_clock_that_cannot_be_right_is_not_believed(cast, waited: str) -> None:
    assert Browser().post(address(cast), sent(cast, waited=waited)).status_code == 201
    assert timezone.now() - stored(cast).finished < timedelta(minutes=1)


def test_it_is_not_dated_before_the_form_was_there(cast) -> None:
    assert Browser().post(address(cast), sent(cast, waited=13 * 24 * HOUR)).status_code == 201
    assert timezone.now() - stored(cast).finished < timedelta(minutes=1)


@pytest.mark.parametrize(("days", "status"), [(13, 201), (15, 410)])
def test_it_may_wait_two_weeks_beyond_the_forms_own_time(cast, days: int, status: int) -> None:
    Invitation.objects.update(expires=timezone.now() - timedelta(days=days))
    assert Browser().post(address(cast), sent(cast)).status_code == status
    plain = sent(cast)
    del plain["quiet"]
    assert Browser().post(address(cast), plain).status_code == 410  # from a page, a day and no more


@pytest.mark.parametrize(("told", "kept"), [("41", 41), ("0", 0), ("86401", None), ("-1", None), ("x", None)])
def test_how_long_it_took_is_kept(cast, told: str, kept: int | None) -> None:
    Browser().post(address(cast), sent(cast, seconds=told))
    assert stored(cast).seconds == kept


def test_a_page_that_is_made_ready_is_not_opened(cast) -> None:
    page = Browser().get(address(cast), {"ready": "1"})
    assert page.headers["X-Keep"] == "1"
    assert Invitation.objects.get(pk=cast.here.invitation.pk).opened is None


def test_a_page_with_marks_is_never_kept(cast) -> None:
    Browser().post(address(cast), sent(cast))
    assert "X-Keep" not in Browser().get(address(cast), {"again": "1"}).headers


def test_later_leaves_the_form_open_and_is_counted_once_it_is_said(cast) -> None:
    page = Browser().post(address(cast, "later"), follow=True)
    assert address(cast) in page.content.decode()
    assert Invitation.objects.get(pk=cast.here.invitation.pk).put_off
    assert Browser().post(address(cast), sent(cast)).status_code == 201


def test_the_day_is_taken_along_once_for_each_form_that_is_left(cast, signed_in) -> None:
    here, by = cast.here, cast.here.actor("alice")
    until = timezone.now() + timedelta(hours=6)
    taken = actions.take_along(by=by, sessions=[here.session], until=until)
    assert {(one.invitation.moment, one.invitation.expires) for one in taken} == {
        (Moment.START, until),
        (Moment.END, until),
    }
    for one in taken:
        marks = {f"line-{code}": 50 for code in lines_of(one.invitation.instrument)}
        Browser().post(reverse("care:form", args=[one.token]), {"submission": uuid7(), "quiet": "1", **marks})
    assert actions.take_along(by=by, sessions=[here.session], until=until) == []


def test_news_changes_with_each_step_and_a_foreign_key_opens_nothing(cast) -> None:
    address_of_news = reverse("care:news", args=[queries.news_key(cast.here.session.pk)])
    seen = [Browser().get(address_of_news).content]
    Browser().get(address(cast))
    seen.append(Browser().get(address_of_news).content)
    Browser().post(address(cast), sent(cast))
    seen.append(Browser().get(address_of_news).content)
    assert len(set(seen)) == 3
    assert Browser().get(reverse("care:news", args=["guessed"])).status_code == 404


def test_the_worker_names_files_that_are_there(cast) -> None:
    script = Browser().get(reverse("care:service_worker"))
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.content.decode().startswith('const FILES=["/static/shell/client.')
    assert Browser().get(reverse("care:manifest")).json()["start_url"] == "/today/"


def test_a_form_without_marks_from_a_device_is_a_no_and_has_arrived(cast) -> None:
    """Else the device would keep it, and everything behind it, for ever."""
    empty = {"submission": uuid7(), "quiet": "1", "waited": "0", "asked": "1"}
    assert Browser().post(address(cast), empty).status_code == 201
    assert Invitation.objects.get(pk=cast.here.invitation.pk).declined is not None
