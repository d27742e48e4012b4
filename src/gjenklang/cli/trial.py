"""``gjenklang trial``: does feedback help."""

from importlib import import_module

import click

__all__ = ["trial"]

#: What is asked to the place where it is written.
QUESTIONS = {
    "compare": "gjenklang.cli.trials.compare:compare",
    "flow": "gjenklang.cli.trials.people:flow",
    "power": "gjenklang.cli.trials.power:power",
    "raters": "gjenklang.cli.trials.people:raters",
    "series": "gjenklang.cli.trials.series:series",
    "table": "gjenklang.cli.trials.table:table",
}


class Questions(click.Group):
    """Questions that are imported when they are asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every question."""
        return sorted(QUESTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import one."""
        if cmd_name not in QUESTIONS:
            return None
        module, _, name = QUESTIONS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found


@click.group(cls=Questions)
def trial() -> None:
    """Ask whether one arm did better than another, or a service after than before."""
