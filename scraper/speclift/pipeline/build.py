"""The order of the stages: recorded pages in, the files of `spec/` and `generated/` out, nothing written here.

Enters: a source folder (or a single page). Leaves: `SourceBuild`, which holds every file as bytes, the findings, the
ledger's counts and the figures for the closing table. Nothing here prints; progress is told to a `Progress`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from speclift.model.findings import Finding, InputError, Quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from speclift.generate.package import Package
    from speclift.model.documents import ReadDocuments
    from speclift.model.ledger import Ledger
    from speclift.model.raw import Place, RawApi
    from speclift.pipeline.version_plan import Files, Plan
    from speclift.readers.page import Page
    from speclift.workspace.source import Source

Document = dict[str, Any]


class Progress(Protocol):
    """Who wants to know how far a build is."""

    def stage(self, name: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self) -> None:
        """One step of the current stage is done."""


class Silence:
    """A `Progress` that nobody watches."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def advance(self) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """What one document holds, for the closing table."""

    version: str
    operations: int
    schemas: int
    examples: int
    package: str = ""
    package_operations: int = 0


@dataclass(slots=True)
class SourceBuild:
    """Everything that a build of one source makes. `spec` and `generated` map relative paths to bytes."""

    name: str
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    used: int
    noted: int
    prose: int
    figures: tuple[VersionFigures, ...] = ()
    spec: dict[str, bytes] = field(default_factory=dict)
    generated: dict[str, bytes] = field(default_factory=dict)
    packages: frozenset[str] = frozenset()
    plans: tuple[Plan, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Lifted:
    """What lies between the page and the files: the page's title, the documents, and where each fact went."""

    title: str
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    ledger: Ledger


def read_and_lift(source: Source, pages: Sequence[Page]) -> Lifted:
    """Read recorded pages and lift them to documents.

    Raises `InputError` for a page that cannot be read, a correction that no longer fits, or a fact of the page that
    is in
    none of used, noted and prose.
    """
    from speclift.pipeline.lift import lift
    from speclift.readers import document_reader_for, reader_for

    reader = document_reader_for(source.platform)
    read = reader.read_documents(pages) if reader is not None else None
    if read is not None:
        return _lift_documents(source, pages, read)
    raw = reader_for(source.platform).read(pages)
    _refuse_not_understood(raw, source)
    lifted = lift(raw, source)
    lost = lifted.ledger.unaccounted(raw)
    if lost and source.folder is not None:
        raise InputError(
            f"{len(lost)} facts of the page are neither used, noted nor prose; the first: {lost[0]}",
            file=source.name,
            hint="this is a bug in speclift's rules, not in the page: teach normalise what it means (CONTRIBUTING.md)",
        )
    lifted.ledger.noted(lost)
    findings = (*lifted.findings, *(_not_expressed(place) for place in lost))
    return Lifted(raw.title, lifted.documents, findings, lifted.ledger)


def _lift_documents(source: Source, pages: Sequence[Page], read: ReadDocuments) -> Lifted:
    """Documents that somebody else wrote; the pages beside them are second witnesses."""
    from speclift.pipeline.lift_document import lift_documents
    from speclift.pipeline.witnesses import disagreements_of_pages

    lifted = lift_documents(read, source)
    told = disagreements_of_pages(lifted.documents, pages, source)
    return Lifted(read.title, lifted.documents, (*lifted.findings, *told), lifted.ledger)


def _not_expressed(place: Place) -> Finding:
    """What a page that nobody configured says and no rule expresses: told, and no reason to give its user nothing."""
    return Finding(
        rule="fact-not-expressed",
        kind="not-understood",
        severity="warning",
        subject=place.anchor or place.page,
        message="no rule says what this means",
        quotes=(Quote(place.path, str(place)),),
        resolution="it is left out",
        versions=(place.version,) if place.version else (),
    )


def build_source(
    source: Source, pages: Sequence[Page], *, packages: bool = True, progress: Progress | None = None
) -> SourceBuild:
    """Build one source from its recorded pages: documents, report and packages, all as bytes.

    Raises `InputError` when a page cannot be read, when a check of a document fails, or when a package lost an
    operation.
    """
    from speclift.check import check
    from speclift.emit.yaml import dump
    from speclift.pipeline.drop_invalid_examples import joined, withdraw
    from speclift.report.findings import findings_markdown

    started = time.perf_counter()
    progress = progress or Silence()
    progress.stage("read and lift", 1)
    lifted = read_and_lift(source, pages)
    progress.advance()

    findings = list(lifted.findings)
    spec: dict[str, bytes] = {}
    progress.stage("check and write documents", len(lifted.documents))
    documents: dict[str, Document] = {}
    withdrawn: list[Finding] = []
    for version, lifted_document in lifted.documents.items():
        found = [finding for finding in check(lifted_document, name=version) if finding.severity == "error"]
        document, told, faults = withdraw(lifted_document, found, version)
        withdrawn += told
        if faults:
            first = faults[0]
            raise InputError(
                f"the document fails {len(faults)} checks; the first: {first.rule}: {first.message}",
                file=f"spec/{source.name}/v{version}.yaml",
                place=first.pointer,
                hint=f"`speclift explain {source.name} v{version} {first.pointer}` says which row it came from",
            )
        documents[version] = document
        spec[f"{source.name}/v{version}.yaml"] = dump(document)
        progress.advance()
    findings += joined(withdrawn)
    spec[f"{source.name}/FINDINGS.md"] = findings_markdown(
        source.title or lifted.title or source.name, findings
    ).encode()

    counts = lifted.ledger.counts()
    built = SourceBuild(
        name=source.name,
        documents=documents,
        findings=tuple(findings),
        used=counts.used,
        noted=counts.noted,
        prose=counts.prose,
        spec=spec,
    )
    if packages:
        _add_packages(built, source, progress)
    else:
        built.figures = tuple(figures_of(version, document) for version, document in documents.items())
    built.seconds = time.perf_counter() - started
    return built


def _add_packages(built: SourceBuild, source: Source, progress: Progress) -> None:
    from speclift.diff.lattice import lattice
    from speclift.generate import generate
    from speclift.pipeline.releases import Releases, load_releases
    from speclift.pipeline.version_plan import plan

    releases = load_releases(source.folder) if source.folder is not None else Releases.none()
    progress.stage("generate packages", len(built.documents))
    history = lattice({f"v{version}": document for version, document in built.documents.items()})
    figures: list[VersionFigures] = []
    plans: list[Plan] = []
    for version, document in built.documents.items():
        made: list[Package] = []

        def render(number: str, changes: str, document: Document = document, made: list[Package] = made) -> Files:
            made.append(generate(document, since=history, version=number, changes=changes))
            return made[-1].files

        planned = plan(document["x-speclift"]["package"], document, releases, render)
        package = made[-1]
        if package.name != planned.package:
            raise InputError(
                f"no package can be called {planned.package!r}",
                file=source.name,
                hint=f"source.toml: package = a short name of small letters, digits and dashes, like {package.name!r}",
            )
        if any(one.package == planned.package for one in plans):
            raise InputError(f"two versions would both be the package {planned.package!r}", file=source.name)
        plans.append(planned)
        for path, text in planned.files.items():
            built.generated[f"{package.name}/{path}"] = text.encode()
        count = len(package.operations)
        figures.append(figures_of(version, document, package=package.name, package_operations=count))
        progress.advance()
    built.figures, built.plans = tuple(figures), tuple(plans)
    built.packages = frozenset(planned.package for planned in plans)


def figures_of(version: str, document: Document, *, package: str = "", package_operations: int = 0) -> VersionFigures:
    """Count what a document holds: operations, component schemas and recorded examples."""
    from speclift.document import METHODS

    operations = examples = 0
    for item in document.get("paths", {}).values():
        for method, operation in item.items():
            if method in METHODS:
                operations += 1
                examples += _examples_in(operation)
    schemas = document.get("components", {}).get("schemas", {})
    examples += sum(len(schema.get("examples", ())) for schema in schemas.values() if isinstance(schema, dict))
    return VersionFigures(version, operations, len(schemas), examples, package, package_operations)


def _examples_in(operation: Document) -> int:
    holders = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
    return sum(len(media.get("examples", ())) for holder in holders for media in holder.get("content", {}).values())


def _refuse_not_understood(raw: RawApi, source: Source) -> None:
    if raw.not_understood:
        first = raw.not_understood[0]
        raise InputError(
            f"{len(raw.not_understood)} pieces of the page were not understood; the first: {first.text[:80]!r}",
            file=source.name,
            place=str(first.place),
            hint=f"teach the {source.platform} reader this markup (CONTRIBUTING.md)",
        )


def recorded_pages(folder: Path) -> tuple[Page, ...]:
    """The recorded pages of a source folder (`*.html.gz` and the like), in the order of their names.

    Raises `InputError` when there is none, or when one is not gzip.
    """
    import gzip
    import zlib

    from speclift.readers.page import Page

    pages = []
    for path in sorted(folder.glob("*.gz")):
        try:
            content = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(
                f"cannot unpack: {error}", file=str(path), hint="record the page anew: build --fetch"
            ) from None
        pages.append(Page(name=path.name.removesuffix(".gz"), content=content))
    if not pages:
        raise InputError("no recorded page (*.gz)", file=str(folder), hint="record one: speclift build NAME --fetch")
    return tuple(pages)
