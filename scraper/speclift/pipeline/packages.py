"""Documents to packages: each document is read once, and the reading gives its calls in Python and its package.

Enters: the checked documents of a source. Leaves: the same with samples, and `Packages`. What the generator cannot make
of a document costs that package only.
"""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.diff.compare import compare_documents
from speclift.diff.lattice import lattice
from speclift.document.soundness import require_sound
from speclift.generate.package import package_of
from speclift.generate.reading import read
from speclift.generate.samples import as_sampled, with_python_samples
from speclift.model.findings import InputError
from speclift.pipeline.figures import VersionFigures, figures_of
from speclift.pipeline.releases import Releases, load_releases
from speclift.pipeline.version_plan import Predecessor, plan
from speclift.python_api.surface import Surface, surface, surface_of
from speclift.report.versions import predecessor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclift.diff import Change, Lattice
    from speclift.document.soundness import SoundDocument
    from speclift.generate.package import Package
    from speclift.generate.reading import Reading
    from speclift.pipeline.progress import Progress
    from speclift.pipeline.version_plan import Files, Plan
    from speclift.workspace.source import Source

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Readings:
    """The documents of a source, with calls in Python; how those were read that a package can be made of, and why the
    others were not. `history` holds the versions together.
    """

    documents: Mapping[str, Document]
    read: Mapping[str, Reading]
    refused: Mapping[str, InputError]
    history: Lattice | None

    def before(self, version: str) -> Predecessor | None:
        """The version before this one, and what changed on the wire since."""
        earlier = predecessor(version, self.documents)
        return Predecessor(earlier, self.documents[earlier], self._changes(earlier, version)) if earlier else None

    def _changes(self, old: str, new: str) -> tuple[Change, ...]:
        for step in self.history.steps if self.history else ():
            if (step.old, step.new) == (f"v{old}", f"v{new}"):
                return step.changes
        return tuple(compare_documents(require_sound(self.documents[old]), require_sound(self.documents[new])))


def read_documents(source: Source, checked: Mapping[str, Document], *, compared: bool) -> Readings:
    """Read every document once. `compared`: with its age in other versions, which packages tell and samples do not.

    Raises `InputError` for documents that are not sound where they are to be compared.
    """
    opened: Mapping[str, Document | SoundDocument] = checked
    history = None
    if compared and checked:
        opened = {version: require_sound(document, f"v{version}") for version, document in checked.items()}
        history = lattice({f"v{version}": document for version, document in opened.items()})
    documents = dict(checked)
    readings: dict[str, Reading] = {}
    refused: dict[str, InputError] = {}
    for version, document in opened.items():
        try:
            with _faults_of_the_generator(source, version, _package_name(checked[version])):
                readings[version] = read(document, history)
                documents[version] = with_python_samples(readings[version])
                readings[version] = as_sampled(readings[version], documents[version])
        except _NotGeneratedError as failed:
            refused[version] = failed.failure
    return Readings(documents, readings, refused, history)


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages of a source: the bytes of their files by relative path, a plan and figures for each.

    `failures` says why a package could not be made, `kept` which those are: their earlier files stay.
    """

    files: dict[str, bytes]
    plans: tuple[Plan, ...]
    figures: tuple[VersionFigures, ...]
    kept: frozenset[str]
    failures: tuple[InputError, ...]


def package_all(readings: Readings, source: Source, progress: Progress, *, strict: bool) -> Packages:
    """Generate a package of each document. One that cannot be made is a failure and costs no other; with `strict` it
    raises `InputError`.
    """
    releases = load_releases(source.folder) if source.folder is not None else Releases.none()
    progress.stage("generate packages", len(readings.documents))
    files: dict[str, bytes] = {}
    figures: list[VersionFigures] = []
    plans: dict[str, Plan] = {}
    kept: set[str] = set()
    failures: list[InputError] = []
    surfaces: dict[str, Surface] = {}
    for version, document in readings.documents.items():
        try:
            package, planned = _package(version, source, releases, readings, surfaces)
            if planned.package in plans:
                raise InputError(f"two versions would both be the package {planned.package!r}", file=source.name)
        except _NotGeneratedError as failed:
            if strict:
                raise failed.failure from failed
            failures.append(failed.failure)
            figures.append(figures_of(version, document))
            kept.add(_package_name(document))
        else:
            plans[planned.package] = planned
            files |= {f"{package.name}/{path}": text.encode() for path, text in planned.files.items()}
            count = len(package.operations)
            figures.append(figures_of(version, document, package=package.name, package_operations=count))
        progress.advance()
    return Packages(files, tuple(plans.values()), tuple(figures), frozenset(kept), tuple(failures))


def _package_name(document: Document) -> str:
    return str(document["x-speclift"]["package"])


class _NotGeneratedError(Exception):
    """The generator cannot make a package of a document; `failure` is the line for a person."""

    def __init__(self, failure: InputError) -> None:
        super().__init__(str(failure))
        self.failure = failure


def _package(
    version: str, source: Source, releases: Releases, readings: Readings, surfaces: dict[str, Surface]
) -> tuple[Package, Plan]:
    """The package of a version, and what it is called. `surfaces`, by package, is given that of this version."""
    if version in readings.refused:
        raise _NotGeneratedError(readings.refused[version])
    document, reading = readings.documents[version], readings.read[version]
    name = _package_name(document)
    packages: list[Package] = []
    with _faults_of_the_generator(source, version, name):
        surfaces[name] = surface_of(reading)

    def render(number: str, changes: str) -> Files:
        with _faults_of_the_generator(source, version, name):
            packages.append(package_of(reading, version=number, changes=changes))
        return packages[-1].files

    def known_surface(document: Document) -> Surface:
        return surfaces.get(_package_name(document)) or surface(document)

    before = readings.before(version)
    planned = plan(name, document, releases, render, before=before, surface_of=known_surface)
    package = packages[-1]
    if package.name != planned.package:
        raise InputError(
            f"no package can be called {planned.package!r}",
            file=source.name,
            hint=f"source.toml: package = a short name of small letters, digits and dashes, like {package.name!r}",
        )
    return package, planned


@contextmanager
def _faults_of_the_generator(source: Source, version: str, name: str) -> Iterator[None]:
    """A fault of the generator costs its package, whatever it is: the documents are right and of use alone."""
    try:
        yield
    except InputError as error:
        raise _NotGeneratedError(error) from error
    except Exception as error:
        raise _NotGeneratedError(_not_generated(source, version, name, error)) from error


def _not_generated(source: Source, version: str, name: str, error: Exception) -> InputError:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return InputError(
        f"no package {name} could be generated: {type(error).__name__}: {error}",
        file=f"spec/{source.name}/v{version}.yaml",
        place=f"{last.name}:{last.lineno}",
        hint="a fault of speclift's generator, please report it; the document is written",
    )
