"""What a package is called now: what changed since its last release, on the wire, for Python and in its files, and the
version that this demands.

Enters: a document, the record of releases, and a way to render the package under a version. Leaves: `Plan`, with the
files. The same document and the same record give the same plan, before and after a release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from speclift.pipeline.bump import FIRST, raised
from speclift.pipeline.releases import Release, Releases
from speclift.python_api.surface import Surface, surface
from speclift.report.blocks import Name
from speclift.report.diff.page import python_words, told_words
from speclift.report.diff.told import tell, tell_python
from speclift.report.writers.markdown import inline

if TYPE_CHECKING:
    from speclift.diff import Change
    from speclift.python_api.change import PythonChange
    from speclift.python_api.verdict import Bump

Document = dict[str, Any]
Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package is called now, and its files by path.

    `released`: exactly this was published. Otherwise `last` is the version of the last release, "" when there was none,
    and `bump` what the changes since then demand ("none" for a first release).
    """

    package: str
    version: str
    release: Release
    files: Files
    released: bool
    last: str = ""
    bump: Bump = "none"


class Predecessor(NamedTuple):
    """The version of the API before another: its document, and what changed on the wire since."""

    version: str
    document: Document
    changes: Sequence[Change]


def plan(
    package: str,
    document: Document,
    releases: Releases,
    render: Callable[[str, str], Files],
    *,
    before: Predecessor | None = None,
    surface_of: Callable[[Document], Surface] = surface,
) -> Plan:
    """The version and the files that a package must have now.

    `before` is the API version before this one: the first release of a package says what is new in it. `render` makes
    the files from a version and the text of a changelog, `surface_of` gives the Python surface of a document to who has
    it already. Raises `InputError` for a record that cannot be read.
    """
    known = releases.of(package)
    if not known:
        return _planned(package, Release(FIRST, _first_notes(document, before, surface_of), ""), (), render)
    last = known[-1]
    files = render(last.version, changelog(known))
    if digest_of(files) == last.content:
        return Plan(package, last.version, last, files, released=True, last=last.version)
    from speclift.python_api.verdict import verdict

    wire, python = _changes(document, releases, package, surface_of)
    bump = verdict(wire, python, content_changed=True).release
    released = releases.last_snapshot(package).document
    release = Release(raised(last.version, bump), notes(wire, python, released, document), "")
    return replace(_planned(package, release, known, render), last=last.version, bump=bump)


def _planned(package: str, release: Release, known: Sequence[Release], render: Callable[[str, str], Files]) -> Plan:
    files = render(release.version, changelog([*known, release]))
    return Plan(package, release.version, replace(release, content=digest_of(files)), files, released=False)


def _changes(
    document: Document, releases: Releases, package: str, surface_of: Callable[[Document], Surface]
) -> tuple[Sequence[Change], Sequence[PythonChange]]:
    from speclift.diff import compare
    from speclift.python_api.compare import compare_surfaces

    before = releases.last_snapshot(package)
    wire = compare(before.document, document, old_name=f"the last release of {package}", new_name=package)
    return wire, compare_surfaces(before.surface, surface_of(document))


def _first_notes(
    document: Document, before: Predecessor | None, surface_of: Callable[[Document], Surface]
) -> tuple[str, ...]:
    if before is None:
        return ("First release.",)
    from speclift.python_api.compare import compare_surfaces

    python = compare_surfaces(surface_of(before.document), surface_of(document))
    told = notes(before.changes, python, before.document, document)
    return (f"First release. Compared with version {before.version} of the API:", *told)


def notes(
    wire: Sequence[Change], python: Sequence[PythonChange], old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[str, ...]:
    """What changed, as Markdown lines for people who use the package: what breaks first, each change once."""
    lines = [(group[0].level, inline(python_words(group))) for group in tell_python(python)]
    for told in tell(wire, old, new):
        operation = "" if told.whole or told.owners or told.senders else str(told.first.operations[0])
        lines.append((told.first.level, inline((*((Name(operation), ": ") if operation else ()), *told_words(told)))))
    lines.sort(key=lambda line: line[0], reverse=True)
    told_lines = (f"{'**Breaking:** ' if level.value == 'breaking' else ''}{text}" for level, text in lines)
    return tuple(dict.fromkeys(told_lines)) or ("No change for callers: texts, examples and the code inside.",)


def changelog(releases: Sequence[Release]) -> str:
    """The changelog's entries as Markdown, newest first. `releases` are oldest first."""
    parts = []
    for release in reversed(releases):
        lines = "\n".join(f"- {note}" for note in release.notes)
        parts.append(f"## {release.version}\n\n{lines}")
    return "\n\n".join(parts)


def digest_of(files: Files) -> str:
    """SHA-256 over the files of a package, paths and contents."""
    digest = hashlib.sha256()
    for path, text in sorted(files.items()):
        content = text.encode()
        digest.update(f"{len(path.encode())} {len(content)}\n{path}".encode() + content)
    return digest.hexdigest()
