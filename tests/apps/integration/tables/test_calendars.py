"""A calendar becomes appointments: only one's own clients, each once, moved when it is moved."""

import time
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.care.actions import begin_session, open_episode
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.integration.tables import actions
from gjenklang.apps.integration.tables.calendars import read_calendar
from gjenklang.apps.people.actions import register_clients
from gjenklang.apps.people.models import Client


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n{body}END:VCALENDAR\r\n".encode()


def event(uid: str, title: str, starts: datetime, more: str = "") -> str:
    form = "%Y%m%dT%H%M%S"
    ends = starts + timedelta(minutes=50)
    return f"UID:{uid}\r\nSUMMARY:{title}\r\nDTSTART:{starts:{form}}\r\nDTEND:{ends:{form}}{more}"


@pytest.fixture
def soon() -> datetime:
    return datetime.combine(timezone.localdate() + timedelta(days=1), datetime.min.time()).replace(hour=10)


def laid(cast, content: bytes) -> actions.Laid:
    return actions.import_calendar(
        by=cast.here.actor("alice"), calendar=read_calendar(content, timezone.localdate())
    )


def test_only_titles_that_name_a_client_of_ones_own_are_kept(cast, soon) -> None:
    content = calendar(
        event("1", "Samtale d-204", soon), event("2", "Tannlege", soon), event("3", "D-2041", soon)
    )
    result = laid(cast, content)
    assert (result.new, result.unknown) == (1, 2)
    one = Session.objects.get(calendar="1")
    assert timezone.localtime(one.starts).hour == 10
    assert one.minutes == 50
    assert one.staff == cast.here.staff["alice"]


def test_reading_it_again_adds_nothing_and_moves_what_was_moved(cast, soon) -> None:
    laid(cast, calendar(event("1", "D-204", soon)))
    assert laid(cast, calendar(event("1", "D-204", soon))).known == 1
    moved = laid(cast, calendar(event("1", "D-204", soon + timedelta(days=2))))
    assert moved.moved == 1
    assert Session.objects.get(calendar="1").local_date == soon.date() + timedelta(days=2)


def test_a_row_of_appointments_gives_one_for_each_week(cast, soon) -> None:
    weekly = event("w", "D-204", soon, "\r\nRRULE:FREQ=WEEKLY;COUNT=4")
    assert laid(cast, calendar(weekly)).new == 4
    assert laid(cast, calendar(weekly)).known == 4


def test_whole_days_and_cancelled_ones_are_passed_over(cast, soon) -> None:
    whole = f"UID:4\r\nSUMMARY:D-204 ferie\r\nDTSTART;VALUE=DATE:{soon:%Y%m%d}"
    cancelled = event("5", "D-204", soon, "\r\nSTATUS:CANCELLED")
    read = read_calendar(calendar(whole, cancelled), timezone.localdate())
    assert (read.entries, read.passed) == ((), 2)


def test_a_colleagues_calendar_cannot_reach_dana(cast, soon) -> None:
    read = read_calendar(calendar(event("1", "D-204", soon)), timezone.localdate())
    for actor in (cast.here.actor("carol"), cast.next_door.actor("bob")):
        assert actions.import_calendar(by=actor, calendar=read).new == 0


@pytest.mark.parametrize("content", [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe\x00"])
def test_what_is_no_calendar_gets_one_sentence(cast, signed_in, content: bytes) -> None:
    file = SimpleUploadedFile("c.ics", content)
    page = signed_in("alice").post(reverse("tables:calendar"), {"file": file}).content.decode()
    assert "ikke en kalenderfil" in page


def test_an_entry_without_a_key_keeps_nothing_of_its_title(cast, soon) -> None:
    laid(cast, calendar(event("", "D-204 Kari Nordmann ring mor", soon)))
    kept = Session.objects.exclude(calendar="").get()
    assert "Kari" not in kept.calendar
    laid(cast, calendar(event("", "D-204 Kari Nordmann ring mor", soon)))
    assert Session.objects.exclude(calendar="").count() == 1


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY",
        "FREQ=HOURLY;COUNT=9",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_a_rule_that_would_hang_a_worker_is_refused_by_the_name_of_its_appointment(soon, rule: str) -> None:
    content = calendar(event("1", "Hvert sekund", soon, f"\r\nRRULE:{rule}"))
    began = time.monotonic()
    with pytest.raises(ValueError, match="Hvert sekund"):
        read_calendar(content, timezone.localdate())
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=1"]
)
def test_an_ordinary_rule_is_read(soon, rule: str) -> None:
    content = calendar(event("1", "D-204", soon, f"\r\nRRULE:{rule}"))
    assert read_calendar(content, timezone.localdate()).entries


def test_more_rules_than_anyone_has_are_refused(soon) -> None:
    content = calendar(*(event(str(n), "D-204", soon, "\r\nRRULE:FREQ=WEEKLY") for n in range(1001)))
    with pytest.raises(ValueError, match="1000"):
        read_calendar(content, timezone.localdate())


WEEKLY = "\r\nRRULE:FREQ=WEEKLY;COUNT=4"


def hours() -> list[str]:
    stored = Session.objects.exclude(calendar="").order_by("starts")
    return [f"{timezone.localtime(one.starts):%d.%m %H}" for one in stored]


def test_one_time_of_a_row_that_was_moved_stands_once(cast, soon) -> None:
    laid(cast, calendar(event("w", "D-204", soon, WEEKLY)))
    second = soon + timedelta(weeks=1)
    moved = event("w", "D-204", second.replace(hour=19), f"\r\nRECURRENCE-ID:{second:%Y%m%dT%H%M%S}")
    result = laid(cast, calendar(event("w", "D-204", soon, WEEKLY), moved))
    assert (result.new, result.moved, result.known, result.gone) == (0, 1, 3, 0)
    assert hours() == sorted(hours(), key=lambda text: (text[3:5], text[:2]))
    assert [one[-2:] for one in hours()].count("19") == 1
    assert len(hours()) == 4


def test_a_row_that_was_moved_to_another_hour_is_moved_whole(cast, soon) -> None:
    laid(cast, calendar(event("w", "D-204", soon, WEEKLY)))
    result = laid(cast, calendar(event("w", "D-204", soon.replace(hour=14), WEEKLY)))
    assert (result.new, result.moved, result.gone) == (0, 4, 0)
    assert {one[-2:] for one in hours()} == {"14"}


@pytest.mark.parametrize(
    ("then", "left"),
    [
        ("\r\nSTATUS:CANCELLED", 0),
        ("\r\nRRULE:FREQ=WEEKLY;COUNT=2", 2),
        ("{rule}\r\nEXDATE:{second:%Y%m%dT%H%M%S}", 3),
    ],
)
def test_what_the_calendar_called_off_is_taken_away(cast, soon, then: str, left: int) -> None:
    laid(cast, calendar(event("w", "D-204", soon, WEEKLY)))
    more = then.format(rule=WEEKLY, second=soon + timedelta(weeks=1))
    result = laid(cast, calendar(event("w", "D-204", soon, more)))
    assert (result.gone, len(hours())) == (4 - left, left)


def test_what_something_has_happened_in_stays_and_so_does_what_a_file_does_not_know(cast, soon) -> None:
    laid(cast, calendar(event("1", "D-204", soon), event("2", "D-204", soon + timedelta(hours=3))))
    held = Session.objects.get(calendar="1")
    begin_session(by=cast.here.actor("alice"), session=held)
    result = laid(cast, calendar(event("1", "D-204", soon, "\r\nSTATUS:CANCELLED")))
    assert (result.gone, result.passed) == (0, 1)
    assert Session.objects.filter(calendar__in=["1", "2"]).count() == 2


def test_what_lies_behind_is_not_called_off(cast, soon) -> None:
    """The row became a single appointment; last week's, which nobody has marked yet, stays to be marked."""
    laid(cast, calendar(event("w", "D-204", soon, WEEKLY)))
    first = Session.objects.filter(calendar="w").order_by("starts").first()
    before = first.starts - timedelta(weeks=1)
    Session.objects.filter(pk=first.pk).update(starts=before, local_date=before.date())
    result = laid(cast, calendar(event("w", "D-204", soon + timedelta(weeks=1))))
    assert (result.known, result.gone) == (1, 2)
    assert Session.objects.filter(pk=first.pk).exists()


def test_an_appointment_that_names_someone_else_now_is_theirs(cast, soon) -> None:
    here, by = cast.here, cast.here.actor("alice")
    kim = register_clients(by=by.who, clients=[Client(organisation=here.organisation, code="K-9")])[0]
    row = Episode(organisation=here.organisation, unit=here.ours)
    theirs = open_episode(by=by, episode=row, clients=[kim], since=timezone.localdate())
    laid(cast, calendar(event("1", "D-204", soon)))
    result = laid(cast, calendar(event("1", "K-9", soon)))
    assert (result.new, result.gone) == (1, 1)
    assert Session.objects.get(calendar="1").episode == theirs


def test_the_page_says_what_was_taken_away_and_passed_over(cast, signed_in, soon) -> None:
    laid(cast, calendar(event("1", "D-204", soon)))
    file = SimpleUploadedFile("c.ics", calendar(event("1", "D-204", soon, "\r\nSTATUS:CANCELLED")))
    page = signed_in("alice").post(reverse("tables:calendar"), {"file": file}).content.decode()
    assert "1 er tatt bort: den er avlyst i kalenderen." in page
    assert "1 ble hoppet over: heldags eller avlyst." in page
