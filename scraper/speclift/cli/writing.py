"""Writing what was built: `spec/` and `generated/` change places with the old ones together.

Enters: builds in memory. Leaves: the paths that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.pipeline.build import SourceBuild
    from speclift.workspace.layout import Workspace


def held(workspace: Workspace) -> AbstractContextManager[None]:
    """The workspace, for this process alone; whoever waits for it is told so."""
    from speclift.cli.terminal import say_warning
    from speclift.workspace.lock import writing

    return writing(workspace.scratch, say_warning)


def write(workspace: Workspace, builds: list[SourceBuild], *, packages: bool, dry: bool = False) -> tuple[str, ...]:
    """Write what was built, `spec/` and `generated/` in one step; `dry` only finds the changed paths, returned."""
    from speclift.workspace.atomic_tree import Tree, differences, replace_all

    owned = frozenset(build.name for build in builds)
    trees = [Tree(workspace.spec, owned, _joined(build.spec for build in builds))]
    if packages:
        names = frozenset(
            name for build in builds for name in (build.packages | stale_packages(workspace, build)) - build.kept
        )
        trees.append(Tree(workspace.generated, names, _joined(build.generated for build in builds)))
    if dry:
        changes = [differences(tree.directory, tree.owned, tree.files) for tree in trees]
    else:
        changes = replace_all(trees, workspace.scratch)
    return tuple(f"{tree.directory.name}/{path}" for tree, some in zip(trees, changes, strict=True) for path in some)


def _joined(parts: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    return {path: content for part in parts for path, content in part.items()}


def stale_packages(workspace: Workspace, build: SourceBuild) -> frozenset[str]:
    """Packages of this source that an earlier build wrote and this one no longer makes: the header says so."""
    found = set()
    for path in workspace.generated.glob("*/pyproject.toml"):
        with path.open(encoding="utf-8", errors="replace") as lines:
            if f" spec/{build.name}/" in lines.readline():
                found.add(path.parent.name)
    return frozenset(found)
