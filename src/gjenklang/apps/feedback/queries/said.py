"""A signal in words: what was seen with its figures, a question to open the talk, and the rule it comes from.

Everything is said from what the snapshot holds, so that a page can be made again as it was. The page may be turned
towards the client: the words are for two who read together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gjenklang.apps.feedback.models import Figures, Kind, Signal
from gjenklang.apps.feedback.queries.guides import guide_for
from gjenklang.apps.feedback.queries.known import KNOWN
from gjenklang.apps.feedback.queries.rule_words import set_title
from gjenklang.apps.instruments.wording import Wording
from gjenklang.core.instruments import Instrument, Mark, RaterKind
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["Said", "said"]

#: The sides that may answer, as they stand in a sentence.
WHO = {
    RaterKind.SELF: gettext_lazy("the client"),
    RaterKind.CARER: gettext_lazy("a carer"),
    RaterKind.COLLATERAL: gettext_lazy("another person"),
    RaterKind.MEMBER: gettext_lazy("a member"),
}
WHAT_ELSE = gettext_lazy("Is there something else, another place, or someone else who could help better?")
ASKS = {
    Kind.WORSE_TWICE: gettext_lazy("Does this fit how it is? What should we do differently?"),
    Kind.MISSED: gettext_lazy("What would make it easier to come?"),
    Kind.WORSE: gettext_lazy("Does this fit how it is? What has happened?"),
    Kind.ALLIANCE_LOW: gettext_lazy("Thank you for saying so. What could I have done differently?"),
    Kind.FAR_BELOW: WHAT_ELSE,
    Kind.NO_GAIN: WHAT_ELSE,
    Kind.BELOW: gettext_lazy("Does this fit how it is? What should we do differently?"),
    Kind.ALLIANCE_LINE: gettext_lazy("Thank you for saying so. What could I have done differently?"),
    Kind.ALLIANCE_FALL: gettext_lazy("Was something different last time?"),
    Kind.RATERS: gettext_lazy("What does each of you see that the other does not?"),
    Kind.PLATEAU: WHAT_ELSE,
    Kind.PATTERN: gettext_lazy("Does the form still catch how it is? It is all right to say no."),
    Kind.CEILING: gettext_lazy("Ask for one thing that could have been better."),
    Kind.LATE: gettext_lazy("Is the form of use to us? We can use it differently, or not at all."),
    Kind.UNMEASURED: gettext_lazy("Would you like to use the form today? It is up to you."),
    Kind.STARTED_ABOVE: gettext_lazy("What matters most to you to have different?"),
    Kind.WAY_ON: gettext_lazy("What have you done? How would you like to go on from here?"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One signal in words; ``source`` is in the language of the rule's own document, ``guide`` a code or empty."""

    title: str
    text: str
    ask: str
    rule: str
    source: str
    known: str
    guide: str = ""


@dataclass(frozen=True, slots=True)
class _Observation:
    """What the sentences are made from."""

    figures: Figures
    instrument: Instrument | None
    words: Wording | None

    def total(self, steps: int) -> str:
        """A total, or a difference of two, as the reader writes it."""
        scales = self.instrument.scales if self.instrument else ()
        step = scales[0].step if scales else Decimal("0.1")
        return number_format(steps * step, decimal_pos=0 if step == 1 else 1)

    def limit(self, name: str) -> str:
        """A limit, without a needless decimal."""
        text = self.total(self.figures.limits.get(name, 0))
        return text.removesuffix(",0").removesuffix(".0")

    def signed(self, steps: int) -> str:
        """A difference with its sign: a true minus, and plus where it rose."""
        sign = "+" if steps > 0 else "−" if steps < 0 else "±"
        return f"{sign}{self.total(abs(steps))}"

    def totals(self) -> list[str]:
        return [self.total(one) for one in self.figures.totals]

    def lines(self, how: Callable[[int], str]) -> str:
        """The lines that the sentence names, by title where we have the words, each with its figure."""
        titles = {one.code: f"«{one.title}»" for one in self.words.lines} if self.words else {}
        items = self.instrument.items if self.instrument else ()
        named = {
            one.code: titles.get(one.code) or _("Line %(number)s") % {"number": one.number} for one in items
        }
        return ", ".join(f"{named.get(code, code)} ({how(by)})" for code, by in self.figures.lines.items())


def said(signal: Signal, words: Wording | None = None) -> Said:
    """Say one signal in the reader's language.

    Parameters
    ----------
    signal : Signal
        Stored or not.
    words : Wording or None
        Of the signal's instrument, for the titles of its lines.
    """
    kind = Kind(signal.kind)
    instrument = in_catalogue(signal.instrument) if signal.instrument else None
    seen = _Observation(Figures.read(signal.figures), instrument, words)
    return Said(
        title=str(kind.label),
        text=_SENTENCES[kind](seen),
        ask=str(ASKS[kind]),
        rule=_rule(signal, seen),
        source=signal.source,
        known=str(KNOWN[Mark(signal.mark)]),
        guide=guide_for(signal.kind, seen.figures.n),
    )


def _rule(signal: Signal, seen: _Observation) -> str:
    named = {"rule": signal.rule, "rule_set": signal.rule_set, "version": signal.version}
    parts = [_("Rule %(rule)s in %(rule_set)s, version %(version)s.") % named]
    if signal.limits:
        parts.append(
            _("Limits after %(name)s: %(limits)s.") % {"name": signal.limits, "limits": _limits(seen)}
        )
    if signal.set_code:
        chosen = {"name": set_title(signal.set_name), "version": signal.set_version}
        parts.append(_("Set of rules: %(name)s, version %(version)s.") % chosen)
    if signal.model_version:
        parts.append(_("Expected course: model %(version)s.") % {"version": signal.model_version})
    return " ".join(parts)


def _limits(seen: _Observation) -> str:
    limits = {
        "reliable": _("reliable change %(value)s"),
        "reliable_other": _("reliable change of the other %(value)s"),
        "cut_off": _("clinical cut-off %(value)s"),
    }
    held = [
        words % {"value": seen.limit(name)} for name, words in limits.items() if name in seen.figures.limits
    ]
    return ", ".join(held)


def _with_lines(sentence: str, seen: _Observation) -> str:
    lines = seen.lines(seen.signed)
    return " ".join((sentence, _("Line by line: %(lines)s.") % {"lines": lines})) if lines else sentence


def _worse_twice(seen: _Observation) -> str:
    first, *between, last = seen.figures.totals
    words = _(
        "%(fall)s lower than at the start, twice in a row: %(first)s at the start, then %(totals)s."
    ) % {
        "fall": seen.total(first - last),
        "first": seen.total(first),
        "totals": _listed([seen.total(one) for one in (*between, last)]),
    }
    return _with_lines(words, seen)


def _worse(seen: _Observation) -> str:
    first, last = seen.figures.totals
    words = _("%(fall)s lower than at the start: from %(first)s to %(last)s.") % {
        "fall": seen.total(first - last),
        "first": seen.total(first),
        "last": seen.total(last),
    }
    return _with_lines(words, seen)


def _no_gain(seen: _Observation) -> str:
    first, last = seen.figures.totals
    words = _("%(moved)s since the start after %(n)s measures: from %(first)s to %(last)s.") % {
        "moved": seen.signed(last - first),
        "n": seen.figures.n,
        "first": seen.total(first),
        "last": seen.total(last),
    }
    return _with_lines(words, seen)


def _behind(seen: _Observation) -> str:
    values = {"above": seen.figures.limits.get("above", 0), "expected": seen.limit("expected")}
    words = (
        _("About %(above)s of 100 who started alike and still come score above %(expected)s by now.") % values
    )
    return f"{_no_gain(seen)} {words}"


def _plateau(seen: _Observation) -> str:
    lowest, highest = seen.totals()
    return _("%(n)s measures in a row between %(lowest)s and %(highest)s.") % {
        "n": seen.figures.n,
        "lowest": lowest,
        "highest": highest,
    }


def _alliance_low(seen: _Observation) -> str:
    values = {"value": seen.totals()[-1], "limit": seen.limit("alliance"), "name": _name(seen)}
    words = _("%(value)s, under %(limit)s (%(name)s).") % values
    lines = seen.lines(seen.total)
    return " ".join((words, _("Lowest: %(lines)s.") % {"lines": lines})) if lines else words


def _alliance_line(seen: _Observation) -> str:
    values = {"lines": seen.lines(seen.total), "limit": seen.limit("alliance"), "name": _name(seen)}
    return _("Under %(limit)s (%(name)s): %(lines)s.") % values


def _alliance_fall(seen: _Observation) -> str:
    before, now = seen.figures.totals
    values = {"fall": seen.total(before - now), "before": seen.total(before), "now": seen.total(now)}
    return _("%(fall)s lower than last time: from %(before)s to %(now)s.") % values


def _raters(seen: _Observation) -> str:
    """Two sides of one kind are told apart as *another*."""
    first, first_now, second, second_now = seen.figures.totals
    who = [str(WHO[RaterKind(one)]) for one in seen.figures.who]
    return _(
        "As %(one)s rates it: %(one_moved)s since the start. As %(other)s rates it: %(other_moved)s. Further apart "
        "than the error of both, %(n)s times in a row."
    ) % {
        "one": who[0],
        "other": who[1] if who[1] != who[0] else _("another of the same kind"),
        "one_moved": seen.signed(first_now - first),
        "other_moved": seen.signed(second_now - second),
        "n": seen.figures.n,
    }


def _pattern(seen: _Observation) -> str:
    if "swing" not in seen.figures.limits:
        values = {"n": seen.figures.n, "total": seen.totals()[0]}
        return _("The same answer at least %(n)s times in a row, line for line: %(total)s in all.") % values
    values = {"n": seen.figures.n, "swing": seen.limit("swing"), "totals": _listed(seen.totals())}
    return _("Up and down by %(swing)s or more %(n)s times in a row: %(totals)s.") % values


def _late(seen: _Observation) -> str:
    values = {"n": seen.figures.n, "day": _day(seen)}
    return _("The last %(n)s sessions have no form from the start, the latest on %(day)s.") % values


def _ceiling(seen: _Observation) -> str:
    top = int(seen.instrument.scales[0].maximum / seen.instrument.scales[0].step) if seen.instrument else 0
    if min(seen.figures.totals) == top:
        values = {"n": seen.figures.n, "top": seen.totals()[0].removesuffix(",0").removesuffix(".0")}
        return _("All scores of the work together are %(top)s, %(n)s times in a row.") % values
    return _("The work together the last %(n)s times: %(totals)s. Scores this high say little.") % {
        "n": seen.figures.n,
        "totals": _listed(seen.totals()),
    }


def _missed(seen: _Observation) -> str:
    return _("%(n)s times in a row, last on %(day)s.") % {"n": seen.figures.n, "day": _day(seen)}


def _unmeasured(seen: _Observation) -> str:
    return _("The form at the start was not used in the session on %(day)s.") % {"day": _day(seen)}


def _started_above(seen: _Observation) -> str:
    return _("%(first)s at the start, above the clinical cut-off %(limit)s (%(name)s).") % {
        "first": seen.totals()[0],
        "limit": seen.limit("cut_off"),
        "name": _name(seen),
    }


def _way_on(seen: _Observation) -> str:
    return _("Above the clinical cut-off %(limit)s (%(name)s) %(n)s times in a row: %(totals)s.") % {
        "limit": seen.limit("cut_off"),
        "name": _name(seen),
        "n": seen.figures.n,
        "totals": _listed(seen.totals()),
    }


def _name(seen: _Observation) -> str:
    return seen.instrument.name if seen.instrument else ""


def _day(seen: _Observation) -> str:
    return date_format(seen.figures.day, "MONTH_DAY_FORMAT") if seen.figures.day else "–"


def _listed(values: list[str]) -> str:
    """Two or more with *and* before the last."""
    *first, last = values
    return _("%(first)s and %(last)s") % {"first": "; ".join(first), "last": last} if first else last


_SENTENCES: dict[Kind, Callable[[_Observation], str]] = {
    Kind.WORSE_TWICE: _worse_twice,
    Kind.MISSED: _missed,
    Kind.WORSE: _worse,
    Kind.ALLIANCE_LOW: _alliance_low,
    Kind.FAR_BELOW: _behind,
    Kind.NO_GAIN: _no_gain,
    Kind.BELOW: _behind,
    Kind.ALLIANCE_LINE: _alliance_line,
    Kind.ALLIANCE_FALL: _alliance_fall,
    Kind.RATERS: _raters,
    Kind.PATTERN: _pattern,
    Kind.LATE: _late,
    Kind.PLATEAU: _plateau,
    Kind.CEILING: _ceiling,
    Kind.UNMEASURED: _unmeasured,
    Kind.STARTED_ABOVE: _started_above,
    Kind.WAY_ON: _way_on,
}
