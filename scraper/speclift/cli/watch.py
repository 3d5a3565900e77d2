"""`speclift watch`: build a source again whenever what it is made of changes, and say what that changed."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speclift.cli.completion import sources
from speclift.cli.terminal import say_error
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import FrameType

    from speclift.model.findings import Finding
    from speclift.pipeline.build import SourceBuild
    from speclift.workspace.layout import Workspace

_SECONDS = 0.5
_SHOWN = 20


def watch(
    source: Annotated[str, typer.Argument(autocompletion=sources, help="The source, for example trueconf-server.")],
    packages: Annotated[
        bool, typer.Option("--packages/--no-packages", help="Also generate the Python packages.")
    ] = False,
) -> None:
    """Build a source, and again on every change of its source.toml, base.yaml, corrections.yaml or recorded pages.

    Each time it says what changed in the documents, in the words of `speclift diff`, and which findings came and went.
    What cannot be built is told, and the next change is waited for. Ctrl-C ends it.
    """
    from speclift.cli.terminal import current_workspace

    workspace = current_workspace()
    folder = workspace.source_folder(source)
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    before, seen = None, None
    while not stopped.is_set():
        now = _picture(folder)
        if now != seen:
            seen = now
            before = _again(workspace, source, before, packages=packages) or before
            print(f"watching {folder.relative_to(workspace.root)} (Ctrl-C ends it)", flush=True)
        stopped.wait(_SECONDS)


def _picture(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file of the source; what vanishes in between is not there."""
    picture: dict[str, tuple[int, int]] = {}
    for path in sorted(folder.rglob("*")):
        try:
            state = path.stat()
        except OSError:
            continue
        picture[str(path)] = (state.st_size, state.st_mtime_ns)
    return picture


def _again(workspace: Workspace, source: str, before: SourceBuild | None, *, packages: bool) -> SourceBuild | None:
    """Build and write once; None, and told, when it is refused."""
    from speclift.cli.building import build_one
    from speclift.cli.writing import held, write
    from speclift.python_api.verdict import counted
    from speclift.workspace.atomic_tree import recover

    started = time.perf_counter()
    try:
        with held(workspace):
            recover(workspace.scratch)
            built = build_one(workspace, source, packages=packages, quiet=True)
            changed = write(workspace, [built], packages=packages)
    except InputError as error:
        say_error(error)
        return None
    for failure in built.failures:
        say_error(failure)
    if before is not None:
        for line in (*_documents(before.documents, built.documents), *_findings(before, built)):
            print(line)
    seconds = time.perf_counter() - started
    print(f"{counted(len(changed), 'file')} changed, {counted(len(built.findings), 'finding')}, {seconds:.1f} s")
    return built


def _documents(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What changed between two builds of the same page, a line each, the same change of several versions once."""
    from speclift.diff import compare
    from speclift.report.versions import join_versions

    told: dict[str, list[str]] = {}
    for version in [version for version in new if version in old and new[version] != old[version]]:
        changes = compare(dict(old[version]), dict(new[version]))
        lines = [f"{change.level.value}: {change.explain()}" for change in changes]
        for line in lines or ["texts, examples or extensions only"]:
            told.setdefault(line, []).append(version)
    come = [f"+ document v{version}" for version in new if version not in old]
    gone = [f"- document v{version}" for version in old if version not in new]
    return _first([*come, *gone, *(f"{join_versions(versions, tuple(new))} {line}" for line, versions in told.items())])


def _findings(old: SourceBuild, new: SourceBuild) -> list[str]:
    """The findings that came and went."""
    from speclift.report.facts import identity

    versions = (*old.documents, *new.documents)
    before = {identity(finding, versions): finding for finding in old.findings}
    after = {identity(finding, versions): finding for finding in new.findings}
    come = [f"+ {_told(finding)}" for key, finding in after.items() if key not in before]
    return _first([*come, *(f"- {_told(finding)}" for key, finding in before.items() if key not in after)])


def _told(finding: Finding) -> str:
    return f"{finding.rule}: {finding.subject}: {finding.message}"


def _first(lines: list[str]) -> list[str]:
    return lines[:_SHOWN] + ([f"and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else [])
