"""Reads one apidoc documentation, whatever part of it was recorded: rendered pages, or the data they are rendered from.

Enters: the recorded pages. Leaves: a `RawApi`, or `Trouble` in one line.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from speclift.findings import Trouble
from speclift.readers.apidoc.encoding import as_utf8
from speclift.readers.apidoc.pages import read_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.raw import RawApi
    from speclift.readers.page import Page


def read(pages: Sequence[Page]) -> RawApi:
    """Read one documentation. Raises `Trouble` for input that no article can be read from."""
    if not pages:
        raise Trouble("there is no page to read", hint="record one with `speclift build --fetch`")
    found = [read_page(page.name, as_utf8(page)) for page in pages]
    first = found[0]
    return replace(
        first,
        articles=tuple(chain.from_iterable(api.articles for api in found)),
        groups=tuple(chain.from_iterable(api.groups for api in found)),
    )
