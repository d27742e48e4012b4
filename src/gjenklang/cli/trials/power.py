"""``gjenklang trial power``: how many people, or what power."""

from collections.abc import Mapping
from typing import Any

import click

from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.trials import (
    Sample,
    design_effect,
    power_of_means,
    power_of_shares,
    sample_of_means,
    sample_of_shares,
)

__all__ = ["power"]


@click.command()
@click.option("--difference", type=float, help="Standardised difference of means.")
@click.option("--shares", nargs=2, type=float, help="Two shares, such as 0.41 0.11.")
@click.option("--people", type=click.IntRange(min=2), help="People in each arm: gives the power instead.")
@click.option("--power", "wanted", type=float, default=0.8, show_default=True)
@click.option("--alpha", type=float, default=0.05, show_default=True, help="Two-sided.")
@click.option("--cluster-size", type=float, help="Mean people in a cluster.")
@click.option("--icc", type=float, help="Correlation within clusters.")
@click.option(
    "--size-variation", type=float, default=0.0, help="Coefficient of variation of the cluster sizes."
)
@click.option("--loss", type=float, default=0.0, help="Share of people that will be lost.")
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def power(**given: Any) -> None:
    """Say how many people each arm needs, or with --people what the power is.

    Example: gjenklang trial power --difference 0.3 --cluster-size 12 --icc 0.05
    """
    if (given["difference"] is None) == (given["shares"] is None):
        raise BadInput("Give either --difference or --shares.")
    if (given["cluster_size"] is None) != (given["icc"] is None):
        raise BadInput("--cluster-size and --icc belong together.")
    try:
        report = _power(given) if given["people"] else _sample(given)
    except ValueError as wrong:
        raise BadInput(str(wrong)) from None
    click.echo(as_json(report) if given["json_wanted"] else _in_words(report))


def _cluster(given: Mapping[str, Any]) -> tuple[float, float, float] | None:
    size = given["cluster_size"]
    return None if size is None else (size, given["icc"], given["size_variation"])


def _asked(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "difference": given["difference"],
        "shares": given["shares"],
        "alpha": given["alpha"],
        "method": "noncentral t" if given["shares"] is None else "normal, no correction",
    }


def _power(given: Mapping[str, Any]) -> dict[str, Any]:
    if not (0 < given["alpha"] < 1 and 0 <= given["loss"] < 1):
        raise BadInput("alpha must be between 0 and 1, and the loss from 0 to below 1.")
    cluster = _cluster(given)
    effect = 1.0 if cluster is None else design_effect(*cluster)
    n = given["people"] * (1 - given["loss"]) / effect
    if given["shares"] is None:
        found = power_of_means(max(n, 2.0), given["difference"], given["alpha"])
    else:
        first, second = given["shares"]
        found = power_of_shares(n, first, second, given["alpha"])
    return {
        "rule": _asked(given),
        "people": given["people"],
        "design_effect": effect,
        "n_effective": n,
        "power": found,
    }


def _sample(given: Mapping[str, Any]) -> dict[str, Any]:
    more = {"cluster": _cluster(given), "loss": given["loss"]}
    found: Sample = (
        sample_of_means(given["difference"], given["wanted"], given["alpha"], **more)
        if given["shares"] is None
        else sample_of_shares(tuple(given["shares"]), given["wanted"], given["alpha"], **more)
    )
    return {
        "rule": _asked(given),
        "power": given["wanted"],
        "exact": found.exact,
        "people": found.people,
        "with_loss": found.with_loss,
        "clusters": found.clusters,
        "design_effect": found.design_effect,
    }


def _in_words(report: Mapping[str, Any]) -> str:
    method = f"two-sided alpha {report['rule']['alpha']}, {report['rule']['method']}"
    if "n_effective" in report:
        worth = (
            f"worth {report['n_effective']:.1f}"
            if report["n_effective"] != report["people"]
            else "no clusters"
        )
        return f"Power {report['power']:.3f} with {report['people']} people in each arm ({worth}); {method}."
    clusters = "" if report["clusters"] is None else f", in {report['clusters']} clusters"
    return (
        f"{report['people']} people in each arm for power {report['power']} ({report['exact']:.1f} before "
        f"design effect {report['design_effect']:.2f}); {report['with_loss']} to begin with{clusters}; {method}."
    )
