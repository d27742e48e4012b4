"""A rule set as a service has tuned it: which rules speak, and their numbers within the bounds of the document."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import prod

from gjenklang.core.alliance import Rule, RuleSet
from gjenklang.core.instruments import instrument
from gjenklang.core.signals.rules import Number, TalkRule, TalkRules
from gjenklang.core.trajectories import PlateauRule, StatusRule, StatusRules

__all__ = ["Difference", "OutOfBounds", "Setting", "at_least_one", "differences", "settings_of", "tuned"]


class OutOfBounds(ValueError):  # noqa: N818 - the house names what went wrong
    """A rule that the set does not have, or a number outside its bounds."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How one rule is set: whether it speaks, and its numbers in units; what is not named is as in the document."""

    on: bool
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one setting has and the other has not: ``what`` is ``on`` or a number's name; None where it is missing."""

    rule: str
    what: str
    before: bool | Decimal | None
    after: bool | Decimal | None


def settings_of(rules: TalkRules) -> dict[str, Setting]:
    """Return how every rule of a set is set, by its name.

    Examples
    --------
    >>> from gjenklang.core.signals.rules import talk_rules_of
    >>> settings_of(talk_rules_of("gjenklang-talk"))["two-missed"]
    Setting(on=True, numbers={'times': Decimal('2')})
    """
    return {
        one.name: Setting(one.on, {name: number.value for name, number in one.numbers.items()})
        for one in rules.rules
    }


def tuned(rules: TalkRules, settings: Mapping[str, Setting], budget: int | None = None) -> TalkRules:
    """Return a set as it is tuned, with the status rules and the rules of the work together that follow from it.

    A rule that is not named stays as the document has it, so that a newer document's new rules speak as it says. A
    rule that does not speak is taken out of the documents below too: the next one that holds is then heard.

    Parameters
    ----------
    rules : TalkRules
        As the document has it.
    settings : mapping of rule name to Setting
    budget : int, optional
        Clients a week.

    Raises
    ------
    OutOfBounds
        A rule or a number that the set does not have, or one outside its bounds.

    Examples
    --------
    >>> from gjenklang.core.signals.rules import talk_rules_of
    >>> changed = tuned(talk_rules_of("gjenklang-talk"), {"worse": Setting(on=False)}, budget=3)
    >>> [one.name for one in changed.status.rules], int(changed.budget.value)
    (['worse-twice', 'far-behind-twice', 'no-reliable-gain', 'behind-twice'], 3)
    """
    known = {one.name for one in rules.rules}
    strange = sorted(set(settings) - known)
    if strange:
        raise OutOfBounds(f"{rules.code} has no rule {', '.join(strange)}.")
    held = tuple(_tuned_rule(one, settings[one.name]) if one.name in settings else one for one in rules.rules)
    by_name = {one.name: one for one in held}
    return replace(
        rules,
        budget=rules.budget if budget is None else _moved(rules.budget, Decimal(budget), "budget"),
        rules=held,
        status=_status(rules.status, by_name),
        alliance={code: _alliance(one, by_name) for code, one in rules.alliance.items()},
    )


def _tuned_rule(rule: TalkRule, setting: Setting) -> TalkRule:
    strange = sorted(set(setting.numbers) - set(rule.numbers))
    if strange:
        raise OutOfBounds(f"{rule.name} has no number {', '.join(strange)}.")
    moved = {name: _moved(rule.numbers[name], value, rule.name) for name, value in setting.numbers.items()}
    return replace(rule, on=setting.on, numbers={**rule.numbers, **moved})


def _moved(number: Number, value: Decimal, name: str) -> Number:
    if not number.holds(value):
        raise OutOfBounds(
            f"{name}: {value} is not within {number.least} to {number.most} in steps of {number.step}."
        )
    return replace(number, value=value)


def _whole(rule: TalkRule, name: str, otherwise: int) -> int:
    return int(rule.numbers[name].value) if name in rule.numbers else otherwise


def _status(status: StatusRules, by_name: Mapping[str, TalkRule]) -> StatusRules:
    speaking = [one for one in status.rules if by_name[one.name].on]
    flat, enough = by_name.get("plateau"), by_name.get("enough")
    return replace(
        status,
        rules=tuple(_status_rule(one, by_name[one.name]) for one in speaking),
        enough_times=_whole(enough, "times", status.enough_times) if enough else status.enough_times,
        plateau=PlateauRule(_whole(flat, "times", status.plateau.times), status.plateau.source)
        if flat
        else status.plateau,
    )


def _status_rule(one: StatusRule, rule: TalkRule) -> StatusRule:
    return replace(one, first=_whole(rule, "first", one.first), times=_whole(rule, "times", one.times))


def _alliance(rules: RuleSet, by_name: Mapping[str, TalkRule]) -> RuleSet:
    step = instrument(rules.instrument).scales[0].step
    return replace(
        rules, rules=tuple(_alliance_rule(one, by_name[one.kind.value], step) for one in rules.rules)
    )


def _alliance_rule(one: Rule, rule: TalkRule, step: Decimal) -> Rule:
    value = int(rule.numbers["value"].value / step) if "value" in rule.numbers else one.value
    return replace(one, on=rule.on, value=value, times=_whole(rule, "times", one.times))


def differences(before: Mapping[str, Setting], after: Mapping[str, Setting]) -> tuple[Difference, ...]:
    """Return what has changed from one setting to another, by rule, in the order of the newer.

    Examples
    --------
    >>> differences({"a": Setting(True, {"times": Decimal(2)})}, {"a": Setting(False, {"times": Decimal(2)})})
    (Difference(rule='a', what='on', before=True, after=False),)
    """
    found = []
    for name in [*after, *(one for one in before if one not in after)]:
        was, now = before.get(name), after.get(name)
        pairs = {"on": (was.on if was else None, now.on if now else None)} | {
            number: (was.numbers.get(number) if was else None, now.numbers.get(number) if now else None)
            for number in {**(was.numbers if was else {}), **(now.numbers if now else {})}
        }
        found += [Difference(name, what, *pair) for what, pair in pairs.items() if pair[0] != pair[1]]
    return tuple(found)


def at_least_one(shares: Mapping[str, float] | tuple[float, ...]) -> float:
    """Return the share of people whom at least one of several rules would point to by chance alone.

    ``1 - product of (1 - share)``, as if the rules did not know of one another; rules that look at the same score do,
    and so it is an upper bound for those that lean the same way.

    Parameters
    ----------
    shares : mapping or tuple of float
        For each rule, the share it would point to by chance, from 0 to 1.

    Raises
    ------
    ValueError
        When a share is below 0 or above 1.

    References
    ----------
    The complement of a product of independent chances; R: ``1 - pbinom(0, n, p)`` where all are alike

    Examples
    --------
    >>> round(at_least_one((0.05,) * 16), 2)
    0.56
    """
    values = tuple(shares.values()) if isinstance(shares, Mapping) else shares
    if not all(0 <= one <= 1 for one in values):
        raise ValueError("each share must be from 0 to 1.")
    return 1 - prod(1 - one for one in values)
