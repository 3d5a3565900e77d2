"""What a package offers against the rows of the page itself: the document is not asked, so it cannot fool.

For each article of the recorded apidoc page: the rows of its request are arguments of the method; documented reasons
are classes; the scopes that it names are in the docstring.
"""

from __future__ import annotations

import functools
import gzip
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packages import REPOSITORY, Operation, Package, documents, label, package
from test_parity import _function

from speclift.readers import reader_for
from speclift.readers.page import Page
from speclift.workspace.source import load_source

SOURCE = "trueconf-server"
DOCUMENTS = [path for path in documents() if path.parent.name == SOURCE]


@functools.cache
def articles() -> dict[tuple[str, str], Any]:
    """The articles of the recorded page: by version, and by group and name."""
    folder = REPOSITORY / "scraper/sources" / SOURCE
    pages = [Page(path.stem, gzip.decompress(path.read_bytes())) for path in sorted(folder.glob("*.gz"))]
    raw = reader_for(load_source(folder).platform).read(pages)
    return {(article.version, article.place.anchor.lower()): article for article in raw.articles if article.url}


def matched(one: Package, version: str) -> Iterator[tuple[Operation, Any]]:
    """The operations of a package with their articles, found by the anchor that the documentation links to."""
    number = version.removeprefix("v")
    number += ".0" * (2 - number.count("."))
    for operation in one.operations:
        anchor = operation.data.get("externalDocs", {}).get("url", "").rpartition("#")[2].lower()
        article = articles().get((number, anchor))
        if article is not None:
            yield operation, article


def rows(article: Any, role: str) -> list[Any]:
    """The rows of the sections of one role."""
    return [row for section in article.sections if section.role == role for row in section.fields]


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_rows_of_the_request_are_arguments(path: Path) -> None:
    one = package(path)
    secret = {scheme.get("name") for scheme in one.document["components"]["securitySchemes"].values()}
    found = list(matched(one, path.stem))
    lacking: list[str] = []
    compared = 0
    for operation, article in found:
        offered = {p.wire for p in (*operation.method.positional, *operation.method.keywords)}
        for row in rows(article, "parameter"):
            name = row.name.strip("[]{}$")
            if name in secret or not re.fullmatch(r"\w+", name):
                continue
            compared += 1
            if name not in offered:
                lacking.append(f"{'.'.join(operation.method.path)}: no argument for {name}")
    assert len(found) > 0.9 * len(one.operations)
    assert compared > 20
    assert lacking == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_reasons_and_scopes_of_the_page_are_in_the_package(path: Path) -> None:
    one = package(path)
    known = set(one.module.errors.REASONS)
    lacking: list[str] = []
    scopes = 0
    for operation, article in matched(one, path.stem):
        if operation.path.startswith("/oauth2/"):
            continue  # the token endpoint itself: what it names are the scopes of tokens
        name = ".".join(operation.method.path)
        words = inspect.getdoc(inspect.unwrap(_function(one.client(), operation.method.path))) or ""
        for row in rows(article, "error"):
            if re.fullmatch(r"[a-z]+([A-Z]\w*)*", row.name) and row.name not in known:
                lacking.append(f"{name}: no class for the reason {row.name}")
        for scope in (scope for text in article.permission for scope in re.findall(r"[\w.]+(?::\w+)?", text.text)):
            scopes += 1
            if scope not in words:
                lacking.append(f"{name}: the docstring does not name the scope {scope}")
    assert lacking == []
    assert scopes > 0
