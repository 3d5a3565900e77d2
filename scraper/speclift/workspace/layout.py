"""Where things lie: `scraper/sources/` and `spec/` together are a workspace, `generated/` stands beside them.

Enters: a directory. Leaves: `Workspace`. A user's own workspace has the same shape as this repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from speclift.model.findings import InputError
from speclift.workspace.atomic_tree import is_interrupted

SOURCES = Path("scraper", "sources")


@dataclass(frozen=True, slots=True)
class Workspace:
    """A directory that holds sources, documents and packages. Paths are absolute."""

    root: Path

    @property
    def sources(self) -> Path:
        """One folder per documentation."""
        return self.root / SOURCES

    @property
    def spec(self) -> Path:
        """The documents that the build writes."""
        return self.root / "spec"

    @property
    def generated(self) -> Path:
        """The packages that the build writes."""
        return self.root / "generated"

    @property
    def scratch(self) -> Path:
        """Where half-made trees and the stamp of the last build lie; never committed."""
        return self.root / ".speclift"

    def require_whole(self) -> None:
        """Raise `InputError` when a build was killed while it wrote: `spec/` and `generated/` are of two builds."""
        if is_interrupted(self.scratch):
            raise InputError(
                "an earlier build was killed while it wrote: documents and packages are of two builds",
                file=str(self.root),
                hint="`speclift build` finishes it",
            )

    def source_names(self) -> tuple[str, ...]:
        """The names of all sources, sorted."""
        return tuple(sorted(path.parent.name for path in self.sources.glob("*/source.toml")))

    def source_folder(self, name: str) -> Path:
        """The folder of one source. Raises `InputError` when there is none of that name."""
        folder = self.sources / name
        if name not in self.source_names():
            known = ", ".join(self.source_names()) or "none yet"
            raise InputError(
                f"there is no source named {name!r}",
                file=str(self.sources),
                hint=f"known: {known}; `speclift init NAME URL` makes one",
            )
        return folder

    def versions(self, name: str) -> tuple[str, ...]:
        """The versions of a source that have a document, oldest first (`v3`, `v3.1`, … `v3.10`)."""
        return tuple(sorted((path.stem for path in (self.spec / name).glob("v*.yaml")), key=version_order))

    def document(self, name: str, version: str) -> Path:
        """The path of one document. Raises `InputError` when there is none."""
        self.require_whole()
        spelled = version if version.startswith("v") else f"v{version}"
        path = self.spec / name / f"{spelled}.yaml"
        if not path.is_file():
            known = ", ".join(self.versions(name)) or "none; run `speclift build`"
            raise InputError(f"{name} has no document {spelled}", file=str(path), hint=f"known: {known}")
        return path


def version_order(version: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts v3.9 before v3.10 and keeps words (`v3-beta`) stable."""
    parts = version.removeprefix("v").replace("-", ".").split(".")
    return tuple((0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts)


def find_workspace(start: Path) -> Workspace:
    """The nearest directory at or above `start` that holds `scraper/sources`.

    Raises `InputError` when there is none.
    """
    start = start.resolve()
    for directory in (start, *start.parents):
        if (directory / SOURCES).is_dir():
            return Workspace(directory)
    raise InputError(
        f"no {SOURCES} here or above",
        file=str(start),
        hint="run this inside a workspace, or make one: `speclift init NAME URL`",
    )
