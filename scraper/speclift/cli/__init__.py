"""The command line: one file per command, arguments in, text and exit status out. Nothing imports this package.

To add a command: write `cli/NAME.py` with one function, and add its line, with a short help, to `COMMANDS`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from speclift import __version__
from speclift.cli import (
    build,
    check,
    diff,
    explain,
    findings,
    generate,
    init,
    mock,
    names,
    publish,
    site,
    upgrade,
    watch,
)
from speclift.cli.terminal import SETTINGS, Colour, say_error
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

COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "build": (build.build, "Documents, findings and packages from pages."),
    "init": (init.init, "Make a source of a page, a site or a document."),
    "watch": (watch.watch, "Build again on every change, and say what it changed."),
    "names": (names.names, "What calls are called in Python, and where to rename."),
    "check": (check.check, "Is a document right?"),
    "explain": (explain.explain, "Which words of the page are behind a fact?"),
    "findings": (findings.findings, "What the documentation gets wrong, to read or to send."),
    "diff": (diff.diff, "What changed between two versions, and whom it breaks."),
    "upgrade": (upgrade.upgrade, "Which lines of my code break?"),
    "generate": (generate.generate, "A typed package from any OpenAPI document."),
    "mock": (mock.mock, "Serve a document's recorded examples."),
    "site": (site.site, "A static site of everything that is known."),
    "publish": (publish.publish, "Build and upload packages."),
}
"""Every command, in the order of the help: its function, and what it does in at most 60 characters."""

for _name, (_function, _help) in COMMANDS.items():
    app.command(_name, short_help=_help)(_function)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"speclift {__version__}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Say the version and stop.")
    ] = False,
    project: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The workspace; otherwise the nearest at or above the current folder."),
    ] = None,
    colour: Annotated[str, typer.Option("--color", metavar="WHEN", help="Colour: auto, always or never.")] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; errors only.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also the traceback of a fault of speclift.")
    ] = False,
) -> None:
    """Options that stand before the command."""
    if colour not in get_args(Colour):
        raise InputError(f"--color is {colour!r}", hint=f"one of {', '.join(get_args(Colour))}")
    if project is not None and not project.is_dir():
        raise InputError("no such folder", file=str(project), hint="--project DIR")
    SETTINGS.project, SETTINGS.quiet, SETTINGS.verbose = project, quiet, verbose
    SETTINGS.colour = cast("Colour", colour)


def run() -> None:
    """Run the command line; a `InputError` becomes one line and exit status 2."""
    try:
        app(prog_name="speclift")
    except InputError as error:
        say_error(error)
        sys.exit(2)
    except BrokenPipeError:
        pass  # dealt with below
    except Exception as error:
        from speclift.cli.faults import own_fault

        say_error(own_fault(error))
        sys.exit(2)
    finally:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has gone (`speclift … | head`): that is not our trouble, nor the interpreter's
            # when it flushes once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
