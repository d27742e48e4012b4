"""*Hva bør vi ta opp denne uken?*: the asker's running courses, with what to take up and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.feedback import actions
from gjenklang.apps.feedback.queries import Caseload, Row, Said, rule_title, said
from gjenklang.apps.feedback.queries import caseload as caseload_of
from gjenklang.apps.feedback.queries.caseload import ABOUT, in_order, titles_for
from gjenklang.apps.feedback.queries.kept import WITHOUT_FORM
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
class Group:
    """Rows that stand together: those that this week points to, or the others, folded."""

    lines: list[tuple[Row, Said | None, int]]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is asked for, and in which order."""

    show: str
    sort: str
    unit: str = ""
    label: str = ""

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are asked for, in order."""
        if self.show == "all":
            left = self.within(rows)
        elif self.show in ABOUT:
            left = [
                row for row in (one.about(ABOUT[self.show][1]) for one in self.within(rows)) if row.signals
            ]
        else:
            left = [row for row in self.within(rows) if row.signals]
        return in_order(left, self.sort)

    def within(self, rows: Sequence[Row]) -> list[Row]:
        """Those of the unit and with the label that are asked for."""
        return [
            row
            for row in rows
            if self.unit in ("", str(row.part.episode.unit_id))
            and (not self.label or self.label in row.labels)
        ]

    def address(self, **other: str) -> str:
        """The same list with something else asked for."""
        asked = {"show": self.show, "sort": self.sort, "unit": self.unit, "label": self.label} | other
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@gate(may_read_courses)
def caseload(request: HttpRequest) -> HttpResponse:
    """One row for each client of the asker's running courses."""
    by, day = acting(request), timezone.localdate()
    got = request.GET
    asked = Asked(got.get("show", "open"), got.get("sort", "rank"), got.get("unit", ""), got.get("label", ""))
    found = caseload_of(by, day)
    rows = found.rows
    context = {
        "groups": _groups(by, found, asked),
        "found": found,
        "total": len(rows),
        "to_take_up": sum(bool(row.signals) for row in rows),
        "unmeasured": sum(any(one.kind in WITHOUT_FORM for one in row.signals) for row in rows),
        "own_words": any(in_catalogue(row.part.episode.outcome).own_words for row in rows),
        "silent": [(rule_title(one.rule), one.unit, one.until) for one in found.silent],
        "filters": _filters(asked, rows),
        "narrower": _narrower(asked, rows),
        "sorts": _sorts(asked),
        "day": day,
    }
    return render(request, "feedback/caseload.html", context)


def _groups(by: Actor, found: Caseload, asked: Asked) -> list[Group]:
    """Those that this week points to, then the others under a fold; all in one where all are asked for.

    Each row has its first signal in words and how many others there are; what is shown is kept.
    """
    listed = asked.of(found.rows)
    folded = [row for row in listed if row.signals and row.part.pk not in found.first and asked.show != "all"]
    first = [row for row in listed if row not in folded]
    rows = [*first, *folded]
    kept = [(row.part, row.signals, place >= len(first)) for place, row in enumerate(rows)]
    shown = actions.show_caseload(by=by, listed=kept)
    words = titles_for(by, [one for one in shown if one is not None])
    lines = [
        (row, said(one, words.get(one.instrument)) if one else None, len(row.signals) - 1)
        for row, one in zip(rows, shown, strict=True)
    ]
    return [Group(lines[: len(first)]), Group(lines[len(first) :], folded=True)]


def _filters(asked: Asked, rows: Sequence[Row]) -> list[Choice]:
    """To take up, all, and each kind that there is something of."""
    here = asked.within(rows)
    named = [("open", _("To take up"), sum(bool(row.signals) for row in here)), ("all", _("All"), len(here))]
    for name, (label, kinds) in ABOUT.items():
        n = sum(bool(row.about(kinds).signals) for row in here)
        named += [(name, str(label), n)] if n or asked.show == name else []
    known = asked.show in {name for name, _label, _n in named}
    return [
        Choice(label, asked.address(show=name), asked.show == name or (name == "open" and not known), n)
        for name, label, n in named
    ]


def _narrower(asked: Asked, rows: Sequence[Row]) -> list[Choice]:
    """The units, where there is more than one, and the labels; the one that is chosen is taken away again."""
    units = Counter((str(row.part.episode.unit_id), row.part.episode.unit.name) for row in rows)
    labels = Counter(label for row in rows for label in row.labels)
    return [
        Choice(name, asked.address(unit="" if asked.unit == key else key), asked.unit == key, n)
        for (key, name), n in sorted(units.items(), key=lambda one: one[0][1])
        if len(units) > 1
    ] + [
        Choice(label, asked.address(label="" if asked.label == label else label), asked.label == label, n)
        for label, n in sorted(labels.items())
    ]


def _sorts(asked: Asked) -> list[Choice]:
    named = [("rank", _("Most worth it")), ("next", _("Next session")), ("name", _("Code"))]
    known = asked.sort in {name for name, _label in named}
    return [
        Choice(label, asked.address(sort=name), asked.sort == name or (name == "rank" and not known))
        for name, label in named
    ]
