"""What clients have said of coming to a unit: counts, and nobody."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Experience, ExperienceAnswer, ExperienceChoice, Reply
from gjenklang.apps.people.models import Role, Unit
from gjenklang.apps.people.queries import answered_for, where_clients_come
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.rounding import share_in_words

__all__ = ["Told", "UnitTold", "experiences_here"]

#: Below this many answers nothing is shown: it would be about someone.
FEW_EXPERIENCES = 5
EXPERIENCES_SHOWN = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Told:
    """One question in one unit: how many answered in the last year, and how many said yes."""

    question: str
    n: int
    yes: int

    @property
    def few(self) -> bool:
        """Whether nothing is shown."""
        return self.n < FEW_EXPERIENCES

    @property
    def share(self) -> str:
        """How many said yes, with Wilson's interval; empty for few."""
        return share_in_words(self.yes, self.n, least=FEW_EXPERIENCES)


@dataclass(frozen=True, slots=True)
class UnitTold:
    """One unit: how often it asks, what was told, and whether the asker chooses how often."""

    unit: Unit
    weeks: int
    told: list[Told]
    may_choose: bool


def experiences_here(by: Actor) -> list[UnitTold]:
    """What clients have said of coming to the units that the asker leads and those under them, in the last year."""
    own = by.units(Role.LEADER)
    led = sorted(where_clients_come(answered_for(by, Role.LEADER)), key=lambda one: one.pk not in own)
    chosen = dict(ExperienceChoice.objects.filter(unit__in=led).values_list("unit", "weeks"))
    since = timezone.localdate() - EXPERIENCES_SHOWN
    counted = Counter(
        ExperienceAnswer.objects.filter(unit__in=led, week__gte=since).values_list(
            "unit", "question", "reply"
        )
    )
    return [
        UnitTold(one, chosen.get(one.pk, 0), _counts(counted, one.pk), may_choose=one.pk in own)
        for one in led
    ]


def _counts(counted: Counter[tuple[UUID, str, str]], unit: UUID) -> list[Told]:
    return [
        Told(
            str(label),
            sum(counted[unit, code, reply] for reply in Reply.values),
            counted[unit, code, Reply.YES],
        )
        for code, label in Experience.choices
    ]
