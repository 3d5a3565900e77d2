"""The whole site as bytes, and written so that only what changed is touched.

Enters: a workspace, names of sources, a folder. Leaves: `SiteBuild`. The folder is a site of speclift's (it holds
`.speclift-site`, the list of its files) or empty: nothing that somebody else put there is removed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from speclift.model.findings import InputError
from speclift.site.changes import change_files
from speclift.site.findings import finding_files
from speclift.site.machine import machine_files
from speclift.site.matrix import matrix_files
from speclift.site.overview import counts, guide_files, index_file, overview_files
from speclift.site.reference import Reference
from speclift.site.render import Renderer
from speclift.site.search import Row, search_index, search_rows
from speclift.site.sources import load_site_source
from speclift.site.text import style_of_code
from speclift.workspace.atomic_tree import write_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from speclift.workspace.layout import Workspace

MANIFEST = ".speclift-site"


class Progress(Protocol):
    """Who wants to know how far a site is."""

    def stage(self, name: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self) -> None:
        """One step of the current stage is done."""


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """What writing a site did: how many files it has, which were written or removed, its size in bytes."""

    files: int
    changed: tuple[str, ...]
    size: int


def site_files(
    workspace: Workspace, names: Sequence[str], guides: Mapping[str, str], progress: Progress
) -> dict[str, bytes]:
    """Every file of the site by path. Raises `InputError` for a source that cannot be built."""
    renderer = Renderer()
    files: dict[str, bytes] = dict(_shared(renderer))
    rows: list[Row] = []
    figures = []
    for name in names:
        progress.stage(f"{name}: read and lift", 1)
        source = load_site_source(workspace, name)
        reference = Reference(source, renderer)
        progress.advance()
        progress.stage(f"{name}: pages", len(source.versions))
        for path, content in reference.files():
            files[path] = content
            if path.count("/") == 2 and path.endswith("/index.html"):
                progress.advance()
        for make in (overview_files, matrix_files, change_files, finding_files, machine_files):
            files.update(make(source, reference, renderer))
        rows += search_rows(source, reference)
        figures.append(counts(source, reference))
    files.update(guide_files(guides, renderer))
    files.update([index_file(figures, renderer)])
    files["search-index.js"] = search_index(rows)
    return files


def _shared(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    style = (renderer.folder / "style.css").read_text(encoding="utf-8")
    yield "style.css", f"{style}{style_of_code()}\n".encode()
    for name in ("site.js", "icon.svg", "vendor/minisearch.js", "vendor/minisearch.LICENSE.txt"):
        yield name.removeprefix("vendor/"), (renderer.folder / name).read_bytes()


def write_site(out: Path, files: Mapping[str, bytes]) -> SiteBuild:
    """Make a folder hold exactly these files, beside whatever is not ours; each file is written atomically.

    Raises `InputError` for a folder that holds other things and no site of speclift's.
    """
    before = _owned(out)
    changed = [path for path, content in files.items() if _read(out / path) != content]
    for path in changed:
        write_file(out / path, files[path])
    gone = sorted(before - files.keys())
    for path in gone:
        (out / path).unlink(missing_ok=True)
        parent = (out / path).parent
        while parent != out and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent
    manifest = json.dumps(sorted(files), indent=0).encode()
    if _read(out / MANIFEST) != manifest:
        write_file(out / MANIFEST, manifest)
    return SiteBuild(len(files), (*changed, *gone), sum(map(len, files.values())))


def _owned(out: Path) -> set[str]:
    if out.exists() and not out.is_dir():
        raise InputError("is a file", file=str(out), hint="give a folder: --out DIR")
    content = _read(out / MANIFEST)
    if content is None:
        if out.is_dir() and any(out.iterdir()):
            raise InputError(
                "holds files that are no site of speclift's", file=str(out), hint="give an empty folder: --out DIR"
            )
        return set()
    try:
        listed = json.loads(content)
    except ValueError:
        raise InputError("cannot be read", file=str(out / MANIFEST), hint="remove the folder and build again") from None
    owned = {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()
    return {path for path in owned if not path.startswith("/") and ".." not in path.split("/")}


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
