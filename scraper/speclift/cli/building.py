"""Building sources for a command: one after the other, progress shown, what is refused told.

Enters: names of sources and how each is built. Leaves: builds in memory, and the exit status that follows from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from speclift.cli.faults import own_fault
from speclift.cli.terminal import say_error
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from speclift.pipeline.build import Lifted, SourceBuild
    from speclift.workspace.layout import Workspace


def build_one(workspace: Workspace, name: str, *, packages: bool, quiet: bool, strict: bool = False) -> SourceBuild:
    """Build one source of a workspace in memory, showing progress."""
    from speclift.cli.watching import watch
    from speclift.pipeline.build import build_source
    from speclift.pipeline.recording import recorded_pages
    from speclift.workspace.source import load_source

    folder = workspace.source_folder(name)
    with watch(name, quiet=quiet) as progress:
        pages = recorded_pages(folder)
        return build_source(load_source(folder), pages, packages=packages, strict=strict, progress=progress)


def lift_version(workspace: Workspace, source: str, version: str | None) -> tuple[Lifted, str]:
    """A source, lifted anew from its recorded pages, and the version that is meant, as its documents call it.

    `version` may have a leading v; None is the newest. Raises `InputError` for one that there is not.
    """
    from speclift.pipeline.build import read_and_lift
    from speclift.pipeline.recording import recorded_pages
    from speclift.workspace.source import load_source

    folder = workspace.source_folder(source)
    lifted = read_and_lift(load_source(folder), recorded_pages(folder))
    if not lifted.documents:
        raise InputError("no document could be lifted", file=str(folder), hint=f"speclift build {source} says why")
    wanted = list(lifted.documents)[-1] if version is None else version.removeprefix("v")
    if wanted not in lifted.documents:
        known = ", ".join(f"v{known}" for known in lifted.documents)
        raise InputError(f"{source} has no version {version}", hint=f"known: {known}")
    return lifted, wanted


def attempted(what: Sequence[str], build_it: Callable[[str], SourceBuild]) -> tuple[list[SourceBuild], bool]:
    """Build each of several; the message of one that is refused is printed, and the others are built.

    Returns the builds, and whether one was refused. The only one raises its `InputError`.
    """
    builds: list[SourceBuild] = []
    for name in what:
        try:
            builds.append(build_it(name))
        except Exception as error:
            told = error if isinstance(error, InputError) else own_fault(error, what=name)
            if len(what) == 1:
                raise told from error
            say_error(told)
    return builds, len(builds) < len(what)


def leave(builds: Iterable[SourceBuild], *, refused: bool, would_change: bool) -> None:
    """Say what could not be made; end with the exit status that follows when it is not 0."""
    failures = [failure for build in builds for failure in build.failures]
    for failure in failures:
        say_error(failure)
    if refused:
        raise typer.Exit(2)
    if failures or would_change:
        raise typer.Exit(1)
