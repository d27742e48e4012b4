"""``gjenklang effect``: how large the change in a file is, in standard deviations."""

import sys
from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

import click
import numpy as np

from gjenklang.cli.finite import Finite
from gjenklang.cli.grouplevel import GROUP_LEVEL_CHOICES, Wanted, lines_of_group_level, wanted_of
from gjenklang.cli.pairing import PAIR_CHOICES, People, paired_people, same_time
from gjenklang.cli.reading import read_columns
from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.change.effects import (
    Adjusted,
    Definition,
    Effect,
    NoEffect,
    Reference,
    between_groups,
    difference_of_changes,
    paired_effects,
    reached_target,
    reference_of,
    relative_effect,
    severity_adjusted,
    standardised_mean_change,
)
from gjenklang.core.change.files import Pairs
from gjenklang.core.instruments import Better
from gjenklang.core.numerics import Share

__all__ = ["effect"]

CHOICES = (
    *PAIR_CHOICES,
    click.option("--confidence", type=Finite(click.FloatRange(0.5, 0.9999)), default=0.95, show_default=True),
    click.option(
        "--group", help="Column that splits the people; with two groups also the first against the second."
    ),
    click.option(
        "--cutoff", type=Finite(), help="Who starts beyond it is clinical: severity-adjusted effects only."
    ),
    click.option("--target", type=Finite(), help="A last score to reach; prints the share who did."),
    click.option(
        "--reference",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="File with the same columns that gives what is expected; else the file itself.",
    ),
    *GROUP_LEVEL_CHOICES,
    click.option("--json", "json_wanted", is_flag=True, help="Print as JSON."),
)


def _with_choices(command: Any) -> Any:
    for choice in reversed(CHOICES):
        command = choice(command)
    return command


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_with_choices
def effect(file: Path, **given: Any) -> None:
    """Say how large the change in FILE is (one row for each person and time); above 0 is towards better.

    Example: gjenklang effect scores.csv --id id --when time --score bdi --pre 1 --post 4 --better lower
    """
    if same_time(given["pre"], given["post"]):
        raise BadInput(f"--pre and --post are the same time, {given['pre']!r}.")
    for name in ("cutoff", "target", "sd"):
        if given[name] is not None and not isfinite(given[name]):
            raise BadInput(f"{name} must be a finite number, not {given[name]}.")
    people = paired_people(read_columns(file), given)
    try:
        paired_effects(people.pairs, Better(given["better"]))
    except NoEffect as wrong:
        raise BadInput(str(wrong)) from None
    try:
        report = _report(people, given, wanted_of(people.pairs, given))
    except NoEffect as why:
        click.echo(
            as_json({"not_computable": str(why)}) if given["json_wanted"] else f"Not computable: {why}"
        )
        sys.exit(3)
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _report(people: People, given: Mapping[str, Any], wanted: Wanted) -> dict[str, Any]:
    better = Better(given["better"])
    norm = _norm(people.pairs, given)
    report: dict[str, Any] = {
        "n_read": people.n_read,
        "n_used": len(people.ids),
        "rule": {
            "better": better.value,
            "confidence": given["confidence"],
            "cutoff": given["cutoff"],
            "target": given["target"],
            "reference": _reference(norm, given),
        },
        **_about(people.pairs, norm, given),
    }
    if given["group"] is not None:
        groups = {
            name: Pairs(people.pairs.pre[members], people.pairs.post[members])
            for name, members in people.groups.items()
        }
        report["groups"] = {
            name: _group(pairs, norm, given) | wanted.about(pairs) for name, pairs in groups.items()
        }
        if len(groups) == 2:
            report["between"] = _between(groups, given)
        report |= wanted.against(groups)
    return report | wanted.about(people.pairs)


def _norm(pairs: Pairs, given: Mapping[str, Any]) -> tuple[Pairs, Reference | NoEffect]:
    if given["reference"] is not None:
        pairs = paired_people(read_columns(given["reference"]), {**given, "group": None}).pairs
    try:
        return pairs, reference_of(pairs, Better(given["better"]), given["cutoff"])
    except NoEffect as why:
        return pairs, why


def _reference(norm: tuple[Pairs, Reference | NoEffect], given: Mapping[str, Any]) -> dict[str, Any]:
    found = norm[1]
    source = given["reference"].name if given["reference"] is not None else "the file itself"
    if isinstance(found, NoEffect):
        return {"source": source, "not_computable": str(found)}
    return {
        "source": source,
        "n": found.n,
        "intercept": found.intercept,
        "slope": found.slope,
        "mean_gain": found.mean_gain,
        "sd": found.sd,
    }


def _about(
    pairs: Pairs, norm: tuple[Pairs, Reference | NoEffect], given: Mapping[str, Any]
) -> dict[str, Any]:
    better, confidence = Better(given["better"]), given["confidence"]
    effects = paired_effects(pairs, better, confidence)
    about: dict[str, Any] = {
        "mean_pre": float(np.mean(pairs.pre)),
        "sd_pre": float(np.std(pairs.pre, ddof=1)),
        "mean_post": float(np.mean(pairs.post)),
        "sd_post": float(np.std(pairs.post, ddof=1)),
        "effects": {name: _said(one) for name, one in effects.items()},
        "severity_adjusted": {kind.value: _adjusted(pairs, norm[1], kind, confidence) for kind in Definition},
    }
    if given["target"] is not None:
        about["reached_target"] = _share(reached_target(pairs.post, given["target"], better, confidence))
    if given["reference"] is not None:
        about["relative"] = _tried(
            lambda: relative_effect(
                standardised_mean_change(pairs, better, confidence),
                standardised_mean_change(norm[0], better, confidence),
            )
        )
    return about


def _group(
    pairs: Pairs, norm: tuple[Pairs, Reference | NoEffect], given: Mapping[str, Any]
) -> dict[str, Any]:
    try:
        return {"n_used": len(pairs), **_about(pairs, norm, given)}
    except NoEffect as why:
        return {"n_used": len(pairs), "not_computable": str(why)}


def _between(groups: Mapping[str, Pairs], given: Mapping[str, Any]) -> dict[str, Any]:
    better, confidence = Better(given["better"]), given["confidence"]
    (first, one), (second, other) = groups.items()
    return {
        "first": first,
        "second": second,
        "at_end": _tried(lambda: between_groups(one.post, other.post, better, confidence)),
        "change": _tried(lambda: difference_of_changes(one, other, better, confidence)),
    }


def _adjusted(
    pairs: Pairs, reference: Reference | NoEffect, definition: Definition, confidence: float
) -> dict[str, Any]:
    if isinstance(reference, NoEffect):
        return {"not_computable": str(reference)}
    try:
        found: Adjusted = severity_adjusted(pairs, reference, definition, confidence)
    except NoEffect as why:
        return {"not_computable": str(why)}
    return {**_said(found.effect), "left_out": found.left_out}


def _tried(make: Callable[[], Effect]) -> dict[str, Any]:
    try:
        return _said(make())
    except NoEffect as why:
        return {"not_computable": str(why)}


def _said(one: Effect | NoEffect) -> dict[str, Any]:
    if isinstance(one, NoEffect):
        return {"not_computable": str(one)}
    return {
        "name": one.name,
        "n": one.n,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "interval": one.interval,
    }


def _share(one: Share) -> dict[str, Any]:
    return {"count": one.count, "n": one.n, "share": one.share, "low": one.low, "high": one.high}


def _in_words(report: Mapping[str, Any]) -> str:
    read, used = report["n_read"], report["n_used"]
    lines = [
        f"{used} of {read} people have both scores; {read - used} left out.",
        f"{report['rule']['better']} is better; above 0 is towards better; confidence {report['rule']['confidence']}.",
        *_lines(report),
        *lines_of_group_level({name: report[name] for name in ("group_level", "bands") if name in report}),
    ]
    for name, one in report.get("groups", {}).items():
        reason = [f"  not computable: {one['not_computable']}"] if "not_computable" in one else _lines(one)
        lines += [f"{name}: n {one['n_used']}", *reason, *lines_of_group_level(one)]
    if "between" in report:
        between = report["between"]
        lines += [
            f"{between['first']} against {between['second']}:",
            _line("at the end", between["at_end"]),
            _line("change", between["change"]),
        ]
    lines += lines_of_group_level({"against": report["against"]} if "against" in report else {})
    return "\n".join(lines)


def _lines(about: Mapping[str, Any]) -> list[str]:
    lines = [_line(name, one) for name, one in about["effects"].items()]
    lines += [_line(name, one) for name, one in about["severity_adjusted"].items()]
    if "relative" in about:
        lines.append(_line("relative", about["relative"]))
    if "reached_target" in about:
        one = about["reached_target"]
        lines.append(
            f"  {'target':22} {one['count']} of {one['n']}, {100 * one['share']:.1f} % "
            f"({100 * one['low']:.1f} to {100 * one['high']:.1f}, Wilson)"
        )
    return lines


def _line(short: str, one: Mapping[str, Any]) -> str:
    if "not_computable" in one:
        return f"  {short:22} not computable: {one['not_computable']}"
    interval = f"({one['low']:.3f} to {one['high']:.3f})"
    value = round(one["value"], 3) + 0.0  # never -0.000
    return f"  {short:22} {value:7.3f}  {interval:22} n {one['n']}; {one['name']}; {one['interval']}"
