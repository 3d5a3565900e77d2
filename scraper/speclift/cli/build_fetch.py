"""`speclift build --fetch`: read the live pages, say what changed, and write what follows from it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from speclift.findings import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.fetch.client import PoliteClient
    from speclift.publish.plan import Plan
    from speclift.readers.page import Page
    from speclift.source import Source
    from speclift.update import Update
    from speclift.workspace import Workspace


def build_fetch(
    workspace: Workspace,
    names: list[str],
    *,
    check: bool,
    packages: bool,
    summary: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Update the sources named, or all. Nothing is written when nothing changed, and nothing at all with `check`."""
    from speclift.cli.build import say, write
    from speclift.fetch.client import PoliteClient
    from speclift.report.update import update_markdown
    from speclift.trees import recover, write_file

    started = time.perf_counter()
    chosen = tuple(names) or workspace.source_names()
    cache = None if check else workspace.scratch / "fetch"
    with PoliteClient(cache=cache) as client:
        updates = [_update(workspace, name, client, packages=packages, quiet=quiet or as_json) for name in chosen]
    builds = [update.built for update in updates if update.built is not None]
    plans = [plan for build in builds for plan in build.plans]
    text = update_markdown(updates, plans)
    changed: list[str] = []
    if builds:
        if not check:
            for directory in (workspace.spec, workspace.generated):
                recover(directory, workspace.scratch)
        changed += [path for update in updates for path in _record(workspace, update, dry=check)]
        changed += write(workspace, builds, packages=packages, dry=check)
    if summary is not None and not check:
        write_file(summary, text.encode())
    if as_json:
        print(json.dumps([_as_json(update, plans) for update in updates], indent=2))
    else:
        if builds:
            say(builds, tuple(changed), check=check, as_json=False, quiet=quiet, seconds=time.perf_counter() - started)
        if not quiet:
            print(text, end="")
    if check and changed:
        raise typer.Exit(1)


def _update(workspace: Workspace, name: str, client: PoliteClient, *, packages: bool, quiet: bool) -> Update:
    from speclift.build import recorded_pages
    from speclift.cli.watching import watch
    from speclift.fetch.documentation import fetch_twins
    from speclift.source import load_source
    from speclift.update import update_source

    folder = workspace.source_folder(name)
    source = load_source(folder)
    recorded = recorded_pages(folder)
    with watch(name, quiet=quiet) as progress:
        progress.stage("fetch", 1)
        fetched = _fetched(source, recorded, client)
        twins = [twin for page in fetched for twin in fetch_twins(page, source.platform, client)]
        progress.advance()
        return update_source(source, recorded, fetched, twins=twins, packages=packages, progress=progress)


def _fetched(source: Source, recorded: Sequence[Page], client: PoliteClient) -> tuple[Page, ...]:
    """The live pages; empty when the server says that all of them are still the recorded ones."""
    from speclift.fetch.documentation import PAGE, fetch_pages

    addresses = dict(source.extra.get("pages", {})) or {PAGE: source.page}
    known = {page.name: page for page in recorded}
    pages: list[Page] = []
    anything = False
    for name, address in addresses.items():
        if not address:
            raise Trouble(
                "source.toml does not say where the page lives", file=source.name, hint='add: page = "https://…"'
            )
        have = known.get(name)
        found = fetch_pages(address, client, name=name, known=have.content if have else None)
        anything = anything or bool(found)
        pages.extend(found or ((have,) if have else ()))
    return tuple(pages) if anything else ()


def _record(workspace: Workspace, update: Update, *, dry: bool) -> list[str]:
    """Record the fetched pages of a source in place of the old ones. Returns the paths that changed."""
    from speclift.initialise import packed
    from speclift.trees import write_file

    if update.built is None:
        return []
    folder = workspace.sources / update.source
    files = {f"{page.name}.gz": packed(page.content) for page in update.pages}
    changed = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            changed.append(path)
            if not dry:
                write_file(path, content)
    for path in folder.glob("*.gz"):
        if path.name not in files:
            changed.append(path)
            if not dry:
                path.unlink()
    return [path.relative_to(workspace.root).as_posix() for path in changed]


def _as_json(update: Update, plans: Sequence[Plan]) -> dict[str, Any]:
    built = update.built
    mine = built.packages if built is not None else frozenset()
    return {
        "source": update.source,
        "state": update.state,
        "added": list(update.added),
        "removed": list(update.removed),
        "changes": {
            version: [
                {"rule": change.rule, "level": change.level.value, "fingerprint": change.fingerprint}
                | {"text": change.explain(), "article": change.article}
                for change in changes
            ]
            for version, changes in (update.changes or {}).items()
        },
        "new_findings": len(update.findings),
        "twin_disagreements": [finding.message for finding in update.twins],
        "packages": {plan.package: plan.version for plan in plans if plan.package in mine and not plan.released},
    }
