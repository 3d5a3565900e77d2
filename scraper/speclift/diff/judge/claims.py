"""Edits that show as several changes: the larger explains the smaller, which is then not said.

Enters: changes. Leaves: those that no other explains. Moves and renamings are recognised where they are stated
(`state.parameters`, `state.objects`); here are the claims that only a verdict shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.diff.change import Change

CLAIMS: dict[str, str] = {
    "request-read-only-property-demanded": "request-property-became-writable",
}
"""The rule that explains, and the rule that it explains at the same place of the new document."""


def explained(changes: Sequence[Change]) -> list[Change]:
    """The changes without those that another explains."""
    claimed = {(CLAIMS[change.rule], _field(change.new_pointer)) for change in changes if change.rule in CLAIMS}
    return [change for change in changes if (change.rule, _field(change.new_pointer)) not in claimed]


def _field(pointer: str) -> str:
    return pointer.removesuffix("/readOnly")
