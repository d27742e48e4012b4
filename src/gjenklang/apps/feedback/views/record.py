"""How each rule has done here: counts of the whole organisation, without names."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.feedback.models import Kind, NotNow
from gjenklang.apps.feedback.queries import RuleRecord
from gjenklang.apps.feedback.queries import record as record_of
from gjenklang.apps.feedback.queries.afterwards import Truth
from gjenklang.apps.feedback.queries.record import FEWEST
from gjenklang.apps.feedback.queries.rule_words import title_of
from gjenklang.apps.feedback.rules import may_read_rules
from gjenklang.apps.people.models import Role
from gjenklang.apps.people.rules import acting
from gjenklang.apps.security.gate import gate

__all__ = ["record"]

#: Each rule of what was so afterwards, by its name, in words.
JUDGED = {
    "still-worse": gettext_lazy("still reliably worse than at the start"),
    "no-gain-later": gettext_lazy("still no reliable gain since the start"),
    "stood-still": gettext_lazy("no reliable change from where it stood still"),
    "level-held": gettext_lazy("still on the functional side of the cut-off"),
    "low-again": gettext_lazy("under the limit again at one of the next three"),
    "line-low-again": gettext_lazy("a line under the limit again at one of the next three"),
    "not-up-again": gettext_lazy("not back at the level before at any of the next three"),
    "left-without-a-plan": gettext_lazy("the course ended because the client stopped or stayed away"),
}
UNKNOWN = {
    Truth.SOON: gettext_lazy("too early"),
    Truth.UNMEASURED: gettext_lazy("ended without a later measure, or without a known reason"),
    Truth.NEVER: gettext_lazy("it says nothing of what comes"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One rule in words."""

    title: str
    rule: str
    record: RuleRecord
    reasons: list[tuple[str, int]]
    judged: str
    rate: str
    interval: str
    unknown: list[tuple[str, int]]


def _told(one: RuleRecord) -> Told:
    share = one.share
    return Told(
        title=title_of(one.rule, Kind(one.kind)),
        rule=one.rule,
        record=one,
        reasons=[(str(NotNow(reason).label), n) for reason, n in one.put_off.most_common()],
        judged=str(JUDGED.get(one.judged_by, "")),
        rate=f"{round(100 * share.share)} %" if share else "",
        interval=_("%(low)s to %(high)s %%")
        % {"low": round(100 * share.low), "high": round(100 * share.high)}
        if share
        else "",
        unknown=[(str(words), one.truth[truth]) for truth, words in UNKNOWN.items() if one.truth[truth]],
    )


@gate(may_read_rules)
def record(request: HttpRequest) -> HttpResponse:
    """One row for each rule that has fired in the last year."""
    by = acting(request)
    context = {
        "told": [_told(one) for one in record_of(by, timezone.localdate())],
        "fewest": FEWEST,
        "may_change": by.holds(Role.ADMINISTRATOR),
    }
    return render(request, "feedback/record.html", context)
