"""A document becomes an instrument, or a sentence that says what is wrong with it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from gjenklang.core.instruments.codes import codings, safety_items
from gjenklang.core.instruments.definition import (
    AllianceLimit,
    Band,
    Bands,
    Better,
    Boundary,
    CutOff,
    Edge,
    Instrument,
    Item,
    Licence,
    LimitKind,
    MissingPolicy,
    MissingRule,
    Purpose,
    RaterKind,
    Reliability,
    ReliableChange,
    Response,
    ResponseKind,
    Scale,
    SentinelSet,
    Steadiness,
    Timing,
)
from gjenklang.core.instruments.reading import DocumentError, Table, read_sources

__all__ = ["parse"]

_Ages = tuple[int, int | None]


def _ages(table: Table) -> _Ages:
    youngest, oldest = table.whole("youngest"), table.maybe_whole("oldest")
    if youngest < 0 or (oldest is not None and oldest < youngest):
        raise table.fail(f"ages {youngest} to {oldest} are no age group")
    return youngest, oldest


def _response(table: Table) -> Response:
    response = Response(
        table.choice("kind", ResponseKind),
        table.whole("minimum"),
        table.whole("maximum"),
        table.units("step"),
        table.wholes("values"),
    )
    table.source()
    table.end()
    ends = (min(response.values), max(response.values)) if response.values else None
    if response.minimum > response.maximum or ends not in {None, (response.minimum, response.maximum)}:
        raise table.fail("minimum, maximum and values do not agree")
    if response.step <= 0:
        raise table.fail("step must be above 0")
    return response


def _items(table: Table, usual: Response) -> tuple[Item, ...]:
    codes, reversed_codes = table.texts("codes"), table.texts("reversed")
    own: dict[str, Response] = {}
    for override in table.tables("responses"):
        named = override.texts("items")
        own |= dict.fromkeys(named, _response(override))
    unknown = sorted((set(own) | set(reversed_codes)) - set(codes))
    if unknown:
        raise table.fail(f"there is no item {', '.join(unknown)}")
    table.source()
    table.end()
    return tuple(
        Item(code, number, code in reversed_codes, own.get(code, usual))
        for number, code in enumerate(codes, start=1)
    )


def _scale(table: Table, items: Mapping[str, Item]) -> Scale:
    if not items:
        raise table.fail("a scale is the sum of items, and there are none")
    scale = Scale(
        table.text("code"),
        table.texts("items") or tuple(items),
        table.text("method", "sum"),
        table.whole("multiplier", 1),
        table.units("minimum"),
        table.units("maximum"),
        next(iter(items.values())).response.step,
        table.source(),
    )
    table.end()
    if scale.method != "sum" or set(scale.items) - set(items):
        raise table.fail("a scale is the sum of items of this instrument")
    responses = [items[code].response for code in scale.items]
    reached = [scale.multiplier * scale.step * sum(ends) for ends in zip(*map(_ends, responses), strict=True)]
    if reached != [scale.minimum, scale.maximum]:
        raise table.fail(
            f"the items reach {reached[0]} to {reached[1]}, not {scale.minimum} to {scale.maximum}"
        )
    return scale


def _ends(response: Response) -> tuple[int, int]:
    return response.minimum, response.maximum


def _missing(table: Table) -> MissingRule:
    rule = MissingRule(
        table.text("name"),
        table.choice("policy", MissingPolicy),
        table.whole("most_missing", 0),
        table.source(),
    )
    table.end()
    if (rule.policy is MissingPolicy.INCOMPLETE) != (rule.most_missing == 0):
        raise table.fail("only a prorated scale may miss items")
    return rule


def _sentinels(table: Table) -> SentinelSet:
    sentinels = SentinelSet(table.text("name"), table.wholes("values"), table.source())
    table.end()
    return sentinels


def _steps(table: Table, units: Decimal, step: Decimal) -> int:
    steps = units / step
    if steps != steps.to_integral_value():
        raise table.fail(f"{units} is not a whole number of steps of {step}")
    return int(steps)


def _find(table: Table, scales: Mapping[str, Scale]) -> Scale:
    code = table.text("scale", "total")
    if code not in scales:
        raise table.fail(f"there is no scale {code!r}")
    return scales[code]


def _on_scale(table: Table, scale: Scale) -> tuple[int, Decimal]:
    units = table.units("value")
    if not scale.minimum <= units <= scale.maximum:
        raise table.fail(f"{units} is outside {scale.minimum} to {scale.maximum}")
    return _steps(table, units, scale.step), units


def _cut_off(table: Table, scales: Mapping[str, Scale]) -> CutOff:
    scale = _find(table, scales)
    value, units = _on_scale(table, scale)
    limit = CutOff(
        table.text("rule_set"),
        scale.code,
        _ages(table),
        table.choice("rater", RaterKind),
        value,
        units,
        table.choice("boundary", Boundary),
        table.source(),
    )
    table.end()
    return limit


def _reliable_change(table: Table, scales: Mapping[str, Scale]) -> ReliableChange:
    scale = _find(table, scales)
    value, units = _on_scale(table, scale)
    limit = ReliableChange(
        table.text("rule_set"),
        scale.code,
        _ages(table),
        table.choice("rater", RaterKind),
        value,
        units,
        table.choice("edge", Edge),
        table.source(),
    )
    table.end()
    return limit


def _reliability(table: Table, scales: Mapping[str, Scale]) -> Reliability:
    found = Reliability(
        table.text("rule_set"),
        _find(table, scales).code,
        table.choice("rater", RaterKind),
        table.choice("kind", Steadiness),
        table.units("value"),
        table.source(),
    )
    table.end()
    if not 0 <= found.value <= 1:
        raise table.fail(f"a reliability is from 0 to 1, not {found.value}")
    return found


def _alliance_limit(table: Table, scales: Mapping[str, Scale]) -> AllianceLimit:
    if "total" not in scales:
        raise table.fail("there is no scale 'total'")
    value, units = _on_scale(table, scales["total"])
    limit = AllianceLimit(
        table.text("rule_set"),
        table.choice("kind", LimitKind),
        _ages(table),
        table.choice("rater", RaterKind),
        value,
        units,
        table.choice("boundary", Boundary),
        table.source(),
    )
    table.end()
    return limit


def _bands(table: Table, scales: Mapping[str, Scale]) -> Bands:
    scale = _find(table, scales)
    rule_set, names, starts, source = (
        table.text("rule_set"),
        table.texts("names"),
        table.wholes("from"),
        table.source(),
    )
    table.end()
    last = _steps(table, scale.maximum, scale.step)
    ends = [*(start - 1 for start in starts[1:]), last]
    whole = len(names) == len(starts) > 0 and starts[0] == _steps(table, scale.minimum, scale.step)
    if not whole or list(starts) != sorted(starts) or starts[-1] > last:
        raise table.fail("the bands must cover the scale once, in order")
    return Bands(rule_set, scale.code, tuple(map(Band, names, starts, ends)), source)


def _licence(table: Table) -> Licence:
    licence = Licence(
        table.text("holder"), table.text("summary"), table.source(), table.flag("may_show_wording")
    )
    table.end()
    return licence


def _place(limit: CutOff | ReliableChange | AllianceLimit) -> tuple[object, ...]:
    what = limit.kind if isinstance(limit, AllianceLimit) else limit.scale
    return type(limit), what, limit.rule_set, limit.ages, limit.rater


def _check(instrument: Instrument, where: str) -> Instrument:
    named: dict[str, list[object]] = {
        "scale": [scale.code for scale in instrument.scales],
        "missing rule": [rule.name for rule in (instrument.missing, *instrument.missing_alternatives)],
        "sentinel set": [one.name for one in instrument.sentinels],
        "bands": [(one.rule_set, one.scale) for one in instrument.bands],
        "limit": list(map(_place, instrument.limits)),
        "reliability": list(instrument.reliabilities),
    }
    for what, names in named.items():
        if len(set(names)) != len(names):
            raise DocumentError(f"{where}: the same {what} twice")
    answers = {value for one in instrument.sentinels for value in one.values}
    if any(item.response.accepts(value) for item in instrument.items for value in answers):
        raise DocumentError(f"{where}: a sentinel is also an answer")
    if any(one.rater not in instrument.raters for one in (*instrument.limits, *instrument.reliabilities)):
        raise DocumentError(f"{where}: a limit for a rater who never fills it in")
    if instrument.own_words and (instrument.limits or instrument.reliabilities):
        raise DocumentError(f"{where}: a form in our own words has no limits and no reliability")
    if instrument.scored != bool(instrument.scales):
        raise DocumentError(f"{where}: a scored form has scales, an unscored one none")
    return instrument


def parse(content: Mapping[str, object], where: str) -> Instrument:
    """Make an instrument of a document.

    Parameters
    ----------
    content : Mapping
        The document as read by ``tomllib``.
    where : str
        The document's name, for errors.

    Returns
    -------
    Instrument

    Raises
    ------
    DocumentError
        With one sentence that says where and what: a key missing, unknown or of the wrong type, a number
        without a source, a name twice, ranges that do not agree.

    Examples
    --------
    >>> parse({"sources": {}}, "empty.toml")
    Traceback (most recent call last):
    gjenklang.core.instruments.reading.DocumentError: empty.toml: respondents is missing
    """
    rest = dict(content)
    declared = rest.pop("sources", {})
    sources = read_sources(declared if isinstance(declared, dict) else {}, where)
    table = Table(rest, where, sources)
    respondents = table.table("respondents")
    response = _response(table.table("response"))
    items = _items(table.table("items"), response)
    by_code = {item.code: item for item in items}
    scales = tuple(_scale(one, by_code) for one in table.tables("scales"))
    by_scale = {scale.code: scale for scale in scales}
    missing = table.table("missing")
    alternatives = missing.tables("alternatives")
    instrument = Instrument(
        code=table.text("code"),
        version=table.text("version"),
        name=table.text("name"),
        purpose=table.choice("purpose", Purpose),
        timing=table.choice("timing", Timing),
        better=table.choice("better", Better),
        scored=table.flag("scored"),
        validated=table.flag("validated"),
        own_words=table.flag("own_words"),
        ages=_ages(respondents),
        raters=respondents.choices("raters", RaterKind),
        response=response,
        items=items,
        scales=scales,
        missing=_missing(missing),
        missing_alternatives=tuple(map(_missing, alternatives)),
        sentinels=tuple(map(_sentinels, table.tables("sentinels"))),
        cut_offs=tuple(map(partial(_cut_off, scales=by_scale), table.tables("cut_offs"))),
        reliable_changes=tuple(
            map(partial(_reliable_change, scales=by_scale), table.tables("reliable_changes"))
        ),
        alliance_limits=tuple(
            map(partial(_alliance_limit, scales=by_scale), table.tables("alliance_limits"))
        ),
        reliabilities=tuple(map(partial(_reliability, scales=by_scale), table.tables("reliabilities"))),
        bands=tuple(map(partial(_bands, scales=by_scale), table.tables("bands"))),
        licence=_licence(table.table("licence")),
        safety=safety_items(table.table("safety"), by_code) if table.has("safety") else None,
        codings=codings(table.table("codings"), by_code) if table.has("codings") else None,
    )
    respondents.source()
    respondents.end()
    table.end()
    return _check(instrument, where)
