"""What every form of `speclift build` shares: build one after the other, write, print, and the exit status."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from speclift.pipeline.build import SourceBuild
    from speclift.workspace.layout import Workspace


def attempted(what: Sequence[str], build_it: Callable[[str], SourceBuild]) -> tuple[list[SourceBuild], bool]:
    """Build each of several; the message of one that is refused is printed, and the others are built.

    Returns the builds, and whether one was refused. The only one raises its `InputError`.
    """
    builds: list[SourceBuild] = []
    for one in what:
        try:
            builds.append(build_it(one))
        except Exception as error:
            told = error if isinstance(error, InputError) else _own_fault(one, error)
            if len(what) == 1:
                raise told from error
            print(f"speclift: {told}", file=sys.stderr)
    return builds, len(builds) < len(what)


def _own_fault(what: str, error: Exception) -> InputError:
    """One line for an exception that nothing foresaw: what was built, and where in our code it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return InputError(
        f"{type(error).__name__}: {error}",
        file=what,
        place=f"{Path(last.filename).name}:{last.lineno}",
        hint="a fault of speclift, please report it with the page",
    )


def leave(builds: Iterable[SourceBuild], *, refused: bool, would_change: bool) -> None:
    """Say what could not be made; end with the exit status that follows when it is not 0."""
    failures = [failure for build in builds for failure in build.failures]
    for failure in failures:
        print(f"speclift: {failure}", file=sys.stderr)
    if refused:
        raise typer.Exit(2)
    if failures or would_change:
        raise typer.Exit(1)


def write(workspace: Workspace, builds: list[SourceBuild], *, packages: bool, dry: bool = False) -> tuple[str, ...]:
    """Write what was built, `spec/` and `generated/` each in one step; `dry` only finds the changed paths, returned."""
    from speclift.workspace.atomic_tree import differences, replace

    trees: list[tuple[Path, frozenset[str], Mapping[str, bytes]]] = [
        (workspace.spec, frozenset(build.name for build in builds), _joined(build.spec for build in builds))
    ]
    if packages:
        names = frozenset(
            name for build in builds for name in (build.packages | stale_packages(workspace, build)) - build.kept
        )
        trees.append((workspace.generated, names, _joined(build.generated for build in builds)))
    changed: list[str] = []
    for directory, owned, files in trees:
        found = differences(directory, owned, files) if dry else replace(directory, owned, files, workspace.scratch)
        changed.extend(f"{directory.name}/{path}" for path in found)
    return tuple(changed)


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


def say(
    builds: list[SourceBuild], changed: tuple[str, ...], *, check: bool, as_json: bool, quiet: bool, seconds: float
) -> None:
    """Print the closing summary: a table for people, JSON for programs."""
    if as_json:
        print(json.dumps(as_data(builds, changed, seconds), indent=2))
        return
    if quiet:
        return
    from speclift.cli.summary import summary_table

    summary_table(builds, seconds)
    verb = "would change" if check else "changed"
    print(f"{verb}: {len(changed)} files" if changed else "nothing changed")
    for path in changed[:20] if check else ():
        print(f"  {path}", file=sys.stderr)


def as_data(builds: list[SourceBuild], changed: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """The closing summary as JSON-compatible data."""
    return {
        "changed": list(changed),
        "seconds": round(seconds, 3),
        "sources": [
            {
                "source": build.name,
                "findings": len(build.findings),
                "ledger": {"used": build.used, "noted": build.noted, "prose": build.prose, "lost": 0},
                "seconds": round(build.seconds, 3),
                "versions": [
                    {
                        "version": figures.version,
                        "operations": figures.operations,
                        "schemas": figures.schemas,
                        "examples": figures.examples,
                        "package": figures.package,
                        "package_operations": figures.package_operations,
                    }
                    for figures in build.figures
                ],
            }
            for build in builds
        ],
    }
