"""A page that a person saved from a browser: a file, and where the page came from.

Enters: a path. Leaves: a `Page`. Browsers save a page as it is, with the files beside it in a folder, or as one file in
MIME (RFC 2557); `.gz` is unpacked.
"""

from __future__ import annotations

import email
import email.policy
import gzip
import re
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from speclift.fetch.documentation import Documentation, documentation_of
from speclift.fetch.site import page_name
from speclift.model.findings import InputError
from speclift.readers.limits import LARGEST_PAGE
from speclift.readers.navigation import navigation_links
from speclift.readers.page import Page

_MIME = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*multipart/related\b", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"']+)\s*-->", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(rb"""\bhref\s*=\s*["']?(https?://[^\s"'<>]+)""", re.IGNORECASE)
_LOOK = 200_000
_GZIP = b"\x1f\x8b"


def read_page(path: Path) -> Page:
    """Read one page from a file; its `url` is what the page itself says, or "". Raises `InputError`."""
    try:
        with path.open("rb") as file:
            content = _content(file, path)
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path)) from None
    except IsADirectoryError:
        raise InputError(
            "this is a folder, not a page",
            file=str(path),
            hint="give the folder to build or init, or the .html file in it",
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"cannot be unpacked: {error}", file=str(path)) from None
    except (OSError, ValueError) as error:  # ValueError: a name with a null in it
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=str(path)) from None
    if len(content) > LARGEST_PAGE:
        raise InputError(f"the file is larger than {LARGEST_PAGE:,} bytes", file=str(path))
    if not content.strip():
        raise InputError("the file is empty", file=str(path))
    name = path.name.removesuffix(".gz")
    if _MIME.match(content[:_LOOK].replace(b"\r\n", b"\n")):
        return _from_mime(name, content, path)
    return Page(name, content, _address(content))


def folder_documentation(folder: Path) -> Documentation:
    """The documentation that a folder of saved pages holds: the document that its start page is drawn from, or pages.

    Raises `InputError` when the folder holds no page.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _PAGES and path.is_file())
    index = next((folder / name for name in ("index.html", "index.htm") if folder / name in paths), None)
    if index is not None:
        start = read_page(index)
        found = documentation_of(start, lambda location: read_beside(index, location), address=start.url)
        if found.says or len(paths) == 1:
            return found
    groups = _groups(index, folder) if index is not None else {}
    names: set[str] = set()
    pages = []
    for path in sorted(paths, key=lambda one: (one != index, one)):
        relative = path.relative_to(folder).as_posix()
        page = read_page(path)
        pages.append(Page(page_name(relative, names), page.content, page.url, groups.get(relative, "")))
    if not pages:
        raise InputError("the folder holds no page", file=str(folder), hint="*.html files are read")
    return Documentation(tuple(pages), pages[0].url)


def _groups(index: Path, folder: Path) -> dict[str, str]:
    """The group of each page by its path in the folder, as the navigation of the start page has it."""
    groups: dict[str, str] = {}
    for link in navigation_links(read_page(index)):
        path = unquote(urlsplit(link.address).path).lstrip("/")
        for name in (path, f"{path}.html", f"{path.rstrip('/')}/index.html"):
            if link.group and path and (folder / name).is_file():
                groups.setdefault(Path(name).as_posix(), link.group)
    return groups


_PAGES = frozenset({".html", ".htm", ".xhtml"})


def read_beside(page: Path, location: str) -> Page | None:
    """What `location`, as the page names it, is among the files in the page's own folder; None when it is not there.

    A page names files by its site's addresses; a copy of the site may begin anywhere in them, so their ends are tried.
    """
    folder = page.parent.resolve()
    parts = [part for part in unquote(urlsplit(location).path).split("/") if part not in ("", ".", "..")]
    for start in range(len(parts)):
        beside = folder.joinpath(*parts[start:])
        # what a link leads to outside of the folder is not ours to read
        if "\0" not in str(beside) and beside.is_file() and beside.resolve().is_relative_to(folder):
            return read_page(beside)
    return None


def _content(file: BinaryIO, path: Path) -> bytes:
    content = file.read(LARGEST_PAGE + 1)
    if path.suffix == ".gz" or content.startswith(_GZIP):
        with gzip.open(BytesIO(content)) as unpacked:
            return unpacked.read(LARGEST_PAGE + 1)
    return content


def _from_mime(name: str, content: bytes, path: Path) -> Page:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                said = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
                address = said if said.startswith(("http://", "https://")) else _address(page)
                return Page(f"{name.rsplit('.', 1)[0]}.html", page, address.split("#", 1)[0])
    raise InputError("the saved file holds no page", file=str(path), hint="save the page again, as HTML")


def _address(content: bytes) -> str:
    """The address that a page gives as its own, or that the browser which saved it wrote down."""
    head = content[:_LOOK]
    saved = _SAVED_FROM.search(head)
    links = (
        link[0] for link in _LINK.finditer(head) if re.search(rb"\brel\s*=\s*[\"']?canonical\b", link[0], re.IGNORECASE)
    )
    found = saved or next((href for link in links if (href := _HREF.search(link)) is not None), None)
    return found[1].decode("ascii", "ignore").split("#", 1)[0] if found is not None else ""
