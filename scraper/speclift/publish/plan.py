"""What a package is called now: the changes since its last release, on the wire and for Python, and the version they
demand.

Enters: a document, and the record of releases. Leaves: `Plan`, with the version and the text of the changelog. The
same document and the same record give the same plan, before and after a release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from speclift.publish.releases import Release, Releases, canonical, standing

if TYPE_CHECKING:
    from speclift.diff import Change

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package is called now. `released`: exactly this was published; `changes` are those since then."""

    package: str
    version: str
    changelog: str
    release: Release
    released: bool
    changes: tuple[Change, ...] = ()


def plan(package: str, document: Document, releases: Releases) -> Plan:
    """The version and the changelog that a package must have now. Raises `Trouble` for a record that cannot be read."""
    digest = hashlib.sha256(canonical(document)).hexdigest()
    last = releases.last(package)
    changes: tuple[Change, ...] = ()
    notes: list[tuple[str, str, str]] = []
    if last is not None and last.document != digest:
        from speclift.diff import compare
        from speclift.diff.python_surface import python_changes

        before = releases.document(package) or {}
        changes = tuple(compare(before, document, old_name=f"{package} {last.version}", new_name=package))
        notes = [(one.level.value, one.action, one.explain("markdown")) for one in changes]
        python = python_changes(before, document)
        notes += [(one.level.value, one.action, one.explain("markdown")) for one in python]
    stands = standing(package, digest, releases, notes)
    return Plan(package, stands.version, changelog(stands.entries), stands.entries[0], stands.released, changes)


def changelog(entries: Sequence[Release]) -> str:
    """The changelog's entries as Markdown, newest first."""
    parts = []
    for entry in entries:
        notes = "\n".join(f"- {note}" for note in entry.notes)
        parts.append(f"## {entry.version}\n\n{notes}")
    return "\n\n".join(parts)
