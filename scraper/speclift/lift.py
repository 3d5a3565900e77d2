"""A page's words to documents: normalise, emit, correct.

Enters: `RawApi` and `Source`. Leaves: `Lift`: a document for each version, the findings, and the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.emit import emit
from speclift.findings import Finding
from speclift.ledger import Ledger
from speclift.model.raw import Place
from speclift.normalise import normalise

if TYPE_CHECKING:
    from speclift.model.raw import RawApi
    from speclift.source import Source


@dataclass(frozen=True, slots=True)
class Lift:
    """What a page became. `documents` maps a version (`3.10`) to its document, oldest first."""

    documents: Mapping[str, dict[str, Any]]
    findings: tuple[Finding, ...]
    ledger: Ledger


def lift(raw: RawApi, source: Source) -> Lift:
    """Lift a page. Raises `Trouble` when a correction no longer fits."""
    normalised = normalise(raw, source)
    ledger = Ledger()
    documents = {api.version: emit(api, source, ledger) for api in normalised.apis}
    notes = normalised.notes
    ledger.noted(notes.places)
    findings = tuple(notes.findings(ledger.pointer))
    return Lift(documents, findings, ledger)


def no_pointer(version: str, place: Place) -> str:
    """A finding about what stands nowhere in a document has no pointer."""
    return ""
