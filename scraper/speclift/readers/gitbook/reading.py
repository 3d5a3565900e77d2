"""A GitBook page from bytes to `RawApi`: where its operations stand, and what its data adds to them."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.document import join_pointer
from speclift.model.documents import ReadDocument, ReadDocuments
from speclift.model.findings import InputError
from speclift.model.raw import Place, RawApi, RawArticle, RawGroup, RawText
from speclift.readers.detect import refuse_other
from speclift.readers.gitbook.embedded import anchor_of, embedded, openapi_document
from speclift.readers.gitbook.operation import read_operation, section_title
from speclift.readers.gitbook.samples_of_page import add_samples
from speclift.readers.gitbook.separators import without_separators
from speclift.readers.gitbook.streaming import finish
from speclift.readers.gitbook.table import is_prose
from speclift.readers.kit import flight
from speclift.readers.kit.encoding import decoded
from speclift.readers.kit.html_tree import canonical, main_element, meta, parse
from speclift.readers.kit.leaves import Leaf, common_element, inside, leaves
from speclift.readers.kit.markdown_text import paragraphs
from speclift.readers.kit.operations import last_step, leaves_of_operation, operation_starts, shifted
from speclift.readers.kit.pages import read_pages, refuse_empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.gitbook.embedded import Operation
    from speclift.readers.kit.address import Address
    from speclift.readers.page import Page

_LONGEST_NAME = 8
_AROUND = ("nav", "footer", "aside", "header", "button", "form")


def read(pages: Sequence[Page]) -> RawApi:
    """Read the pages of one API. Raises `InputError` for a page that holds no operation, or only half of one."""
    api = read_pages("gitbook", pages, _read_page, labels_required=True)
    return replace(api, articles=_named(api.articles))


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


def _read_page(page: Page, root: HtmlElement) -> RawApi:
    text = decoded(page.content)
    missing = finish(root, text)
    shown = leaves(main_element(root))
    heading = next((leaf for leaf in shown if leaf.heading is not None), None)
    title = heading.words if heading else meta(root, "title")
    group = last_step(canonical(root) or page.url)
    begun = operation_starts(shown)
    if not begun:
        lost = "its API blocks never arrived" if missing else "this GitBook page documents no operation"
        raise refuse_empty(page, root, lost, "record a page that shows a method and a path")
    articles: list[RawArticle] = []
    not_understood: list[RawText] = []
    taken: set[Leaf] = set()
    for number in range(len(begun)):
        block, start = _block(shown, begun, number)
        taken.update(block)
        article, lost_texts = read_operation(block, start, Place(page.name, _anchor(block, start), ""), (group, title))
        articles.append(article)
        not_understood.extend(lost_texts)
    about = _introduction(shown, taken)
    description = tuple(
        RawText(words, Place(page.name, group, "", f"description/{number}"))
        for number, words in enumerate(paragraphs(about), 1)
    )
    return RawApi(
        title=_site(root) or title,
        platform="gitbook",
        articles=tuple(articles),
        groups=(RawGroup(group, title, description, Place(page.name, group, "")),),
        servers=tuple(dict.fromkeys(start.server for start in begun if start.server and start.path)),
        generator=meta(root, "generator").partition(" ")[0],
        not_understood=tuple(not_understood),
    )


def _site(root: HtmlElement) -> str:
    return meta(root, "title").rpartition(" | ")[2]


def read_documents(pages: Sequence[Page]) -> ReadDocuments | None:
    """The OpenAPI operations that the pages carry for their scripts, as one document; None where a page carries none.

    The page's heading is the operations' tag. Raises `InputError` for what is no page of GitBook.
    """
    operations: list[Operation] = []
    tags: list[dict[str, str]] = []
    evidence: list[tuple[str, RawText]] = []
    shown_articles: list[RawArticle] = []
    title = ""
    for page in pages:
        root = parse(page)
        refuse_other(page, "gitbook")
        shown = leaves(main_element(root))
        tag = next((leaf.words for leaf in shown if leaf.heading is not None), "")
        own = embedded(flight.rows(decoded(page.content)), tag).operations
        if not own:
            return None
        title = title or _site(root) or tag
        operations.extend(own)
        if tag and tag not in (known["name"] for known in tags):
            tags.append({"name": tag})
        for operation in own:
            words = f"{operation.method} {operation.path}"
            pointer = join_pointer("paths", operation.path, operation.method)
            evidence.append((pointer, RawText(words, Place(page.name, operation.anchor, ""))))
        with suppress(InputError):  # a page whose operations stand in its data alone shows none
            shown_articles.extend(_read_page(page, root).articles)
    document = openapi_document(operations, title, tags)
    if document is None:
        return None
    add_samples(document, shown_articles)
    findings = tuple(without_separators(document, pages[0].name))
    read = ReadDocument(pages[0].name, document, pages[0].url, tuple(evidence))
    return ReadDocuments("gitbook", (read,), findings)


def _block(shown: Sequence[Leaf], begun: Sequence[Address], number: int) -> tuple[list[Leaf], Address]:
    """The leaves of one operation, and its start counted within them: what the element holds that has its titles."""
    block, start = leaves_of_operation(shown, begun, number)
    titles = (block[at] for at in range(start.end, len(block)) if section_title(block, at))
    holder = common_element([block[0], block[start.method], *titles])
    if holder is None:
        return block, start
    held = inside(holder, block)
    return held, shifted(start, held.index(block[start.method]) - start.method)


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
