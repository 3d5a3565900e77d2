"""`speclift build --fetch`: read the live pages, say what changed, and write what follows from it."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.fetch.client import PoliteClient
    from speclift.pipeline.progress import Progress
    from speclift.pipeline.update import Update, VersionChanges
    from speclift.readers.page import Page
    from speclift.workspace.layout import Workspace
    from speclift.workspace.source import Source


def build_fetch(
    workspace: Workspace,
    names: list[str],
    *,
    check: bool,
    packages: bool,
    summary: Path | None,
    form: str,
    quiet: bool,
) -> None:
    """Update the sources named, or all. Nothing is written when nothing changed or only the layout did, and
    nothing at all with `check`. A source that cannot be read is reported and the others go on; exit status 2."""
    from speclift.cli.summary import say
    from speclift.cli.writing import write
    from speclift.fetch.client import PoliteClient
    from speclift.fetch.freshness import Freshness
    from speclift.pipeline.update import Update
    from speclift.pipeline.update_report import update_markdown
    from speclift.workspace.atomic_tree import recover, write_file

    started = time.perf_counter()
    chosen = tuple(dict.fromkeys(names)) or workspace.source_names()
    for name in chosen:
        workspace.source_folder(name)
    if not chosen:
        raise InputError(
            "the workspace holds no source", file=str(workspace.sources), hint="speclift init NAME URL makes one"
        )
    updates: list[Update] = []
    with PoliteClient(freshness=Freshness(workspace.scratch / "fetch", frozen=check)) as client:
        for name in chosen:
            try:
                updates.append(_update(workspace, name, client, packages=packages, quiet=quiet or form != "text"))
            except InputError as error:  # one that does not answer costs no other
                updates.append(Update(name, "failed", error=error))
    written = [update for update in updates if update.to_write]
    builds = [update.built for update in written if update.built is not None]
    text = update_markdown(updates)
    changed: list[str] = []
    if builds:
        if not check:
            recover(workspace.scratch)
        # The pages come last: who is killed before finds them changed again the next time, and writes the rest.
        changed += write(workspace, builds, packages=packages, dry=check)
        changed += [path for update in written for path in _record(workspace, update, dry=check)]
    if summary is not None and not check and any(update.error is None for update in updates):
        write_file(summary, text.encode())
    if form == "json":
        print(json.dumps([_as_json(update) for update in updates], indent=2))
    elif form == "markdown":
        print(text, end="")
    elif not quiet:
        if builds:
            say(builds, tuple(changed), check=check, form="text", quiet=False, seconds=time.perf_counter() - started)
        print(text, end="")
    failed = [update for update in updates if update.error is not None]
    for update in failed:
        print(f"speclift: {update.source}: {update.error}", file=sys.stderr)
    if failed:
        raise typer.Exit(2)
    if check and changed:
        raise typer.Exit(1)


def _update(workspace: Workspace, name: str, client: PoliteClient, *, packages: bool, quiet: bool) -> Update:
    from speclift.cli.watching import watch
    from speclift.document import load_document
    from speclift.fetch.site import follow_of
    from speclift.fetch.twins import fetch_twins
    from speclift.pipeline.recording import recorded_pages
    from speclift.pipeline.update import update_source
    from speclift.readers.page import Page
    from speclift.workspace.source import load_source

    folder = workspace.source_folder(name)
    source = load_source(folder)
    try:
        recorded = recorded_pages(folder)
    except InputError:  # missing or damaged: recorded anew
        recorded = ()
    with watch(name, quiet=quiet) as progress:
        progress.stage("fetch", 1)
        follow = follow_of(source)
        if follow:
            store = workspace.scratch / "fetch" / f"site-{name}"
            fetched = _fetched_site(source, recorded, client, follow, store, progress)
        else:
            fetched = _fetched(source, recorded, client)
        read = [] if follow else fetched
        twins = [twin for page in read for twin in fetch_twins(page, source.platform, client)]
        progress.advance()
        return update_source(
            source,
            recorded,
            # As they will be recorded, without the address of each: so a later build makes the same of them.
            fetched if follow else [Page(page.name, page.content) for page in fetched],
            committed=lambda: {
                version.removeprefix("v"): load_document(workspace.document(name, version))
                for version in workspace.versions(name)
            },
            twins=twins,
            packages=packages,
            progress=progress,
        )


def _fetched(source: Source, recorded: Sequence[Page], client: PoliteClient) -> tuple[Page, ...]:
    """The live pages, in the order in which recorded ones are read."""
    from speclift.fetch.documentation import PAGE, fetch_documentation

    known = {page.name: page.content for page in recorded}
    pages: dict[str, Page] = {}
    for name, address in _addresses(source, default=PAGE).items():
        for page in fetch_documentation(address, client, name=name, known=known).pages:
            if page.name in pages:
                raise InputError(f"two pages would both be recorded as {page.name}.gz", file=source.name, place=address)
            pages[page.name] = page
    return tuple(sorted(pages.values(), key=lambda page: f"{page.name}.gz"))


def _fetched_site(
    source: Source,
    recorded: Sequence[Page],
    client: PoliteClient,
    follow: tuple[str, ...],
    store: Path,
    progress: Progress,
) -> tuple[Page, ...]:
    """The live pages of a whole site; a page that says the same as its recorded one keeps the recorded bytes."""
    from speclift.cli.sites import read_whole_site
    from speclift.fetch.documentation import PAGE
    from speclift.fetch.site import plan_site
    from speclift.pipeline.recording import kept_where_unchanged
    from speclift.readers.page import Page as Recorded

    (address,) = _addresses(source, default=PAGE).values()
    known = {page.url: page for page in recorded}
    before = known.get(address)
    answer = client.get(address, known=before.content if before is not None else None)
    content = before.content if answer.content is None and before is not None else answer.content or b""
    start = Recorded(PAGE, content, answer.url)
    within = source.extra.get("within", "")
    plan = plan_site(start, client, within=str(within), follow=follow)
    pages = read_whole_site(plan, start, client, store=store, follow=follow, known=known, progress=progress).pages
    kept = kept_where_unchanged(source.platform, pages, known)
    return tuple(sorted(kept, key=lambda page: (page.url, page.name)))


def _addresses(source: Source, *, default: str) -> dict[str, str]:
    """File name -> address of every page of a source. Raises `InputError` for what `[fetch]` cannot mean."""
    pages = source.extra.get("pages", {})
    file = str(source.folder / "source.toml") if source.folder is not None else source.name
    if not isinstance(pages, dict) or not all(isinstance(address, str) for address in pages.values()):
        raise InputError("fetch.pages maps file names to addresses", file=file, hint='like "users.html" = "https://…"')
    addresses = {str(name): str(address) for name, address in pages.items()} or {default: source.page}
    for name, address in addresses.items():
        if name != Path(name).name or name.startswith("."):
            raise InputError(f"{name!r} is no file name", file=file, place="fetch.pages")
        if not address:
            raise InputError("it does not say where the page lives", file=file, hint='add: page = "https://…"')
    return addresses


def _record(workspace: Workspace, update: Update, *, dry: bool) -> list[str]:
    """Record the fetched pages of a source in place of the old ones. Returns the paths that changed."""
    from speclift.fetch.site import follow_of
    from speclift.pipeline.recording import recorded_files, unpacked
    from speclift.workspace.atomic_tree import write_file
    from speclift.workspace.page_archive import ARCHIVE
    from speclift.workspace.source import load_source

    if update.built is None:
        return []
    folder = workspace.sources / update.source
    site = bool(follow_of(load_source(folder)))
    files = recorded_files(update.pages, site=site)
    contents = files if site else {f"{page.name}.gz": page.content for page in update.pages}
    changed = []
    for name, content in contents.items():
        path = folder / name
        if unpacked(path) != content:
            changed.append(path)
            if not dry:
                write_file(path, files[name])
    for path in sorted([*folder.glob("*.gz"), *folder.glob(ARCHIVE)]):
        if path.name not in files:
            changed.append(path)
            if not dry:
                path.unlink()
    return [path.relative_to(workspace.root).as_posix() for path in changed]


def _as_json(update: Update) -> dict[str, Any]:
    plans = update.built.plans if update.built is not None else ()
    return {
        "source": update.source,
        "state": update.state,
        "error": str(update.error) if update.error is not None else None,
        "added": list(update.added),
        "removed": list(update.removed),
        "against": {version: changes.against for version, changes in update.changes.items() if changes.against},
        "changes": {version: _changes(changes) for version, changes in update.changes.items()},
        "new_findings": len(update.findings),
        "twin_disagreements": [finding.message for finding in update.twins],
        "packages": {
            plan.package: {"released": plan.last, "next": plan.version, "bump": plan.bump}
            for plan in plans
            if not plan.released
        },
    }


def _changes(changes: VersionChanges) -> dict[str, list[dict[str, str]]]:
    wire = [
        {"rule": change.rule, "level": change.level.value, "fingerprint": change.fingerprint}
        | {"text": change.explain(), "article": change.article}
        for change in changes.wire
    ]
    return {
        "wire": wire,
        "python": [{"level": change.level.value, "text": change.explain()} for change in changes.python],
    }
