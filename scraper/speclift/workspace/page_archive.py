"""The recorded pages of a site as one text file that diffs well: MIME, as browsers save pages (RFC 2557).

Enters: pages as (name, address, group, content). Leaves: the bytes of the archive, the same for the same pages; and
back. Pages stand in the order of their addresses, as they were served, uncompressed.
"""

from __future__ import annotations

import hashlib
import re
from email.header import Header, decode_header, make_header
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

ARCHIVE: Final = "pages.mhtml"
_BOUNDARY: Final = re.compile(rb'boundary="([^"\r\n]+)"')


class ArchivedPage(Struct, frozen=True):
    """A page in an archive."""

    name: str
    address: str
    group: str
    content: bytes


def pack(pages: Iterable[ArchivedPage]) -> bytes:
    """The archive of pages."""
    ordered = sorted(pages, key=lambda page: (page.address, page.name))
    boundary = _boundary([page.content for page in ordered])
    parts = [b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="' + boundary + b'"\n']
    for page in ordered:
        head = [
            "Content-Type: text/html",
            "Content-Transfer-Encoding: binary",
            f"Content-Location: {page.address}",
            f'Content-Disposition: inline; filename="{page.name}"',
        ]
        if page.group:
            head.append(f"Content-Description: {Header(page.group, 'utf-8', maxlinelen=10_000).encode()}")
        parts.append(b"\n--" + boundary + b"\n" + "\n".join(head).encode() + b"\n\n" + page.content)
    parts.append(b"\n--" + boundary + b"--\n")
    return b"".join(parts)


def unpack(content: bytes, *, file: str) -> list[ArchivedPage]:
    """The pages of an archive. Raises `InputError` when it is none."""
    match = _BOUNDARY.search(content[:2000])
    if match is None:
        raise InputError("this is no archive of pages", file=file, hint="record it anew: build --fetch")
    marker = b"\n--" + match[1]
    _, *parts = content.split(marker)
    pages = []
    for part in parts:
        if part.startswith(b"--"):
            break
        head, separator, body = part.removeprefix(b"\n").partition(b"\n\n")
        if not separator:
            raise InputError("a page of the archive is cut off", file=file, hint="record it anew: build --fetch")
        pages.append(_page(head.decode("utf-8", "replace"), body))
    return pages


def _page(head: str, body: bytes) -> ArchivedPage:
    fields = dict(line.partition(": ")[::2] for line in head.split("\n"))
    name = re.search(r'filename="([^"]*)"', fields.get("Content-Disposition", ""))
    group = str(make_header(decode_header(fields.get("Content-Description", ""))))
    return ArchivedPage(name[1] if name else "page.html", fields.get("Content-Location", ""), group, body)


def _boundary(contents: list[bytes]) -> bytes:
    """A line that no page holds; the same for most archives, so that it does not change with them."""
    boundary = b"----speclift-page"
    while any(b"--" + boundary in content for content in contents):
        boundary += hashlib.sha256(boundary).hexdigest()[:8].encode()
    return boundary
