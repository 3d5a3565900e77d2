"""`speclift build`: recorded pages to documents, findings and packages."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources
from speclift.cli.reporting import Format, Json, chosen
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.workspace.layout import Workspace


def build(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=sources,
            metavar="[SOURCE | PAGE.html | FOLDER | URL]...",
            help="What to build; everything there is when left out.",
        ),
    ] = None,
    site: Annotated[
        bool, typer.Option("--site", help="With a URL: follow the whole site that the page belongs to.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            "--out",
            metavar="DIR",
            help="Where documents and packages of a page or URL go (its own workspace).",
        ),
    ] = None,
    fetch: Annotated[
        bool,
        typer.Option("--fetch", help="Read the live pages first; say what changed and which version bump it means."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit 1 if a build would change something.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Build even when no input changed since the last build.")
    ] = False,
    packages: Annotated[
        bool, typer.Option("--packages/--no-packages", help="Also generate the Python packages.")
    ] = True,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Refuse what speclift does not understand, and whatever fails a check."),
    ] = False,
    summary: Annotated[
        Path | None,
        typer.Option(help="With --fetch: also write what changed to this file, as Markdown for a pull request."),
    ] = None,
    form: Format = "text",
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table; errors only.")] = False,
) -> None:
    """Lift recorded documentation pages: spec/, generated/ and FINDINGS.md, all checked.

    Without arguments every source of the workspace is built. A page or URL that nobody configured is lifted into --out.

    Exit status: 0 done (or nothing to do); 1 --check found that a build would change something, or something could not
    be made (a package; all else is written); 2 bad input (nothing is written for that source, its old output is
    intact; other sources are built).
    """
    from speclift.cli.terminal import current_workspace
    from speclift.cli.writing import held

    form = chosen(form, as_json)
    names = what or []
    pages = [name for name in names if _is_page(name) or (out is not None and Path(name).is_dir())]
    if pages:
        from speclift.cli.build_page import build_pages

        if len(pages) != len(names):
            raise InputError("a page and a source cannot be built in one call", hint="call build once for each")
        build_pages(pages, out=out, site=site, packages=packages, check=check, strict=strict, form=form, quiet=quiet)
        return
    if out is not None:
        raise InputError("--out goes with a page or a URL; sources are built in their workspace")

    workspace = current_workspace()
    if fetch:
        from speclift.cli.build_fetch import build_fetch

        if form not in ("text", "json", "markdown"):
            raise InputError(f"--fetch has no {form} report", place="--format", hint="text, markdown or json")
        with held(workspace):
            build_fetch(workspace, names, check=check, packages=packages, summary=summary, form=form, quiet=quiet)
        return
    picked = tuple(names) or workspace.source_names()
    for name in picked:
        workspace.source_folder(name)
    if not picked:
        raise InputError(
            "the workspace holds no source", file=str(workspace.sources), hint="speclift init NAME URL makes one"
        )
    with held(workspace):
        _build_sources(
            workspace, picked, everything=packages and not names, packages=packages, check=check, force=force,
            strict=strict, form=form, quiet=quiet,
        )  # fmt: skip


def _build_sources(
    workspace: Workspace,
    picked: tuple[str, ...],
    *,
    everything: bool,
    packages: bool,
    check: bool,
    force: bool,
    strict: bool,
    form: str,
    quiet: bool,
) -> None:
    from speclift.cli.building import attempted, build_one, leave
    from speclift.cli.summary import say
    from speclift.cli.writing import write
    from speclift.python_api.verdict import counted
    from speclift.workspace import stamp
    from speclift.workspace.atomic_tree import recover
    from speclift.workspace.template_files import templates_directory

    started = time.perf_counter()
    if recover(workspace.scratch) and not quiet:
        print("finished what a build that was killed had begun", file=sys.stderr)
    seen = stamp.inputs(workspace, picked, templates_directory())
    if everything and not check and not force and stamp.is_current(workspace, seen):
        if form != "text":
            say([], (), check=check, form=form, quiet=quiet, seconds=time.perf_counter() - started)
        elif not quiet:
            print(f"nothing to do: no input changed since the last build of {counted(len(picked), 'source')}")
        return
    builds, refused = attempted(
        picked, lambda name: build_one(workspace, name, packages=packages, strict=strict, quiet=quiet or form != "text")
    )
    changed = write(workspace, builds, packages=packages, dry=check)
    if everything and not check and not refused and not any(build.failures for build in builds):
        stamp.record(workspace, seen)
    say(builds, changed, check=check, form=form, quiet=quiet, seconds=time.perf_counter() - started)
    leave(builds, refused=refused, would_change=check and bool(changed))


def _is_page(name: str) -> bool:
    return name.startswith(("http://", "https://", "file:")) or "/" in name or Path(name).suffix in _PAGE_SUFFIXES


_PAGE_SUFFIXES = {".html", ".htm", ".gz", ".json", ".js", ".yaml", ".yml", ".mhtml", ".xhtml"}
