"""The command ``musterroll``: its verbs, and what holds for all of them.

Nothing heavy is imported here or at the head of a verb's module: ``--help`` has to answer at once.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from musterroll.cli import codebook, read

app = typer.Typer(
    name="musterroll",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,  # a pretty traceback prints local variables, which hold the user's material
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.add_typer(codebook.app, name="codebook")


def main() -> None:
    """Run the command. Ends the process: status 0, 1 when something was set aside, 2 for wrong usage, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # reports hold any script, whatever the terminal's encoding
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"musterroll {version('musterroll')}")
        raise typer.Exit


@app.callback(epilog="See also: musterroll read --help")
def _musterroll(
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads news reports about people recruited into foreign armies, and lists what they claim, who says so, and how surely.

    It runs offline and keeps nothing. It takes no side: every force is coded alike.
    """
