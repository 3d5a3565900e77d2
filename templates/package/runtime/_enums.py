"""Enumerations that stay open: a value that is not documented is a member as well, with its `name` and `value`.

Enters: a received value. Leaves: a member named `UNKNOWN_…`; `meetings` counts them, so that they can be told.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self

_MOST = 10_000
_members: dict[tuple[type, object], Any] = {}


class Meetings:
    """How often a value that is not documented was met so far, in all threads; nobody depends on the exact number."""

    count: int = 0


meetings = Meetings()


def distinct() -> int:
    """How many different such values were met."""
    return len(_members)


def is_documented(member: object) -> bool:
    """Whether a member of an enumeration is one that the documentation names."""
    return not isinstance(member, enum.Enum) or member.name in type(member).__members__


def _member(cls: Any, kind: Any, value: object) -> Any:
    """Make a member for a value, the same one for the same value."""
    meetings.count += 1
    found = _members.get((cls, value))
    if found is None:
        found = kind.__new__(cls, value)
        found._name_, found._value_ = f"UNKNOWN_{value}", value
        if len(_members) < _MOST:
            found = _members.setdefault((cls, value), found)
    return found


class OpenIntEnum(enum.IntEnum):
    """Documented whole numbers, and others that a server sends: these are members named `UNKNOWN_…`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Make a member for a whole number; None, which raises `ValueError`, for anything else."""
        return _member(cls, int, value) if isinstance(value, int) and not isinstance(value, bool) else None


class OpenStrEnum(enum.StrEnum):
    """Documented texts, and others that a server sends: these are members named `UNKNOWN_…`."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Make a member for a text; None, which raises `ValueError`, for anything else."""
        return _member(cls, str, value) if isinstance(value, str) else None
