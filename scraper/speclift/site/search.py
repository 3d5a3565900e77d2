"""The search index: one entry for a thing, however many versions have it.

Enters: the sources with their references. Leaves: `search-index.js`, a list that the page's own script reads (a script
and not JSON, because a page opened from a file may not fetch).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.document import locate
from speclift.model.findings import InputError
from speclift.report.headings import heading
from speclift.report.versions import join_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.site.reference import Reference
    from speclift.site.sources import SiteSource

Row = tuple[str, str, str, str, str, str]
"""Title, kind, source, versions, address, words."""

_LONGEST = 160
_MARKUP = re.compile(r"\]\([^)]*\)|[`*\[\]]")


def search_index(rows: Iterable[Row]) -> bytes:
    """The index as a script."""
    text = json.dumps(list(rows), ensure_ascii=False, separators=(",", ":"))
    return f"window.speclift_index={text}\n".encode()


def search_rows(source: SiteSource, reference: Reference) -> Iterator[Row]:
    """What can be found in one source: operations, parameters, fields, values, errors, objects, findings."""
    for item in source.lattice.items:
        version = item.versions[-1]
        view = reference.views[version]
        address = f"{source.name}/{version}/{view.addresses.of(item.pointers[-1])}"
        words = _words(view.document, item.pointers[-1])
        title = f"{words} ({item.subject})" if item.kind == "operation" and words else item.subject
        yield title, item.kind, source.title, _versions(source, item.versions), address, words
    for (operation_id, name), pointers in source.reasons.items():
        version, pointer = list(pointers.items())[-1]
        page = reference.views[version].addresses.page_of(pointer)
        yield (
            name, f"error of {operation_id}", source.title, _versions(source, pointers),
            f"{source.name}/{version}/{page}#error.{name}", "",
        )  # fmt: skip
    seen: dict[str, list[str]] = {}
    for version, view in reference.views.items():
        for name in view.schemas:
            seen.setdefault(name, []).append(version)
    for name, versions in seen.items():
        view = reference.views[versions[-1]]
        address = f"{source.name}/{versions[-1]}/{view.addresses.schema(name)}"
        yield name, "object", source.title, _versions(source, versions), address, _short(view.schemas[name])
    for fact in source.facts:
        words = f"{heading(fact.finding.rule).title}. {fact.finding.message}"[:_LONGEST]
        yield (
            fact.finding.subject or "The page", "finding", source.title, "",
            f"{source.name}/findings/index.html#{fact.finding.rule}", words,
        )  # fmt: skip


def _versions(source: SiteSource, versions: Iterable[str]) -> str:
    return join_versions([v.removeprefix("v") for v in versions], [v.removeprefix("v") for v in source.versions])


def _words(document: dict[str, Any], pointer: str) -> str:
    try:
        _, value = locate(document, pointer)
    except InputError:
        return ""
    return _short(value)


def _short(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    text = str(value.get("summary") or value.get("description") or "")
    return " ".join(_MARKUP.sub(" ", text).split())[:_LONGEST]
