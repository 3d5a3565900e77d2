"""Changes between any two versions, and the feed of versions.

Enters: a `SiteSource`. Leaves: a page for each pair, an overview of all pairs, an Atom feed (RFC 4287).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from speclift.diff.change import Level
from speclift.report.blocks import Heading, Item, List, Text
from speclift.report.diff.page import page
from speclift.report.diff.report import Report, Side
from speclift.report.writers.html import inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.report.blocks import Block, Words
    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource


@dataclass(frozen=True, slots=True)
class Line:
    """One change: what `speclift diff` says of it, its notes, and where the reference has what changed."""

    html: Markup
    notes: tuple[Markup, ...]
    tone: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a report with its paragraphs and changes; `level` is that of HTML."""

    level: int
    title: Markup
    texts: tuple[Markup, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The way from one version to another: its page, and how much changes on it."""

    href: str
    breaking: int
    all: int
    verdict: str


def change_files(source: SiteSource, reference: Reference, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Every page of changes, and the feed."""
    pairs: dict[tuple[str, str], Pair] = {}
    for old, new, wire, python in source.comparisons():
        href = f"{old}..{new}.html"
        path = f"{source.name}/changes/{href}"
        compared = old in source.surfaces and new in source.surfaces
        report = Report(
            Side(old, document=source.documents[old]), Side(new, document=source.documents[new]), tuple(wire),
            python=tuple(python) if compared else None,
        )  # fmt: skip
        judged = report.verdict
        pairs[old, new] = Pair(href, judged.of(Level.BREAKING), judged.at_least(Level.INFO), judged.sentence())
        yield path, renderer.page(
            "change", path, f"{old} to {new}", source=source, old=old, new=new, verdict=judged.sentence(),
            parts=tuple(_parts(reference, old, new, page(report).blocks)),
        )  # fmt: skip
    table = [(old, [pairs.get((old, new)) for new in source.versions[1:]]) for old in source.versions[:-1]]
    path = f"{source.name}/changes/index.html"
    yield path, renderer.page("changes", path, "Changes", source=source, pairs=table, wide=True)
    entries = [
        {"title": f"{source.title} {new}", "version": new, "href": pair.href, "summary": pair.verdict}
        for old, new in pairwise(source.versions)
        for pair in (pairs[old, new],)
    ]
    feed = renderer.text("changes.atom.jinja", source=source, updated=_updated(), entries=entries[::-1])
    yield f"{source.name}/changes.atom", feed


def _parts(reference: Reference, old: str, new: str, blocks: Sequence[Block]) -> Iterator[Part]:
    """The blocks of a report, each heading with what stands under it; the first heading is the page's own."""
    level, title, texts, lines = 2, Markup(), list[Markup](), list[Line]()
    for block in blocks:
        if isinstance(block, Heading):
            if texts or lines or title:
                yield Part(level, title, tuple(texts), tuple(lines))
            level, texts, lines = max(block.level, 2), [], []
            title = _html(block.words) if block.level > 1 else Markup()
        elif isinstance(block, Text):
            texts.append(_html(block.words))
        elif isinstance(block, List):
            lines += [_line(reference, old, new, item) for item in block.items]
    if texts or lines or title:
        yield Part(level, title, tuple(texts), tuple(lines))


def _line(reference: Reference, old: str, new: str, item: Item) -> Line:
    pointer = item.problem.pointer if item.problem is not None else ""
    notes = tuple(_html(note) for note in item.notes)
    return Line(_html(item.words), notes, item.tone, _address(reference, old, new, pointer))


def _address(reference: Reference, old: str, new: str, pointer: str) -> str:
    """The place of the reference that a pointer means: in the new version, where it has one, else in the old."""
    for version in (new, old):
        view = reference.views[version]
        if pointer and view.has(pointer):
            address = view.addresses.of(pointer)
            return "" if address == "index.html" else f"../{version}/{address}"
    return ""


def _html(words: Words) -> Markup:
    return Markup(inline(words))  # noqa: S704 - the writer escapes


def _updated() -> str:
    """The moment of the feed: SOURCE_DATE_EPOCH (reproducible-builds.org), since no output holds a date of its own."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return "1970-01-01T00:00:00Z"
