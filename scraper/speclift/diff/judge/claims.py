"""Edits that show as several differences: the larger explains the smaller, which is then not said again.

Enters: statements. Leaves: those that nothing explains. Moves and renamings are recognised where they are stated
(`state.parameters`, `state.objects`); here are the claims that only the whole shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.diff.difference import Statement

CLAIMS: tuple[tuple[str, str, str, str], ...] = (
    # (fact, action) of the larger, (fact, action) of the smaller; both stand at the same field of the new document.
    ("required-read-only", "remove", "read-only", "remove"),
)


def explained(statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that another explains."""
    claimed: set[tuple[str, str, str]] = set()
    for statement in statements:
        difference = statement.difference
        for fact, action, smaller, smaller_action in CLAIMS:
            if (difference.fact, difference.action) == (fact, action):
                claimed.add((smaller, smaller_action, difference.new_pointer))
    if not claimed:
        return list(statements)
    return [
        statement
        for statement in statements
        if (statement.difference.fact, statement.difference.action, statement.difference.new_pointer) not in claimed
    ]
