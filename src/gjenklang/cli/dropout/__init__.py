"""``gjenklang dropout``: who dropped out, by named definitions."""

import click

from gjenklang.cli.dropout.endpoints import endpoints_
from gjenklang.cli.dropout.rates import rates

__all__ = ["dropout"]


@click.group()
def dropout() -> None:
    """Who stays and who leaves, by named definitions."""


dropout.add_command(endpoints_)
dropout.add_command(rates)
