"""From a course to supervision in one tap."""

import re
from uuid import uuid4

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.actions import join_episode
from gjenklang.apps.feedback.models import Brought, Figures, Signal
from gjenklang.apps.people.actions import register_client
from gjenklang.apps.people.models import Client


def bring(browser, here, **more):
    return browser.post(reverse("bring", args=[here.episode.pk]), {"client": here.dana.pk, **more})


def test_one_tap_puts_it_on_the_list_once(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    assert bring(alice, here).status_code == 302
    bring(alice, here, words="Hva gjør jeg nå?")
    assert Brought.objects.count() == 1
    assert Line.objects.filter(verb="supervision.bring", client=here.dana.pk).count() == 1
    assert Line.objects.filter(verb="supervision.words", client=here.dana.pk, detail="words").count() == 1
    page = alice.get(reverse("supervision")).content.decode()
    assert "D-204" in page
    assert "Hva gjør jeg nå?" in page


def test_the_supervisor_sees_it_and_takes_it_up_with_a_name(cast, signed_in) -> None:
    here, bob = cast.here, signed_in("bob")
    bring(signed_in("alice"), here)
    assert "D-204" in bob.get(reverse("supervision")).content.decode()
    assert Line.objects.filter(verb="client.list", client=here.dana.pk, by=here.staff["bob"].pk).exists()
    row = Brought.objects.get()
    bob.post(reverse("take_up", args=[row.pk]))
    row.refresh_from_db()
    assert row.done_by == here.staff["bob"]
    assert "D-204" not in bob.get(reverse("supervision")).content.decode()
    bring(signed_in("alice"), here)
    assert Brought.objects.count() == 2


@pytest.mark.parametrize("who", ["carol", "erin", "peggy", "alice2"])
def test_nobody_else_sees_or_takes_it(cast, signed_in, who: str) -> None:
    bring(signed_in("alice"), cast.here)
    browser = signed_in(who)
    assert "D-204" not in browser.get(reverse("supervision")).content.decode()
    assert browser.post(reverse("take_up", args=[Brought.objects.get().pk])).status_code == 404
    assert bring(browser, cast.here).status_code == 404


def test_only_someone_who_takes_part_can_be_brought(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    path = reverse("bring", args=[here.episode.pk])
    assert alice.post(path, {"client": cast.next_door.dana.pk}).status_code == 404
    assert alice.post(path, {"client": "x"}).status_code == 404


def test_a_signal_has_its_guide_and_its_way_to_supervision_beside_it(db) -> None:
    """Opened without a script the guide is a link; brought from a session, one is back in that session."""
    here = town("Ved siden av", outcome="ors")  # two lines of the work together are under their limit
    alice = Browser()
    alice.force_login(here.staff["alice"].user, "gjenklang.apps.security.adapters.SignIn")
    at = reverse("session", args=[here.session.pk])
    page = alice.get(at).content.decode()
    guide = re.search(r'<a class="ds-link" href="(/guides/[^"]+)"', page)
    assert "Hva kan jeg si?" in page
    assert "Bånd:" in alice.get(guide[1]).content.decode()
    signal = Signal.objects.get()
    asked = {"client": here.dana.pk, "signal": signal.pk, "session": here.session.pk}
    assert f'action="{reverse("bring", args=[here.episode.pk])}"' in page
    assert alice.post(reverse("bring", args=[here.episode.pk]), asked)["Location"].startswith(at)
    assert Brought.objects.get().kind == signal.kind
    elsewhere = {**asked, "session": uuid4()}
    course = reverse("course", args=[here.episode.pk])
    assert alice.post(reverse("bring", args=[here.episode.pk]), elsewhere)["Location"].startswith(course)


def test_a_signal_about_the_other_of_two_is_not_brought_with_this_one(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    other = register_client(by=here.actor("alice").who, client=Client(code="E-205", birth_year=1985))
    join_episode(by=here.actor("alice"), episode=here.episode, client=other)
    now = timezone.now()
    named = dict.fromkeys(("rule_set", "version", "rule", "source", "mark"), "x")
    signal = Signal.objects.create(
        organisation=here.organisation,
        episode=here.episode,
        client=other,
        session=here.session,
        kind="missed",
        found=now,
        figures=Figures(n=2).stored(),
        **named,
    )
    assert bring(alice, here, signal=signal.pk).status_code == 404
    assert not Brought.objects.exists()
    assert bring(alice, here, client=other.pk, signal=signal.pk).status_code == 302
    assert Brought.objects.get().client == other
