"""What a documentation update means: the live pages against the recorded ones.

Enters: a source, its recorded pages and the fetched ones. Leaves: `Update`: nothing changed, only the layout, or the
API, and a summary fit for a pull request. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from speclift.build import SourceBuild, build_source, read_and_lift

if TYPE_CHECKING:
    from speclift.build import Progress
    from speclift.diff import Change
    from speclift.findings import Finding
    from speclift.readers.page import Page
    from speclift.source import Source

State = Literal["unchanged", "layout", "api"]
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one source.

    `built` is None when nothing changed. `changes` maps a version to what changed in it, `added` and `removed` are
    versions that the documentation newly has or no longer has, `findings` those that the old page did not give.
    """

    source: str
    state: State
    pages: tuple[Page, ...] = ()
    built: SourceBuild | None = None
    changes: Mapping[str, tuple[Change, ...]] | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    twins: tuple[Finding, ...] = ()


def update_source(
    source: Source,
    recorded: Sequence[Page],
    fetched: Sequence[Page],
    *,
    twins: Sequence[Document] = (),
    packages: bool = True,
    progress: Progress | None = None,
) -> Update:
    """Hold fetched pages against the recorded ones.

    `fetched` is empty when the server said that nothing changed. Raises `Trouble` when a fetched page cannot be
    lifted, and when a correction quotes words that are gone from it.
    """
    if not fetched or _contents(recorded) == _contents(fetched):
        return Update(source.name, "unchanged")
    before = read_and_lift(source, recorded)
    built = build_source(source, fetched, packages=packages, progress=progress)
    told = disagreements(built.documents, twins) if twins else ()
    if before.documents == built.documents:
        return Update(source.name, "layout", tuple(fetched), built, twins=told)
    from speclift.diff import compare

    shared = [version for version in built.documents if version in before.documents]
    changes = {version: tuple(compare(before.documents[version], built.documents[version])) for version in shared}
    known = set(before.findings)
    return Update(
        source.name,
        "api",
        tuple(fetched),
        built,
        {version: found for version, found in changes.items() if before.documents[version] != built.documents[version]},
        added=tuple(version for version in built.documents if version not in before.documents),
        removed=tuple(version for version in before.documents if version not in built.documents),
        findings=tuple(finding for finding in built.findings if finding not in known),
        twins=told,
    )


def _contents(pages: Sequence[Page]) -> dict[str, bytes]:
    return {page.name: page.content for page in pages}


def disagreements(documents: Mapping[str, Document], twins: Sequence[Document]) -> tuple[Finding, ...]:
    """Where a page and its machine-readable twin disagree: what the twin says of an operation that the page has too."""
    from speclift.diff import compare
    from speclift.findings import Finding, Quote

    if not documents:
        return ()
    newest = list(documents.values())[-1]
    found = []
    for twin in twins:
        for change in compare(_only_shared(newest, twin), twin, old_name="the page", new_name="its twin"):
            if not change.operations or change.rule.startswith(("server-", "operation-")):
                continue
            found.append(
                Finding(
                    rule=f"twin-{change.rule}",
                    kind="contradiction",
                    severity="warning",
                    subject=str(change.operations[0]),
                    message=f"the page's machine-readable twin says otherwise: {change.explain()}",
                    quotes=(Quote(_short(change.old), "the page"), Quote(_short(change.new), "its twin")),
                    resolution="the page is believed; write a correction if the twin is right",
                    pointer=change.old_pointer,
                )
            )
    return tuple(found)


def _only_shared(document: Document, twin: Document) -> Document:
    """The document without the operations that its twin, which often describes one page of many, does not speak of."""
    theirs = {path.rstrip("/") for path in twin.get("paths", {})}
    shared = {path: item for path, item in document.get("paths", {}).items() if path.rstrip("/") in theirs}
    return {**document, "paths": shared}


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:117]}..."
