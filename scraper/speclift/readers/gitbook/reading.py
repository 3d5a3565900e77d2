"""A GitBook page from bytes to `RawApi`: where its operations stand, and what its data adds to them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from speclift.model.findings import InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers import flight
from speclift.readers.detect import refuse_other
from speclift.readers.gitbook.embedded import anchor_of, embedded
from speclift.readers.gitbook.merge import filled
from speclift.readers.gitbook.operation import read_operation, section_title, starts
from speclift.readers.gitbook.streaming import finish
from speclift.readers.gitbook.table import is_prose
from speclift.readers.html_tree import canonical, decoded, main_element, meta, parse
from speclift.readers.leaves import Leaf, common_element, inside, leaves
from speclift.readers.markdown_text import paragraphs
from speclift.readers.walls import refuse_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.address import Address
    from speclift.readers.page import Page

_LONGEST_NAME = 8
_AROUND = ("nav", "footer", "aside", "header", "button", "form")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API. Raises `InputError` for a page that holds no operation, or only half of one."""
    parts = [_read_page(page) for page in pages]
    if not parts:
        raise InputError("there is no page to read", hint="name one in source.toml")
    return RawApi(
        title=parts[0].title,
        platform="gitbook",
        articles=_named([article for part in parts for article in part.articles]),
        groups=tuple(group for part in parts for group in part.groups),
        servers=tuple(dict.fromkeys(server for part in parts for server in part.servers)),
        generator=parts[0].generator,
        not_understood=tuple(text for part in parts for text in part.not_understood),
    )


def _named(articles: Sequence[RawArticle]) -> tuple[RawArticle, ...]:
    """Each article under its title, which the author gave; under its anchor, which GitBook made, where titles
    repeat."""
    titles = Counter(_slug_of(article.title) for article in articles)
    return tuple(
        replace(article, name=slug) if (slug := _slug_of(article.title)) and titles[slug] == 1 else article
        for article in articles
    )


def _slug_of(title: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", title)
    return "-".join(words).lower() if title.isascii() and 1 < len(words) <= _LONGEST_NAME else ""


def _read_page(page: Page) -> RawApi:
    root = parse(page)
    refuse_other(page, "gitbook")
    text = decoded(page.content)
    missing = finish(root, text)
    main = main_element(root)
    shown = leaves(main)
    heading = next((leaf for leaf in shown if leaf.heading is not None), None)
    title = heading.words if heading else meta(root, "title")
    group = _slug(canonical(root) or page.url)
    data = embedded(flight.rows(text), page.name, group, title)
    begun = starts(shown)
    if not begun and not data.articles:
        refuse_wall(page, root)
        lost = "its API blocks never arrived" if missing else "this GitBook page documents no operation"
        raise InputError(lost, file=page.name, hint="record a page that shows a method and a path")
    articles: list[RawArticle] = []
    taken: set[Leaf] = set()
    for number in range(len(begun)):
        block, start = _block(shown, begun, number)
        taken.update(block)
        anchor = _anchor(block, start)
        articles.append(read_operation(block, start, Place(page.name, anchor, ""), group, title))
    description = tuple(
        RawText(words, Place(page.name, group, "", f"description/{number}"))
        for number, words in enumerate(paragraphs(_introduction(shown, taken)), 1)
    )
    done = filled(articles, data)
    return RawApi(
        title=meta(root, "title").rpartition(" | ")[2] or title,
        platform="gitbook",
        articles=done,
        groups=(RawGroup(group, title, description, Place(page.name, group, "")),),
        servers=tuple(
            dict.fromkeys([*(start.server for start in begun if start.server and start.path), *data.servers])
        ),
        generator=meta(root, "generator").partition(" ")[0],
        not_understood=tuple(
            text for article in done for text in article.labels if text.place.path.startswith("unplaced/")
        ),
    )


def _block(shown: Sequence[Leaf], begun: Sequence[Address], number: int) -> tuple[list[Leaf], Address]:
    """The leaves of one operation, and its start counted within them."""
    start = begun[number]
    first = _heading_before(shown, begun, number)
    last = _heading_before(shown, begun, number + 1) if number + 1 < len(begun) else len(shown)
    marks = [shown[first], shown[start.method]]
    marks.extend(shown[at] for at in range(start.end, last) if section_title(shown, at))
    holder = common_element(marks)
    block = inside(holder, shown[first:last]) if holder is not None else list(shown[first:last])
    method = block.index(shown[start.method])
    return block, replace(start, method=method, end=method + start.end - start.method)


def _heading_before(shown: Sequence[Leaf], begun: Sequence[Address], number: int) -> int:
    floor = begun[number - 1].end if number else 0
    at = begun[number].method
    for index in range(at, floor - 1, -1):
        if (heading := shown[index].heading) is not None:
            while index > floor and shown[index - 1].heading is heading:
                index -= 1
            return index
    return at


def _anchor(block: Sequence[Leaf], start: Address) -> str:
    """The heading's own id, else the one that GitBook would give."""
    for leaf in block[: start.method]:
        heading = leaf.heading
        if heading is not None and heading.get("id"):
            return str(heading.get("id"))
    return anchor_of(block[start.method].words, start.path)


def _introduction(shown: Sequence[Leaf], taken: set[Leaf]) -> list[Leaf]:
    """The page's own prose, between its blocks: without navigation, dates and headings."""
    dated = {leaf.line for leaf in shown if leaf.inside("time") is not None}
    return [
        leaf
        for leaf in shown
        if leaf not in taken
        and is_prose(leaf)
        and leaf.line not in dated
        and leaf.inside(*_AROUND) is None
        and leaf.heading is None
    ]


def _slug(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]
