"""`speclift build PAGE.html --out DIR`: a page that nobody configured, lifted into a workspace of its own."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer

from speclift.findings import Trouble

if TYPE_CHECKING:
    from speclift.build import SourceBuild


def build_pages(where: list[str], *, out: Path | None, packages: bool, check: bool, as_json: bool, quiet: bool) -> None:
    """Lift each page or URL; its documents go to OUT/spec/NAME, its packages to OUT/generated."""
    from speclift.cli.build import as_data, say, write
    from speclift.workspace import Workspace

    if out is None:
        raise Trouble("a page that is no source needs --out DIR", hint="or make it a source: speclift init NAME PAGE")
    if out.exists() and not out.is_dir():
        raise Trouble("--out is a file", file=str(out))
    started = time.perf_counter()
    builds = [_build_page(one, packages=packages, quiet=quiet or as_json) for one in where]
    names = [build.name for build in builds]
    if len(set(names)) < len(names):
        raise Trouble(f"two pages would both be called {max(names, key=names.count)!r}", hint="build them one by one")
    changed = write(Workspace(out.resolve()), builds, packages=packages, dry=check)
    seconds = time.perf_counter() - started
    if as_json:
        print(json.dumps(as_data(builds, changed, seconds), indent=2))
    else:
        say(builds, changed, check=check, as_json=False, quiet=quiet, seconds=seconds)
    if check and changed:
        raise typer.Exit(1)


def _build_page(where: str, *, packages: bool, quiet: bool) -> SourceBuild:
    from dataclasses import replace

    from speclift.build import build_source
    from speclift.cli.pages import pages_at
    from speclift.cli.watching import watch
    from speclift.initialise import recognise
    from speclift.source import unconfigured

    name = name_of(where)
    with watch(name, quiet=quiet) as progress:
        pages = pages_at(where)
        recognition = recognise(pages)
        source = replace(unconfigured(name, pages[0].url), platform=recognition.platform)
        return build_source(source, pages, packages=packages, progress=progress)


def name_of(where: str) -> str:
    """A name for a page: from its file, or from its host and path; `index` and `page` say nothing and are left out."""
    if where.startswith(("http://", "https://")):
        parts = urlsplit(where)
        words = f"{(parts.hostname or '').removeprefix('www.')} {PurePosixPath(parts.path).with_suffix('')}"
    else:
        path = Path(where.removeprefix("file://")).resolve()
        stem = path.name.split(".", 1)[0]
        words = path.parent.name if stem in _SAY_NOTHING else stem
    found = [word for word in re.split(r"[^a-z0-9]+", words.lower()) if word and word not in _SAY_NOTHING]
    return "-".join(found)[:60].strip("-") or "api"


_SAY_NOTHING = {"index", "page", "current", "html", "htm"}
