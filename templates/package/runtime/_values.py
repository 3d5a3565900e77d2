"""Values that JSON and Python lack: a field that was not sent, and a date that remembers how it was written.

Enters: nothing of this package. Leaves: `UNSET` and its type `Unset` (a field that is not there, which is not null),
`DateTime`; `JSON`, any JSON value: what the documentation leaves open.
"""

from __future__ import annotations

import datetime
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex, TypeGuard

from msgspec import UNSET
from msgspec import UnsetType as Unset

if TYPE_CHECKING:
    from typing import Self, TypeAlias

    JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
else:
    JSON = object

__all__ = ["JSON", "UNSET", "DateTime", "Unset", "is_array", "is_object"]


def quiet(*_: object) -> None:
    """Hear of a value that does not fit, and say nothing."""


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether it is what a JSON object is read as."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Whether it is what a JSON array is read as."""
    return isinstance(value, list)


def words_of(type_: Any) -> str:
    """Name a type for a person: `str`, `UserStatus`, `list of User`, `str or null`."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is typing.Union or origin is types.UnionType:
        return " or ".join(words_of(member) for member in arguments if member is not Unset)
    if origin is list:
        return f"list of {words_of(arguments[0])}"
    if origin is dict:
        return f"object of {words_of(arguments[1])}"
    if origin is Literal:
        return " or ".join(repr(value) for value in arguments)
    if type_ is type(None):
        return "null"
    return getattr(type_, "__name__", str(type_))


class DateTime(datetime.datetime):
    """A moment as the server wrote it: a `datetime.datetime` whose `text` is the received text, so that nothing is
    lost.

    Arithmetic and `replace` give moments that were not received; their `text` is the ISO 8601 form.
    """

    __slots__ = ("_text",)

    _text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an ISO 8601 (RFC 3339) moment. Raises `ValueError` for anything else."""
        moment = cls.fromisoformat(text)
        moment._text = text
        return moment

    @property
    def text(self) -> str:
        """The received text; for a computed moment its ISO 8601 form."""
        try:
            return self._text
        except AttributeError:
            return self.isoformat()

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[object, ...]:
        """Pickle and copy with the text."""
        return type(self)._restored, (super().__reduce_ex__(protocol), getattr(self, "_text", None))

    @classmethod
    def _restored(cls, reduced: tuple[object, ...], text: str | None) -> Self:
        moment = reduced[0](*reduced[1])  # type: ignore[operator,misc]
        if text is not None:
            moment._text = text
        return moment  # type: ignore[no-any-return]
