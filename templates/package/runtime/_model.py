"""What every documented type is made of: `Model`, and `alternatives` for "one of these objects".

Enters: msgspec. Leaves: the base of the generated types. A field that is not required is `T | Unset = UNSET`.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, SupportsIndex, cast

import msgspec
from msgspec import UNSET, field

from ._origin import Kept, keep, received
from ._secrets import shown
from ._values import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

__all__ = ["ATTRIBUTES", "Alternatives", "Model", "alternatives", "field"]

ATTRIBUTES = ("extra_fields", "from_dict", "from_json", "replace", "to_dict", "to_json")
"""What every model has of its own: no documented field is called so."""


class Model(msgspec.Struct, Kept, frozen=True, kw_only=True, gc=False):
    """A documented object: immutable, built by keywords.

    A field holds a value of its type, always. Where a server left out what the documentation promises, or sent what the
    type cannot hold, reading the field raises `AttributeError`, so that `hasattr` and `getattr` with a default
    work; `extra_fields` has what came.
    """

    # gc=False: models hold JSON values, which form no circles, and a page of them is nothing for the collector to walk.

    @property
    def extra_fields(self) -> dict[str, Any]:
        """What the server sent beside the documented fields, and in place of a field's type, by the server's names."""
        sent = received(self) or {}
        known = _fields_of(type(self))
        return {
            name: value
            for name, value in sent.items()
            if name not in known or getattr(self, known[name], UNSET) is UNSET
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the object by the server's names: as received, or as it would be sent. `UNSET` is left out."""
        sent = received(self)
        if sent is not None:
            return copy.deepcopy(sent)
        from ._encode import to_builtins

        built: dict[str, Any] = to_builtins(self)
        return built

    def to_json(self) -> str:
        """Return the object as JSON text: what `to_dict` gives."""
        from ._encode import to_json

        sent = received(self)
        return to_json(self if sent is None else sent).decode()

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Make the model of an object by the server's names, as if it were an answer: what does not fit is in
        `extra_fields`. Raises `TypeError` for anything but a mapping.
        """
        from ._nodes import made

        model: Self = made(cls, dict(values), quiet)
        return model

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Make the model of JSON text, as `from_dict` does. Raises `ValueError` for what is no JSON object."""
        from ._decode import untyped

        values = untyped(text.encode() if isinstance(text, str) else text)
        if not isinstance(values, dict):
            raise ValueError(f"{cls.__name__} is made of a JSON object, not of {type(values).__name__}")
        return cls.from_dict(cast("dict[str, Any]", values))

    def replace(self, **changes: Any) -> Self:
        """Return the model with some fields changed, by their Python names. Raises `TypeError` for an unknown one."""
        from ._encode import to_builtins

        changed = msgspec.structs.replace(self, **changes)
        sent = received(self)
        if sent is not None:
            wires = {name: wire for wire, name in _fields_of(type(self)).items()}
            kept = {wire: value for wire, value in sent.items() if wire not in {wires[name] for name in changes}}
            new = {wires[name]: to_builtins(value) for name, value in changes.items() if value is not UNSET}
            keep(changed, {**kept, **new})
        return changed

    def __repr__(self) -> str:
        """Show the fields that are there; a token or a password only as such."""
        shown_fields = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown_fields})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """List the fields that are there, for `rich` as well."""
        fields = [(name, getattr(self, name, UNSET)) for name in self.__struct_fields__]
        return [(name, shown(name, value)) for name, value in fields if value is not UNSET]

    def __hash__(self) -> int:
        """Hash what can be hashed: a field that holds a list or an object does not count."""
        values = (getattr(self, name, UNSET) for name in self.__struct_fields__)
        return hash((type(self), *(value for value in values if not isinstance(value, list | dict))))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Pickle the fields, and the object as received."""
        sent = received(self)
        values = {name: value for name in self.__struct_fields__ if (value := getattr(self, name, UNSET)) is not UNSET}
        return _restored, (type(self), sent if sent is not None else values, sent is not None)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Tell pydantic, and so FastAPI, how a model is validated and written."""
        from ._pydantic import core_schema_of

        return core_schema_of(cls)


def _restored(model: type[Model], values: dict[str, Any], received: bool) -> Model:
    return model.from_dict(values) if received else model(**values)


_known: dict[type, dict[str, str]] = {}


def _fields_of(model: Any) -> dict[str, str]:
    """The Python names of a model's fields by the server's names; its discriminator has the empty one."""
    found = _known.get(model)
    if found is None:
        found = dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))
        if model.__struct_config__.tag_field:
            found[model.__struct_config__.tag_field] = "__class__"
        _known[model] = found
    return found


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
