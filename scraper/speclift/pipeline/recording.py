"""Pages as a source folder keeps them: each packed in a file of its own, or all pages of a site in one archive.

Enters: pages, or the folder. Leaves: files by name, or pages. The same page is the same file: no time stamp, no name.
"""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.readers.kit.bare_text import bare_text
from speclift.readers.limits import LARGEST_PAGE
from speclift.readers.page import Page
from speclift.workspace.page_archive import ARCHIVE, ArchivedPage, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def recorded_pages(folder: Path) -> tuple[Page, ...]:
    """The recorded pages of a source folder, in the order of their names; those of a site in that of their addresses.

    Raises `InputError` when there is none, or when one is damaged.
    """
    pages = []
    for path in sorted(folder.glob("*.gz")):
        try:
            with gzip.open(path) as file:
                content = file.read(LARGEST_PAGE + 1)  # one byte more is refused where pages are judged
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                f"cannot unpack: {error}", file=str(path), hint="record the page anew: build --fetch"
            ) from None
        pages.append(Page(name=path.name.removesuffix(".gz"), content=content))
    archive = folder / ARCHIVE
    if archive.is_file():
        files = unpack(archive.read_bytes(), file=str(archive))
        pages += [Page(one.name, one.content, one.address, one.group) for one in files]
    if not pages:
        raise InputError(
            f"no recorded page (*.gz, {ARCHIVE})", file=str(folder), hint="record one: speclift build NAME --fetch"
        )
    return tuple(pages)


def recorded_files(pages: Sequence[Page], *, site: bool) -> dict[str, bytes]:
    """The files that record these pages: `site` puts them all into one archive."""
    if site:
        return {ARCHIVE: pack(ArchivedPage(page.name, page.url, page.group, page.content) for page in pages)}
    return {f"{page.name}.gz": packed(page.content) for page in pages}


def packed(content: bytes) -> bytes:
    """A page as it is recorded: gzip without a time stamp or a name, so the same page is the same file."""
    return gzip.compress(content, 9, mtime=0)


def unpacked(path: Path) -> bytes | None:
    """A page as it was recorded, or an archive as it is; None when it is not there, or damaged."""
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError, zlib.error):
        return None


def kept_where_unchanged(platform: str, fetched: Sequence[Page], recorded: Mapping[str, Page]) -> list[Page]:
    """The fetched pages, each in its recorded bytes where it says the same: a build stamp is no change.

    `recorded` holds the recorded pages by address.
    """
    kept = []
    for page in fetched:
        before = recorded.get(page.url)
        same = before is not None and before.group == page.group and _says_the_same(platform, before, page)
        kept.append(before if same and before is not None else page)
    return kept


def _says_the_same(platform: str, before: Page, page: Page) -> bool:
    if before.content == page.content:
        return True
    old, new = (_words(each.content) for each in (before, page))
    if old != new:
        return False
    ours = Page(before.name, page.content, before.url, before.group)
    return _read(platform, before) == _read(platform, ours)


def _words(content: bytes) -> bytes:
    """The words of a page: what stands outside of tags, scripts and styles."""
    return b" ".join(bare_text(content).split())


def _read(platform: str, page: Page) -> object:
    """What the platform's reader makes of a page; None for a page without an operation."""
    from speclift.readers import document_reader_for, reader_for

    try:
        reader = document_reader_for(platform)
        documents = reader.read_documents([page]) if reader is not None else None
        return documents if documents is not None else reader_for(platform).read([page])
    except InputError:
        return None
