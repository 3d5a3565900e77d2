"""What the site knows of one documentation, gathered once before any page is made.

Enters: a workspace and the name of a source. Leaves: `SiteSource`. Documents, findings and evidence come from the
recorded pages, as `speclift build` reads them; nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from speclift.document import iterate_operations, join_pointer
from speclift.model.findings import InputError
from speclift.report.facts import Fact, join_findings
from speclift.report.versions import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.diff import Change
    from speclift.diff.lattice import Lattice
    from speclift.document import Operation
    from speclift.model.ledger import Explanation
    from speclift.python_api.change import PythonChange
    from speclift.python_api.surface import Surface
    from speclift.workspace.layout import Workspace

Document = dict[str, Any]


@dataclass(frozen=True)
class SiteSource:
    """One documentation. What belongs to versions is mapped from their names (`v3.10`, oldest first).

    `yaml` are the documents as files of `spec/`. `surfaces` lacks the versions that no package can be made of.
    `packages` maps a version to the files of its package as they lie in `generated/` (empty where there are none).
    """

    name: str
    title: str
    page: str
    documents: Mapping[str, Document]
    facts: tuple[Fact, ...]
    yaml: Mapping[str, bytes]
    evidence: Mapping[str, Mapping[str, tuple[Explanation, ...]]]
    lattice: Lattice
    surfaces: Mapping[str, Surface]
    packages: Mapping[str, Mapping[str, bytes]]

    @property
    def versions(self) -> tuple[str, ...]:
        """All versions, oldest first."""
        return tuple(self.documents)

    @property
    def latest(self) -> str:
        """The newest version."""
        return self.versions[-1]

    @cached_property
    def facts_at(self) -> Mapping[str, Mapping[str, tuple[Fact, ...]]]:
        """Version to pointer to the findings that stand there."""
        found: dict[str, dict[str, list[Fact]]] = {version: {} for version in self.versions}
        for fact in self.facts:
            for version in fact.versions or tuple(name.removeprefix("v") for name in self.versions):
                at = found.get(f"v{version}")
                if at is not None and fact.finding.pointer:
                    at.setdefault(fact.finding.pointer, []).append(fact)
        return {version: {pointer: tuple(facts) for pointer, facts in at.items()} for version, at in found.items()}

    @cached_property
    def reasons(self) -> Mapping[tuple[str, str], Mapping[str, str]]:
        """Documented errors, by operationId and name of the reason: the versions that have each, with its pointer."""
        pointers: dict[tuple[str, str], dict[str, str]] = {}
        for version, document in self.documents.items():
            for operation in iterate_operations(document):
                for name, pointer in _reasons(operation):
                    pointers.setdefault((operation.operation_id, name), {}).setdefault(version, pointer)
        return pointers

    def since_reason(self, operation_id: str, name: str, version: str) -> str:
        """The version that first documents an error of an operation; "" where that is the first of all."""
        versions = self.reasons.get((operation_id, name), {})
        first = next(iter(versions), version)
        return "" if first == self.versions[0] else first

    def comparisons(self) -> Iterator[tuple[str, str, list[Change], list[PythonChange]]]:
        """Every pair of versions, older first: the changes on the wire and in Python."""
        from speclift.diff.compare import compare_documents
        from speclift.document.soundness import require_sound
        from speclift.python_api.compare import compare_surfaces

        opened = {version: require_sound(document, version) for version, document in self.documents.items()}
        for old, new in combinations(self.versions, 2):
            python = (
                compare_surfaces(self.surfaces[old], self.surfaces[new])
                if old in self.surfaces and new in self.surfaces
                else []
            )
            yield old, new, compare_documents(opened[old], opened[new]), python


def load_site_source(workspace: Workspace, name: str) -> SiteSource:
    """Gather what there is to show of a source. Raises `InputError` as a build does."""
    from speclift.diff.lattice import lattice
    from speclift.pipeline.build import build_source
    from speclift.pipeline.recording import recorded_pages
    from speclift.workspace.source import load_source

    folder = workspace.source_folder(name)
    source = load_source(folder)
    built = build_source(source, recorded_pages(folder), packages=False)
    order = in_order(built.documents)
    documents = {f"v{version}": built.documents[version] for version in order}
    if not documents:
        raise InputError("there is no document to show", file=str(folder), hint=f"speclift build {name}")
    return SiteSource(
        name=name,
        title=source.title or next(iter(documents.values()))["info"].get("title") or name,
        page=source.page,
        documents=documents,
        facts=join_findings(built.findings),
        yaml={f"v{version}": built.spec[f"{name}/v{version}.yaml"] for version in order},
        evidence={f"v{version}": built.ledger.explanations(version) if built.ledger else {} for version in order},
        lattice=lattice(documents),
        surfaces=dict(surfaces_of(documents)),
        packages={version: _package(workspace, document) for version, document in documents.items()},
    )


def _reasons(operation: Operation) -> Iterator[tuple[str, str]]:
    responses = operation.value.get("responses")
    for status, response in responses.items() if isinstance(responses, dict) else ():
        if not str(status).startswith(("default", "4", "5")) or not isinstance(response, dict):
            continue
        for media, content in (response.get("content") or {}).items():
            for name in (content.get("examples") or {}) if isinstance(content, dict) else ():
                pointer = join_pointer("responses", str(status), "content", media, "examples", name)
                yield str(name), operation.pointer + pointer


def surfaces_of(documents: Mapping[str, Document]) -> Iterator[tuple[str, Surface]]:
    """The Python surface of each version that a package can be made of."""
    from speclift.python_api.surface import surface

    for version, document in documents.items():
        try:
            yield version, surface(document)
        except InputError:
            continue  # the document is shown all the same; its pages have no Python


def _package(workspace: Workspace, document: Document) -> dict[str, bytes]:
    folder = workspace.generated / str(document.get("x-speclift", {}).get("package") or "\0")
    if "\0" in folder.name or not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
    }
