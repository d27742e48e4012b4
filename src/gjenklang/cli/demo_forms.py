"""What the invented municipality has agreed about forms, and one course that is asked the PHQ-9."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Episode, Session
from gjenklang.apps.instruments import actions
from gjenklang.apps.instruments.models import Licence, SafetyReceiver, StandardSet
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Staff, Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["agree_on_forms"]

#: Four weeks of answers, oldest first; the last says yes, a little, to the ninth question.
WEEKS = (
    (2, 2, 3, 2, 1, 2, 2, 1, 0),
    (2, 2, 2, 2, 1, 2, 1, 1, 0),
    (2, 2, 2, 2, 1, 2, 2, 0, 0),
    (3, 2, 2, 2, 2, 2, 1, 1, 1),
)


def agree_on_forms(
    actors: Mapping[str, Actor], staff: Mapping[str, Staff], units: Mapping[str, Unit], today: date
) -> None:
    """Name a receiver, note two agreements, choose two standard sets, and follow one course by the PHQ-9."""
    stein = actors["stein"]
    actions.name_receiver(
        by=stein,
        receiver=SafetyReceiver(
            unit=units["nursing"],
            receiver=staff["berit"],
            deputy=staff["chris"],
            weekdays="12345",
            opens=time(8),
            closes=time(15, 30),
            within_minutes=120,
        ),
    )
    actions.use_instrument(by=stein.who, instrument="phq9", rule_set="nhs-talking-therapies")
    for code, left in (("ors", 45), ("srs", 400)):
        actions.register_licence(
            by=stein.who,
            licence=Licence(
                instrument=code,
                holder="Rettighetshaveren (oppdiktet)",
                scope="papir i hele kommunen",
                reference="arkivsak 26/104",
                seats=40,
                since=today - timedelta(days=320),
                until=today + timedelta(days=left),
            ),
        )
    _standards(stein, units)
    _course(actors["chris"], units["nursing"], today)


def _standards(by: Actor, units: Mapping[str, Unit]) -> None:
    for unit, outcome, alliance, reason in (
        (None, "", "", "Våre egne ord passer for alle, og trenger ingen avtale."),
        (units["nursing"], "ors", "srs", "Papir, etter avtalen; alle er opplært i dem."),
    ):
        chosen = StandardSet(
            unit=unit, kind="individual", ages="adult", outcome=outcome, alliance=alliance, reason=reason
        )
        actions.choose_standard(by=by, chosen=chosen)


def _course(by: Actor, unit: Unit, today: date) -> None:
    client = people.register_client(by=by.who, client=Client(code="P-907", birth_year=today.year - 41))
    begins = today - timedelta(weeks=3)
    episode = care.open_episode(
        by=by,
        episode=Episode(
            unit=unit, outcome="phq9", alliance="gjenklang-alliance-adult", first_attended=begins
        ),
        clients=[client],
        since=begins,
    )
    for week, marks in enumerate(WEEKS):
        starts = timezone.make_aware(datetime.combine(begins + timedelta(weeks=week), time(9)))
        session = care.plan_session(by=by, session=Session(episode=episode, starts=starts))
        care.begin_session(by=by, session=session)
        care.type_from_paper(
            by=by,
            session=session,
            form=Form("phq9", "start", client.pk),
            answers={f"item{place}": mark for place, mark in enumerate(marks, start=1)},
            stated_total=None,
        )
