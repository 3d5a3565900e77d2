"""The record of releases of a source: `releases.json` in its folder, committed, and one document per package beside it.

Enters: a source folder. Leaves: `Releases`, from which the version that a package must have now is derived: the
version of the last release, raised by what changed since. Publishing does not change what the build makes: a
package's number and changelog are the same the moment before and after its release.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from speclift.findings import Trouble
from speclift.publish.bump import FIRST, bump_for, raised
from speclift.trees import write_file

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Release:
    """One published version of a package: its number, the notes of its changelog, and the digest of its document."""

    version: str
    notes: tuple[str, ...]
    document: str


@dataclass(slots=True)
class Releases:
    """All releases of a source, by package, oldest first, and where they are kept."""

    folder: Path | None
    packages: dict[str, list[Release]] = field(default_factory=dict)

    @classmethod
    def none(cls) -> Releases:
        """The record of a page that is no source: it was never published, and nothing is kept."""
        return cls(None)

    def last(self, package: str) -> Release | None:
        """The newest release of a package."""
        known = self.packages.get(package)
        return known[-1] if known else None

    def document(self, package: str) -> Document | None:
        """The document of the newest release of a package."""
        path = self._document_file(package)
        if self.last(package) is None:
            return None
        try:
            document: Document = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, EOFError, ValueError) as error:
            raise Trouble(
                f"the document of the last release cannot be read: {error}",
                file=str(path),
                hint="restore it from version control",
            ) from None
        return document

    def add(self, package: str, release: Release, document: Document) -> None:
        """Record one release, on disk too."""
        self.packages.setdefault(package, []).append(release)
        packed = gzip.compress(canonical(document), mtime=0)
        write_file(self._document_file(package), packed)
        listed = {name: [asdict(one) for one in known] for name, known in sorted(self.packages.items())}
        if self.folder is None:
            raise Trouble("a page that is no source has no record of releases", hint="speclift init NAME PAGE")
        write_file(self.folder / "releases.json", (json.dumps(listed, indent=2, ensure_ascii=False) + "\n").encode())

    def _document_file(self, package: str) -> Path:
        return (self.folder or Path()) / "releases" / f"{package}.json.gz"


def load_releases(folder: Path) -> Releases:
    """Read the record of a source folder; a source that was never published has an empty one. Raises `Trouble`."""
    path = folder / "releases.json"
    if not path.is_file():
        return Releases(folder)
    try:
        listed = json.loads(path.read_bytes())
        packages = {
            name: [Release(one["version"], tuple(one["notes"]), one["document"]) for one in known]
            for name, known in listed.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(
            f"not a record of releases: {error!r}", file=str(path), hint="restore it from version control"
        ) from None
    return Releases(folder, packages)


def canonical(document: Document) -> bytes:
    """A document as the bytes that its digest is taken over."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a package is to be called now, and the changelog entries that say so, newest first."""

    version: str
    entries: tuple[Release, ...]
    released: bool


def standing(package: str, digest: str, releases: Releases, changes: Sequence[tuple[str, str, str]]) -> Standing:
    """The version that a package must have now.

    `changes` are (level, action, text) against the last release's document, for the wire and for Python alike;
    `digest` is of today's document.
    """
    known = releases.packages.get(package, [])
    if not known:
        first = Release(FIRST, ("First release.",), digest)
        return Standing(FIRST, (first,), released=False)
    last = known[-1]
    bump = bump_for(((level, action) for level, action, _ in changes), content_changed=digest != last.document)
    if bump == "none":
        return Standing(last.version, tuple(reversed(known)), released=True)
    notes = tuple(text for _, _, text in changes) or ("Documentation texts and examples only.",)
    pending = Release(raised(last.version, bump), notes, digest)
    return Standing(pending.version, (pending, *reversed(known)), released=False)
