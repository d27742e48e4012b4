"""Units that are moved: the tree stands on every day as it was told, and what counts many follows it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from time import sleep

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cast import town
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.queries import episodes
from gjenklang.apps.dropout.queries import units_to_count
from gjenklang.apps.dropout.queries.indicators import leaving_times
from gjenklang.apps.feedback.queries import overseen
from gjenklang.apps.own.queries import experiences_here
from gjenklang.apps.people import actions
from gjenklang.apps.people.actions import units
from gjenklang.apps.people.models import Belonging, Organisation, Unit
from gjenklang.apps.people.queries import stood_under, unit_tree, units_under, where_clients_come, where_stood

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.fixture
def heidi(cast):
    return cast.here.actor("heidi")


@pytest.fixture
def department(cast, heidi) -> Unit:
    return actions.make_unit(by=heidi.who, organisation=heidi.organisation, name="Department")


def parent_on(by, unit: Unit, day: date) -> str:
    """The name of what a unit stands under in the tree of a day."""

    def walk(branches, above: str):
        for branch in branches:
            yield branch.unit.pk, above
            yield from walk(branch.under, branch.unit.name)

    return dict(walk(unit_tree(by, day), ""))[unit.pk]


def test_the_tree_of_a_day_is_the_one_that_stood_then(cast, heidi, department) -> None:
    here = cast.here
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=here.ours, since=SPRING)
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=SUMMER)
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=None, since=AUTUMN)
    one = timedelta(days=1)
    stood = {
        SPRING - one: "",
        SPRING: "Ours",
        SUMMER - one: "Ours",
        SUMMER: "Department",
        AUTUMN - one: "Department",
        AUTUMN: "",
    }
    assert {day: parent_on(heidi, here.theirs, day) for day in stood} == stood
    assert list(units_under(heidi, [here.ours.pk], SPRING)) == [here.ours, here.theirs]
    assert list(units_under(heidi, [here.ours.pk], SUMMER)) == [here.ours]
    lines = Line.objects.filter(subject=here.theirs.pk, verb="unit.move").order_by("at", "id")
    whereto = {SPRING: here.ours.pk, SUMMER: department.pk, AUTUMN: "-"}
    assert [line.detail for line in lines] == [f"{day} {parent}" for day, parent in whereto.items()]


def test_the_same_day_again_corrects_and_back_again_leaves_no_trace_in_the_tree(
    cast, heidi, department
) -> None:
    here = cast.here
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=here.ours, since=SPRING)
    for parent in (department, None, here.ours):
        actions.move_unit(by=heidi.who, unit=here.theirs, parent=parent, since=SUMMER)
    kept = Belonging.objects.filter(unit=here.theirs).values_list("parent", "since", "until")
    assert list(kept) == [(here.ours.pk, SPRING, None)]


def test_what_is_already_known_of_a_later_day_is_not_overwritten(cast, heidi, department) -> None:
    here = cast.here
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=here.ours, since=SUMMER)
    for parent in (department, None):
        with pytest.raises(actions.Refused, match="flyttet etter den dagen"):
            actions.move_unit(by=heidi.who, unit=here.theirs, parent=parent, since=SPRING)
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=None, since=AUTUMN)
    with pytest.raises(actions.Refused, match="flyttet etter den dagen"):
        actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=SUMMER)
    assert Belonging.objects.filter(unit=here.theirs).count() == 1


def test_a_unit_moves_only_within_its_days_and_under_an_open_one(cast, heidi) -> None:
    here, by = cast.here, heidi.who
    young = actions.make_unit(by=by, organisation=heidi.organisation, name="Young", since=SUMMER)
    with pytest.raises(actions.Refused, match="første dag"):
        actions.move_unit(by=by, unit=young, parent=here.ours, since=SPRING)
    with pytest.raises(actions.Refused, match="ikke åpen"):
        actions.move_unit(by=by, unit=here.theirs, parent=young, since=SPRING)
    actions.close_unit(by=by, unit=young, until=SUMMER)
    for unit, parent in ((here.theirs, young), (young, here.ours)):
        with pytest.raises(actions.Refused, match="ikke åpen"):
            actions.move_unit(by=by, unit=unit, parent=parent, since=AUTUMN)


def test_no_open_unit_comes_under_one_that_is_closed(cast, heidi) -> None:
    """Whichever of the two is moved, made, closed or opened again."""
    here, by, house = cast.here, heidi.who, heidi.organisation
    ends = actions.make_unit(by=by, organisation=house, name="Ends", since=SPRING)
    under = actions.make_unit(by=by, organisation=house, name="Under", parent=ends, since=SPRING)
    actions.close_unit(by=by, unit=under, until=SUMMER)
    actions.close_unit(by=by, unit=ends, until=SUMMER)
    for act, words in (
        (
            lambda: actions.move_unit(by=by, unit=here.theirs, parent=ends, since=SPRING),
            "legges ned før denne",
        ),
        (
            lambda: actions.make_unit(by=by, organisation=house, name="x", parent=ends, since=SPRING),
            "legges ned",
        ),
        (
            lambda: actions.make_unit(by=by, organisation=house, name="x", parent=ends, since=AUTUMN),
            "ikke åpen",
        ),
        (lambda: actions.make_unit(by=by, organisation=house, name="x", parent=ends), "ikke åpen"),
        (lambda: actions.close_unit(by=by, unit=under, until=None), "Flytt denne først"),
        (lambda: actions.close_unit(by=by, unit=under, until=AUTUMN), "Flytt denne først"),
    ):
        with pytest.raises(actions.Refused, match=words):
            act()
    assert not Unit.objects.filter(name="x").exists()
    actions.close_unit(by=by, unit=ends, until=None)
    actions.close_unit(by=by, unit=under, until=None)


def test_storing_what_already_holds_is_no_move(cast, heidi, department) -> None:
    here = cast.here
    with pytest.raises(actions.Refused, match="ligger der allerede"):
        actions.move_unit(by=heidi.who, unit=here.theirs, parent=None, since=SPRING)
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=SPRING)
    with pytest.raises(actions.Refused, match="ligger der allerede"):
        actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=AUTUMN)
    assert Line.objects.filter(subject=here.theirs.pk, verb="unit.move").count() == 1


def test_plans_that_never_meet_make_no_circle(cast, heidi, department) -> None:
    """Ours stands under Theirs in spring only; Theirs comes under the department, which is under Ours, in autumn."""
    here, by = cast.here, heidi.who
    actions.move_unit(by=by, unit=here.ours, parent=here.theirs, since=SPRING)
    actions.move_unit(by=by, unit=here.ours, parent=None, since=SUMMER)
    actions.move_unit(by=by, unit=here.theirs, parent=department, since=AUTUMN)
    actions.move_unit(by=by, unit=department, parent=here.ours, since=SUMMER)
    assert parent_on(heidi, here.theirs, AUTUMN) == "Department"


def test_where_it_has_stood_tells_of_the_top_and_of_what_is_planned(cast, heidi, department) -> None:
    here, later = cast.here, timezone.localdate() + timedelta(days=30)
    assert where_stood(heidi, here.theirs) == []
    first = here.theirs.since
    for parent, since in ((here.ours, SPRING), (None, SUMMER), (department, later)):
        actions.move_unit(by=heidi.who, unit=here.theirs, parent=parent, since=since)
    one = timedelta(days=1)
    assert [
        (one.parent and one.parent.name, one.since, one.until) for one in where_stood(heidi, here.theirs)
    ] == [
        ("Department", later, None),
        (None, SUMMER, later - one),
        ("Ours", SPRING, SUMMER - one),
        (None, first, SPRING - one),
    ]


def test_two_moves_of_different_days_never_close_a_circle(cast, heidi, department) -> None:
    here = cast.here
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=AUTUMN)
    with pytest.raises(actions.Refused, match="seg selv"):
        actions.move_unit(by=heidi.who, unit=department, parent=here.theirs, since=SPRING)


def test_a_department_closes_when_its_teams_have_moved(cast, heidi, department) -> None:
    here = cast.here
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=SPRING)
    with pytest.raises(actions.Refused, match="under denne"):
        actions.close_unit(by=heidi.who, unit=department, until=AUTUMN)
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=here.ours, since=AUTUMN)
    actions.close_unit(by=heidi.who, unit=department, until=AUTUMN - timedelta(days=1))


def test_counts_reach_down_the_tree_and_what_is_of_one_client_does_not(
    cast, signed_in, heidi, department
) -> None:
    here, today = cast.here, timezone.localdate()
    actions.move_unit(by=heidi.who, unit=here.ours, parent=department, since=today)
    for role in ("leader", "supervisor"):
        actions.give_role(
            by=heidi.who, staff=here.staff["erin"], unit=department, role=role, since=department.since
        )
    erin = here.actor("erin")
    assert [one.name for one in overseen(erin)] == ["Ours"]
    assert [(one.unit.name, one.may_choose) for one in experiences_here(erin)] == [("Ours", False)]
    assert [one.name for one in units_to_count(erin)] == ["Department", "Ours"]
    assert here.episode not in episodes(erin)
    Unit.objects.filter(pk=here.ours.pk).update(name="A team")
    opened = signed_in("erin").get(reverse("dropout:counted")).context["form"]
    assert opened["unit"].value() == str(department.pk)  # one's own first, whatever it is called
    page = signed_in("erin").get(reverse("own:experiences")).content.decode()
    assert "Enhetens leder velger." in page
    chosen = signed_in("erin").post(reverse("own:experiences"), {"unit": here.ours.pk, "weeks": 3})
    assert chosen.status_code == 404
    actions.move_unit(by=heidi.who, unit=here.ours, parent=None, since=today)
    assert [one.name for one in units_to_count(here.actor("erin"))] == ["Department"]


def test_a_department_is_not_offered_where_clients_come(cast, signed_in, heidi, department) -> None:
    """A receiver who is named for it would receive nothing from its teams."""
    here = cast.here
    assert department in where_clients_come(Unit.objects.all())  # it may be a team that has just been made
    actions.move_unit(by=heidi.who, unit=here.theirs, parent=department, since=SPRING)
    actions.move_unit(by=heidi.who, unit=here.ours, parent=here.theirs, since=SPRING)
    offered = where_clients_come(Unit.objects.filter(organisation=heidi.organisation))
    assert sorted(one.name for one in offered) == ["Ours", "Theirs"]
    for who in ("frank", "bob"):
        role = "leader" if who == "frank" else "supervisor"
        actions.give_role(by=heidi.who, staff=here.staff[who], unit=department, role=role, since=SPRING)
        assert [one.unit for one in leaving_times(here.actor(who), SPRING.year)] == ["Ours"]
    page = signed_in("frank").get(reverse("dropout:local_build"))
    assert list(page.context["form"].fields["units"].queryset) == [here.ours]
    for name in ("instruments:receivers", "instruments:standards"):
        page = signed_in("heidi").get(reverse(name))
        assert department not in page.context["form"].fields["unit"].queryset, name


def test_two_who_move_at_once_wait_for_each_other(django_db_setup, django_db_blocker, monkeypatch) -> None:
    """Each would be right alone; together they would be a circle, or two places for one unit."""
    monkeypatch.setattr(units, "write_line", slowly(units.write_line))
    with django_db_blocker.unblock():
        house = actions.make_organisation(by=Who("system", None), name="Old")
        who = Who("system", house.pk)
        a, b, c = (
            actions.make_unit(by=who, organisation=house.pk, name=name) for name in ("Above", "Below", "c")
        )
        try:
            for one, two in (((a, b, SPRING), (b, a, SPRING)), ((c, a, SPRING), (c, b, SUMMER))):
                said = at_once(*(partial(move, who, *asked) for asked in (one, two)))
                assert "moved" in said, said
                assert set(said) <= {"moved", "Refused"}, said
            stands = dict(Belonging.objects.filter(until=None).values_list("unit__name", "parent__name"))
            assert {"Above", "Below"} - set(stands)
            assert Belonging.objects.filter(unit=c, until=None).count() == 1
        finally:
            Belonging.objects.filter(organisation=house).delete()
            Unit.objects.filter(organisation=house).delete()


def move(who: Who, unit: Unit, parent: Unit, since: date) -> str:
    try:
        actions.move_unit(by=who, unit=unit, parent=parent, since=since)
    except actions.Refused:
        return "Refused"
    return "moved"


def slowly(write):
    """Let whoever comes second read before the first has stored, where nothing makes it wait."""

    def act(*args, **more):
        sleep(0.3)
        return write(*args, **more)

    return act


def at_once(*jobs) -> list[str]:
    def job(one) -> str:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(job, jobs))


def test_an_administrator_moves_a_unit_and_sees_where_it_stood(cast, signed_in, department) -> None:
    here, heidi = cast.here, signed_in("heidi")
    path = reverse("people:move_unit", args=[here.theirs.pk])
    assert path in heidi.get(reverse("people:change_unit", args=[here.theirs.pk])).content.decode()
    for parent, since in ((department.pk, SPRING), (here.ours.pk, SUMMER)):
        assert heidi.post(path, {"parent": parent, "since": since.isoformat()}).status_code == 302
    page = heidi.get(path).content.decode()
    assert "01.03.2026–31.05.2026" in page
    assert "fra 01.06.2026" in page
    assert page.index("fra 01.06.2026") < page.index("01.03.2026–31.05.2026")
    refused = heidi.post(path, {"parent": "", "since": SPRING.isoformat()})
    assert refused.content.decode().count("Enheten er flyttet etter den dagen.") == 1
    assert signed_in("alice").get(path).status_code == 403


def test_a_house_of_before_keeps_its_tree_and_can_go_back(django_db_setup, django_db_blocker) -> None:
    """Tables change outside a transaction; what is made is taken away by hand, for a flush may not empty the trail."""

    def to(name: str):
        executor = MigrationExecutor(connection)
        executor.migrate([("people", name)])
        return executor.loader.project_state([("people", name)]).apps

    with django_db_blocker.unblock():
        try:
            old = to("0007_form_languages")
            house = old.get_model("people", "Organisation").objects.create(name="Old")
            units = old.get_model("people", "Unit").objects
            above = units.create(organisation=house, name="Above")
            units.create(organisation=house, name="Below", parent=above, since=SPRING)
            to("0010_no_parent")
            rows = Belonging.objects.values_list("unit__name", "parent__name", "since", "until")
            assert list(rows) == [("Below", "Above", SPRING, None)]
            back = to("0007_form_languages").get_model("people", "Unit").objects
            assert dict(back.values_list("name", "parent__name")) == {"Above": None, "Below": "Above"}
        finally:
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
            Belonging.objects.all().delete()
            Unit.objects.filter(name__in=["Above", "Below"]).delete()
            Organisation.objects.filter(name="Old").delete()


class AnyOrder(TestCase):
    """Whatever is asked, in whatever order: told again by hand, day by day."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(-1, 3), st.integers(0, 9)), min_size=1, max_size=12)
    )
    def test_any_moves_leave_a_tree_on_every_day(self, moves) -> None:
        here = town("Tre")
        by = here.actor("heidi")
        units = [here.ours, here.theirs]
        units += [
            actions.make_unit(by=by.who, organisation=by.organisation, name=name) for name in ("c", "d")
        ]
        told: dict[tuple[int, int], int] = {}
        for unit, parent, place in moves:
            try:
                actions.move_unit(
                    by=by.who,
                    unit=units[unit],
                    parent=None if parent < 0 else units[parent],
                    since=SPRING + timedelta(days=place),
                )
            except actions.Refused:
                continue
            earlier = [at for which, at in told if which == unit and at < place]
            if parent == (told[unit, max(earlier)] if earlier else -1):
                told.pop((unit, place), None)  # no move: it stood there already
            else:
                told[unit, place] = parent
        for place in range(11):
            day = SPRING + timedelta(days=place)
            rows = Belonging.objects.filter(organisation=by.organisation, since__lte=day).exclude(
                until__lt=day
            )
            stands = {row.unit_id: row.parent_id for row in rows}
            assert len(stands) == rows.count()
            spans = [span for span in stood_under(by, [units[0].pk]) if span.since <= day <= span.until]
            assert [span.units for span in spans] == [{one.pk for one in units_under(by, [units[0].pk], day)}]
            for number, unit in enumerate(units):
                days = [at for which, at in told if which == number and at <= place]
                last = told[number, max(days)] if days else -1
                assert stands.get(unit.pk) == (None if last < 0 else units[last].pk)
                assert len(units_under(by, [unit.pk], day)) <= len(units)
            tree, reached = list(unit_tree(by, day)), set()
            while tree:
                branch = tree.pop()
                reached.add(branch.unit.pk)
                tree.extend(branch.under)
            assert reached == {unit.pk for unit in units}
