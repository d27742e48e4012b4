"""*Hva bør vi ta opp denne uken?*: the asker's running courses, with what to take up and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.models import Kind
from gjenklang.apps.feedback.queries import Row, Said, said
from gjenklang.apps.feedback.queries import caseload as caseload_of
from gjenklang.apps.feedback.queries.caseload import ABOUT, in_order, titles_for
from gjenklang.apps.people.rules import Actor, acting
from gjenklang.apps.security.gate import gate
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["caseload"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow or to sort the list, with how many it leaves."""

    label: str
    address: str
    current: bool
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is asked for, and in which order."""

    show: str
    sort: str

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are asked for, in order."""
        if self.show == "all":
            left = list(rows)
        elif self.show in ABOUT:
            left = [row for row in (one.about(ABOUT[self.show][1]) for one in rows) if row.signals]
        else:
            left = [row for row in rows if row.signals]
        return in_order(left, self.sort)

    def address(self, **other: str) -> str:
        """The same list with something else asked for."""
        return "?" + urlencode({"show": self.show, "sort": self.sort} | other)


@gate(may_read_courses)
def caseload(request: HttpRequest) -> HttpResponse:
    """One row for each client of the asker's running courses."""
    by, day = acting(request), timezone.localdate()
    asked = Asked(request.GET.get("show", "open"), request.GET.get("sort", "rank"))
    rows = caseload_of(by, day)
    listed = asked.of(rows)
    context = {
        "lines": _lines(by, listed),
        "total": len(rows),
        "to_take_up": sum(bool(row.signals) for row in rows),
        "unmeasured": sum(any(one.kind == Kind.UNMEASURED for one in row.signals) for row in rows),
        "own_words": any(in_catalogue(row.part.episode.outcome).own_words for row in rows),
        "filters": _filters(asked, rows),
        "sorts": _sorts(asked),
        "day": day,
    }
    return render(request, "feedback/caseload.html", context)


def _lines(by: Actor, rows: Sequence[Row]) -> list[tuple[Row, Said | None, int]]:
    """Each row with its first signal in words and how many others there are; what is shown is kept."""
    first = [(row.part, next(iter(row.signals), None)) for row in rows]
    shown = actions.show_caseload(by=by, shown=first)
    words = titles_for(by, [one for one in shown if one is not None])
    return [
        (row, said(one, words.get(one.instrument)) if one else None, len(row.signals) - 1)
        for row, one in zip(rows, shown, strict=True)
    ]


def _filters(asked: Asked, rows: Sequence[Row]) -> list[Choice]:
    """To take up, all, and each kind that there is something of."""
    open_now = sum(bool(row.signals) for row in rows)
    named = [("open", _("To take up"), open_now), ("all", _("All"), len(rows))]
    for name, (label, kinds) in ABOUT.items():
        n = sum(bool(row.about(kinds).signals) for row in rows)
        named += [(name, str(label), n)] if n or asked.show == name else []
    known = asked.show in {name for name, _label, _n in named}
    return [
        Choice(label, asked.address(show=name), asked.show == name or (name == "open" and not known), n)
        for name, label, n in named
    ]


def _sorts(asked: Asked) -> list[Choice]:
    named = [("rank", _("Most worth it")), ("next", _("Next session")), ("name", _("Code"))]
    known = asked.sort in {name for name, _label in named}
    return [
        Choice(label, asked.address(sort=name), asked.sort == name or (name == "rank" and not known))
        for name, label in named
    ]
