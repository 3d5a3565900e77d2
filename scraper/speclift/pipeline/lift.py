"""A page's words to documents: normalise, emit, correct.

Enters: `RawApi` and `Source`. Leaves: `Lift`: a document for each version, the findings, and the ledger.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.emit import emit
from speclift.model.ledger import Ledger, words_of
from speclift.normalise import Normalised, normalise
from speclift.normalise.review import review
from speclift.normalise.scope import subject
from speclift.pipeline.cells import LostCell, lost_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speclift.model.findings import Finding
    from speclift.model.raw import RawApi, RawArticle
    from speclift.normalise.notes import Notebook
    from speclift.normalise.review import ReviewedVersion
    from speclift.workspace.source import Source

Document = dict[str, Any]


class Lift(Struct, frozen=True, dict=True):
    """What a page became. `documents` maps a version (`3.10`) to its document, oldest first.

    `spellings` maps a version as the page prints it (`3.10.0`) to that of its document.
    """

    documents: Mapping[str, Document]
    ledger: Ledger
    notes: Notebook
    corrections: tuple[Finding, ...] = ()
    spellings: Mapping[str, str] = {}
    versions: tuple[ReviewedVersion, ...] = ()
    lost_cells: tuple[LostCell, ...] = ()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What there is to say about the page, one finding for each fact, however many versions have it."""
        reviewed = review(self.versions).findings(self.ledger.pointer)
        return (*self.notes.findings(self.ledger.pointer), *reviewed, *joined(self.corrections))


def lift(raw: RawApi, source: Source) -> Lift:
    """Lift a page. Raises `InputError` when a correction no longer fits."""
    ledger = Ledger()
    with _without_collector():
        normalised = normalise(raw, source)
        documents = {api.version: emit(api, source, ledger) for api in normalised.apis}
    ledger.noted(normalised.notes.places)
    lost = lost_cells(raw, documents, ledger, normalised.notes.settled_places)
    corrections: list[Finding] = []
    if source.corrections is not None:
        documents, corrections = _corrected(documents, source, normalised)
    spellings = {api.printed: api.version for api in normalised.apis}
    return Lift(documents, ledger, normalised.notes, tuple(corrections), spellings, normalised.versions, lost)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Everything made while lifting lives on; the cyclic collector would walk it dozens of times and free nothing.

    Afterwards what exists is set aside (`gc.freeze`), or the first thing the collector does is to walk it all the same.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


def joined(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that differ only by version, as one."""
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.subject, finding.message, finding.quotes)
        known = found.get(key)
        found[key] = finding if known is None else replace(finding, versions=(*known.versions, *finding.versions))
    return tuple(found.values())


def _corrected(
    documents: dict[str, Document], source: Source, normalised: Normalised
) -> tuple[dict[str, Document], list[Finding]]:
    from speclift.pipeline.corrections import apply, load, require_all_used

    assert source.corrections is not None  # noqa: S101 - the caller has looked
    corrections = load(source.corrections)
    page = _Words(normalised)
    applied = {version: apply(document, version, corrections, page.says) for version, document in documents.items()}
    require_all_used(corrections, applied.values())
    findings = [finding for corrected in applied.values() for finding in corrected.findings]
    return {version: one.document for version, one in applied.items()}, findings


class _Words:
    """What the articles of each version say, white space and link targets aside."""

    def __init__(self, normalised: Normalised) -> None:
        self._articles: dict[tuple[str, str], list[RawArticle]] = {}
        for version in normalised.versions:
            for article in version.edition.articles:
                key = (version.edition.version, subject(article))
                self._articles.setdefault(key, []).append(article)

    def says(self, where: str, words: str, version: str) -> bool:
        """Whether the article `where` (`Objects / Call`) says the words in a version."""
        wanted = _plain(words)
        texts = (text for article in self._articles.get((version, where), ()) for text in words_of(article))
        return any(wanted in _plain(text) for text in texts)


def _plain(text: str) -> str:
    return " ".join((_LINK.sub(r"\1", text) if "](" in text else text).split())


_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
