"""Documents that somebody else wrote to documents of ours: translate, repair, adopt, correct, leave out what is broken.

Enters: `ReadDocuments` and `Source`. Leaves: `DocumentLift`: a document for each version, the findings, and the ledger.
It is the same door that lifted pages go through: corrections, then `check`; but one bad place of a stranger's document
costs that place, and is a finding.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from speclift.document.to_31 import to_31
from speclift.emit.adoption import adopt, version_of
from speclift.model.api import Fact
from speclift.model.findings import InputError
from speclift.model.ledger import Ledger
from speclift.model.raw import Place, RawText
from speclift.pipeline.invalid_parts import leave_out_invalid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.model.documents import ReadDocument, ReadDocuments
    from speclift.model.findings import Finding
    from speclift.workspace.source import Source

Document = dict[str, Any]


class DocumentLift(Struct, frozen=True):
    """What documents became. `documents` maps a version (`3.10`) to its document, in the order of the pages."""

    documents: Mapping[str, Document]
    ledger: Ledger
    findings: tuple[Finding, ...]


def lift_documents(read: ReadDocuments, source: Source) -> DocumentLift:
    """Lift documents. Raises `InputError` for what is no OpenAPI document, and for a correction that no longer fits."""
    ledger = Ledger()
    findings = list(read.findings)
    documents: dict[str, Document] = {}
    originals: dict[str, Document] = {}
    for read_document in read.documents:
        converted = to_31(read_document.document, name=read_document.name, address=read_document.address or source.page)
        document, left_out = leave_out_invalid(adopt(converted.document, source))
        version = version_of(document)
        if version in documents:
            raise InputError(
                f"two documents of this source are of version {version}",
                file=read_document.name,
                hint="make each a source of its own: speclift init NAME FILE",
            )
        documents[version] = document
        originals[version] = dict(read_document.document)
        told = [
            finding for finding in converted.findings if not (read_document.evidence and finding.severity == "info")
        ]
        findings += [replace(finding, versions=(version,)) for finding in (*told, *left_out)]
        _account(ledger, version, read_document, document)
    if source.corrections is not None:
        documents, corrections = _corrected(documents, originals, source)
        findings += corrections
    return DocumentLift(documents, ledger, tuple(findings))


def _account(ledger: Ledger, version: str, read: ReadDocument, document: Document) -> None:
    """Enter where the operations and schemas of a document come from: words of a page, or places of the file."""
    entries = read.evidence or tuple(_places(read.name, version, document))
    for pointer, text in entries:
        ledger.used(version, pointer, (Fact(text, "document"),))


def _places(name: str, version: str, document: Document) -> Iterator[tuple[str, RawText]]:
    from speclift.document import iterate_operations, join_pointer

    for operation in iterate_operations(document):
        place = Place(name, operation.operation_id, version, operation.pointer)
        yield operation.pointer, RawText(_text(operation.value), place)
        for index, parameter in enumerate(operation.value.get("parameters", ())):
            pointer = f"{operation.pointer}/parameters/{index}"
            yield pointer, RawText(_text(parameter), Place(name, operation.operation_id, version, pointer))
    for schema_name, schema in document.get("components", {}).get("schemas", {}).items():
        pointer = join_pointer("components", "schemas", schema_name)
        yield pointer, RawText(_text(schema), Place(name, schema_name, version, pointer))
        for property_name, value in schema.get("properties", {}).items() if isinstance(schema, dict) else ():
            inside = pointer + join_pointer("properties", property_name)
            yield inside, RawText(_text(value), Place(name, schema_name, version, inside))


def _text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 400 else f"{text[:397]}..."


def _corrected(
    documents: dict[str, Document], originals: Mapping[str, Document], source: Source
) -> tuple[dict[str, Document], list[Finding]]:
    from speclift.pipeline.corrections import apply, load, require_all_used

    assert source.corrections is not None  # noqa: S101 - the caller has looked
    corrections = load(source.corrections)

    def says(where: str, words: str, version: str) -> bool:
        return any(" ".join(words.split()) in text for text in _words_at(originals[version], where))

    applied = {version: apply(document, version, corrections, says) for version, document in documents.items()}
    require_all_used(corrections, applied.values())
    findings = [finding for corrected in applied.values() for finding in corrected.findings]
    return {version: one.document for version, one in applied.items()}, findings


def _words_at(document: Document, where: str) -> Iterator[str]:
    """The texts of a place of a document: `GET /users`, an operation id, the name of a schema, or a JSON pointer."""
    from speclift.document import resolve
    from speclift.document.operations import METHODS

    parts: list[Any] = []
    if where.startswith("/"):
        with contextlib.suppress(InputError):
            parts.append(resolve(document, where))
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method in METHODS if isinstance(item, dict) else ():
            operation = item.get(method)
            if isinstance(operation, dict) and where in (f"{method.upper()} {path}", operation.get("operationId")):
                parts.append(operation)
    for section in (document.get("components"), {"schemas": document.get("definitions")}):
        for named in section.values() if isinstance(section, dict) else ():
            if isinstance(named, dict) and where in named:
                parts.append(named[where])
    yield from (text for value in parts for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
        yield " ".join(json.dumps(value, ensure_ascii=False, default=str).split())
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield " ".join(str(value).split())
