"""`speclift publish`: wheels and sdists with the version that the changes demand, on an index."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources
from speclift.cli.reporting import Format, Json, chosen, say_page
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.publish.publishing import Published


def publish(
    sources: Annotated[
        list[str] | None,
        typer.Argument(autocompletion=sources, metavar="[SOURCE]...", help="All sources when left out."),
    ] = None,
    index: Annotated[str, typer.Option(help="Where files are uploaded to.")] = "https://upload.pypi.org/legacy/",
    simple: Annotated[
        str | None,
        typer.Option(help="Where the index lists its files (PEP 503, PEP 691); INDEX/simple/ when left out."),
    ] = None,
    dist: Annotated[
        Path, typer.Option("--output", "-o", "--dist", metavar="DIR", help="Where the built files go.")
    ] = Path("dist"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Build everything, upload and record nothing.")] = False,
    record_only: Annotated[
        bool, typer.Option("--record", help="Upload nothing; record the releases whose files the index has.")
    ] = False,
    form: Format = "text",
    as_json: Json = False,
) -> None:
    """Build and upload the packages whose documentation changed since their last release.

    The version of each is the last release's, raised by what changed on the wire and for Python. Files that the
    index has are skipped, so a run that failed half-way is simply run again. Credentials are twine's or uv's own
    (TWINE_USERNAME, TWINE_PASSWORD, keyring, .pypirc). Releases are recorded in scraper/sources/SOURCE/: commit that.

    Where something else uploads (trusted publishing): --dry-run builds what it is to upload, --record records it after.

    Exit status: 0 done, 1 --record misses files on the index, 2 something is not as it must be, or the index refuses.
    """
    from speclift.cli.extras import require_extra

    require_extra("publish")
    from speclift.cli.building import build_one
    from speclift.cli.terminal import current_workspace
    from speclift.publish.publishing import publish_source, require_fresh
    from speclift.publish.upload import Index
    from speclift.python_api.verdict import counted
    from speclift.report.blocks import Name, Page, Table, Text

    form = chosen(form, as_json)
    if dry_run and record_only:
        raise InputError("--dry-run records nothing: it does not go with --record")
    workspace = current_workspace()
    picked = tuple(dict.fromkeys(sources or ())) or workspace.source_names()
    if not picked:
        raise InputError("the workspace holds no source", file=str(workspace.sources))
    for name in picked:
        workspace.source_folder(name)
    where = None if dry_run else Index.at(index, simple)
    builds = [build_one(workspace, name, packages=True, quiet=True) for name in picked]
    for built in builds:
        require_fresh(workspace, built)
    done: list[Published] = []
    for built in builds:
        done += publish_source(
            workspace, built, where, dist, tell=lambda line: print(line, file=sys.stderr), send=not record_only
        )
    sent = sum(len(published.sent) for published in done)
    ready = sum(bool(published.files) for published in done)
    summary = f"{counted(len(done), 'package')}: {ready} built, {counted(sent, 'file')} uploaded"
    summary += " (dry run)" if dry_run else ""
    rows = tuple(
        ((Name(published.package),), (published.version,), (f"{len(published.sent)}",))
        for published in done
        if published.files
    )
    table = (Table((("package",), ("version",), ("uploaded",)), rows, frozenset({2})),) if form != "text" else ()
    say_page(Page("Releases", (*table, Text((summary,))), [_as_json(published) for published in done]), form)
    if record_only and not all(published.recorded for published in done):
        raise typer.Exit(1)


def _as_json(published: Published) -> dict[str, object]:
    return {
        "package": published.package,
        "version": published.version,
        "files": [path.name for path in published.files],
        "sent": list(published.sent),
        "skipped": list(published.skipped),
        "recorded": published.recorded,
    }
