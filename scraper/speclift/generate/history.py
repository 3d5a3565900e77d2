"""Since when something is documented: what docstrings say as "New in v3.3", from whoever compares versions.

Enters: nothing. Leaves: `Lattice`, the question that `generate` asks, and `History`, its answers as sentences.
"""

from __future__ import annotations

from typing import Protocol


class Lattice(Protocol):
    """What comparing the versions of one documentation knows. Each answer is a version (`v3.3`), "" where it was
    always there.
    """

    def operation(self, operation_id: str) -> str:
        """Since when the operation is documented."""

    def parameter(self, operation_id: str, name: str) -> str:
        """Since when the parameter, or field of the body, is documented."""

    def field(self, schema: str, name: str) -> str:
        """Since when the field of the component is documented."""


class History:
    """Sentences about age; none at all without a lattice."""

    def __init__(self, lattice: Lattice | None = None) -> None:
        self._lattice = lattice

    def operation(self, operation_id: str) -> tuple[str, ...]:
        """A sentence about an operation, or nothing."""
        return _sentence(self._lattice.operation(operation_id) if self._lattice else "")

    def parameter(self, operation_id: str, name: str) -> tuple[str, ...]:
        """A sentence about an argument, or nothing."""
        return _sentence(self._lattice.parameter(operation_id, name) if self._lattice else "")

    def field(self, schema: str, name: str) -> tuple[str, ...]:
        """A sentence about a field, or nothing."""
        return _sentence(self._lattice.field(schema, name) if self._lattice and schema else "")


def _sentence(version: str) -> tuple[str, ...]:
    return (f"New in {version}.",) if version else ()
