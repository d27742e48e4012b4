"""Courses that were thought out, not drawn by chance: two that are told, three that wait to be played."""

from datetime import date, timedelta

from gjenklang.core.fictional.courses import Answer, ClientPlan, CoursePlan, Meeting
from gjenklang.core.fictional.paths import PathClass

__all__ = ["even", "stood_still", "to_be_played", "went_elsewhere"]

#: Six sessions at the office without change, then at home, twice as many hours; totals in tenths.
STILL = (161, 168, 152, 165, 159, 160, 157, 188, 214, 239, 252, 270)
STILL_WORK = (338, 341, 330, 335, 331, 328, 345, 362, 371, 374, 379, 383)
#: Worse and worse, a stay in between, and then another service takes over.
WORSE = (194, 180, 162, 151, 123, 108, 115, 129)
WORSE_WORK = (352, 348, 341, 352, 338, 344, 361, 366)
#: Three that have come as far as something to talk about, and no further. The work together fell last week:
RUPTURE = (151, 168, 163, 182, 186)
RUPTURE_WORK = (366, 371, 369, 378, 302)
#: five sessions at the office without a change:
WAITING = (146, 152, 139, 150, 147)
WAITING_WORK = (352, 349, 356, 351, 354)
#: and lower at each:
FALLING = (201, 188, 176, 149, 128)
FALLING_WORK = (361, 352, 358, 349, 355)
OUTCOME, ALLIANCE = "gjenklang-outcome-adult", "gjenklang-alliance-adult"


def even(total: int) -> tuple[int, int, int, int]:
    """Four lines that add up to a total, a little apart.

    >>> sum(even(161))
    161
    """
    base, apart = total // 4, (-9, 4, 7, -2)
    first, second, third = (min(max(base + one, 0), 100) for one in apart[:3])
    return first, second, third, total - first - second - third


def _meetings(
    first: date, totals: tuple[int, ...], work: tuple[int, ...], home_from: int
) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            first + timedelta(weeks=place),
            13 * 60,
            "held",
            "home" if place >= home_from else "office",
            (Answer(0, "", "start", even(total)), Answer(0, "", "end", even(work[place]))),
        )
        for place, total in enumerate(totals)
    )


def stood_still(today: date) -> CoursePlan:
    """No change in six sessions; then home visits, and more hours for a while.

    >>> stood_still(date(2026, 11, 23)).clients[0].code
    'D-202'
    """
    return CoursePlan(
        clients=(ClientPlan("D-202", "Roar", today.year - 47),),
        unit="followup",
        staff="ingrid",
        kind="individual",
        outcome="ors",
        alliance="srs",
        meetings=_meetings(today - timedelta(weeks=len(STILL)), STILL, STILL_WORK, 7),
        truth=(PathClass.SLOW,),
    )


def went_elsewhere(today: date) -> CoursePlan:
    """Worse from session to session, and after eight of them a place that has more to give.

    >>> went_elsewhere(date(2026, 11, 23)).ending
    'moved'
    """
    first = today - timedelta(weeks=len(WORSE) + 3)
    meetings = _meetings(first, WORSE, WORSE_WORK, len(WORSE))
    return CoursePlan(
        clients=(ClientPlan("D-203", "Mona", today.year - 29),),
        unit="followup",
        staff="ingrid",
        kind="individual",
        outcome="ors",
        alliance="srs",
        meetings=meetings,
        ended=meetings[-1].day,
        ending="moved",
        truth=(PathClass.WORSE,),
    )


def to_be_played(today: date) -> tuple[CoursePlan, ...]:
    """Three courses in the middle of their story: a rupture, a standstill, a fall; the last session was a week ago.

    In each, one form is on the screen and the other on paper: the limits that the rules rest on belong to forms whose
    words are not ours to show.

    >>> [one.clients[0].code for one in to_be_played(date(2026, 11, 23))]
    ['D-199', 'D-200', 'D-201']
    """
    told = (
        (ClientPlan("D-199", "Tuva", today.year - 26), RUPTURE, RUPTURE_WORK, OUTCOME, "srs", PathClass.SLOW),
        (
            ClientPlan("D-200", "Kjell", today.year - 51),
            WAITING,
            WAITING_WORK,
            "ors",
            ALLIANCE,
            PathClass.SLOW,
        ),
        (
            ClientPlan("D-201", "Siv", today.year - 38),
            FALLING,
            FALLING_WORK,
            "ors",
            ALLIANCE,
            PathClass.WORSE,
        ),
    )
    return tuple(
        CoursePlan(
            clients=(client,),
            unit="followup",
            staff="ingrid",
            kind="individual",
            outcome=outcome,
            alliance=alliance,
            meetings=_meetings(today - timedelta(weeks=len(totals)), totals, work, len(totals)),
            truth=(truth,),
        )
        for client, totals, work, outcome, alliance, truth in told
    )
