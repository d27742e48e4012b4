"""A count in words: each figure with its n, its interval and the name of its rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gjenklang.apps.dropout.models import Count, Factor, Reply
from gjenklang.apps.dropout.queries.team import FEWEST
from gjenklang.apps.shell.charts import Look, Step, StepChart, Stepped, steps
from gjenklang.apps.shell.rounding import rounded

__all__ = ["CountInWords", "Rate", "Staying", "counted_in_words"]

#: Each definition's name, what it means, and where it comes from.
DEFINITIONS = {
    "npr": (
        gettext_lazy("Broken off (NPR)"),
        gettext_lazy("The service ended it, the client stopped and said so, or the client stayed away."),
        gettext_lazy("The Norwegian patient registry's three reasons"),
    ),
    "unilateral": (
        gettext_lazy("The client stopped"),
        gettext_lazy("Stopped or stayed away without an agreement."),
        gettext_lazy("The usual one in feedback-informed treatment"),
    ),
    "without-effect": (
        gettext_lazy("Stopped without effect"),
        gettext_lazy("Stopped without an agreement, and the last score was under the expected course."),
        gettext_lazy("ICCE; needs the service's own expected course"),
    ),
    "missed-in-a-row": (
        gettext_lazy("Did not come at the end"),
        gettext_lazy("Did not come to the last sessions; one that was cancelled counts neither way."),
        gettext_lazy("The number is the service's own choice"),
    ),
    "judged": (
        gettext_lazy("The therapist calls it drop-out"),
        gettext_lazy("What the one responsible noted at the end."),
        gettext_lazy("Common in the literature"),
    ),
    "before-reliable-change": (
        gettext_lazy("Before reliable change"),
        gettext_lazy("Ended without a reliable gain by the form's rule, however it ended."),
        gettext_lazy("After Hatchett & Park 2003 and Swift 2009, recalled"),
    ),
    "never-started": (
        gettext_lazy("Never started"),
        gettext_lazy("Was accepted, and never came."),
        gettext_lazy("Our own"),
    ),
    "lost-in-transition": (
        gettext_lazy("Lost on the way"),
        gettext_lazy("Was referred on, and never came there."),
        gettext_lazy("Our own"),
    ),
}
WAYS = {
    "dropout": gettext_lazy("broken off"),
    "planned": gettext_lazy("as planned"),
    "moved": gettext_lazy("moved or transferred"),
    "imprisoned": gettext_lazy("imprisoned"),
    "dead": gettext_lazy("died"),
    "unknown": gettext_lazy("reason not known"),
    "other": gettext_lazy("moved, imprisoned or died"),
}
LOOKS = (Look.OUTCOME, Look.ALLIANCE, Look.SECOND, Look.THIRD, Look.FOURTH)

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rate:
    """One definition with its figures in words; those of fewer than five are not shown."""

    title: str
    words: str
    source: str
    n: int
    count: str
    share: str
    unknown: str
    bounds: str


@dataclass(frozen=True, slots=True)
class Staying:
    """Curves of one kind: their picture, what each says at some days, and notes; ``folded`` until someone opens it."""

    key: str
    title: str
    chart: StepChart | None
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class CountInWords:
    """Everything the page of one count says."""

    n_ended: int
    n_begun: int
    rates: tuple[Rate, ...]
    staying: tuple[Staying, ...]
    ways: Staying | None
    disordered: str


def counted_in_words(count: Count | None) -> CountInWords | None:
    """Put a count into words; ``None`` while there is nothing to say."""
    if count is None or not count.figures:
        return None
    figures = count.figures
    by_unit, by_period = figures["by_unit"], figures["by_period"]
    told = [_all(figures["staying"])] if figures["staying"] else []
    told += [_grouped("unit", _("By unit"), by_unit)] if len(by_unit["groups"]) > 1 else []
    told += (
        [_grouped("period", _("By the half-year they began"), by_period)]
        if len(by_period["groups"]) > 1
        else []
    )
    told += [_of_factor(one) for one in figures["by_factor"] if len(one["groups"]) > 1]
    told += [_of_measure(place, one) for place, one in enumerate(figures["by_measure"])]
    return CountInWords(
        n_ended=figures["n_ended"],
        n_begun=figures["n_begun"],
        rates=tuple(_rate(one) for one in figures["rates"]),
        staying=tuple(told),
        ways=_ways(figures["incidence"], figures["staying"]["n_ended"]) if figures["incidence"] else None,
        disordered=_disordered(figures["n_disordered"]),
    )


def _disordered(n: int) -> str:
    if not n:
        return ""
    words = ngettext(
        "%(n)s course ends before it begins and is left out of the curves; look at its dates.",
        "%(n)s courses end before they begin and are left out of the curves; look at their dates.",
        n,
    )
    return words % {"n": n}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{rounded(100 * share)} %"


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "–"
    return f"{rounded(100 * low)}–{rounded(100 * high)} %"


def _rate(one: Figures) -> Rate:
    title, words, source = DEFINITIONS[one["definition"]]
    told = one["n"] - one["unknown"]
    few = one["n"] < FEWEST or 0 < told < FEWEST
    return Rate(
        title=str(title),
        words=str(words),
        source=str(source),
        n=told,
        count="–" if few else str(one["count"]),
        share=_("too few to say anything") if few else _share(one, told),
        unknown="–" if few else _unknown(one),
        bounds="–" if few else _interval(one["lowest"], one["highest"]),
    )


def _share(one: Figures, told: int) -> str:
    if not told:
        return _("cannot be told for anyone")
    return _("%(share)s (95 %% interval %(interval)s)") % {
        "share": _percent(one["share"]),
        "interval": _interval(one["low"], one["high"]),
    }


def _unknown(one: Figures) -> str:
    return _("%(n)s of %(all)s (%(share)s)") % {
        "n": one["unknown"],
        "all": one["n"],
        "share": _percent(one["unknown"] / one["n"]),
    }


def _heads() -> tuple[str, ...]:
    return (_("group"), _("day"), _("still followed"), _("share"), _("95 % interval"))


def _at_days(name: str, at: Sequence[Figures]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            str(one["day"]),
            str(one["at_risk"]),
            _percent(one["share"]) if one["share"] is not None else _("nobody followed so long"),
            _interval(one["low"], one["high"]),
        )
        for one in at
    ]


def _all(figures: Figures) -> Staying:
    name = _("still here")
    line = Stepped(name, 1.0, [Step(*row) for row in figures["curve"]])
    middle = figures["median"]
    median = _("Half have left by day %(day)s (95 %% interval from %(low)s to %(high)s).") % {
        "day": _day(middle["estimate"]),
        "low": _day(middle["low"]),
        "high": _day(middle["high"]),
    }
    followed = _("%(n)s began, and %(ended)s of them have left in any way.") % {
        "n": figures["n"],
        "ended": figures["n_ended"],
    }
    untold = _("Fewer than half have left so far.")
    return Staying(
        key="all",
        title=_("How long people stay"),
        chart=steps([line], last=_last([figures["curve"]])),
        heads=_heads(),
        rows=tuple(_at_days(name, figures["at"])),
        notes=(followed, median if middle["estimate"] is not None else untold),
    )


def _day(value: float | None) -> str:
    return _("not reached") if value is None else rounded(value, 0 if value == int(value) else 1)


def _last(curves: Sequence[Sequence[Sequence[float]]]) -> float:
    """The picture ends where the last change is, and shows at least half a year."""
    return max([180.0, *(curve[-1][0] for curve in curves if curve)])


def _of_factor(figures: Figures) -> Staying:
    """Those who were asked one of the four questions, by what was answered first."""
    factor = Factor(figures["factor"])
    told = _grouped(
        f"factor-{factor}", str(factor.label), _renamed(figures, {one: str(one.label) for one in Reply})
    )
    clock = _(
        "By the first answer, and the days are counted from it. A question is no diagnosis, and nothing is added up."
    )
    return replace(told, folded=True, notes=(clock, *told.notes))


def _of_measure(place: int, figures: Figures) -> Staying:
    """One measure: how it goes from its day, and with and without it from one day on."""
    names = {"with": _("with it by then"), "without": _("without it by then")}
    told = _grouped("measure", _(figures["measure"]), _renamed(figures, names))
    since = figures["since"]
    rows = _at_days(_("from the day they got it (n = %(n)s)") % {"n": since["n"]}, since["at"])
    line = Stepped(_("from the day they got it"), 1.0, [Step(*row) for row in since["curve"]])
    chart = told.chart if len(figures["groups"]) > 1 else steps([line], last=_last([since["curve"]]))
    clock = _(
        "With and without are compared among those still here %(days)s days after the first session, and from then on: "
        "whoever left before could not get it."
    ) % {"days": figures["landmark"]}
    return replace(
        told,
        key=f"measure-{place}",
        folded=True,
        chart=chart,
        rows=(*rows, *told.rows),
        notes=(clock, *told.notes, _("This is not a trial.")),
    )


def _renamed(figures: Figures, names: Mapping[str, str]) -> Figures:
    groups = [{**one, "name": names.get(one["name"], one["name"])} for one in figures["groups"]]
    return {**figures, "groups": groups}


def _grouped(key: str, title: str, figures: Figures) -> Staying:
    """Several groups side by side; a picture holds five of them, the table holds all."""
    groups = [one for one in figures["groups"] if one["staying"]]
    drawn = groups[: len(LOOKS)]
    lines = [
        Stepped(one["name"], 1.0, [Step(row[0], row[1]) for row in one["staying"]["curve"]], look)
        for one, look in zip(drawn, LOOKS, strict=False)
    ]
    rows = [
        row
        for one in groups
        for row in _at_days(f"{one['name']} (n = {one['staying']['n']})", one["staying"]["at"])
    ]
    few = figures["too_few"]
    fewer = ngettext(
        "%(n)s group of fewer than five is not shown.", "%(n)s groups of fewer than five are not shown.", few
    ) % {"n": few}
    more = _("The picture shows the first five.")
    return Staying(
        key=key,
        title=title,
        chart=steps(lines, last=_last([one["staying"]["curve"] for one in drawn])),
        heads=_heads(),
        rows=tuple(rows),
        notes=(
            *map(_test, figures["tests"]),
            *([fewer] if few else []),
            *([more] if len(groups) > len(drawn) else []),
        ),
    )


def _test(one: Figures) -> str:
    names = {
        "log-rank": _("Do they leave at different paces, in any way? Log-rank test"),
        "gray": _("Do they break off differently, while the other ways compete? Gray's test"),
    }
    p = one["p"]
    says = {
        "name": names[one["name"]],
        "chi2": rounded(one["statistic"], 2),
        "df": one["df"],
        "p": _("p below 0.001") if p < 0.001 else f"p = {rounded(p, 3)}",
    }
    found = _("%(name)s: χ² = %(chi2)s on %(df)s degrees of freedom, %(p)s.") % says
    return f"{found} {_('Groups may differ in much else; this is no trial.')}"


def _ways(figures: Sequence[Figures], ended: int) -> Staying:
    whole = sum(one["n"] for one in figures) == ended
    lines = [
        Stepped(str(WAYS[one["ending"]]), 0.0, [Step(*row) for row in one["curve"]], look)
        for one, look in zip(figures, LOOKS, strict=False)
    ]
    rows = [row for one in figures for row in _at_days(f"{WAYS[one['ending']]} (n = {one['n']})", one["at"])]
    return Staying(
        key="ways",
        title=_("In which way they leave"),
        chart=steps(lines, last=_last([one["curve"] for one in figures])),
        heads=_heads(),
        rows=tuple(rows),
        notes=(
            _("Aalen and Johansen's cumulative incidence: the ways compete."),
            _("With those still here they add up to all.")
            if whole
            else _("Ways that fewer than five left by are not shown."),
        ),
    )
