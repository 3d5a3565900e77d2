"""Pages beside the document that they are drawn from: a second witness of the same API.

Enters: the documents of a source and its recorded pages. Leaves: findings for what a page says beyond the document or
against it. A page that no platform's reader recognises says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from speclift.fetch.twins import Twin
from speclift.model.findings import Finding, InputError
from speclift.model.rules import stages
from speclift.pipeline.cross_check import disagreements

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.readers.page import Page
    from speclift.workspace.source import Source

Document = dict[str, Any]


def disagreements_of_pages(
    documents: Mapping[str, Document], pages: Sequence[Page], source: Source
) -> tuple[Finding, ...]:
    """Where pages disagree with the newest document, and the operations that only they have."""
    from speclift.pipeline.build import read_and_lift
    from speclift.readers.detect import SURE, detect
    from speclift.readers.openapi import recognise

    if not documents:
        return ()
    version, document = list(documents.items())[-1]
    found: list[Finding] = []
    for page in pages:
        if recognise(page).confidence > 0:
            continue
        best = detect(page)[0]
        if best.confidence < SURE or best.platform == source.platform:
            continue  # nobody's page, or the one that the document was read from
        # Only what the page itself says: nothing of the source's corrections and base.
        witness = replace(source, platform=best.platform, folder=None, base={}, pagination=())
        try:
            lifted = read_and_lift(witness, [page], only_shown=True)
        except InputError as error:
            found.append(stages.PAGE_UNREADABLE.finding(page.name, reason=error.message))
            continue
        twin = Twin("the document", document)
        found += [_of_page(one, version) for one in disagreements(lifted.documents, [twin])]
        found += _only_on_page(lifted.documents, document, page.name, version)
    return tuple(found)


def _of_page(finding: Finding, version: str) -> Finding:
    return stages.PAGE_DIFFERS.finding(finding.subject, finding.quotes, versions=(version,), change=finding.message)


def _only_on_page(lifted: Mapping[str, Document], document: Document, name: str, version: str) -> list[Finding]:
    from speclift.document import iterate_operations

    known = {_end(operation.method, operation.path) for operation in iterate_operations(document)}
    newest = list(lifted.values())[-1] if lifted else {}
    return [
        stages.PAGE_OPERATION_BEYOND_DOCUMENT.finding(
            f"{operation.method.upper()} {operation.path}", versions=(version,), page=name
        )
        for operation in iterate_operations(newest)
        if not any(one.endswith(_end(operation.method, operation.path)) for one in known)
    ]


def _end(method: str, path: str) -> str:
    """A key by which paths are the same whose parameters are named differently."""
    return re.sub(r"\{[^{}]*\}", "{}", path.rstrip("/")) + f" {method}"
