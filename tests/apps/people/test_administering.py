"""An administrator's verbs: what they store, what they refuse, and the line each leaves."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.people import actions
from gjenklang.apps.people.models import Post, Substitution, Unit
from gjenklang.apps.people.rules import actor_from

TODAY = date(2026, 3, 2)


@pytest.fixture
def heidi(cast):
    return cast.here.actor("heidi").who


def verbs(subject) -> list[str]:
    return list(Line.objects.filter(subject=subject).order_by("at", "id").values_list("verb", flat=True))


def test_a_unit_is_made_under_another_and_renamed(cast, heidi) -> None:
    house = cast.here.organisation.pk
    made = actions.make_unit(
        by=heidi, organisation=house, name="New", parent=cast.here.ours, since=TODAY, client_word="pasient"
    )
    actions.change_unit(by=heidi, unit=made, name="Newer", help_line="116 117")
    found = Unit.objects.get(pk=made.pk)
    assert (found.name, found.since) == ("Newer", TODAY)
    place = found.belongings.get()
    assert (place.parent, place.since, place.until) == (cast.here.ours, TODAY, None)
    assert (found.client_word, found.help_line) == ("pasient", "116 117")
    assert verbs(made.pk) == ["unit.make", "unit.change"]


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_unit_never_comes_under_itself(cast, heidi, depth: int) -> None:
    top = cast.here.ours
    chain = [top]
    for name in ("child", "grandchild"):
        chain.append(
            actions.make_unit(by=heidi, organisation=top.organisation_id, name=name, parent=chain[-1])
        )
    with pytest.raises(actions.Refused, match="seg selv"):
        actions.move_unit(by=heidi, unit=top, parent=chain[depth], since=TODAY)
    assert not top.belongings.exists()


def test_a_unit_never_comes_under_a_neighbour(cast, heidi) -> None:
    theirs = cast.next_door.ours
    for act in (
        lambda: actions.make_unit(by=heidi, organisation=heidi.house, name="x", parent=theirs),
        lambda: actions.move_unit(by=heidi, unit=cast.here.ours, parent=theirs, since=TODAY),
        lambda: actions.move_unit(by=heidi, unit=theirs, parent=None, since=TODAY),
        lambda: actions.change_unit(by=heidi, unit=theirs, name="x"),
        lambda: actions.close_unit(by=heidi, unit=theirs, until=TODAY),
    ):
        with pytest.raises(ValueError, match="another organisation"):
            act()


def test_a_unit_closes_and_opens_again(cast, heidi) -> None:
    made = actions.make_unit(by=heidi, organisation=heidi.house, name="Short", since=TODAY)
    with pytest.raises(actions.Refused, match="første dag"):
        actions.close_unit(by=heidi, unit=made, until=TODAY - timedelta(1))
    actions.close_unit(by=heidi, unit=made, until=TODAY)
    assert Unit.objects.get(pk=made.pk).until == TODAY
    actions.close_unit(by=heidi, unit=made, until=None)
    assert Unit.objects.get(pk=made.pk).until is None
    assert verbs(made.pk) == ["unit.make", "unit.close", "unit.reopen"]


def test_a_unit_with_an_open_one_under_it_does_not_close(cast, heidi) -> None:
    above = actions.make_unit(by=heidi, organisation=heidi.house, name="Above", since=TODAY)
    below = actions.make_unit(by=heidi, organisation=heidi.house, name="Below", parent=above, since=TODAY)
    actions.close_unit(by=heidi, unit=below, until=TODAY + timedelta(5))
    with pytest.raises(actions.Refused, match="under denne"):
        actions.close_unit(by=heidi, unit=above, until=TODAY + timedelta(4))
    actions.close_unit(by=heidi, unit=above, until=TODAY + timedelta(5))


def test_roles_end_with_their_unit_only_when_asked_to(cast, heidi) -> None:
    erin = cast.here.staff["erin"]
    with pytest.raises(actions.Refused, match="1 rolle her"):
        actions.close_unit(by=heidi, unit=cast.here.theirs, until=TODAY)
    assert Post.objects.get(staff=erin).until is None
    actions.close_unit(by=heidi, unit=cast.here.theirs, until=TODAY, end_roles=True)
    post = Post.objects.get(staff=erin)
    assert post.until == TODAY
    assert verbs(post.pk)[-1] == "post.end"
    assert actor_from(erin, TODAY).posts
    assert not actor_from(erin, TODAY + timedelta(1)).posts


def test_closing_does_not_take_the_last_administrator_along(cast, heidi) -> None:
    with pytest.raises(actions.Refused, match="siste systemansvarlige"):
        actions.close_unit(by=heidi, unit=cast.here.ours, until=TODAY, end_roles=True)
    assert not Post.objects.filter(organisation=heidi.house).exclude(until=None).exists()


def test_a_new_member_of_staff_has_no_password_and_one_role(cast, heidi) -> None:
    post = Post(role="therapist", unit=cast.here.ours, since=TODAY)
    made = actions.employ(by=heidi, name="Ivan", username="ivan", email="ivan@example.org", post=post)
    assert not made.user.has_usable_password()
    assert made.user.organisation == made.organisation_id == heidi.house
    assert actor_from(made, TODAY).posts == {("therapist", cast.here.ours.pk)}
    assert not actor_from(made, TODAY - timedelta(1)).posts
    assert verbs(made.user_id) == ["user.make"]
    assert verbs(made.pk) == ["staff.make"]
    assert verbs(made.posts.get().pk) == ["post.give"]


def test_a_taken_user_name_leaves_nothing_behind(cast, heidi) -> None:
    before = Line.objects.count()
    post = Post(role="therapist", unit=cast.here.ours, since=TODAY)
    with pytest.raises(actions.Refused, match="i bruk"):
        actions.employ(by=heidi, name="Other", username="alice2", email="", post=post)
    assert Line.objects.count() == before


def test_a_role_is_given_once_in_an_open_unit_of_the_same_organisation(cast, heidi) -> None:
    alice, theirs = cast.here.staff["alice"], cast.here.theirs
    post = actions.give_role(by=heidi, staff=alice, unit=theirs, role="peer", since=TODAY)
    with pytest.raises(actions.Refused, match="allerede"):
        actions.give_role(by=heidi, staff=alice, unit=theirs, role="peer", since=TODAY)
    actions.end_role(by=heidi, post=post, until=TODAY)
    with pytest.raises(actions.Refused, match="allerede"):
        actions.give_role(by=heidi, staff=alice, unit=theirs, role="peer", since=TODAY)
    actions.give_role(by=heidi, staff=alice, unit=theirs, role="peer", since=TODAY + timedelta(1))
    with pytest.raises(actions.Refused, match="ikke åpen"):
        actions.give_role(by=heidi, staff=alice, unit=theirs, role="leader", since=date(1999, 12, 31))
    with pytest.raises(ValueError, match="different organisations"):
        actions.give_role(by=heidi, staff=alice, unit=cast.next_door.ours, role="peer", since=TODAY)


def test_a_role_does_not_end_before_it_begins(cast, heidi) -> None:
    post = cast.here.staff["alice"].posts.get()
    with pytest.raises(actions.Refused, match="første dag"):
        actions.end_role(by=heidi, post=post, until=post.since - timedelta(1))
    actions.end_role(by=heidi, post=post, until=post.since)
    assert verbs(post.pk) == ["post.give", "post.end"]


def test_there_is_always_an_administrator_who_can_sign_in(cast, heidi) -> None:
    own, alice = cast.here.staff["heidi"].posts.get(), cast.here.staff["alice"]
    other = actions.give_role(by=heidi, staff=alice, unit=cast.here.ours, role="administrator", since=TODAY)
    actions.switch_staff(by=heidi, staff=alice, on=False)
    with pytest.raises(actions.Refused, match="siste systemansvarlige"):
        actions.end_role(by=heidi, post=own, until=TODAY)
    actions.switch_staff(by=heidi, staff=alice, on=True)
    actions.end_role(by=heidi, post=own, until=TODAY)
    with pytest.raises(actions.Refused, match="siste systemansvarlige"):
        actions.end_role(by=heidi, post=other, until=TODAY)


def test_a_substitute_is_someone_else_between_two_days(cast, heidi) -> None:
    alice, carol = cast.here.staff["alice"], cast.here.staff["carol"]
    for absent, until, words in ((carol, TODAY, "seg selv"), (alice, TODAY - timedelta(1), "før den første")):
        with pytest.raises(actions.Refused, match=words):
            actions.appoint_substitute(by=heidi, absent=absent, substitute=carol, since=TODAY, until=until)
    with pytest.raises(ValueError, match="same organisation"):
        actions.appoint_substitute(
            by=heidi, absent=cast.next_door.staff["alice"], substitute=carol, since=TODAY, until=TODAY
        )
    made = actions.appoint_substitute(by=heidi, absent=alice, substitute=carol, since=TODAY, until=TODAY)
    assert verbs(made.pk) == ["substitute.appoint"]
    assert actor_from(carol, TODAY).stands_in_for == {alice.pk}


def test_nobody_switches_off_themselves(cast, heidi) -> None:
    with pytest.raises(actions.Refused, match="deg selv"):
        actions.switch_staff(by=heidi, staff=cast.here.staff["heidi"], on=False)
    alice = cast.here.staff["alice"]
    actions.switch_staff(by=heidi, staff=alice, on=False)
    actions.switch_staff(by=heidi, staff=alice, on=True)
    assert verbs(alice.user_id) == ["user.make", "user.switch_off", "user.switch_on"]


def test_names_and_language_are_changed_with_a_line(cast, heidi) -> None:
    alice, house = cast.here.staff["alice"], cast.here.organisation
    actions.change_staff(by=heidi, staff=alice, name="Alice B", email="alice@example.org")
    actions.change_organisation(by=heidi, organisation=house, language="nn")
    alice.refresh_from_db()
    house.refresh_from_db()
    assert (alice.name, alice.user.email, house.language) == ("Alice B", "alice@example.org", "nn")
    assert verbs(alice.pk)[-1] == "staff.change"
    assert verbs(house.pk)[-1] == "organisation.change"


def test_a_new_client_begins_in_the_language_of_the_organisation(cast, heidi, signed_in) -> None:
    actions.change_organisation(by=heidi, organisation=cast.here.organisation, language="nn")
    data = {"code": "N-1", "birth_year": "1990", "unit": cast.here.ours.pk}
    signed_in("alice").post(reverse("care:new_client"), data)
    assert cast.here.organisation.clients.get(code="N-1").language == "nn"


def test_only_running_and_coming_substitutions_are_shown(cast, heidi, signed_in) -> None:
    day, alice, carol = timezone.localdate(), cast.here.staff["alice"], cast.here.staff["carol"]
    for since, until in ((-9, -1), (-1, 0), (5, 6)):
        actions.appoint_substitute(
            by=heidi,
            absent=alice,
            substitute=carol,
            since=day + timedelta(since),
            until=day + timedelta(until),
        )
    page = signed_in("heidi").get(reverse("people:overview"))
    assert [one.since - day for one in page.context["substitutions"]] == [timedelta(-1), timedelta(5)]
    assert Substitution.objects.count() == 3


@pytest.mark.parametrize("began", [0, 3])
def test_a_substitute_who_is_ended_sees_nothing_from_that_moment(cast, heidi, signed_in, began: int) -> None:
    here = cast.here
    made = actions.appoint_substitute(
        by=heidi,
        absent=here.staff["alice"],
        substitute=here.staff["carol"],
        since=timezone.localdate() - timedelta(days=began),
        until=timezone.localdate() + timedelta(days=9),
    )
    page = reverse("session", args=[here.session.pk])
    assert signed_in("carol").get(page).status_code == 200
    end = reverse("people:end_substitution", args=[made.pk])
    assert signed_in("heidi2").post(end).status_code == 404
    assert signed_in("heidi").post(end).status_code == 302
    assert signed_in("carol").get(page).status_code == 404
    assert verbs(made.pk) == ["substitute.appoint", "substitute.end"]


def test_nobody_gives_themselves_a_role_or_stands_in_by_their_own_hand(cast, heidi) -> None:
    own, alice = cast.here.staff["heidi"], cast.here.staff["alice"]
    with pytest.raises(actions.Refused, match="deg selv en rolle"):
        actions.give_role(by=heidi, staff=own, unit=cast.here.ours, role="supervisor", since=TODAY)
    with pytest.raises(actions.Refused, match="sette inn deg selv"):
        actions.appoint_substitute(by=heidi, absent=alice, substitute=own, since=TODAY, until=TODAY)
    assert Post.objects.filter(staff=own).count() == 1
