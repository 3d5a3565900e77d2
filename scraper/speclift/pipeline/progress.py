"""Who wants to know how far a build is: the stages tell, and print nothing themselves."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Who wants to know how far a build is."""

    def stage(self, name: str, total: int) -> None:
        """A stage of `total` steps begins."""

    def advance(self) -> None:
        """One step of the current stage is done."""


class Silence:
    """A `Progress` that nobody watches."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def advance(self) -> None:
        """Say nothing."""
