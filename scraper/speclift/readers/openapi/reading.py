"""Recorded documents, and pages and scripts that hold one, to `ReadDocuments`.

Enters: pages. Leaves: every document in them, in their order. Raises `InputError` when there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.document.to_31.conversion import is_openapi
from speclift.model.documents import ReadDocument, ReadDocuments
from speclift.model.findings import Finding, InputError
from speclift.readers.kit.encoding import decoded
from speclift.readers.openapi.inline import documents_in
from speclift.readers.openapi.parsing import parse
from speclift.readers.openapi.recognition import is_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.readers.page import Page


def read_documents(pages: Sequence[Page]) -> ReadDocuments:
    """Read the documents of a source. A page without one is a second witness, and is passed over here."""
    documents: list[ReadDocument] = []
    findings: list[Finding] = []
    for page in pages:
        if is_document(page):
            value, told = parse(page.content, page.name)
            if not is_openapi(value):
                raise InputError("this is no OpenAPI document: it has no paths", file=page.name)
            findings += told
            documents.append(ReadDocument(page.name, value, page.url))
        else:
            inside = documents_in(decoded(page.content))
            documents += [ReadDocument(page.name, one, page.url) for one in inside]
    if not documents:
        names = ", ".join(page.name for page in pages)
        raise InputError("no OpenAPI document in it", file=names, hint="give the document itself, or its address")
    return ReadDocuments("openapi", tuple(documents), tuple(findings))
