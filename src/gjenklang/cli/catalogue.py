"""``gjenklang instruments``: what can be asked, and where each number comes from."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

import click

from gjenklang.cli.table import BadInput, as_json
from gjenklang.core.instruments import Instrument, UnknownInstrument, catalogue, instrument

__all__ = ["instruments"]


@click.command()
@click.argument("name", required=False)
@click.option("--json", "json_wanted", is_flag=True, help="Print as JSON.")
def instruments(name: str | None, *, json_wanted: bool) -> None:
    """List the instruments, or show one with every number and its source.

    Example: gjenklang instruments phq9
    """
    if name is None:
        _list(json_wanted=json_wanted)
        return
    try:
        found = instrument(name)
    except UnknownInstrument as wrong:
        raise BadInput(str(wrong)) from None
    if json_wanted:
        click.echo(as_json(_plain(found)))
    else:
        _show(found)


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def _list(*, json_wanted: bool) -> None:
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "purpose": str(one.purpose),
            "better": str(one.better),
            "items": len(one.items),
            "validated": one.validated,
            "own_words": one.own_words,
        }
        for one in catalogue().values()
    ]
    if json_wanted:
        click.echo(as_json(rows))
        return
    for row in rows:
        note = "own words, not validated" if row["own_words"] else f"{row['better']} is better"
        click.echo(f"{row['code']:26} {row['items']:>3} items  {row['purpose']:10} {note}")


def _show(found: Instrument) -> None:
    lowest, highest = found.ages
    click.echo(f"{found.name} (version {found.version}), ages {lowest} to {highest or 'any'}")
    counted = f"{found.better} is better" if found.scored else "never scored"
    click.echo(f"{len(found.items)} items, {counted}, asked at {found.timing}")
    for scale in found.scales:
        click.echo(
            f"  {scale.code}: {scale.minimum} to {scale.maximum}  [{scale.source.mark}] {scale.source.text}"
        )
    for cut in found.cut_offs:
        click.echo(
            f"  cut-off {cut.units}, {cut.rater}, ages {cut.ages[0]} to {cut.ages[1] or 'any'}, {cut.boundary}, "
            f"rule {cut.rule_set}  [{cut.source.mark}] {cut.source.text}"
        )
    for change in found.reliable_changes:
        click.echo(
            f"  reliable change {change.units} ({change.edge}), {change.rater}, rule {change.rule_set}  "
            f"[{change.source.mark}] {change.source.text}"
        )
    for limit in found.alliance_limits:
        click.echo(
            f"  alliance limit {limit.units} ({limit.kind}), rule {limit.rule_set}  "
            f"[{limit.source.mark}] {limit.source.text}"
        )
    for one in found.reliabilities:
        click.echo(
            f"  reliability {one.value} ({one.kind}), {one.rater}, rule {one.rule_set}  "
            f"[{one.source.mark}] {one.source.text}"
        )
    if not (found.cut_offs or found.reliable_changes or found.alliance_limits or found.bands):
        click.echo("  no limit exists for this form")
    if found.safety:
        items = ", ".join(found.safety.items)
        click.echo(
            f"  talk today when {items} is {found.safety.least} or more  "
            f"[{found.safety.source.mark}] {found.safety.source.text}"
        )
    click.echo(f"Words: {found.licence.holder}. {found.licence.summary}")
