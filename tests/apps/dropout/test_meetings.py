"""Milestone meetings: who comes, only with what was agreed; what was decided, who does it and by when."""

from datetime import timedelta

import pytest
from django.db import connection

from gjenklang.apps.dropout import actions
from gjenklang.apps.dropout.models import Decision, Milestone, Relative


def sent(today, **other: object) -> dict[str, object]:
    day = str(today + timedelta(days=6))
    return {"day": day, "client_comes": "on", "plan": "bolig", "others": "NAV"} | other


def test_a_relative_who_is_agreed_on_comes(cast, signed_in, sister, of_dana, today) -> None:
    answer = signed_in("alice").post(of_dana("new_milestone"), sent(today, relatives=[str(sister.pk)]))
    assert answer.status_code == 302, answer.content.decode()
    page = signed_in("alice").get(of_dana("follow")).content.decode()
    assert "Milepælsmøte" in page
    assert "søster, NAV" in page


def test_one_whose_consent_ends_before_the_day_does_not(cast, signed_in, sister, of_dana, today) -> None:
    late = str(today + timedelta(days=11))
    answer = signed_in("alice").post(
        of_dana("new_milestone"), sent(today, day=late, relatives=[str(sister.pk)])
    )
    page = answer.content.decode()
    assert "Samtykket om Søster varer ikke til den dagen." in page
    assert "bolig" in page
    assert not Milestone.objects.exists()


def test_one_who_is_not_agreed_on_for_meetings_is_not_offered(
    cast, signed_in, sister, of_dana, today
) -> None:
    Relative.objects.update(meetings=False)
    assert "Søster" not in signed_in("alice").get(of_dana("new_milestone")).content.decode()
    sister.refresh_from_db()
    row = Milestone(episode=cast.here.episode, client=cast.here.dana, day=today)
    with pytest.raises(ValueError, match="agreed"):
        actions.plan_milestone(by=cast.here.actor("alice"), milestone=row, relatives=[sister])


def test_when_it_is_taken_back_later_the_page_says_not_to_ask(
    cast, signed_in, sister, of_dana, today
) -> None:
    signed_in("alice").post(of_dana("new_milestone"), sent(today, relatives=[str(sister.pk)]))
    actions.withdraw_consent(by=cast.here.actor("alice"), relative=sister, day=today)
    page = signed_in("alice").get(of_dana("milestone", Milestone.objects.get().pk)).content.decode()
    assert "ikke inviter" in page


def test_held_it_has_minutes_and_a_next_day_once(cast, signed_in, milestone, of_dana, today, verbs) -> None:
    given = {"do": "hold", "hold-held": str(today), "hold-course": "bedre enn planlagt"}
    given |= {"hold-minutes": "snakket om jobb", "hold-next_day": str(today + timedelta(days=30))}
    for _again in range(2):
        assert signed_in("alice").post(of_dana("milestone", milestone.pk), given).status_code == 302
    assert Milestone.objects.count() == 2
    assert verbs().count("milestone.hold") == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT minutes, course FROM dropout_milestone WHERE held IS NOT NULL")
        assert not {"snakket om jobb", "bedre enn planlagt"} & set(cursor.fetchone())


def test_a_meeting_is_not_held_in_the_future_nor_followed_by_one_before(
    cast, signed_in, milestone, of_dana, today
) -> None:
    given = {"do": "hold", "hold-held": "2999-01-01", "hold-course": "x", "hold-next_day": "2001-01-01"}
    page = signed_in("alice").post(of_dana("milestone", milestone.pk), given).content.decode()
    assert "Den dagen har ikke kommet ennå." in page
    assert "Neste møte kommer før dette." in page


def test_a_decision_has_a_name_and_a_day_or_says_that_they_are_missing(
    cast, signed_in, milestone, of_dana, verbs
) -> None:
    browser, page = signed_in("alice"), of_dana("milestone", milestone.pk)
    browser.post(page, {"do": "decide", "decide-words": "Ringe kommunen", "decide-due": "2026-01-02"})
    shown = browser.get(of_dana("follow")).content.decode()
    assert "Ringe kommunen" in shown
    assert "mangler navn" in shown
    assert "over tiden" in shown
    browser.post(of_dana("decision_done", Decision.objects.get().pk))
    assert "Ringe kommunen" not in browser.get(of_dana("follow")).content.decode()
    assert verbs()[-2:] == ["milestone.decide", "milestone.done"]


def test_who_comes_is_changed_and_noted(cast, signed_in, milestone, sister, of_dana, verbs) -> None:
    given = {"do": "change", "day": str(milestone.day), "relatives": [str(sister.pk)]}
    given |= {"staff": [str(cast.here.staff["carol"].pk)]}
    assert signed_in("alice").post(of_dana("milestone", milestone.pk), given).status_code == 302
    assert milestone.attendees.count() == 2
    assert verbs()[-1] == "milestone.invite"


@pytest.mark.parametrize("who", ["alice2", "bob", "carol", "erin", "frank", "peggy"])
def test_only_those_who_work_with_the_course_write(cast, signed_in, milestone, of_dana, who: str) -> None:
    given = {"do": "decide", "decide-words": "noe"}
    assert signed_in(who).post(of_dana("milestone", milestone.pk), given).status_code in {403, 404}
    assert not Decision.objects.exists()
