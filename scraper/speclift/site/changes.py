"""Changes between any two versions, and the feed of versions.

Enters: a `SiteSource`. Leaves: a page for each pair, an overview of all pairs, an Atom feed (RFC 4287).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from speclift.diff.change import Level
from speclift.python_api.verdict import verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.diff import Change
    from speclift.python_api.change import PythonChange
    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

LEVELS = (Level.BREAKING, Level.WARNING, Level.INFO)


@dataclass(frozen=True, slots=True)
class Line:
    """One change as HTML, and where the reference has what changed."""

    html: Markup
    href: str


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
        judged = verdict(wire, python if old in source.surfaces and new in source.surfaces else None)
        pairs[old, new] = Pair(href, judged.of(Level.BREAKING), judged.at_least(Level.INFO), judged.sentence())
        parts = [
            (title, _by_level(reference, old, new, some))
            for title, some in (("On the wire", wire), ("For Python", python))
            if some
        ]
        yield path, renderer.page(
            "change", path, f"{old} to {new}", source=source, old=old, new=new, parts=parts,
            verdict=pairs[old, new].verdict,
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


def _by_level(
    reference: Reference, old: str, new: str, changes: Sequence[Change | PythonChange]
) -> list[tuple[str, list[Line]]]:
    found = []
    for level in LEVELS:
        some = [_line(reference, old, new, change) for change in changes if change.level is level]
        if some:
            found.append((level.value, some))
    return found


def _line(reference: Reference, old: str, new: str, change: Any) -> Line:
    html = Markup(change.explain("html"))  # noqa: S704 - `wording` escapes for HTML
    pointer, version = getattr(change, "new_pointer", ""), new
    if not pointer or getattr(change, "action", "") == "remove":
        pointer, version = getattr(change, "old_pointer", ""), old
    if not pointer:
        return Line(html, "")
    address = reference.views[version].addresses.of(pointer)
    return Line(html, "" if address == "index.html" else f"../{version}/{address}")


def _updated() -> str:
    """The moment of the feed: SOURCE_DATE_EPOCH (reproducible-builds.org), since no output holds a date of its own."""
    try:
        seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return "1970-01-01T00:00:00Z"
