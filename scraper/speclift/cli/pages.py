"""What a person means by a page: a file, or an address that is read politely."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from speclift.fetch.documentation import Documentation


def is_address(where: str) -> bool:
    """Whether a person means an address, and not a file."""
    return where.lower().startswith(("http://", "https://"))


def path_of(where: str) -> Path:
    """The path of a file that a person names, by its path or a `file:` address."""
    return Path(unquote(urlsplit(where).path) if where.lower().startswith("file:") else where)


def documentation_at(where: str) -> Documentation:
    """The page at a path or an http(s) address, with the data files beside it that a reader needs; a folder's pages.

    Raises `InputError`.
    """
    from speclift.fetch.documentation import documentation_of, fetch_documentation

    if is_address(where):
        from speclift.fetch.client import PoliteClient

        with PoliteClient() as client:
            return fetch_documentation(where, client)
    from speclift.fetch.saved import folder_documentation, read_beside, read_page

    path = path_of(where)
    if path.is_dir():
        return folder_documentation(path)
    page = read_page(path)
    return documentation_of(page, lambda location: read_beside(path, location), address=page.url)
