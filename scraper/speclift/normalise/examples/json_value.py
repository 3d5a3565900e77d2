"""What an example can be: a JSON value, or something that is not JSON.

Enters: nothing. Leaves: the type `JSON`, the sentinel `NOT_JSON`, and `Repair`, one named deviation from RFC 8259.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, TypeAlias

from msgspec import Struct

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"


class NotJson(Enum):
    """The type of `NOT_JSON`, an enumeration of one so that a type checker can tell it from every JSON value."""

    NOT_JSON = "not JSON"

    def __repr__(self) -> str:
        """Gives the name that code uses."""
        return "NOT_JSON"


NOT_JSON: Final = NotJson.NOT_JSON
"""Stands where a text is not JSON and cannot be made JSON with confidence."""


class Repair(Struct, frozen=True):
    """One place where the text is not JSON as printed.

    `rule` is the kebab-case id (see `deviations`), `before` a short quote of the place, `after` the same place as it
    was read. White space in both is folded to single spaces.
    """

    rule: str
    before: str
    after: str
