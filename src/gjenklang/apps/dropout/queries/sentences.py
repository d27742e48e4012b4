"""A fact in words, with its figures and the name of its rule; the facts stand on a page that is not turned round."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gjenklang.apps.dropout.models import Fact, Factor
from gjenklang.apps.dropout.queries.engagement import WEEKS_OF_DECLINES, Seen
from gjenklang.apps.shell.days import near_day
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["MEASURES", "NAMES", "Said", "said", "sentence"]

#: What the house suggests for each fact until a service writes its own.
MEASURES = {
    Fact.TRANSITION: gettext_lazy("Set the first appointment there, and find someone who goes along."),
    Fact.MISSED: gettext_lazy("Call the same day. Ask whether a peer may get in touch."),
    Fact.ALLIANCE: gettext_lazy(
        "Ask what you should rather have spent the time on, and change one thing now."
    ),
    Fact.GAP: gettext_lazy("Agree on the next time before you part; shorter and more often for a while."),
    Fact.FACTOR: gettext_lazy("See the suggestions beside the four questions."),
    Fact.DECLINED: gettext_lazy("The form is voluntary. Ask in your own words how it is going."),
}
#: The names of the rules, as they stand beside the figures.
NAMES = {
    "two-in-a-row": gettext_lazy("our own: two or more in a row"),
    "double-gap": gettext_lazy("our own: twice the usual time, and two weeks or more"),
    "fell-twice": gettext_lazy("our own: lower twice in a row; this form has no limit"),
    "declined-twice": gettext_lazy("our own: twice or more in six weeks"),
    "srs-gjenklang": gettext_lazy("srs-gjenklang: the last total under the limit"),
    "answered-yes": gettext_lazy("our own: answered with yes the last time"),
    "move-ahead": gettext_lazy("our own: a move that is not yet attended"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One fact in words: what, what stands in parentheses behind it, the rule, and what the service tries."""

    fact: str
    text: str
    more: str
    rule: str
    measure: str


def said(seen: Seen, links: Mapping[str, str]) -> Said:
    """Put one fact into words.

    Parameters
    ----------
    seen
        What was seen.
    links
        What the service tries, by fact (:func:`~gjenklang.apps.dropout.queries.measures.links_of`).
    """
    text, more = sentence(seen)
    return Said(str(seen.fact), text, more, str(NAMES.get(seen.rule, seen.rule)), links.get(seen.fact, ""))


def sentence(seen: Seen) -> tuple[str, str]:
    """What was seen, and what stands in parentheses behind it; for a list, where the rest stands once."""
    return WORDS[seen.fact](seen.figures)


def _missed(figures: Mapping[str, Any]) -> tuple[str, str]:
    n, missed = figures["n"], figures["missed"]
    before = _("before: %(n)s of %(of)s") % {"n": figures["before"], "of": figures["of"]}
    more = before if figures["before"] else _("before: never in %(of)s") % {"of": figures["of"]}
    if missed == n:
        return _("Not met %(n)s times in a row") % {"n": n}, more
    if not missed:
        return _("Cancelled %(n)s times in a row") % {"n": n}, more
    kinds = {"n": n, "missed": missed, "cancelled": n - missed}
    words = _("%(n)s in a row without meeting: %(missed)s not met, %(cancelled)s cancelled") % kinds
    return words, more


def _gap(figures: Mapping[str, Any]) -> tuple[str, str]:
    text = _("%(days)s days since the last session") % {"days": figures["days"]}
    usual = figures["usual"]
    every = ngettext("before: every day", "before: every %(days)s days", max(usual, 1)) % {"days": usual}
    return text, _("%(every)s on average, %(n)s sessions") % {"every": every, "n": figures["n"]}


def _alliance(figures: Mapping[str, Any]) -> tuple[str, str]:
    instrument = in_catalogue(figures["instrument"])
    step = instrument.scales[0].step
    if "limit" in figures:
        named = {
            "total": _number(figures["total"] * step),
            "limit": _limit(figures["limit"] * step),
            "form": instrument.code.upper(),
        }
        return _("The work together: %(total)s last time, under %(limit)s (%(form)s)") % named, ""
    totals = " → ".join(_number(one * step) for one in figures["totals"])
    return _("The work together fell twice in a row: %(totals)s") % {"totals": totals}, _(
        "the form's own figures"
    )


def _declined(figures: Mapping[str, Any]) -> tuple[str, str]:
    named = {"n": figures["n"], "weeks": WEEKS_OF_DECLINES}
    return _("«Not today» %(n)s times in the last %(weeks)s weeks") % named, _(
        "that is fine, and nobody asks why"
    )


def _transition(figures: Mapping[str, Any]) -> tuple[str, str]:
    where = {"place": figures["place"], "day": _day(figures["day"])}
    text = _("Moves to %(place)s %(day)s") % where
    if figures["appointment"] is None:
        return text, _("the first appointment there is not set")
    if figures["overdue"]:
        return text, _("first appointment %(day)s: not yet noted as attended") % {
            "day": _day(figures["appointment"])
        }
    return text, _("first appointment %(day)s, nobody goes along yet") % {"day": _day(figures["appointment"])}


def _factor(figures: Mapping[str, Any]) -> tuple[str, str]:
    named = ", ".join(str(FACTORS[one]) for one in figures["factors"])
    answered = _("answered %(day)s") % {"day": _day(figures["day"])}
    return _("Can make it hard to stay: %(what)s") % {"what": named}, answered


def _limit(value: Decimal) -> str:
    """A limit as it is known: 36, not 36.0."""
    return _number(value, 0 if value == int(value) else 1)


def _day(day: Any) -> str:
    return near_day(day)


def _number(value: Decimal, places: int = 1) -> str:
    return str(number_format(value, places))


FACTORS = {
    Factor.COGNITION: gettext_lazy("memory, attention or planning"),
    Factor.ALLIANCE: gettext_lazy("the work together"),
    Factor.AGE: gettext_lazy("young in age"),
}
WORDS: dict[Fact, Callable[[Mapping[str, Any]], tuple[str, str]]] = {
    Fact.TRANSITION: _transition,
    Fact.MISSED: _missed,
    Fact.ALLIANCE: _alliance,
    Fact.GAP: _gap,
    Fact.FACTOR: _factor,
    Fact.DECLINED: _declined,
}
