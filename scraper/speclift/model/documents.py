"""What a reader hands on whose documentation is an OpenAPI document, or was drawn from one.

Enters: nothing of ours but `raw` and `findings`. Leaves: `ReadDocuments`. The documents may be of Swagger 2.0 or any
OpenAPI 3, and slightly invalid: making them OpenAPI 3.1 is the work of `speclift.document.to_31`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from speclift.model.findings import Finding
    from speclift.model.raw import RawText


class ReadDocument(Struct, frozen=True):
    """One document as it was read.

    `name` is its file or address, for messages; `address` where it was read from ("" when nothing says it): relative
    server addresses are relative to it. `evidence` are the words of the page behind a place of the document: (JSON
    pointer, words with their place).
    """

    name: str
    document: Mapping[str, Any]
    address: str = ""
    evidence: tuple[tuple[str, RawText], ...] = ()


class ReadDocuments(Struct, frozen=True):
    """The documents of one documentation, one for each version, and what the reader has to say of them."""

    platform: str
    documents: tuple[ReadDocument, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        """The title that the first document gives, or ""."""
        info = self.documents[0].document.get("info") if self.documents else None
        title = info.get("title") if isinstance(info, dict) else None
        return " ".join(title.split()) if isinstance(title, str) else ""
