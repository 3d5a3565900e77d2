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
    from speclift.pipeline.progress import Progress
    from speclift.python_api.change import PythonChange
    from speclift.readers.page import Page
    from speclift.workspace.source import Source

State = Literal["unchanged", "layout", "api", "failed"]
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What changed in one version: on the wire, and for callers in Python. Both empty: only texts and examples.

    `old` and `new` are the documents, `against` the version that a new one is compared with ("" for the same version as
    it was recorded), `packages` whether packages were compared.
    """

    wire: tuple[Change, ...] = ()
    python: tuple[PythonChange, ...] = ()
    old: Mapping[str, Any] = field(default_factory=dict)
    new: Mapping[str, Any] = field(default_factory=dict)
    against: str = ""
    packages: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """What became of one source.

    `built` is None when nothing changed. `changes` are of the versions whose documents differ, and of new versions
    against those before them; `added` and `removed` are versions that the documentation newly has or no longer has,
    `findings` those that the old page did not give, `twins` disagreements of the page with its machine-readable twins.
    `error` says why a source that failed could not be read or lifted, `other_files` that the pages are not those that
    are recorded (or that these are missing or damaged).
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
    error: InputError | None = None
    other_files: bool = False

    @property
    def to_write(self) -> bool:
        """Whether anything follows from it: another layout of the same API is no change, unless it lies in other files
        than those that are recorded or says something else that is wrong."""
        return self.built is not None and (self.state == "api" or bool(self.findings) or self.other_files)


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
    findings = _new_findings(before, built)
    if before.documents == built.documents:
        other_files = _contents(recorded).keys() != _contents(fetched).keys() or before.findings is None
        return Update(
            source.name, "layout", tuple(fetched), built, findings=findings, twins=told, other_files=other_files
        )
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
            built = build_source(source, recorded, packages=False)
        except InputError:
            pass
        else:
            return _Before(built.documents, frozenset(built.findings))
    return _Before(committed(), None)


def _new_findings(before: _Before, built: SourceBuild) -> tuple[Finding, ...]:
    """The findings whose like the old page did not give."""
    from speclift.report.facts import identity

    if before.findings is None:
        return ()
    versions = (*before.documents, *built.documents)
    known = {identity(finding, versions) for finding in before.findings}
    findings = {identity(finding, versions): finding for finding in built.findings}
    return tuple(finding for said, finding in findings.items() if said not in known)


def _changes(
    before: Mapping[str, Document], after: Mapping[str, Document], *, packages: bool
) -> dict[str, VersionChanges]:
    from speclift.report.versions import predecessor

    changes = {}
    for version, document in after.items():
        old, against = before.get(version), ""
        if old is None:
            against = predecessor(version, tuple(after))
            old = after.get(against)
        if old is not None and old != document:
            changes[version] = compared(old, document, against=against, packages=packages)
    return changes


def compared(old: Document, new: Document, *, against: str = "", packages: bool = True) -> VersionChanges:
    """What changed from one document to another, on the wire and in their packages."""
    from speclift.diff import compare
    from speclift.python_api.compare import python_changes

    python = tuple(python_changes(old, new)) if packages else ()
    return VersionChanges(tuple(compare(old, new)), python, old, new, against, packages)
