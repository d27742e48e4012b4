"""What waits for the asker, and for those who lead: how soon those who left were safe."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.rules import may_read_courses
from gjenklang.apps.dropout import queries
from gjenklang.apps.dropout.queries.indicators import COUNTERS, DEATH_RULE, FEWEST, TIME_RULE
from gjenklang.apps.dropout.rules import FOLLOWERS, SHAPERS, may_count
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["follow_up", "safe_leaving"]

YEARS_BACK = 5


@gate(may_read_courses)
def follow_up(request: HttpRequest) -> HttpResponse:
    """Every checklist, screening and list that waits in the asker's courses."""
    by, day = acting(request), timezone.localdate()
    waiting = queries.to_follow_up(by, day)
    care.note_listed({one.part.client_id: one.part for one in waiting}.values(), by=by)
    context: dict[str, Any] = {
        "waiting": waiting,
        "day": day,
        "follows": by.holds(*FOLLOWERS),
        "shapes": by.holds(*FOLLOWERS, *SHAPERS),
        "counts": by.holds(*COUNTERS),
    }
    return render(request, "dropout/follow_up.html", context)


@gate(may_count)
def safe_leaving(request: HttpRequest) -> HttpResponse:
    """Counts for each unit that the asker leads or supervises, and nothing about anyone."""
    by, this = acting(request), timezone.localdate().year
    asked = request.GET.get("year", "")
    years = [str(this - back) for back in range(YEARS_BACK)]
    year = int(asked) if asked in years else this
    context = {
        "times": queries.leaving_times(by, year),
        "deaths": queries.deaths_after(by, year),
        "year": str(year),
        "years": years,
        "time_rule": TIME_RULE,
        "death_rule": DEATH_RULE,
        "fewest": FEWEST,
    }
    return render(request, "dropout/safe_leaving.html", context)
