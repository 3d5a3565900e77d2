"""What a person means by a page: a file, or an address that is read politely."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from speclift.findings import Trouble
from speclift.readers.page import Page


def pages_at(where: str) -> tuple[Page, ...]:
    """The page at a path or an http(s) address, with the data files beside it that a reader needs. Raises `Trouble`."""
    if where.startswith(("http://", "https://")):
        from speclift.fetch.client import PoliteClient
        from speclift.fetch.documentation import fetch_pages

        with PoliteClient() as client:
            return fetch_pages(where, client)
    from speclift.fetch.documentation import with_data

    path = Path(where.removeprefix("file://"))

    def read(location: str) -> Page | None:
        beside = (path.parent / location.split("?", 1)[0]).resolve()
        # what a page names outside its own folder is not ours to read
        inside = beside.is_relative_to(path.parent.resolve()) and beside.is_file()
        return read_page(beside) if inside else None

    return with_data(read_page(path), read)


def read_page(path: Path) -> Page:
    """Read one page from a file; `.gz` is unpacked. Raises `Trouble`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise Trouble("there is no such file", file=str(path)) from None
    except IsADirectoryError:
        raise Trouble("this is a folder, not a page", file=str(path), hint="give the .html file in it") from None
    except OSError as error:
        raise Trouble(f"cannot be read: {error.strerror}", file=str(path)) from None
    if path.suffix == ".gz":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise Trouble(f"cannot be unpacked: {error}", file=str(path)) from None
    if not content.strip():
        raise Trouble("the file is empty", file=str(path))
    return Page(name=path.name.removesuffix(".gz"), content=content)
