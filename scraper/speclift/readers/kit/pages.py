"""Recorded pages to one `RawApi`.

Enters: pages and a platform's function that reads one of them. Leaves: what they say together, or `InputError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.model.raw import RawApi, RawGroup
from speclift.readers.detect import refuse_other
from speclift.readers.kit.html_tree import parse
from speclift.readers.kit.walls import refuse_wall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.html import HtmlElement

    from speclift.readers.page import Page


def read_pages(
    platform: str,
    pages: Sequence[Page],
    read_page: Callable[[Page, HtmlElement], RawApi],
    *,
    labels_required: bool = False,
) -> RawApi:
    """Read each page and put them together, groups of one name once. The first page gives title and generator.

    `labels_required`: the platform labels each required row.

    Raises `InputError` where there is no page, a page is none, is clearly of another platform, or `read_page` refuses.
    """
    parts = [_read(platform, page, read_page) for page in pages]
    if not parts:
        raise InputError("there is no page to read", hint="name one in source.toml")
    groups: dict[str, RawGroup] = {}
    for group in (group for part in parts for group in part.groups):
        groups.setdefault(group.name, group)
    return RawApi(
        title=parts[0].title,
        platform=platform,
        articles=tuple(article for part in parts for article in part.articles),
        groups=tuple(groups.values()),
        description=tuple(text for part in parts for text in part.description),
        servers=tuple(dict.fromkeys(server for part in parts for server in part.servers)),
        generator=parts[0].generator,
        not_understood=tuple(text for part in parts for text in part.not_understood),
        labels_required=labels_required,
    )


def _read(platform: str, page: Page, read_page: Callable[[Page, HtmlElement], RawApi]) -> RawApi:
    root = parse(page)
    refuse_other(page, platform)
    return read_page(page, root)


def refuse_empty(page: Page, root: HtmlElement, message: str, hint: str) -> InputError:
    """The error for a page on which no operation was found. Raises `InputError` itself when the page is a wall."""
    refuse_wall(page, root)
    return InputError(message, file=page.name, hint=hint)
