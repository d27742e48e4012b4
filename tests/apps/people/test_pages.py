"""Staff and units on the screen: for administrators only, of their own organisation only, one sentence when wrong."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import PASSWORD
from gjenklang.apps.audit.models import Line
from gjenklang.apps.people import actions
from gjenklang.apps.people.models import Post, Staff, Substitution
from gjenklang.apps.security.models import User

PLAIN = ("overview", "change_organisation", "add_unit", "add_staff", "appoint_substitute")
OF_A_UNIT = ("change_unit", "close_unit")
OF_STAFF = ("member", "change_staff", "give_role", "password_link", "switch_staff")
WORDS = {"client_word": "bruker", "therapist_word": "behandler", "help_line": ""}


def addresses(town) -> list[str]:
    staff = town.staff["alice"]
    return [
        *(reverse(f"people:{name}") for name in PLAIN),
        *(reverse(f"people:{name}", args=[town.ours.pk]) for name in OF_A_UNIT),
        *(reverse(f"people:{name}", args=[staff.pk]) for name in OF_STAFF),
        reverse("people:end_role", args=[staff.posts.get().pk]),
    ]


@pytest.fixture
def heidi(cast, signed_in) -> Browser:
    return signed_in("heidi")


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days)).isoformat()


@pytest.mark.parametrize("who", ["alice", "bob", "frank", "grace", "peggy"])
def test_every_other_role_finds_the_pages_closed(cast, signed_in, who: str) -> None:
    browser = signed_in(who)
    for path in addresses(cast.here):
        assert browser.get(path).status_code == 403, path
        assert browser.post(path, {"to": "off"}).status_code == 403, path
    assert reverse("people:overview") not in browser.get("/", follow=True).content.decode()


def test_the_pages_open_for_the_administrator(cast, heidi) -> None:
    for path in addresses(cast.here):
        assert heidi.get(path).status_code == (405 if path.endswith("/switch/") else 200), path


def test_what_belongs_to_the_town_next_door_is_not_there(cast, heidi) -> None:
    before = Line.objects.filter(organisation=cast.next_door.organisation.pk).count()
    for path in addresses(cast.next_door)[len(PLAIN) :]:
        for answer in (heidi.get(path), heidi.post(path, {"to": "off", "until": today(), "name": "x"})):
            assert answer.status_code == (405 if answer.status_code == 405 else 404), path
        assert heidi.post(path, {"to": "off", "until": today()}).status_code == 404, path
    assert Line.objects.filter(organisation=cast.next_door.organisation.pk).count() == before
    assert cast.next_door.staff["alice"].user.is_active


def test_the_neighbours_rows_cannot_be_chosen_in_a_form(cast, heidi) -> None:
    away, alice = cast.next_door, cast.here.staff["alice"]
    role = {"role": "therapist", "unit": away.ours.pk, "since": today()}
    days = {"since": today(), "until": today()}
    for path, data in (
        (reverse("people:add_unit"), {"name": "x", "parent": away.ours.pk, "since": today(), **WORDS}),
        (
            reverse("people:move_unit", args=[cast.here.theirs.pk]),
            {"parent": away.ours.pk, "since": today()},
        ),
        (reverse("people:add_staff"), {"name": "x", "username": "x", **role}),
        (reverse("people:give_role", args=[alice.pk]), role),
        (
            reverse("people:appoint_substitute"),
            {"absent": alice.pk, "substitute": away.staff["bob"].pk, **days},
        ),
    ):
        answer = heidi.post(path, data)
        assert answer.status_code == 200
        assert b"ds-error-summary" in answer.content, path
    assert not User.objects.filter(username="x").exists()
    assert not Substitution.objects.exists()


def test_the_overview_names_no_one_next_door_and_no_client(cast, signed_in) -> None:
    actions.make_unit(
        by=cast.next_door.actor("heidi").who, organisation=cast.next_door.organisation.pk, name="Hidden unit"
    )
    page = signed_in("heidi").get(reverse("people:overview")).content.decode()
    assert "Ours" in page
    assert "Alice" in page
    assert "Hidden unit" not in page
    assert "D-204" not in page


def test_units_stand_as_a_tree(cast, heidi) -> None:
    data = {"name": "Under", "parent": cast.here.ours.pk, "since": today(), **WORDS, "help_line": "116 117"}
    assert heidi.post(reverse("people:add_unit"), data).status_code == 302
    page = heidi.get(reverse("people:overview"))
    tree = {branch.unit.name: [one.unit.name for one in branch.under] for branch in page.context["tree"]}
    assert tree == {"Ours": ["Under"], "Theirs": []}
    assert "116 117" in page.content.decode()


def test_a_unit_is_changed_and_closed_from_its_page(cast, heidi) -> None:
    unit = cast.here.theirs
    data = {"name": "Renamed", **WORDS, "client_word": "ungdom"}
    assert heidi.post(reverse("people:change_unit", args=[unit.pk]), data).status_code == 302
    refused = heidi.post(reverse("people:close_unit", args=[unit.pk]), {"until": today()})
    assert "1 rolle her varer lenger" in refused.content.decode()
    heidi.post(reverse("people:close_unit", args=[unit.pk]), {"until": today(), "end_roles": "on"})
    unit.refresh_from_db()
    assert (unit.name, unit.client_word) == ("Renamed", "ungdom")
    assert unit.until == timezone.localdate()


def test_a_circle_is_refused_in_one_sentence(cast, heidi) -> None:
    house, by = cast.here.organisation.pk, cast.here.actor("heidi").who
    below = actions.make_unit(by=by, organisation=house, name="Below", parent=cast.here.ours)
    data = {"parent": below.pk, "since": today()}
    answer = heidi.post(reverse("people:move_unit", args=[cast.here.ours.pk]), data)
    assert answer.content.decode().count("kan ikke ligge under seg selv") == 1


@pytest.mark.parametrize("username", ["ALICE", "alice2", "two words", "", "a/b"])
def test_a_user_name_that_is_odd_or_taken_gets_a_sentence(cast, heidi, username: str) -> None:
    data = {"name": "Ivan", "username": username, "role": "peer", "unit": cast.here.ours.pk, "since": today()}
    answer = heidi.post(reverse("people:add_staff"), data)
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["username"]) == 1
    assert not Staff.objects.filter(name="Ivan").exists()


def test_the_link_of_a_new_member_of_staff_works_once(cast, heidi) -> None:
    data = {"name": "Ivan", "username": "ivan", "role": "peer", "unit": cast.here.ours.pk, "since": today()}
    page = heidi.post(reverse("people:add_staff"), data, follow=True)
    link = page.context["link"]
    assert link in page.content.decode()
    assert "ivan" in page.content.decode()
    ivan = Browser()
    form = ivan.get(link, follow=True)
    assert form.status_code == 200
    new = {"password1": "en lang og fin setning", "password2": "en lang og fin setning"}
    assert ivan.post(form.redirect_chain[-1][0], new).status_code == 302
    assert ivan.login(request=form.wsgi_request, username="ivan", password=new["password1"])
    assert "password1" not in Browser().get(link, follow=True).content.decode()
    lines = Line.objects.filter(subject=Staff.objects.get(name="Ivan").user_id)
    assert set(lines.values_list("verb", flat=True)) == {"user.make", "user.invite", "user.sign_in"}


def test_a_link_is_too_old_when_its_days_have_gone(cast, heidi, settings) -> None:
    link = heidi.get(reverse("people:password_link", args=[cast.here.staff["alice"].pk])).context["link"]
    assert "password1" in Browser().get(link, follow=True).content.decode()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "password1" not in Browser().get(link, follow=True).content.decode()


def test_who_is_switched_off_is_out_at_the_next_click_and_stays_out(cast, heidi, signed_in) -> None:
    alice, member = signed_in("alice"), cast.here.staff["alice"]
    assert alice.get(reverse("care:today")).status_code == 200
    heidi.post(reverse("people:switch_staff", args=[member.pk]), {"to": "off"})
    assert alice.get(reverse("care:today")).headers["Location"].startswith(reverse("account_login"))
    Browser().post(reverse("account_login"), {"login": "alice", "password": PASSWORD})
    assert heidi.get(reverse("people:password_link", args=[member.pk])).status_code == 404
    heidi.post(reverse("people:switch_staff", args=[member.pk]), {"to": "on"})
    member.user.refresh_from_db()
    assert member.user.is_active
    assert alice.get(reverse("care:today")).headers["Location"].startswith(reverse("account_login"))


def test_a_handed_over_form_stays_open_when_the_therapist_is_switched_off(cast, heidi, signed_in) -> None:
    alice = signed_in("alice")
    data = {"client": cast.here.dana.pk, "moment": "start"}
    form = alice.post(reverse("care:hand_over", args=[cast.here.session.pk]), data).headers["Location"]
    heidi.post(reverse("people:switch_staff", args=[cast.here.staff["alice"].pk]), {"to": "off"})
    assert alice.get(form, follow=True).status_code == 200
    assert "_auth_user_id" not in alice.session
    assert alice.get(reverse("care:today")).headers["Location"].startswith(reverse("account_login"))


def test_an_administrator_does_not_switch_off_themself(cast, heidi) -> None:
    path = reverse("people:switch_staff", args=[cast.here.staff["heidi"].pk])
    page = heidi.post(path, {"to": "off"}, follow=True).content.decode()
    assert "Du kan ikke stenge deg selv ute" in page
    assert User.objects.get(username="heidi").is_active


def test_a_role_is_given_and_ended_from_the_page_of_its_holder(cast, heidi) -> None:
    alice = cast.here.staff["alice"]
    data = {"role": "supervisor", "unit": cast.here.theirs.pk, "since": today(-3)}
    assert heidi.post(reverse("people:give_role", args=[alice.pk]), data).status_code == 302
    assert "allerede" in heidi.post(reverse("people:give_role", args=[alice.pk]), data).content.decode()
    post = Post.objects.get(staff=alice, role="supervisor")
    end = reverse("people:end_role", args=[post.pk])
    assert "første dag" in heidi.post(end, {"until": today(-4)}).content.decode()
    assert heidi.post(end, {"until": today(-1)}).status_code == 302
    page = heidi.get(reverse("people:member", args=[alice.pk])).content.decode()
    assert end not in page
    assert page.count("Veileder, Theirs") == 1


def test_a_substitute_is_appointed_from_the_page(cast, heidi) -> None:
    alice, carol = cast.here.staff["alice"], cast.here.staff["carol"]
    data = {"absent": alice.pk, "substitute": alice.pk, "since": today(), "until": today(3)}
    same = heidi.post(reverse("people:appoint_substitute"), data).content.decode()
    assert "Ingen kan være vikar for seg selv" in same
    heidi.post(reverse("people:appoint_substitute"), {**data, "substitute": carol.pk})
    assert "Carol for Alice" in heidi.get(reverse("people:overview")).content.decode()


def test_who_administers_only_begins_with_staff_and_units(cast, signed_in) -> None:
    assert signed_in("heidi").get("/").headers["Location"] == reverse("people:overview")
    assert signed_in("alice").get("/").headers["Location"] == reverse("care:today")


def test_no_link_for_ones_own_password_is_made_and_none_is_offered(cast, signed_in) -> None:
    browser, own = signed_in("heidi"), cast.here.staff["heidi"].pk
    link = reverse("people:password_link", args=[own])
    assert browser.get(link).status_code == 302
    page = browser.get(reverse("people:member", args=[own])).content.decode()
    assert link not in page
    assert reverse("people:give_role", args=[own]) not in page
