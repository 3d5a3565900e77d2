"""Telling a person how far a build is: bars on a terminal, plain lines when piped, nothing for `--quiet`, `--json`."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self

from speclift.cli.terminal import SETTINGS

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import TaskID


class Lines(AbstractContextManager["Lines"]):
    """A `Progress` that writes one line per stage to standard error."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to put away."""

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins."""
        print(f"{self._source}: {name}" + (f" ({total})" if total > 1 else ""), file=sys.stderr, flush=True)

    def advance(self) -> None:
        """One step is not worth a line."""


class Bars(AbstractContextManager["Bars"]):
    """A `Progress` that draws one bar per stage on the terminal, and takes them away at the end."""

    def __init__(self, source: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn(f"{source}: {{task.description}}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Take the terminal."""
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the terminal back, whatever happened."""
        self._progress.stop()

    def stage(self, name: str, total: int) -> None:
        """Draw the next bar."""
        self._task = self._progress.add_task(name, total=total)

    def advance(self) -> None:
        """Move the current bar."""
        if self._task is not None:
            self._progress.advance(self._task)


class Nothing(AbstractContextManager["Nothing"]):
    """A `Progress` for programs and for the quiet."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to put away."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def advance(self) -> None:
        """Say nothing."""


def watch(source: str, *, quiet: bool) -> Lines | Bars | Nothing:
    """The right way to show the progress of one source here and now."""
    if quiet or SETTINGS.quiet:
        return Nothing()
    return Bars(source) if sys.stderr.isatty() else Lines(source)
