"""What every documented type is made of: `Model`, and `alternatives` for "one of these objects".

Enters: msgspec. Leaves: the base of the generated types. A field that is not required is `T | Unset = UNSET`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, field

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Alternatives", "Model", "alternatives", "field"]


_SECRET = r"^((access|refresh|id|auth)_?)?token$|secret|password|^pin$"  # noqa: S105  (names of fields)


class Model(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A documented object: immutable, built by keywords.

    A field holds what the server sent. Where that is not what is documented (see `Drift`), it is there all the same, as
    it came.
    """

    def __repr__(self) -> str:
        """Show the fields that are there; a token or a password only as such."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, object]]:
        """List the fields that are there, for `rich` as well."""
        fields = [(name, getattr(self, name)) for name in self.__struct_fields__]
        return [(name, _shown(name, value)) for name, value in fields if value is not UNSET]


def _shown(name: str, value: object) -> object:
    """Hide a token or a password: what has a repr ends in a log sooner or later."""
    return "[secret]" if isinstance(value, str) and value and re.search(_SECRET, name) else value


class _Choice(type):
    """Lets msgspec take any of the alternatives for an instance of the class that stands for them."""

    def __instancecheck__(cls, instance: object) -> bool:
        return True


class Alternatives(metaclass=_Choice):
    """Stands for "one of these", where msgspec cannot tell which by the first look; the decoder tries them in turn."""

    @staticmethod
    def candidates() -> tuple[object, ...]:
        """Return the members, in the documented order."""
        return ()


def alternatives(name: str, candidates: Callable[[], tuple[object, ...]]) -> type[Alternatives]:
    """Make the run-time form of a union of objects.

    `name` is that of the union, `candidates` gives its members when first needed (they may name each other). Type
    checkers see the union itself:

        if TYPE_CHECKING:
            Schedule = ScheduleOnce | ScheduleWeekly
        else:
            Schedule = alternatives("Schedule", lambda: (ScheduleOnce, ScheduleWeekly))
    """
    return _Choice(name, (Alternatives,), {"candidates": staticmethod(candidates)})  # type: ignore[return-value]
