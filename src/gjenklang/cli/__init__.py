"""The command line: statistics with a plain install, operations with ``gjenklang[web]``."""

import sys
from importlib import import_module
from typing import Any

import click

__all__ = ["COMMANDS", "main"]

#: Command to the place where it is written; read only when the command is called.
COMMANDS = {
    "change": "gjenklang.cli.change:change",
    "effect": "gjenklang.cli.effect:effect",
    "demo": "gjenklang.cli.operate:demo",
    "doctor": "gjenklang.cli.operate:doctor",
    "dropout": "gjenklang.cli.dropout:dropout",
    "gains": "gjenklang.cli.gains:gains",
    "import": "gjenklang.cli.importing:import_",
    "instruments": "gjenklang.cli.catalogue:instruments",
    "manage": "gjenklang.cli.operate:manage",
    "migrate": "gjenklang.cli.operate:migrate",
    "organisation": "gjenklang.cli.organisation:organisation",
    "response": "gjenklang.cli.responses:response",
    "retention": "gjenklang.cli.retention:retention",
    "rotate-keys": "gjenklang.cli.operate:rotate_keys",
    "score": "gjenklang.cli.scoring:score",
    "serve": "gjenklang.cli.operate:serve",
    "simulate": "gjenklang.cli.simulate:simulate",
    "trajectory": "gjenklang.cli.trajectory:trajectory",
    "trial": "gjenklang.cli.trial:trial",
}


class Asked(click.ClickException):
    """An option or a command that does not exist, or a value it cannot have."""

    exit_code = 2


class House(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every command."""
        return sorted(COMMANDS)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what was asked wrongly is said in one line, like everything else that is wrong."""
        try:
            return super().invoke(ctx)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as wrong:
            path = wrong.ctx.command_path if wrong.ctx else "gjenklang"
            raise Asked(f"{wrong.format_message()} See {path} --help.") from None

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """Import one command, or say in one line what is not installed."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        try:
            found: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as missing:
            if str(missing.name).startswith("gjenklang"):
                raise
            extra = "registry" if missing.name in {"pyarrow", "duckdb", "ibis"} else "web"
            sentence = f'{cmd_name} needs {missing.name}: pip install "gjenklang[{extra}]"'
            return click.Command(cmd_name, callback=lambda: _stop(sentence), short_help=sentence)
        return found


def _stop(sentence: str) -> None:
    click.echo(f"Error: {sentence}", err=True)
    sys.exit(2)


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gjenklang")
def main() -> None:
    """Gjenklang: what is asked, what it adds up to, whether it moved; and the service around it."""
