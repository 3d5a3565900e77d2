"""Publishing one source: build what has a new version, upload what the index lacks, record what is there.

Enters: a finished build in memory. Leaves: `Published` values, one per package. A package is recorded as released
only when all its files are on the index, so a run that failed half-way is simply run again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.model.findings import InputError
from speclift.pipeline.releases import load_releases
from speclift.publish.distributions import build_distributions
from speclift.publish.upload import Index, upload
from speclift.python_api.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclift.pipeline.build import SourceBuild
    from speclift.workspace.layout import Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """What became of one package: its version, its built files, and which of them were sent or were there already."""

    package: str
    version: str
    files: tuple[Path, ...]
    sent: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    recorded: bool = False


def require_fresh(workspace: Workspace, built: SourceBuild) -> None:
    """Raise `InputError` when `spec/` or `generated/` is not what a build makes: published is what is committed."""
    from speclift.workspace.atomic_tree import differences

    stale = [
        *(f"spec/{path}" for path in differences(workspace.spec, frozenset({built.name}), built.spec)),
        *(f"generated/{path}" for path in differences(workspace.generated, built.packages, built.generated)),
    ]
    if stale:
        raise InputError(
            f"a build would change {len(stale)} files, {stale[0]} first",
            file=built.name,
            hint="run `speclift build`, review and commit, then publish",
        )


def publish_source(
    workspace: Workspace,
    built: SourceBuild,
    index: Index | None,
    dist: Path,
    *,
    tell: Callable[[str], None],
    send: bool = True,
) -> list[Published]:
    """Publish the packages of a source that are not released as they are; without an `index`, only build them.

    Without `send` nothing is uploaded: what the index has already, the same bytes, is recorded, the rest is not.
    Raises `InputError` when a package cannot be built, or the index refuses a file or dies; what was finished before is
    recorded.
    """
    releases = load_releases(workspace.sources / built.name)
    documents = {plan.package: document for plan, document in zip(built.plans, built.documents.values(), strict=True)}
    published = []
    for plan in built.plans:
        if plan.released:
            tell(f"{plan.package} {plan.version}: released already")
            published.append(Published(plan.package, plan.version, (), recorded=True))
            continue
        files = {path: text.encode() for path, text in plan.files.items()}
        paths = build_distributions(plan.package, files, dist)
        tell(f"{plan.package} {plan.version}: built {', '.join(path.name for path in paths)}")
        if index is None:
            published.append(Published(plan.package, plan.version, paths))
            continue
        done = upload(plan.package, paths, index, tell=tell, send=send)
        if not done.missing:
            releases.add(plan.package, plan.release, snapshot(documents[plan.package]))
        published.append(
            Published(plan.package, plan.version, paths, done.sent, done.skipped, recorded=not done.missing)
        )
    return published
