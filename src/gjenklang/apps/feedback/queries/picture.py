"""The course as pictures: one for the outcome with the work together, one for each other instrument."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import cycle
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.feedback.queries.expected import Expected
from gjenklang.apps.feedback.queries.points import Points
from gjenklang.apps.feedback.queries.words import in_words
from gjenklang.apps.shell import charts
from gjenklang.core.instruments import Better, alliance_limit, cut_off, own_side

__all__ = ["RATER_LOOKS", "Picture", "Show", "frame", "pictures_of", "plain"]

RATER_LOOKS = (charts.Look.SECOND, charts.Look.THIRD, charts.Look.FOURTH, charts.Look.FIFTH)


@dataclass(frozen=True, slots=True)
class Show:
    """Which part of the course is asked for: everyone, one rater, or line by line."""

    rater: str = "all"
    lines: bool = False

    def whose(self, main: UUID | None) -> UUID | None:
        """Whose lines are shown line by line: those of the rater that is asked for, else those the words speak of."""
        if self.rater in ("all", "self"):
            return main if self.rater == "all" else None
        try:
            return UUID(self.rater)
        except ValueError:
            return main


@dataclass(frozen=True, slots=True)
class Picture:
    """One curve with its title and its words."""

    key: str
    title: str
    summary: str
    curve: charts.Curve
    rule: str = ""
    sources: tuple[str, ...] = field(default=())


def pictures_of(
    course: Course, show: Show, points: Points | None = None, expected: Expected | None = None
) -> list[Picture]:
    """Draw the course: the outcome first, with the alliance beside it when both have the same range.

    The points stand on the first picture, and so do the bands where the client's own line is shown.

    Returns
    -------
    list of Picture
        Empty when nothing has been answered yet.
    """
    stand = charts.Beside(points.notes(), points.spans) if points else charts.NOTHING
    if show.lines:
        few = [one for one in course.readings if len(one.instrument.items) <= 5 and one.instrument.scored]
        return [
            _line_by_line(course, reading, show, charts.NOTHING if place else stand)
            for place, reading in enumerate(few)
        ]
    outcome, alliance = course.outcome, course.alliance
    together = [one for one in (outcome, alliance) if one is not None and one.instrument.scored]
    if expected and outcome and show.rater in ("all", "self"):
        stand = replace(stand, bands=_bands(expected))
    main = [_picture(course, together, show, stand)] if together else []
    rest = [one for one in course.readings if one not in together and one.instrument.scales]
    return main + [_picture(course, [one], show, charts.NOTHING) for one in rest]


def _bands(expected: Expected) -> list[charts.Band]:
    """The wide one first, each from the first score on."""
    if not expected.edges:
        return []
    wide = [(place, one.low80, one.high80) for place, one in expected.edges.items()]
    narrow = [(place, one.low50, one.high50) for place, one in expected.edges.items()]
    return [_band(expected, 80, wide), _band(expected, 50, narrow)]


def _band(expected: Expected, share: int, edges: list[tuple[int, float, float]]) -> charts.Band:
    words = _(
        "expected, %(share)s of those who started at %(start)s and still come (model %(name)s %(version)s)"
    )
    name = words % {
        "share": f"{share} %",
        "start": expected.start,
        "name": expected.name,
        "version": expected.version,
    }
    begun = (expected.first.place, expected.start, expected.start)
    head = _("expected, %(share)s") % {"share": f"{share} %"}
    return charts.Band(name, head, [begun, *edges], wide=share == 80)


def _picture(course: Course, readings: list[Reading], show: Show, beside: charts.Beside) -> Picture:
    lead = readings[0]
    series = [line for reading in readings for line in _series(course, reading, show)]
    limits = [limit for reading in readings for limit in _limits(course, reading)]
    name = course.client.code
    drawn = charts.curve(
        series, y_max=float(max(_top(one) for one in readings)), limits=limits, beside=beside, frame=frame()
    )
    return Picture(
        key=f"curve-{lead.instrument.code}",
        title=_("The curve of %(name)s, %(instrument)s") % {"name": name, "instrument": title_of(lead)},
        summary=" ".join(in_words(reading, course.main_rater) for reading in readings),
        curve=drawn,
        rule=lead.rule_set,
    )


def title_of(reading: Reading) -> str:
    """What to call an instrument on a screen: its own name, or the title of our own words."""
    words = reading.words
    return words.title if words else reading.instrument.name


def _series(course: Course, reading: Reading, show: Show) -> list[charts.Series]:
    raters: dict[object, list[Given]] = {}
    for one in reading.given:
        raters.setdefault(one.rater, []).append(one)
    looks = cycle(RATER_LOOKS)
    lines = []
    for rater, given in sorted(raters.items(), key=lambda pair: str(pair[0] or "")):
        look = (
            charts.Look.ALLIANCE
            if reading.alliance
            else charts.Look.OUTCOME
            if rater == course.main_rater
            else next(looks)
        )
        if show.rater not in ("all", str(rater or "self")):
            continue
        name = _series_name(course, reading, given[0])
        step = reading.step
        totals = ((one.place, one.total) for one in given)
        marks = [
            charts.Reading(place, None if total is None else float(total * step)) for place, total in totals
        ]
        lines.append(charts.Series(name, _once(marks), look))
    return lines


def _once(marks: list[charts.Reading]) -> list[charts.Reading]:
    """One mark for each session: the last that was given."""
    return list({mark.session: mark for mark in marks}.values())


def _series_name(course: Course, reading: Reading, one: Given) -> str:
    who = one.who or course.client.code
    return _("%(who)s: the work together") % {"who": who} if reading.alliance else who


def _limits(course: Course, reading: Reading) -> list[charts.Limit]:
    instrument, age = reading.instrument, course.age()
    if reading.alliance:
        low = alliance_limit(instrument, age=age, rater=own_side(instrument), rule_set=reading.rule_set)
        words = _("alliance limit %(value)s (%(name)s, rule %(rule)s)")
        found = [(low.units, charts.Look.ALLIANCE, None)] if low else []
    else:
        side = reading.side(course.main_rater)
        line = cut_off(instrument, age=age, rater=side, rule_set=reading.rule_set)
        words = _("clinical cut-off %(value)s (%(name)s, rule %(rule)s)")
        shaded = "below" if instrument.better is Better.HIGHER else "above"
        found = [(line.units, charts.Look.OUTCOME, shaded)] if line else []  # type: ignore[list-item]
    return [
        charts.Limit(
            value,
            words % {"value": plain(value), "name": instrument.name, "rule": reading.rule_set},
            look,
            shade,
        )
        for value, look, shade in found
    ]


def _line_by_line(course: Course, reading: Reading, show: Show, beside: charts.Beside) -> Picture:
    words = reading.words
    titles = {line.code: line.title for line in words.lines} if words else {}
    looks = (charts.Look.OUTCOME, *RATER_LOOKS, charts.Look.ALLIANCE)
    whose = show.whose(course.main_rater)
    own = [one for one in reading.given if one.rater == whose or reading.alliance]
    series = [
        charts.Series(
            titles.get(item.code) or _("Line %(number)s") % {"number": item.number},
            _once(
                [charts.Reading(one.place, _item_units(one, item.code, item.response.step)) for one in own]
            ),
            look,
        )
        for item, look in zip(reading.instrument.items, looks, strict=False)
    ]
    response = reading.instrument.response
    return Picture(
        key=f"lines-{reading.instrument.code}",
        title=_("Line by line: %(instrument)s") % {"instrument": title_of(reading)},
        summary=_("Each line from %(low)s to %(high)s.")
        % {"low": plain(response.minimum * response.step), "high": plain(response.maximum * response.step)},
        curve=charts.curve(series, y_max=response.maximum * response.step, beside=beside, frame=frame()),
    )


def _item_units(one: Given, code: str, step: Decimal) -> Decimal | None:
    mark = one.answer.answers.get(code)
    return None if mark is None else mark * step


def _top(reading: Reading) -> Decimal:
    return reading.instrument.scales[0].maximum if reading.instrument.scales else Decimal(40)


def frame() -> charts.Frame:
    """What the words on a picture need in the language that is spoken now."""
    mark = "." if (get_language() or "nb").startswith("en") else ","
    return charts.Frame(decimal_mark=mark, session=pgettext("treatment", "session"))


def plain(value: Decimal) -> str:
    """A number as the reader writes it, without a needless decimal."""
    whole = value == value.to_integral_value()
    return number_format(value, decimal_pos=0 if whole else 1)
