"""What a documentation update means: the live pages against the recorded ones.

Enters: a source, its recorded pages and the fetched ones. Leaves: `Update`: nothing changed, only the layout, or the
API, with all that follows from it. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from speclift.model.findings import Finding, InputError
from speclift.pipeline.build import SourceBuild, build_source, read_and_lift

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from speclift.diff import Change
    from speclift.fetch.twins import Twin
    from speclift.pipeline.build import Progress
    from speclift.python_api.change import PythonChange
    from speclift.readers.page import Page
    from speclift.workspace.source import Source

State = Literal["unchanged", "layout", "api"]
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What changed in one version: on the wire, and for callers in Python. Both empty: only texts and examples."""

    wire: tuple[Change, ...] = ()
    python: tuple[PythonChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one source.

    `built` is None when nothing changed. `changes` are of the versions whose documents differ, `added` and `removed`
    are versions that the documentation newly has or no longer has, `findings` those that the old page did not give,
    `twins` disagreements of the page with its machine-readable twins.
    """

    source: str
    state: State
    pages: tuple[Page, ...] = ()
    built: SourceBuild | None = None
    changes: Mapping[str, VersionChanges] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    twins: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    documents: Mapping[str, Document]
    findings: frozenset[Finding] | None


def update_source(
    source: Source,
    recorded: Sequence[Page],
    fetched: Sequence[Page],
    *,
    committed: Callable[[], Mapping[str, Document]] = dict,
    twins: Sequence[Twin] = (),
    packages: bool = True,
    progress: Progress | None = None,
) -> Update:
    """Hold fetched pages against the recorded ones.

    `committed` reads the documents of the last build: they stand for the recorded pages where these are missing or
    damaged, or where corrections already quote the new page. Raises `InputError` when a fetched page cannot be lifted,
    and when a correction quotes words that are gone from it.
    """
    from speclift.pipeline.cross_check import disagreements

    if _contents(recorded) == _contents(fetched):
        told = disagreements(read_and_lift(source, recorded).documents, twins) if twins else ()
        return Update(source.name, "unchanged", twins=told)
    built = build_source(source, fetched, packages=packages, progress=progress)
    before = _before(source, recorded, committed)
    told = disagreements(built.documents, twins)
    known = before.findings
    findings = tuple(one for one in built.findings if known is not None and one not in known)
    if before.documents == built.documents:
        return Update(source.name, "layout", tuple(fetched), built, findings=findings, twins=told)
    return Update(
        source.name,
        "api",
        tuple(fetched),
        built,
        _changes(before.documents, built.documents, packages=packages),
        added=tuple(version for version in built.documents if version not in before.documents),
        removed=tuple(version for version in before.documents if version not in built.documents),
        findings=findings,
        twins=told,
    )


def _contents(pages: Sequence[Page]) -> dict[str, bytes]:
    return {page.name: page.content for page in pages}


def _before(source: Source, recorded: Sequence[Page], committed: Callable[[], Mapping[str, Document]]) -> _Before:
    if recorded:
        try:
            lifted = read_and_lift(source, recorded)
        except InputError:
            pass
        else:
            return _Before(lifted.documents, frozenset(lifted.findings))
    return _Before(committed(), None)


def _changes(
    before: Mapping[str, Document], after: Mapping[str, Document], *, packages: bool
) -> dict[str, VersionChanges]:
    from speclift.diff import compare
    from speclift.python_api.compare import python_changes

    found = {}
    for version, document in after.items():
        old = before.get(version)
        if old is not None and old != document:
            wire = compare(old, document)
            found[version] = VersionChanges(tuple(wire), tuple(python_changes(old, document)) if packages else ())
    return found
