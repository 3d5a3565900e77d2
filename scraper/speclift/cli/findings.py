"""`speclift findings`: what the documentation gets wrong, as a report to send."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speclift.cli.completion import sources
from speclift.cli.reporting import Json, say_text
from speclift.model.findings import InputError


def findings(
    source: Annotated[str, typer.Argument(autocompletion=sources, help="The source, for example trueconf-server.")],
    form: Annotated[str, typer.Option("--format", "-f", help="markdown, html, csv or json.")] = "markdown",
    as_json: Json = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", "--out", metavar="FILE", help="Write to this file.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="List mere notation place by place, too.")] = False,
) -> None:
    """Report what the documentation of a source gets wrong, to send to its authors.

    The recorded page is read again, so the report is always that of today's rules. It opens with what should be mended
    first. Exit status: 0, or 2 when the source cannot be read.
    """
    from speclift.cli.terminal import current_workspace
    from speclift.pipeline.build import build_source
    from speclift.pipeline.recording import recorded_pages
    from speclift.report.findings import FORMATS, findings_page
    from speclift.workspace.source import load_source

    form = "json" if as_json else form
    if form not in FORMATS:
        raise InputError(f"--format {form!r} is none of {', '.join(FORMATS)}")
    folder = current_workspace().source_folder(source)
    settings = load_source(folder)
    built = build_source(settings, recorded_pages(folder), packages=False)
    page = findings_page(
        settings.title or settings.name, built.findings, versions=tuple(built.documents), everything=everything
    )
    say_text(FORMATS[form](page), output)
