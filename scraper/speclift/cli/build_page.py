"""`speclift build PAGE.html --out DIR`: a page that nobody configured, lifted into a workspace of its own."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.fetch.documentation import Documentation
    from speclift.pipeline.build import SourceBuild
    from speclift.pipeline.initialise import NewSource
    from speclift.pipeline.progress import Progress
    from speclift.workspace.layout import Workspace


def build_pages(
    where: list[str],
    *,
    out: Path | None,
    site: bool,
    packages: bool,
    check: bool,
    strict: bool,
    form: str,
    quiet: bool,
) -> None:
    """Lift each page or URL; its documents go to OUT/spec/NAME, its packages to OUT/generated."""
    from speclift.cli.building import attempted, leave
    from speclift.cli.summary import say
    from speclift.cli.terminal import say_warning
    from speclift.cli.writing import held, write
    from speclift.workspace.atomic_tree import recover
    from speclift.workspace.layout import Workspace

    if out is None:
        raise InputError(
            "a page that is no source needs --out DIR", hint="or make it a source: speclift init NAME PAGE"
        )
    if out.exists() and not out.is_dir():
        raise InputError("--out is a file", file=str(out))
    started = time.perf_counter()
    recorded: list[NewSource] = []
    builds, refused = attempted(
        where,
        lambda page: _build_page(
            page, out=out, site=site, packages=packages, strict=strict, quiet=quiet or form != "text", recorded=recorded
        ),
    )
    names = [build.name for build in builds]
    if len(set(names)) < len(names):
        twice = max(names, key=names.count)
        raise InputError(f"two pages would both be called {twice!r}", hint="give each an --out of its own")
    for build in builds:
        if not build.failures and not any(figures.operations for figures in build.figures):
            words = f"no call of {build.name} says where it goes: spec/{build.name}/FINDINGS.md says which"
            say_warning(f"{words} (state method and path in base.yaml: speclift init NAME PAGE)")
    workspace = Workspace(out.resolve())
    with held(workspace) if not check else nullcontext():
        if not check:
            recover(workspace.scratch)
        changed = write(workspace, builds, packages=packages, dry=check)
        if not check:
            _keep_evidence(workspace, recorded)
    say(builds, changed, check=check, form=form, quiet=quiet, seconds=time.perf_counter() - started)
    leave(builds, refused=refused, would_change=check and bool(changed))


def _keep_evidence(workspace: Workspace, sources: Sequence[NewSource]) -> None:
    """Keep the recorded pages beside the documents, as sources: `speclift explain` reads them, and they can grow."""
    from speclift.pipeline.initialise import write_source

    for source in sources:
        folder = workspace.sources / source.name
        if folder.is_dir():
            for name, content in source.files.items():
                if name != "source.toml":
                    (folder / name).write_bytes(content)
        else:
            write_source(folder, source.files, workspace.scratch)


def _build_page(
    where: str, *, out: Path, site: bool, packages: bool, strict: bool, quiet: bool, recorded: list[NewSource]
) -> SourceBuild:
    from speclift.cli.pages import documentation_at, is_address
    from speclift.cli.watching import watch
    from speclift.pipeline.build import build_source
    from speclift.pipeline.initialise import new_source, recognise
    from speclift.readers.budget import within_budget
    from speclift.workspace.source import unconfigured

    name = name_of(where)
    with watch(name, quiet=quiet) as progress:
        documentation = documentation_at(where)
        if site and is_address(where) and not documentation.says:
            documentation = _site(documentation, out / ".speclift" / "fetch" / f"site-{name}", progress)
        if documentation.says and not quiet:
            print(documentation.says, file=sys.stderr)
        with within_budget(documentation.pages):  # of all stages together
            source = unconfigured(name, documentation.address, recognise(documentation.pages).platform)
            built = build_source(source, documentation.pages, packages=packages, strict=strict, progress=progress)
            recorded.append(new_source(name, documentation))
    return built


def _site(documentation: Documentation, store: Path, progress: Progress) -> Documentation:
    from speclift.cli.sites import read_whole_site, wants_site
    from speclift.fetch.client import PoliteClient
    from speclift.fetch.site import FOLLOW, plan_site

    page = documentation.pages[0]
    with PoliteClient() as client:
        plan = plan_site(page, client)
        wants_site(page, plan, chosen=True)
        return read_whole_site(plan, page, client, store=store, follow=FOLLOW, progress=progress)


def name_of(where: str) -> str:
    """A name for a page: from its host and path, or its file; a file called `index` is named after its folder."""
    from speclift.cli.pages import is_address, path_of
    from speclift.pipeline.initialise import name_from

    if is_address(where):
        try:
            parts = urlsplit(where)
        except ValueError as error:
            raise InputError(f"not an address: {error}", file=where) from None
        host = (parts.hostname or "").removeprefix("www.")
        *folders, file = PurePosixPath(unquote(parts.path)).parts or ("",)
        return name_from([host, *folders, *_telling(file)])
    path = path_of(where).resolve()
    return name_from(_telling(path.name) or [path.parent.name])


def _telling(file: str) -> list[str]:
    stem = file
    while (shorter := PurePosixPath(stem)).suffix.lower() in _SUFFIXES:
        stem = shorter.stem
    return [] if stem.lower() in _SAY_NOTHING else [stem]


_SUFFIXES = {".html", ".htm", ".xhtml", ".mhtml", ".gz", ".json", ".yaml", ".yml", ".js", ".php"}
_SAY_NOTHING = {"index", "page", "current", "default", "main.bundle", "api_data", "openapi", "swagger", "api-docs", ""}
