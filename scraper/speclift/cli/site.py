"""`speclift site`: everything that is known of the sources as a static site, and a server to look at it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speclift.cli.completion import sources
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.workspace.layout import Workspace


def site(
    sources: Annotated[
        list[str] | None,
        typer.Argument(autocompletion=sources, metavar="[SOURCE]...", help="Which sources; all when left out."),
    ] = None,
    out: Annotated[
        Path,
        typer.Option(
            "--output", "-o", "--out", metavar="DIR", help="The folder of the site: an empty one, or a site's."
        ),
    ] = Path("site"),
    serve: Annotated[bool, typer.Option("--serve", help="Show it on this machine, and build again on change.")] = False,
    port: Annotated[int, typer.Option(help="The port of --serve; 0 takes a free one.")] = 8000,
    force: Annotated[
        bool, typer.Option("--force", help="Build even when no input changed since the last time.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; errors only.")] = False,
) -> None:
    """Write a static site: reference with evidence, matrix, changes, findings, packages, search.

    Pages are read without JavaScript, from a web server or straight from the folder. Only files that changed are
    written; files that are not the site's are never touched.

    Exit status: 0 done (or nothing to do), 2 bad input: nothing was written.
    """
    from speclift.cli.extras import require_extra

    require_extra("site")
    from speclift.cli.terminal import current_workspace

    workspace = current_workspace()
    chosen = tuple(sources or workspace.source_names())
    for name in chosen:
        workspace.source_folder(name)
    if not chosen:
        raise InputError("the workspace holds no source", file=str(workspace.sources), hint="speclift init NAME URL")
    _build(workspace, chosen, out, force=force, as_json=as_json, quiet=quiet)
    if serve:
        from speclift.site.serving import serve_site

        def again() -> None:
            _build(workspace, chosen, out, force=False, as_json=False, quiet=True)

        serve_site(out, port, again, lambda: _picture(workspace, chosen))


def _build(
    workspace: Workspace, chosen: tuple[str, ...], out: Path, *, force: bool, as_json: bool, quiet: bool
) -> None:
    from speclift.workspace.stamp import Stamp

    started = time.perf_counter()
    stamp = Stamp(workspace.scratch / "site.json", out.resolve().as_posix())
    picture = _picture(workspace, chosen)
    if not force and (out / "index.html").is_file() and stamp.is_current(picture):
        if as_json:
            print(json.dumps({"out": str(out), "changed": 0}))
        elif not quiet:
            print(f"nothing to do: no input changed since {out} was written")
        return
    from speclift.cli.watching import watch
    from speclift.site.build import site_files, write_site

    with watch("site", quiet=quiet or as_json) as progress:
        files = site_files(workspace, chosen, _guides(workspace), progress)
        built = write_site(out, files)
    stamp.record(picture)
    if as_json:
        changed = len(built.changed)
        print(json.dumps({"out": str(out), "files": built.files, "changed": changed, "bytes": built.size}))
    elif not quiet:
        seconds = time.perf_counter() - started
        print(f"{out}: {built.files} files, {built.size / 1e6:.1f} MB, {len(built.changed)} changed, {seconds:.1f} s")


def _picture(workspace: Workspace, chosen: tuple[str, ...]) -> dict[str, object]:
    from speclift.workspace.stamp import picture_of
    from speclift.workspace.template_files import templates_directory

    return picture_of(workspace, chosen, [templates_directory(), workspace.root / "docs"])


def _guides(workspace: Workspace) -> dict[str, str]:
    """The guides of the workspace: `docs/*.md`."""
    return {
        path.stem: path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((workspace.root / "docs").glob("*.md"))
    }
