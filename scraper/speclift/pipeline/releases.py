"""The record of releases of a source: `releases.json` in its folder, committed, and what each package last was.

Enters: a source folder. Leaves: `Releases`. What a package must be called now follows from it (`plan.py`); publishing
does not change what the build makes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.workspace.atomic_tree import write_file

if TYPE_CHECKING:
    from speclift.python_api.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Release:
    """One published version of a package: its number, the notes of its changelog, and the digest of its files."""

    version: str
    notes: tuple[str, ...]
    content: str


@dataclass(slots=True)
class Releases:
    """All releases of a source, by package, oldest first, and where they are kept."""

    folder: Path | None
    packages: dict[str, list[Release]] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Releases:
        """The record of a page that is no source: it was never published, and nothing is kept."""
        return cls(None)

    def of(self, package: str) -> tuple[Release, ...]:
        """All releases of a package, oldest first."""
        return tuple(self.packages.get(package, ()))

    def last_snapshot(self, package: str) -> Snapshot:
        """What the newest release of a package was. Raises `InputError` when it cannot be read."""
        from speclift.python_api.snapshot import unpacked

        path = self._snapshot_file(package, self.packages[package][-1].version)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(
                f"what the last release was cannot be read: {error.strerror}",
                file=str(path),
                hint="restore it from version control",
            ) from None
        return unpacked(content, str(path))

    def add(self, package: str, release: Release, kept: Snapshot) -> None:
        """Record one release, on disk too: a kill at any moment leaves the record with it or without it."""
        from speclift.python_api.snapshot import packed

        if self.folder is None:
            raise InputError("a page that is no source has no record of releases", hint="speclift init NAME PAGE")
        before = self.of(package)
        write_file(self._snapshot_file(package, release.version), packed(kept))
        self.packages[package] = [*before, release]
        listed = {name: [asdict(release) for release in known] for name, known in sorted(self.packages.items())}
        write_file(self.folder / "releases.json", (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode())
        for old in before:
            self._snapshot_file(package, old.version).unlink(missing_ok=True)

    def _snapshot_file(self, package: str, version: str) -> Path:
        return (self.folder or Path()) / "releases" / f"{package}-{version}.json.gz"


def load_releases(folder: Path) -> Releases:
    """Read the record of a source folder; a source that was never published has an empty one. Raises `InputError`."""
    path = folder / "releases.json"
    if not path.is_file():
        return Releases(folder)
    try:
        listed = json.loads(path.read_bytes())
        packages = {
            name: [Release(entry["version"], tuple(entry["notes"]), entry["content"]) for entry in known]
            for name, known in listed.items()
            if known
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"not a record of releases: {error!r}", file=str(path), hint="restore it from version control"
        ) from None
    return Releases(folder, packages)
