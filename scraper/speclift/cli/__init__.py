"""The command line: one file per command, arguments in, text and exit status out. Nothing imports this package.

To add a command: write `cli/NAME.py` with one function, and add its line to `COMMANDS`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from speclift import __version__
from speclift.cli import build, check, diff, explain, generate, init, mock, publish, site, upgrade
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="speclift",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Lift typed API clients out of HTML documentation.\n\n"
    "A recorded page goes in; out come one OpenAPI 3.1 document per API version (spec/), a report of what the page "
    "gets wrong, and one typed Python package per version (generated/). Start with: speclift build",
)

COMMANDS: dict[str, Callable[..., None]] = {
    "build": build.build,
    "check": check.check,
    "explain": explain.explain,
    "diff": diff.diff,
    "generate": generate.generate,
    "init": init.init,
    "upgrade": upgrade.upgrade,
    "mock": mock.mock,
    "publish": publish.publish,
    "site": site.site,
}
for _name, _function in COMMANDS.items():
    app.command(_name)(_function)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"speclift {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version and stop."
    ),
) -> None:
    """Options that stand before the command."""


def run() -> None:
    """Run the command line; a `InputError` becomes one line and exit status 2."""
    try:
        app()
    except InputError as error:
        print(f"speclift: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        pass  # dealt with below
    except Exception as error:
        from speclift.cli.faults import own_fault

        print(f"speclift: {own_fault(error)}", file=sys.stderr)
        sys.exit(2)
    finally:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has gone (`speclift … | head`): that is not our trouble, nor the interpreter's
            # when it flushes once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
