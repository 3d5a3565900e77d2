"""The order of the stages: recorded pages in, the files of `spec/` and `generated/` out, nothing written here.

Enters: a source folder (or a single page). Leaves: `SourceBuild`, which holds every file as bytes, the findings, the
ledger's counts and the figures for the closing table. Nothing here prints; progress is told to a `Progress`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from speclift.model.findings import Finding, InputError
from speclift.pipeline.figures import VersionFigures, figures_of
from speclift.pipeline.progress import Silence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclift.model.documents import ReadDocuments
    from speclift.model.ledger import Ledger
    from speclift.model.raw import RawApi
    from speclift.pipeline.progress import Progress
    from speclift.pipeline.version_plan import Plan
    from speclift.readers.page import DocumentReader, Page
    from speclift.workspace.source import Source

Document = dict[str, Any]


@dataclass(slots=True)
class SourceBuild:
    """Everything that a build of one source makes. `spec` and `generated` map relative paths to bytes.

    `lost` counts the runs of visible words that are neither used, noted nor prose.
    `failures` is what could not be made beside it: a document that fails a check, a package that cannot be generated.
    `kept` are packages that failed so and whose earlier files stay.
    """

    name: str
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    used: int
    noted: int
    prose: int
    lost: int = 0
    figures: tuple[VersionFigures, ...] = ()
    spec: dict[str, bytes] = field(default_factory=dict)
    generated: dict[str, bytes] = field(default_factory=dict)
    packages: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    plans: tuple[Plan, ...] = ()
    failures: tuple[InputError, ...] = ()
    seconds: float = 0.0
    ledger: Ledger | None = None


@dataclass(frozen=True, slots=True)
class Lifted:
    """What lies between the page and the files: the page's title, the documents, where each fact went, and how many
    runs of the page's visible words nothing took.
    """

    title: str
    raw: RawApi | None
    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]
    ledger: Ledger
    lost: int = 0


def read_and_lift(source: Source, pages: Sequence[Page], *, strict: bool = False, only_shown: bool = False) -> Lifted:
    """Read recorded pages and lift them to documents. What no rule expresses is a finding.

    Raises `InputError` for a page that cannot be read and a correction that no longer fits, and when that takes too
    much time or memory; with `strict` also for what the reader or the rules do not understand. `only_shown`: what the
    page shows, not the data that it carries.
    """
    from speclift.readers.budget import within_budget

    with within_budget(pages):
        return _read_and_lift(source, pages, strict=strict, only_shown=only_shown)


def _read_and_lift(source: Source, pages: Sequence[Page], *, strict: bool, only_shown: bool) -> Lifted:
    from speclift.model.ledger import flags, quotes, said
    from speclift.pipeline import not_understood
    from speclift.pipeline.lift import lift
    from speclift.pipeline.several_pages import of_site, read_several
    from speclift.pipeline.visible_words import coverage, refuse_other_platform
    from speclift.readers import document_reader_for, reader_for

    reader = reader_for(source.platform)
    # A reader of rendered pages gives documents, and takes them from what is drawn.
    documents = document_reader_for(source.platform) if not only_shown or not hasattr(reader, "read") else None
    read = documents.read_documents(pages) if documents is not None else None
    if read is not None:
        assert documents is not None  # noqa: S101 - it has read them
        return _lift_documents(source, pages, read, documents, strict=strict)
    raw, left_out = read_several(reader.read, pages)
    raw = of_site(raw, pages)
    refuse_other_platform(reader, pages, source.platform)
    documented = {article.place.page for article in raw.articles}
    covered = coverage(
        [page for page in pages if page.name in documented],
        said(raw),
        flags(raw),
        getattr(reader, "labels", None),
        raw.versions,
    )
    covered.refuse_next_to_nothing(source)
    if strict:
        not_understood.refuse_not_understood(raw, source)
        covered.refuse_lost_words(source)
    lifted = lift(raw, source)
    unsaid = not_understood.not_told(lifted.lost_cells, lifted.findings)
    if strict:
        not_understood.refuse_lost_cells(unsaid, source)
    lost = lifted.ledger.unaccounted(raw)
    if lost and strict:
        raise InputError(
            f"{len(lost)} facts of the page are neither used, noted nor prose; the first: {lost[0]}",
            file=source.name,
            hint="this is a bug in speclift's rules, not in the page: teach normalise what it means (CONTRIBUTING.md)",
        )
    lifted.ledger.noted(lost)
    findings = (
        *left_out,
        *raw.remarks,
        *lifted.findings,
        *(not_understood.not_read(text, lifted.spellings) for text in raw.not_understood),
        *(not_understood.not_expressed(lost, quotes(raw), lifted.spellings) if lost else ()),
        *not_understood.cells_not_said(unsaid, lifted.spellings),
        *((covered.finding(),) if covered.lost else ()),
    )
    return Lifted(raw.title, raw, lifted.documents, findings, lifted.ledger, len(covered.runs))


def _lift_documents(
    source: Source, pages: Sequence[Page], read: ReadDocuments, reader: DocumentReader, *, strict: bool
) -> Lifted:
    """Documents that somebody else wrote; the pages beside them are second witnesses, unless they are the only ones."""
    from speclift.pipeline.lift_document import lift_documents
    from speclift.pipeline.visible_words import coverage_of_documents
    from speclift.pipeline.witnesses import disagreements_of_pages

    lifted = lift_documents(read, source)
    rebuilt = any(document.evidence for document in read.documents)
    told = () if rebuilt else disagreements_of_pages(lifted.documents, pages, source)
    covered = coverage_of_documents(pages, read, reader)
    if strict:
        covered.refuse_lost_words(source)
    findings = (*lifted.findings, *told, *((covered.finding(),) if covered.lost else ()))
    return Lifted(read.title, None, lifted.documents, findings, lifted.ledger, len(covered.runs))


def build_source(
    source: Source,
    pages: Sequence[Page],
    *,
    packages: bool = True,
    strict: bool = False,
    progress: Progress | None = None,
) -> SourceBuild:
    """Build one source from its recorded pages: documents, report and packages, all as bytes.

    One bad place costs that place: what a check refuses is taken out and told, and what cannot be made stands in
    `failures`. Raises `InputError` when a page cannot be read, takes too much time or memory, or a correction does not
    fit; with `strict` for every failure, and for what is not understood.
    """
    from speclift.readers.budget import within_budget

    with within_budget(pages):
        return _build_source(source, pages, packages=packages, strict=strict, progress=progress or Silence())


def _build_source(
    source: Source, pages: Sequence[Page], *, packages: bool, strict: bool, progress: Progress
) -> SourceBuild:
    from speclift.emit.yaml import dump
    from speclift.pipeline.packages import package_all, read_documents
    from speclift.pipeline.withdraw import joined, withdraw
    from speclift.report.findings import findings_markdown

    started = time.perf_counter()
    progress.stage("read and lift", 1)
    lifted = _read_and_lift(source, pages, strict=strict, only_shown=False)
    progress.advance()

    spec: dict[str, bytes] = {}
    progress.stage("check and write documents", len(lifted.documents))
    checked: dict[str, Document] = {}
    withdrawn: list[Finding] = []
    failures: list[InputError] = []
    for version, lifted_document in lifted.documents.items():
        withdrawal = withdraw(lifted_document, version)
        withdrawn += withdrawal.findings
        if withdrawal.faults:
            failures.append(_failed_check(source, version, withdrawal.faults))
        checked[version] = withdrawal.document
    readings = read_documents(source, checked, compared=packages)
    documents = readings.documents
    for version, document in documents.items():
        spec[f"{source.name}/v{version}.yaml"] = dump(document)
        progress.advance()
    if failure := _without_operations(lifted.raw, documents, source):
        failures.append(failure)
    findings = [*lifted.findings, *joined(withdrawn)]
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
        lost=lifted.lost,
        spec=spec,
        ledger=lifted.ledger,
        failures=tuple(failures),
    )
    if strict and failures:
        raise failures[0]
    if packages:
        packaged = package_all(readings, source, progress, strict=strict)
        built.generated, built.figures, built.plans = packaged.files, packaged.figures, packaged.plans
        built.packages, built.kept = frozenset(plan.package for plan in packaged.plans), packaged.kept
        built.failures += packaged.failures
    else:
        built.figures = tuple(figures_of(version, document) for version, document in documents.items())
    built.seconds = time.perf_counter() - started
    return built


def _failed_check(source: Source, version: str, faults: Sequence[Finding]) -> InputError:
    first = faults[0]
    explains = f"`speclift explain {source.name} v{version} {first.pointer}` says which row it came from"
    return InputError(
        f"the document fails {len(faults)} checks; the first: {first.rule}: {first.message}",
        file=f"spec/{source.name}/v{version}.yaml",
        place=first.pointer,
        hint=explains if source.folder is not None else "speclift init NAME PAGE, and correct it in corrections.yaml",
    )


def _without_operations(raw: RawApi | None, documents: Mapping[str, Document], source: Source) -> InputError | None:
    """Documents without any operation, where the page shows some; calls of which it prints no address are findings."""
    from speclift.normalise.editions import is_unplaced

    if any(figures_of(version, document).operations for version, document in documents.items()):
        return None
    articles = raw.articles if raw is not None else ()
    if articles and all(is_unplaced(article) and not article.kind.strip() for article in articles):
        return None
    first = next((article for article in articles if article.url.strip()), None) or next(iter(articles), None)
    shown = f"; the first: {f'{first.kind} {first.url}'.strip() or first.title}" if first else ""
    return InputError(
        f"no operation was made of {len(articles)} articles{shown}",
        file=source.name,
        place=str(first.place) if first else "",
        hint="is it another platform's page? `platform` in source.toml, or state method and path in base.yaml",
    )
