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
    from collections.abc import Iterator, Mapping, Sequence

    from speclift.readers.page import Page
    from speclift.workspace.source import Source

Document = dict[str, Any]


def disagreements_of_pages(
    documents: Mapping[str, Document], pages: Sequence[Page], source: Source
) -> tuple[Finding, ...]:
    """Where pages disagree with the newest document, and the operations that only they have."""
    from speclift.pipeline.build import read_and_lift
    from speclift.readers import reader_for
    from speclift.readers.detect import LAST_RESORT, SURE, detect
    from speclift.readers.openapi import is_document

    if not documents:
        return ()
    version, document = list(documents.items())[-1]
    findings: list[Finding] = []
    for page in pages:
        # A page may carry its document, and draw it too.
        best = next((recognition for recognition in detect(page) if recognition.platform != source.platform), None)
        if is_document(page) or best is None or best.confidence < SURE or best.platform == LAST_RESORT:
            continue
        # Only what the page itself says: nothing of the source's corrections and base.
        witness = replace(source, platform=best.platform, folder=None, base={}, pagination=())
        try:
            lifted = read_and_lift(witness, [page], only_shown=True)
        except InputError as error:
            if not hasattr(reader_for(best.platform), "read"):
                continue  # a renderer's page on which no operation is open
            findings.append(stages.PAGE_UNREADABLE.finding(page.name, reason=error.message))
            continue
        if hasattr(reader_for(best.platform), "read"):
            twin = Twin("the document", document)
            findings += [_of_page(disagreement, version) for disagreement in disagreements(lifted.documents, [twin])]
        else:  # what a renderer keeps closed is missing in its drawing only
            findings += _beyond(lifted.documents, document, version)
        findings += _only_on_page(lifted.documents, document, page.name, version)
    return tuple(findings)


def _of_page(finding: Finding, version: str) -> Finding:
    return stages.PAGE_DIFFERS.finding(finding.subject, finding.quotes, versions=(version,), change=finding.message)


def _beyond(lifted: Mapping[str, Document], document: Document, version: str) -> Iterator[Finding]:
    """The parameters and responses that a drawing shows and its document lacks, and marks of deprecation against it."""
    from speclift.document import iterate_operations

    known = {_end(operation.method, operation.path): operation for operation in iterate_operations(document)}
    for drawn in iterate_operations(list(lifted.values())[-1] if lifted else {}):
        partner = next((one for end, one in known.items() if end.endswith(_end(drawn.method, drawn.path))), None)
        if partner is None:
            continue
        about = f"{drawn.method.upper()} {drawn.path}"
        parameters = _names(partner.parameters)
        facts = [
            f"the page shows the {where} parameter {name}"
            for where, name in sorted(_names(drawn.parameters) - parameters)
            if where != "path"  # may have another name
        ]
        statuses = set(map(str, drawn.value.get("responses", {}))) - set(map(str, partner.value.get("responses", {})))
        facts += [f"the page shows the response {status}" for status in sorted(statuses - {"default"})]
        if drawn.value.get("deprecated") and not partner.value.get("deprecated"):
            facts.append("the page calls it deprecated")
        for fact in facts:
            yield stages.PAGE_DIFFERS.finding(about, versions=(version,), change=f"{fact}; the document does not")


def _names(parameters: Sequence[Document]) -> set[tuple[str, str]]:
    return {(str(parameter.get("in")), str(parameter.get("name")).lower()) for parameter in parameters}


def _only_on_page(lifted: Mapping[str, Document], document: Document, name: str, version: str) -> list[Finding]:
    from speclift.document import iterate_operations

    known = {_end(operation.method, operation.path) for operation in iterate_operations(document)}
    newest = list(lifted.values())[-1] if lifted else {}
    return [
        stages.PAGE_OPERATION_BEYOND_DOCUMENT.finding(
            f"{operation.method.upper()} {operation.path}", versions=(version,), page=name
        )
        for operation in iterate_operations(newest)
        if not any(path.endswith(_end(operation.method, operation.path)) for path in known)
    ]


def _end(method: str, path: str) -> str:
    """A key by which paths are the same whose parameters are named differently."""
    return re.sub(r"\{[^{}]*\}", "{}", path.rstrip("/")) + f" {method}"
