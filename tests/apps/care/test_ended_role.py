"""A role that ends takes its responsibilities along, and a supervisor finds someone for what is left."""

from datetime import timedelta

from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Responsibility
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Post

TODAY = timezone.localdate


def leave(cast, days: int = -1) -> None:
    """Alice gets a role in the other unit, and hers in the first ends."""
    heidi, alice = cast.here.actor("heidi").who, cast.here.staff["alice"]
    people.give_role(by=heidi, staff=alice, unit=cast.here.theirs, role="therapist", since=TODAY())
    post = Post.objects.get(staff=alice, unit=cast.here.ours)
    people.end_role(by=heidi, post=post, until=TODAY() + timedelta(days=days))


def page(cast, browser: Browser) -> int:
    return browser.get(reverse("session", args=[cast.here.session.pk])).status_code


def test_who_has_left_a_unit_reads_no_course_of_it(cast, signed_in) -> None:
    assert page(cast, signed_in("alice")) == 200
    leave(cast)
    assert page(cast, signed_in("alice")) == 404
    one = Responsibility.objects.get(episode=cast.here.episode)
    assert one.until == TODAY() - timedelta(days=1)
    line = Line.objects.get(verb="responsibility.end")
    assert (line.client, line.subject) == (cast.here.dana.pk, cast.here.episode.pk)


def test_until_the_last_day_nothing_is_closed(cast, signed_in) -> None:
    leave(cast, days=3)
    assert page(cast, signed_in("alice")) == 200
    assert signed_in("alice").get(reverse("care:about", args=[cast.here.episode.pk])).status_code == 200


def test_another_role_in_the_unit_keeps_the_courses(cast) -> None:
    heidi, alice = cast.here.actor("heidi").who, cast.here.staff["alice"]
    people.give_role(by=heidi, staff=alice, unit=cast.here.ours, role="helper", since=TODAY())
    people.end_role(by=heidi, post=Post.objects.get(staff=alice, role="therapist"), until=TODAY())
    assert Responsibility.objects.get(episode=cast.here.episode).until is None


def test_a_supervisor_shares_a_course_that_is_nobodys_and_no_other(cast, signed_in) -> None:
    about = reverse("care:about", args=[cast.here.episode.pk])
    bob = signed_in("bob")
    assert bob.get(about).status_code == 404
    leave(cast)
    assert bob.get(about).status_code == 200
    bob.post(about, {"do": "share", "share-staff": cast.here.staff["carol"].pk})
    assert page(cast, signed_in("carol")) == 200
    assert bob.get(about).status_code == 404
