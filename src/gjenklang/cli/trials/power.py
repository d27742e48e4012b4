"""``gjenklang trial power``: how many people or couples, or what power."""

from collections.abc import Mapping
from typing import Any

import click

from gjenklang.cli.finite import Finite
from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.trials import (
    Sample,
    design_effect,
    power_of_means,
    power_of_shares,
    sample_of_means,
    sample_of_shares,
    share_of_both,
)

__all__ = ["power"]


@click.command()
@click.option("--difference", type=Finite(), help="Standardised difference of means.")
@click.option("--shares", nargs=2, type=Finite(), help="Two shares, such as 0.41 0.11.")
@click.option(
    "--people", type=click.IntRange(2, 10_000_000), help="People in each arm: gives the power instead."
)
@click.option("--power", "wanted", type=Finite(), help="Wanted power; 0.8.")
@click.option("--alpha", type=Finite(), default=0.05, show_default=True, help="Two-sided.")
@click.option("--cluster-size", type=Finite(), help="Mean people in a cluster.")
@click.option("--icc", type=Finite(), help="Correlation within clusters.")
@click.option("--size-variation", type=Finite(), help="Coefficient of variation of the cluster sizes; 0.")
@click.option("--loss", type=Finite(), default=0.0, show_default=True, help="Share that will be lost.")
@click.option(
    "--couples",
    is_flag=True,
    help="The couple is the unit: --shares are of couples, --people and clusters count couples.",
)
@click.option(
    "--partner-correlation",
    type=Finite(),
    help="With --couples: --shares are of single partners, or --difference is of their scores.",
)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def power(**given: Any) -> None:
    """Say how many people each arm needs, or with --people what the power is.

    Example: gjenklang trial power --difference 0.3 --cluster-size 12 --icc 0.05
    """
    _check(given)
    try:
        asked = _of_couples(given)
        report = _power(asked) if given["people"] else _sample(asked)
    except ValueError as wrong:
        raise BadInput(str(wrong)) from None
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _check(given: Mapping[str, Any]) -> None:
    has = {name: one is not None for name, one in given.items()} | {"couples": given["couples"]}
    pairs = has["couples"] and has["difference"]
    wrong = {
        "Give either --difference or --shares.": has["difference"] == has["shares"],
        "--cluster-size and --icc belong together.": has["cluster_size"] != has["icc"],
        "--size-variation belongs to --cluster-size and --icc.": has["size_variation"] > has["icc"],
        "--people gives the power: leave --power out.": has["people"] and has["wanted"],
        "--partner-correlation belongs to --couples.": has["partner_correlation"] > has["couples"],
        "--couples with --difference needs --partner-correlation.": pairs > has["partner_correlation"],
        "--couples with --difference are the clusters: leave --cluster-size out.": pairs and has["icc"],
    }
    for sentence, applies in wrong.items():
        if applies:
            raise BadInput(sentence)


def _of_couples(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the question with couples put in: as a cluster of 2, or as the unit of the shares."""
    size, icc, correlation = given["cluster_size"], given["icc"], given["partner_correlation"]
    asked = {
        **given,
        "cluster": None if size is None else (size, icc, given["size_variation"] or 0.0),
        "unit": "couples" if given["couples"] else "people",
    }
    if correlation is None:
        return asked
    if given["shares"] is None:
        if not 0 <= correlation <= 1:
            raise ValueError("the correlation between partners' scores must be from 0 to 1.")
        return asked | {"cluster": (2.0, correlation, 0.0)}
    return asked | {"shares": tuple(share_of_both(one, one, correlation) for one in given["shares"])}


def _rule(asked: Mapping[str, Any]) -> dict[str, Any]:
    method = "noncentral t" if asked["shares"] is None else "normal, no correction"
    if asked["cluster"] is not None:
        method = f"{'noncentral' if asked['shares'] is None else 'Student’s'} t on 2 (clusters - 1) df"
    return {
        "difference": asked["difference"],
        "shares": asked["shares"],
        "unit": asked["unit"],
        "partner_correlation": asked["partner_correlation"],
        "alpha": asked["alpha"],
        "method": method,
    }


def _power(asked: Mapping[str, Any]) -> dict[str, Any]:
    if not (0 < asked["alpha"] < 1 and 0 <= asked["loss"] < 1):
        raise BadInput("alpha must be between 0 and 1, and the loss from 0 to below 1.")
    cluster, doubled = asked["cluster"], 2 if _pairs(asked) else 1
    effect = 1.0 if cluster is None else design_effect(*cluster)
    kept = doubled * asked["people"] * (1 - asked["loss"])
    n, df = kept / effect, None if cluster is None else 2 * (kept / cluster[0] - 1)
    if n < 2:
        raise BadInput(f"{asked['people']} {asked['unit']} are worth {n:.1f} people; at least 2 are needed.")
    if asked["shares"] is None:
        found = power_of_means(n, asked["difference"], asked["alpha"], df=df)
    else:
        one, other = asked["shares"]
        found = power_of_shares(n, one, other, asked["alpha"], df=df)
    return {
        "rule": _rule(asked),
        asked["unit"]: asked["people"],
        "design_effect": effect,
        "n_effective": n,
        "df": df,
        "power": found,
    }


def _pairs(asked: Mapping[str, Any]) -> bool:
    """Whether two partners are counted one by one, each with a score."""
    return asked["couples"] and asked["shares"] is None


def _sample(asked: Mapping[str, Any]) -> dict[str, Any]:
    wanted = 0.8 if asked["wanted"] is None else asked["wanted"]
    more = {"cluster": asked["cluster"], "loss": asked["loss"]}
    found: Sample = (
        sample_of_means(asked["difference"], wanted, asked["alpha"], **more)
        if asked["shares"] is None
        else sample_of_shares(asked["shares"], wanted, asked["alpha"], **more)
    )
    report = {
        "rule": _rule(asked),
        "power": wanted,
        "exact": found.exact,
        "people": found.people,
        "with_loss": found.with_loss,
        "clusters": found.clusters,
        "design_effect": found.design_effect,
    }
    if _pairs(asked):
        return report | {"couples": found.clusters, "clusters": None}
    if asked["couples"]:
        return report | {
            "couples": found.with_loss,
            "people": 2 * found.people,
            "with_loss": 2 * found.with_loss,
        }
    return report


def _in_words(report: Mapping[str, Any]) -> str:
    rule = report["rule"]
    method = f"two-sided alpha {rule['alpha']}, {rule['method']}"
    if rule["shares"] is not None and rule["partner_correlation"] is not None:
        both = " and ".join(f"{one:.4f}" for one in rule["shares"])
        method += f"; both partners in {both}"
    if "n_effective" in report:
        n = report[rule["unit"]]
        worth = f"worth {report['n_effective']:.1f}" if report["n_effective"] != n else "no clusters"
        return f"Power {report['power']:.3f} with {n} {rule['unit']} in each arm ({worth}); {method}."
    clusters = "" if report["clusters"] is None else f", in {report['clusters']} clusters"
    couples = f", {report['couples']} couples" if "couples" in report else ""
    return (
        f"{report['people']} people in each arm for power {report['power']} ({report['exact']:.1f} "
        f"{'couples' if couples and rule['shares'] else 'people'} if each stood alone, design effect "
        f"{report['design_effect']:.2f}); {report['with_loss']} to begin with{couples}{clusters}; {method}."
    )
