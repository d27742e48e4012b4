"""``gjenklang change``: who changed reliably in a file, by a named rule."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import Any

import click

from gjenklang.cli.columns import Columns
from gjenklang.cli.finite import Finite
from gjenklang.cli.pairing import PAIR_CHOICES, People, paired_people, same_time
from gjenklang.cli.people import EachPerson, print_report
from gjenklang.cli.reading import read_columns
from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.change import Criterion
from gjenklang.core.change.files import (
    METHODS,
    SHARES,
    SLOPES,
    FileChange,
    FileRule,
    GroupShare,
    Method,
    NotComputable,
    Tally,
    WrongRule,
    change_of_people,
    tally,
    true_change_share,
    true_functional_share,
)
from gjenklang.core.instruments import Better, Edge
from gjenklang.core.numerics import Share

__all__ = ["change"]

_ABOVE_NOUGHT = click.FloatRange(min=0, min_open=True)
CHOICES = (
    *PAIR_CHOICES,
    click.option("--reliability", type=Finite(click.FloatRange(0, 1)), help="Reliability of the score."),
    click.option(
        "--reliability-post", type=Finite(click.FloatRange(0, 1)), help="Reliability at the end, for nk."
    ),
    click.option("--sd", type=_ABOVE_NOUGHT, help="SD of the error; else that of the first scores."),
    click.option("--rci", type=_ABOVE_NOUGHT, help="A fixed reliable change, in points."),
    click.option("--cutoff", type=Finite(), help="A fixed clinical cut-off."),
    click.option("--functional-mean", type=Finite(), help="Mean of people who are well."),
    click.option("--functional-sd", type=_ABOVE_NOUGHT, help="SD of people who are well."),
    click.option(
        "--criterion", type=click.Choice(["a", "b", "b-clinical", "c"]), help="How the cut-off is made."
    ),
    click.option(
        "--method", type=click.Choice(METHODS), default="jt", show_default=True, help="How change is judged."
    ),
    click.option("--percent", type=_ABOVE_NOUGHT, help="Percentage: how much of the first score is enough."),
    click.option("--percent-worse", type=_ABOVE_NOUGHT, help="The same for the worse; else as --percent."),
    click.option("--mid", type=_ABOVE_NOUGHT, help="Minimal important difference, in points."),
    click.option("--mid-worse", type=_ABOVE_NOUGHT, help="The same for the worse; else as --mid."),
    click.option("--confidence", type=Finite(click.FloatRange(0.5, 0.9999)), default=0.95, show_default=True),
    click.option(
        "--boundary",
        type=click.Choice(["strict", "inclusive"]),
        help="Is exactly the limit enough? Else the rule's own.",
    ),
    click.option(
        "--recovered-needs-clinical-start/--recovered-any-start",
        "clinical_start",
        default=True,
        show_default=True,
    ),
    click.option("--group", help="Column that splits the counts; the rule stays that of the whole file."),
    click.option("--json", "json_wanted", is_flag=True, help="Print as JSON."),
)


def _with_choices(command: Any) -> Any:
    for choice in reversed(CHOICES):
        command = choice(command)
    return command


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_with_choices
def change(file: Path, **given: Any) -> None:
    """Judge the change of everyone in FILE (one row for each person and time).

    Example: gjenklang change scores.csv --id id --when time --score bdi --pre 1 --post 4 --better lower
    --reliability .801 --functional-mean 7.69 --functional-sd 7.52 --criterion c
    """
    try:
        rule = _rule(given)
        table = read_columns(file)
        people = paired_people(table, given)
        slopes = _slopes(table, given, people) if rule.method in SLOPES else None
        result = change_of_people(people.pairs, rule, slopes)
    except NotComputable as why:
        click.echo(
            as_json({"not_computable": str(why)}) if given["json_wanted"] else f"Not computable: {why}"
        )
        sys.exit(3)
    except WrongRule as wrong:
        raise BadInput(str(wrong)) from None
    if given["json_wanted"]:
        after = _groups(people, result, given) | _group_level(people, result)
        print_report(_report(people, result), _each(people, result), after)
    else:
        click.echo(_in_words(people, result, given))


def _slopes(table: Columns, given: Mapping[str, Any], people: People) -> Any:
    from gjenklang.cli.slopes import slope_index  # scipy, for these methods only

    return slope_index(table, given, people.ids)


def _rule(given: Mapping[str, Any]) -> FileRule:
    _check_choices(given)
    percentage = Method(given["method"]) is Method.PERCENTAGE
    least, worse = ("percent", "percent_worse") if percentage else ("mid", "mid_worse")
    unit = 100 if percentage else 1
    return FileRule(
        method=Method(given["method"]) if given["rci"] is None else Method.FIXED,
        better=Better(given["better"]),
        reliability=given["reliability"],
        reliability_post=given["reliability_post"],
        sd=given["sd"],
        fixed=given["rci"],
        least=None if given[least] is None else given[least] / unit,
        least_worse=None if given[worse] is None else given[worse] / unit,
        confidence=given["confidence"],
        edge=Edge(given["boundary"]) if given["boundary"] else None,
        cut_off=given["cutoff"],
        criterion=_criterion(given),
        functional_mean=given["functional_mean"],
        functional_sd=given["functional_sd"],
        needs_clinical_start=given["clinical_start"],
    )


def _check_choices(given: Mapping[str, Any]) -> None:
    """Refuse what the rule could not know of: choices that would say nothing."""
    method = Method(given["method"])
    if given["rci"] is not None and method is not Method.JT:
        raise BadInput(f"--rci is a rule of its own: leave --method {method} out.")
    without_error = SLOPES | SHARES | {Method.CUTOFF}
    if method not in without_error and (given["rci"] is None) == (given["reliability"] is None):
        raise BadInput("Give either --reliability or --rci.")
    for name, own in (("percent", Method.PERCENTAGE), ("mid", Method.MID)):
        said = [one for one in (name, f"{name}_worse") if given[one] is not None]
        if method is own and name not in said:
            raise BadInput(f"Method {own} needs --{name}.")
        if method is not own and said:
            raise BadInput(f"--{said[0].replace('_', '-')} belongs to --method {own}.")
    if given["functional_sd"] is not None and given["functional_mean"] is None:
        raise BadInput("--functional-sd needs --functional-mean.")
    if same_time(given["pre"], given["post"]):
        raise BadInput(f"--pre and --post are the same time, {given['pre']!r}.")


def _criterion(given: Mapping[str, Any]) -> Criterion | None:
    if given["criterion"]:
        return Criterion(given["criterion"])
    return Criterion("c") if given["functional_mean"] is not None and given["cutoff"] is None else None


def _report(people: People, result: FileChange) -> dict[str, Any]:
    rule = result.rule
    return {
        "n_read": people.n_read,
        "n_used": len(people.ids),
        "rule": {
            "method": rule.method.value,
            "better": rule.better.value,
            "reliability": rule.reliability,
            "reliability_post": rule.reliability_post,
            "sd": rule.sd,
            "fixed": rule.fixed,
            "confidence": rule.confidence,
            "boundary": rule.edge_used.value,
            "criterion": rule.criterion.value if rule.criterion else None,
            "functional_mean": rule.functional_mean,
            "functional_sd": rule.functional_sd,
            "at_cutoff": rule.at_cut_off.value,
            "recovered_needs_clinical_start": rule.needs_clinical_start,
            **_least(rule),
        },
        "sd_pre": _finite(result.sd_pre),
        "mean_pre": _finite(result.mean_pre),
        "s_diff": _finite(result.s_diff),
        "rci": _finite(result.threshold),
        "cutoff": _finite(result.cut_off),
        **_counts(tally(result)),
    }


def _least(rule: FileRule) -> dict[str, float]:
    """Return the least change each way, for the methods that have one: points, or a percentage."""
    if rule.least is None:
        return {}
    name, unit = ("percent", 100) if rule.method is Method.PERCENTAGE else ("mid", 1)
    worse = rule.least if rule.least_worse is None else rule.least_worse
    return {name: round(unit * rule.least, 9), f"{name}_worse": round(unit * worse, 9)}


def _groups(people: People, result: FileChange, given: Mapping[str, Any]) -> dict[str, Any]:
    if given["group"] is None:
        return {}
    return {"groups": {name: _group(result, members) for name, members in people.groups.items()}}


def _group_level(people: People, result: FileChange) -> dict[str, Any]:
    """Return HA's shares of the whole group in true scores, which no other method has."""
    rule = result.rule
    if rule.method is not Method.HA or rule.reliability is None:
        return {}
    pairs, known = people.pairs, (rule.reliability, rule.sd, rule.confidence)
    shares = {"changed": _estimated(lambda: true_change_share(pairs, rule.better, *known))}
    cut_off = result.cut_off
    if cut_off is not None:
        shares["functional"] = _estimated(lambda: true_functional_share(pairs, rule.better, cut_off, *known))
    return {"group_level": shares}


def _estimated(make: Callable[[], GroupShare]) -> dict[str, Any]:
    try:
        return asdict(make())
    except NotComputable as why:
        return {"not_computable": str(why)}


def _group(result: FileChange, members: Any) -> dict[str, Any]:
    counted = tally(result, members)
    return {"n_used": counted.n, **_counts(counted)}


def _counts(counted: Tally) -> dict[str, Any]:
    every: dict[str, Share] = {category.value: share for category, share in counted.shares.items()}
    beside = {"crossed": counted.crossed, "started_above": counted.started_above}
    every |= {name: share for name, share in beside.items() if share is not None}
    return {
        "counts": {name: share.count for name, share in every.items()},
        "shares": {
            name: {"share": _finite(one.share), "low": _finite(one.low), "high": _finite(one.high)}
            for name, one in every.items()
        },
    }


def _each(people: People, result: FileChange) -> EachPerson:
    names = [category.value for category in result.all_categories]
    pairs = people.pairs
    return EachPerson(people.ids, pairs.pre, pairs.post, result.change, result.index, result.codes, names)


def _finite(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else float(value)


def _counts_in_words(counted: Mapping[str, Any]) -> list[str]:
    shares = counted["shares"]
    return [
        f"  {name:14} {count:>6}  "
        + (
            "no share of nobody"
            if shares[name]["share"] is None
            else f"{100 * shares[name]['share']:5.1f} %  "
            f"({100 * shares[name]['low']:.1f} to {100 * shares[name]['high']:.1f}, Wilson 95 %)"
        )
        for name, count in counted["counts"].items()
    ]


def _in_words(people: People, result: FileChange, given: Mapping[str, Any]) -> str:
    rule = result.rule
    limit = f", reliable change {result.threshold:.3f}" if result.threshold is not None else ""
    limit += "".join(f", {name.replace('_', ' ')} {least:g}" for name, least in _least(rule).items())
    cut = f", cut-off {result.cut_off:.3f}" if result.cut_off is not None else ", no cut-off"
    lines = [
        f"{len(people.ids)} of {people.n_read} people have both scores; {people.n_read - len(people.ids)} left out.",
        f"Rule {rule.method.value}, {rule.better.value} is better{limit}{cut}, confidence {rule.confidence}.",
    ]
    lines += _counts_in_words(_counts(tally(result)))
    for group, one in _groups(people, result, given).get("groups", {}).items():
        lines += [f"{group}: {one['n_used']} people", *_counts_in_words(one)]
    for name, one in _group_level(people, result).get("group_level", {}).items():
        lines.append(f"  the group, in true scores: {name} {_estimate_in_words(one)}")
    return "\n".join(lines)


def _estimate_in_words(one: Mapping[str, Any]) -> str:
    if "not_computable" in one:
        return f"not computable: {one['not_computable']}"
    ends = f"{100 * one['low']:.1f} to {100 * one['high']:.1f}"
    return f"{100 * one['share']:.2f} % ({ends}, {one['interval']}), n {one['n']}"
