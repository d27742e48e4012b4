"""What ``gjenklang effect`` says of a whole group in units, and of people in bands of effect sizes."""

from collections.abc import Callable, Mapping
from typing import Any

import click
import numpy as np

from gjenklang.cli.table import BadInput
from gjenklang.core.change.effects import (
    BAND_SETS,
    GroupChange,
    Importance,
    NoEffect,
    band_shares,
    group_change,
    group_difference,
    half_sd,
)
from gjenklang.core.change.files import Pairs
from gjenklang.core.instruments import Better

__all__ = ["GROUP_LEVEL_CHOICES", "Wanted", "lines_of_group_level", "wanted_of"]

_ABOVE_NOUGHT = click.FloatRange(min=0, min_open=True)
GROUP_LEVEL_CHOICES = (
    click.option("--group-level", is_flag=True, help="The mean change in units, with its interval."),
    click.option("--mid", type=_ABOVE_NOUGHT, help="Group level: the least mean change that matters."),
    click.option("--mid-worse", type=_ABOVE_NOUGHT, help="The same for the worse; else as --mid."),
    click.option("--mid-half-sd", is_flag=True, help="Without an anchor: half the SD of the first scores."),
    click.option("--against", help="Group that every other one is held against, at the end and in units."),
    click.option(
        "--bands", type=click.Choice(sorted(BAND_SETS)), help="Count people in bands of effect size."
    ),
    click.option("--sd", type=_ABOVE_NOUGHT, help="SD of the bands; else that of the first scores."),
)


class Wanted:
    """What was asked for, with the limits that hold for the whole file and each of its groups."""

    def __init__(self, pairs: Pairs, given: Mapping[str, Any]) -> None:
        self.given = given
        self.better = Better(given["better"])
        self.importance = _importance(pairs, given)
        self.sd = given["sd"] or float(np.std(pairs.pre, ddof=1))

    def about(self, pairs: Pairs) -> dict[str, Any]:
        """Return what was asked about some of the people."""
        confidence, bands = self.given["confidence"], self.given["bands"]
        about: dict[str, Any] = {}
        if self.given["group_level"] or self.importance is not None:
            about["group_level"] = _tried(
                lambda: group_change(pairs, self.better, confidence, self.importance)
            )
        if bands:
            shares = band_shares(pairs, self.better, self.sd, BAND_SETS[bands], confidence)
            about["bands"] = {
                "set": bands,
                "source": BAND_SETS[bands].source,
                "mark": BAND_SETS[bands].mark,
                "sd": self.sd,
                "sd_of": "given" if self.given["sd"] else "the first scores of the file",
                "n": len(pairs),
                "counts": {name: share.count for name, share in shares.items()},
                "shares": {
                    name: {"share": share.share, "low": share.low, "high": share.high}
                    for name, share in shares.items()
                },
            }
        return about

    def against(self, groups: Mapping[str, Pairs]) -> dict[str, Any]:
        """Return every other group against the one that was named, at the end."""
        named = self.given["against"]
        if named is None:
            return {}
        if named not in groups:
            raise BadInput(
                f"There is no group {named!r} in column {self.given['group']!r}. There are: {_few(groups)}."
            )
        others = {name: pairs for name, pairs in groups.items() if name != named}
        return {
            "against": {
                "group": named,
                "at_end": {name: self._difference(pairs, groups[named]) for name, pairs in others.items()},
            }
        }

    def _difference(self, one: Pairs, other: Pairs) -> dict[str, Any]:
        confidence = self.given["confidence"]
        return _tried(
            lambda: group_difference(one.post, other.post, self.better, confidence, self.importance)
        )


def wanted_of(pairs: Pairs, given: Mapping[str, Any]) -> Wanted:
    """Return what was asked of the group level.

    Raises
    ------
    BadInput
        Choices that say nothing together, or half an SD that does not exist.
    """
    if given["mid"] is not None and given["mid_half_sd"]:
        raise BadInput("Give either --mid or --mid-half-sd.")
    if given["mid_worse"] is not None and given["mid"] is None:
        raise BadInput("--mid-worse needs --mid.")
    if given["sd"] is not None and not given["bands"]:
        raise BadInput("--sd belongs to --bands.")
    if given["against"] is not None and given["group"] is None:
        raise BadInput("--against needs --group.")
    try:
        return Wanted(pairs, given)
    except NoEffect as wrong:
        raise BadInput(str(wrong)) from None


def _importance(pairs: Pairs, given: Mapping[str, Any]) -> Importance | None:
    if given["mid_half_sd"]:
        return half_sd(pairs)
    if given["mid"] is None:
        return None
    return Importance(
        given["mid"], given["mid"] if given["mid_worse"] is None else given["mid_worse"], "given"
    )


def _few(groups: Mapping[str, Pairs]) -> str:
    return ", ".join(repr(name) for name in list(groups)[:6])


def _tried(make: Callable[[], GroupChange]) -> dict[str, Any]:
    try:
        found = make()
    except NoEffect as why:
        return {"not_computable": str(why)}
    least = found.importance
    return {
        "name": found.name,
        "n": list(found.n),
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "df": found.df,
        "interval": found.interval,
        "mid": None if least is None else least.better,
        "mid_worse": None if least is None else least.worse,
        "mid_from": None if least is None else least.source,
        "verdict": found.verdict.value,
    }


def lines_of_group_level(about: Mapping[str, Any]) -> list[str]:
    """Say the same in words."""
    lines = [_line("mean change", about["group_level"])] if "group_level" in about else []
    if "bands" in about:
        bands = about["bands"]
        lines.append(f"  bands {bands['set']}, SD {bands['sd']:.3f} ({bands['sd_of']}), {bands['source']}:")
        for name, count in bands["counts"].items():
            share = bands["shares"][name]
            lines.append(
                f"    {name:20} {count:>6}  {100 * share['share']:5.1f} %  "
                f"({100 * share['low']:.1f} to {100 * share['high']:.1f}, Wilson)"
            )
    if "against" in about:
        lines.append(f"at the end against {about['against']['group']}, in units:")
        lines += [_line(name, one) for name, one in about["against"]["at_end"].items()]
    return lines


def _line(short: str, one: Mapping[str, Any]) -> str:
    if "not_computable" in one:
        return f"  {short:22} not computable: {one['not_computable']}"
    least = "" if one["mid"] is None else f", least that matters {one['mid']:.3g} ({one['mid_from']})"
    interval = f"({one['low']:.3f} to {one['high']:.3f})"
    people = " and ".join(map(str, one["n"]))
    said = f"n {people}; units; {one['interval']}; {one['verdict']}{least}"
    return f"  {short:22} {one['value']:7.3f}  {interval:22} {said}"
