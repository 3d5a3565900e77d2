"""What every command that prints a report has in common: `--format`, `--json`, `--output`.

Enters: a page of blocks. Leaves: its text, on standard output or in a file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.report.blocks import Page

Format: TypeAlias = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="FORMAT", help="text, markdown, json, html, github, gitlab, junit or sarif."
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
]


def chosen(form: str, as_json: bool) -> str:
    """The format that was asked for. Raises `InputError` for one that does not exist."""
    from speclift.report.writers import WRITERS

    if as_json:
        return "json"
    if form not in WRITERS:
        raise InputError(f"there is no format {form!r}", place="--format", hint=f"one of {', '.join(WRITERS)}")
    return form


def say_page(page: Page, form: str = "text", output: Path | None = None) -> None:
    """Print a report, or write it to `output`; `form` is a name of `WRITERS`."""
    from speclift.report.writers import WRITERS
    from speclift.report.writers.text import write

    if form == "text":
        say_text(write(page, colour=output is None and sys.stdout.isatty()), output)
    else:
        say_text(WRITERS[form](page), output)


def say_text(text: str, output: Path | None = None) -> None:
    """Print text, or write it to `output`, ending in one line break. Raises `InputError` where the disk refuses."""
    text = text.rstrip("\n") + "\n"
    if output is None:
        print(text, end="")
        return
    from speclift.workspace.atomic_tree import write_file

    write_file(output, text.encode())
