"""One document, read completely: everything that a package says, before any of it is written.

Enters: a document. Leaves: `Reading`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.generate.access import Scheme, Server, schemes_of, server_of
from speclift.generate.catalogue import Catalogue
from speclift.generate.document import Document, open_document
from speclift.generate.history import History, Lattice
from speclift.generate.modules import Modules
from speclift.generate.naming import name_operations
from speclift.generate.operations import Operation, OperationReader
from speclift.generate.reasons import Reasons, Shape, shape_of
from speclift.generate.remote import Rpc, rpc_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.document.soundness import SoundDocument
    from speclift.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read."""

    document: Document
    catalogue: Catalogue
    operations: tuple[Operation, ...]
    reasons: Reasons
    errors: Shape
    schemes: tuple[Scheme, ...]
    server: Server
    rpc: tuple[Rpc, ...]
    history: History
    modules: Modules
    findings: tuple[Finding, ...]


def read(document: Mapping[str, Any] | SoundDocument, since: Lattice | None = None) -> Reading:
    """Read `document`. Raises `InputError`, naming the place, for a document that cannot be worked with."""
    opened = open_document(document)
    history = History(since)
    catalogue = Catalogue(opened, history)
    reasons = Reasons(opened)
    named, findings = name_operations(opened)
    rpc = tuple(rpc_of(opened))
    reader = OperationReader(opened, catalogue, reasons, history)
    operations = tuple(reader.read(operation) for operation in named)
    return Reading(
        document=opened,
        catalogue=catalogue,
        operations=operations,
        reasons=reasons,
        errors=shape_of(opened),
        schemes=(*schemes_of(opened), *(remote.scheme for remote in rpc if remote.scheme)),
        server=server_of(opened),
        rpc=rpc,
        history=history,
        modules=Modules(catalogue.definitions, operations),
        findings=(*findings, *catalogue.findings),
    )
