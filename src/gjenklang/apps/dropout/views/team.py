"""*Hvem er vi i ferd med å miste?*: for the weekly meeting of a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.dropout import actions, queries
from gjenklang.apps.dropout.models import Fact
from gjenklang.apps.dropout.queries.sentences import NAMES, sentence
from gjenklang.apps.dropout.queries.team import FEWEST, Helped, Row
from gjenklang.apps.dropout.rules import FOLLOWERS, may_see_team
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["team"]

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list, with how many it leaves."""

    label: str
    address: str
    current: bool
    n: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the list is asked for; empty is all."""

    unit: str
    fact: str

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are asked for, in the order they came."""
        return [row for row in rows if self._unit(row) and self._fact(row)]

    def _unit(self, row: Row) -> bool:
        return not self.unit or str(row.course.unit) == self.unit

    def _fact(self, row: Row) -> bool:
        return not self.fact or any(seen.fact == self.fact for seen in row.course.seen)

    def choice(self, rows: Sequence[Row], label: str, **other: str) -> Choice:
        """The same list with something else asked for."""
        wanted = Asked(**({"unit": self.unit, "fact": self.fact} | other))
        address = "?" + urlencode({"unit": wanted.unit, "fact": wanted.fact})
        return Choice(label, address, wanted == self, len(wanted.of(rows)))


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the page: who, where it leads, the facts in words, and what is done."""

    code: str
    address: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    doing: tuple[Helped, ...]


@gate(may_see_team)
def team(request: HttpRequest) -> HttpResponse:
    """Those with something to see, then those without; a leader gets numbers without names."""
    by, day = acting(request), timezone.localdate()
    rows = queries.team(by, day) if by.holds(*FOLLOWERS) else []
    asked = Asked(request.GET.get("unit", ""), request.GET.get("fact", ""))
    listed = asked.of(rows)
    actions.show_team(by=by, shown=listed)
    shown = _shown(listed)
    context = {
        "day": day,
        "total": len(rows),
        "seen": [one for one in shown if one.facts],
        "quiet": [(one.address, one.code) for one in shown if not one.facts],
        "units": _units(asked, rows),
        "facts": _facts(asked, rows),
        "counted": queries.counted(by, day),
        "fewest": FEWEST,
        "rules": list(NAMES.items()),
        "lists": by.holds(*FOLLOWERS),
    }
    return render(request, "dropout/team.html", context)


def _shown(rows: Sequence[Row]) -> list[Shown]:
    page = reverse("dropout:follow", args=[NOBODY])
    return [
        Shown(
            row.course.code,
            f"{page.replace(str(NOBODY), str(row.course.episode))}?client={row.course.client}",
            row.course.unit_name,
            tuple(sentence(seen) for seen in row.course.seen),
            row.doing,
        )
        for row in rows
    ]


def _units(asked: Asked, rows: Sequence[Row]) -> list[Choice]:
    named = sorted({(row.course.unit_name, str(row.course.unit)) for row in rows})
    if len(named) < 2:
        return []
    everything = asked.choice(rows, _("All units"), unit="")
    return [everything, *(asked.choice(rows, name, unit=key) for name, key in named)]


def _facts(asked: Asked, rows: Sequence[Row]) -> list[Choice]:
    found = [asked.choice(rows, _("All"), fact="")]
    found += [asked.choice(rows, str(fact.label), fact=str(fact)) for fact in Fact]
    return [one for one in found if one.n or one.current]
