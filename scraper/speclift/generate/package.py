"""From a document to a package, in memory; and onto disk.

Enters: an OpenAPI document as JSON values. Leaves: `Package`. Raises `InputError` for a document that cannot be worked
with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.document import count_operations
from speclift.generate.project import PackageProject
from speclift.generate.reading import read
from speclift.model.findings import Finding, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from speclift.document.soundness import SoundDocument
    from speclift.generate.history import Lattice
    from speclift.generate.reading import Reading


@dataclass(frozen=True, slots=True)
class Package:
    """A generated package. `files` are texts by their path in the package's folder, `operations` the operationIds that
    it offers.
    """

    name: str
    files: Mapping[str, str]
    operations: tuple[str, ...]
    documented: int
    findings: tuple[Finding, ...]


def generate(
    document: Mapping[str, Any] | SoundDocument,
    *,
    since: Lattice | None = None,
    version: str = "1.0.0",
    changes: str = "",
) -> Package:
    """Make the package of `document`: every operation of it, or `InputError`.

    `since` says since which version things are documented, `version` is the package's own, `changes` the text of its
    changelog (Markdown; without it, this is the first release).
    """
    return package_of(read(document, since), version=version, changes=changes)


def package_of(reading: Reading, *, version: str = "1.0.0", changes: str = "") -> Package:
    """Make the package of a document that is read already, as `generate`."""
    project = PackageProject(reading, version=version, changes=changes)
    project.build()
    package = Package(
        name=reading.document.settings.package,
        files=project.files,
        operations=tuple(operation.id for operation in reading.operations),
        documented=count_operations(reading.document.tree.root.mapping()),
        findings=reading.findings,
    )
    if len(package.operations) != package.documented:
        raise InputError(
            f"{package.name} would have {len(package.operations)} operations, its document has {package.documented}"
        )
    return package


def write(package: Package, directory: Path) -> None:
    """Write the files of `package` below `directory`, which is the folder of all packages."""
    root = (directory / package.name).resolve()
    for name, text in package.files.items():
        path = (root / name).resolve()
        if not path.is_relative_to(root):
            raise InputError(f"{name} leads out of the package", file=package.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
