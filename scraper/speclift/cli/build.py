"""`speclift build`: recorded pages to documents, findings and packages."""

from __future__ import annotations

import json
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from speclift.pipeline.build import SourceBuild
    from speclift.workspace.layout import Workspace


def build(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCE | PAGE.html | URL]...", help="What to build; everything there is when left out."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where documents and packages of a page or URL go (its own workspace).")
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
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no table; errors only.")] = False,
) -> None:
    """Lift recorded documentation pages: spec/, generated/ and FINDINGS.md, all checked.

    Without arguments every source of the workspace is built. A page or URL that nobody configured is lifted into --out.

    Exit status: 0 done (or nothing to do); 1 --check found that a build would change something, or something could not
    be made (a package; all else is written); 2 bad input (nothing is written for that source, its old output is
    intact; other sources are built).
    """
    from speclift.workspace import stamp
    from speclift.workspace.atomic_tree import recover
    from speclift.workspace.layout import find_workspace
    from speclift.workspace.template_files import templates_directory

    started = time.perf_counter()
    names = what or []
    pages = [name for name in names if _is_page(name)]
    if pages:
        from speclift.cli.build_page import build_pages

        if len(pages) != len(names):
            raise InputError("a page and a source cannot be built in one call", hint="call build once for each")
        build_pages(pages, out=out, packages=packages, check=check, strict=strict, as_json=as_json, quiet=quiet)
        return
    if out is not None:
        raise InputError("--out goes with a page or a URL; sources are built in their workspace")

    workspace = find_workspace(Path.cwd())
    if fetch:
        from speclift.cli.build_fetch import build_fetch

        build_fetch(workspace, names, check=check, packages=packages, summary=summary, as_json=as_json, quiet=quiet)
        return
    templates = templates_directory()
    chosen = tuple(names) or workspace.source_names()
    for name in chosen:
        workspace.source_folder(name)
    if not chosen:
        raise InputError(
            "the workspace holds no source", file=str(workspace.sources), hint="speclift init NAME URL makes one"
        )
    everything = packages and not names
    if everything and not check and not force and stamp.is_current(workspace, chosen, templates):
        if as_json:
            print(json.dumps({"changed": [], "sources": []}))
        elif not quiet:
            print(f"nothing to do: no input changed since the last build of {len(chosen)} sources")
        return

    for directory in (workspace.spec, workspace.generated):
        recover(directory, workspace.scratch)
    builds, refused = attempted(
        chosen, lambda name: build_one(workspace, name, packages=packages, strict=strict, quiet=quiet or as_json)
    )
    changed = write(workspace, builds, packages=packages, dry=check)
    if everything and not check and not refused and not any(build.failures for build in builds):
        stamp.record(workspace, chosen, templates)
    say(builds, changed, check=check, as_json=as_json, quiet=quiet, seconds=time.perf_counter() - started)
    leave(builds, refused=refused, would_change=check and bool(changed))


def attempted(what: Sequence[str], build_it: Callable[[str], SourceBuild]) -> tuple[list[SourceBuild], bool]:
    """Build each of several; the message of one that is refused is printed, and the others are built.

    Returns the builds, and whether one was refused. The only one raises its `InputError`.
    """
    builds: list[SourceBuild] = []
    for one in what:
        try:
            builds.append(build_it(one))
        except Exception as error:
            told = error if isinstance(error, InputError) else _own_fault(one, error)
            if len(what) == 1:
                raise told from error
            print(f"speclift: {told}", file=sys.stderr)
    return builds, len(builds) < len(what)


def _own_fault(what: str, error: Exception) -> InputError:
    """One line for an exception that nothing foresaw: what was built, and where in our code it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return InputError(
        f"{type(error).__name__}: {error}",
        file=what,
        place=f"{Path(last.filename).name}:{last.lineno}",
        hint="a fault of speclift, please report it with the page",
    )


def leave(builds: Iterable[SourceBuild], *, refused: bool, would_change: bool) -> None:
    """Say what could not be made; end with the exit status that follows when it is not 0."""
    failures = [failure for build in builds for failure in build.failures]
    for failure in failures:
        print(f"speclift: {failure}", file=sys.stderr)
    if refused:
        raise typer.Exit(2)
    if failures or would_change:
        raise typer.Exit(1)


def _is_page(name: str) -> bool:
    return name.startswith(("http://", "https://", "file:")) or "/" in name or Path(name).suffix in _PAGE_SUFFIXES


_PAGE_SUFFIXES = {".html", ".htm", ".gz", ".json", ".js", ".mhtml", ".xhtml"}


def build_one(workspace: Workspace, name: str, *, packages: bool, quiet: bool, strict: bool = False) -> SourceBuild:
    """Build one source of a workspace in memory, showing progress."""
    from speclift.cli.watching import watch
    from speclift.pipeline.build import build_source, recorded_pages
    from speclift.workspace.source import load_source

    folder = workspace.source_folder(name)
    with watch(name, quiet=quiet) as progress:
        pages = recorded_pages(folder)
        return build_source(load_source(folder), pages, packages=packages, strict=strict, progress=progress)


def write(workspace: Workspace, builds: list[SourceBuild], *, packages: bool, dry: bool = False) -> tuple[str, ...]:
    """Write what was built, `spec/` and `generated/` each in one step; `dry` only finds the changed paths, returned."""
    from speclift.workspace.atomic_tree import differences, replace

    trees: list[tuple[Path, frozenset[str], Mapping[str, bytes]]] = [
        (workspace.spec, frozenset(build.name for build in builds), _joined(build.spec for build in builds))
    ]
    if packages:
        names = frozenset(
            name for build in builds for name in (build.packages | stale_packages(workspace, build)) - build.kept
        )
        trees.append((workspace.generated, names, _joined(build.generated for build in builds)))
    changed: list[str] = []
    for directory, owned, files in trees:
        found = differences(directory, owned, files) if dry else replace(directory, owned, files, workspace.scratch)
        changed.extend(f"{directory.name}/{path}" for path in found)
    return tuple(changed)


def _joined(parts: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    return {path: content for part in parts for path, content in part.items()}


def stale_packages(workspace: Workspace, build: SourceBuild) -> frozenset[str]:
    """Packages of this source that an earlier build wrote and this one no longer makes: the header says so."""
    found = set()
    for path in workspace.generated.glob("*/pyproject.toml"):
        with path.open(encoding="utf-8", errors="replace") as lines:
            if f" spec/{build.name}/" in lines.readline():
                found.add(path.parent.name)
    return frozenset(found)


def say(
    builds: list[SourceBuild], changed: tuple[str, ...], *, check: bool, as_json: bool, quiet: bool, seconds: float
) -> None:
    """Print the closing summary: a table for people, JSON for programs."""
    if as_json:
        print(json.dumps(as_data(builds, changed, seconds), indent=2))
        return
    if quiet:
        return
    from speclift.cli.summary import summary_table

    summary_table(builds, seconds)
    verb = "would change" if check else "changed"
    print(f"{verb}: {len(changed)} files" if changed else "nothing changed")
    for path in changed[:20] if check else ():
        print(f"  {path}", file=sys.stderr)


def as_data(builds: list[SourceBuild], changed: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """The closing summary as JSON-compatible data."""
    return {
        "changed": list(changed),
        "seconds": round(seconds, 3),
        "sources": [
            {
                "source": build.name,
                "findings": len(build.findings),
                "ledger": {"used": build.used, "noted": build.noted, "prose": build.prose, "lost": 0},
                "seconds": round(build.seconds, 3),
                "versions": [
                    {
                        "version": figures.version,
                        "operations": figures.operations,
                        "schemas": figures.schemas,
                        "examples": figures.examples,
                        "package": figures.package,
                        "package_operations": figures.package_operations,
                    }
                    for figures in build.figures
                ],
            }
            for build in builds
        ],
    }
