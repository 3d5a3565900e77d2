"""What a model was made of: the object as the server sent it, looked up when somebody asks for it.

Enters: models and answers. Leaves: `received`, the object as received. A page of a thousand items costs one note per
item, and nothing is decoded a second time before it is needed.
"""

from __future__ import annotations

import itertools
from collections import deque
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from ._values import UNSET, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Callable


class Kept:
    """Gives a model a place, beside its fields, for where it comes from."""

    __slots__ = ("_origin",)

    _origin: Origin


class Answer(msgspec.Struct, gc=False):
    """The value at a JSON pointer of an answer, decoded without types when it is first needed."""

    content: bytes
    pointer: str
    decoded: Any = UNSET

    @property
    def value(self) -> Any:
        """The value as received."""
        if self.decoded is UNSET:
            from ._decode import pointed, untyped

            self.decoded = pointed(untyped(self.content), self.pointer)
            self.content = b""
        return self.decoded


Origin: TypeAlias = "dict[str, Any] | Answer | tuple[Origin, str | int]"
"""The object itself, an answer, or the member of another origin."""

keep: Callable[[Kept, Origin], None] = vars(Kept)["_origin"].__set__
"""Note where a model comes from; frozen models take it as well."""

watched: set[type] = set()
"""The models whose nested models learn where they come from."""


def _value(origin: Origin) -> Any:
    if isinstance(origin, Answer):
        return origin.value
    if isinstance(origin, tuple):
        above, step = origin
        value = _value(above)
        if is_object(value):
            return value.get(str(step), UNSET)
        return value[step] if is_array(value) and isinstance(step, int) and step < len(value) else UNSET
    return origin


def received(model: Kept) -> dict[str, Any] | None:
    """The object that a model was made of, as received; None for a model that was made by its constructor."""
    origin = getattr(model, "_origin", None)
    found = None if origin is None else _value(origin)
    return found if is_object(found) else None


def attach(value: object, origin: Origin) -> None:
    """Note where a value's models come from: the value itself, or the items of a list or an object."""
    if isinstance(value, Kept):
        if getattr(value, "_origin", None) is None:
            keep(value, origin)
            if type(value) not in watched:
                _watch_nested(type(value))
    elif is_array(value):
        for index, item in enumerate(value):
            attach(item, (origin, index))
    elif is_object(value):
        for key, item in value.items():
            attach(item, (origin, key))


def attach_fresh(value: object, answer: Answer) -> None:
    """Note where a value comes from that has just been decoded: nobody else knows it."""
    if isinstance(value, Kept):
        keep(value, answer)
        if type(value) not in watched:
            _watch_nested(type(value))
    else:
        attach(value, answer)


def attach_items(items: list[Any], answer: Answer) -> None:
    """Note for each item of a page where it comes from."""
    if items and isinstance(items[0], Kept):
        deque(map(keep, items, zip(itertools.repeat(answer), itertools.count())), maxlen=0)
        if type(items[0]) not in watched:
            _watch_nested(type(items[0]))
    else:
        attach(items, answer)


class Member:
    """Reads a field that needs a second look: it holds models, whose origin is that of the whole, or the documentation
    promises it and a server left it out.
    """

    __slots__ = ("_expected", "_get", "_name", "_promised", "_wire", "nested")

    def __init__(self, get: Callable[[Any, Any], Any], name: str, wire: str, expected: str, promised: bool) -> None:
        self._get, self._name, self._wire = get, name, wire
        self._expected, self._promised = expected, promised
        self.nested = False

    def __get__(self, model: Kept | None, owner: type) -> Any:
        if model is None:
            return self
        value = self._get(model, owner)
        if value is UNSET:
            if self._promised:
                raise AttributeError(self._words(model, owner), name=self._name, obj=model)
        elif self.nested and value is not None and (origin := getattr(model, "_origin", None)) is not None:
            first = next(iter(value.values() if is_object(value) else value), None) if _is_series(value) else value
            if not isinstance(first, Kept) or getattr(first, "_origin", None) is None:
                attach(value, (origin, self._wire))
        return value

    def _words(self, model: Kept, owner: type) -> str:
        sent = (received(model) or {}).get(self._wire, UNSET)
        where = f"{owner.__name__}.{self._name}"
        if sent is UNSET:
            return f"{where} was left out by the server, although {self._expected} is documented"
        kind = "null" if sent is None else type(sent).__name__
        return f"{where}: the server sent {kind} where {self._expected} is documented; extra_fields holds it"

    @classmethod
    def of(cls, model: Any, name: str) -> Member:
        """Put one in the place of a field's own descriptor; the one that is there already stays."""
        found = model.__dict__.get(name)
        if isinstance(found, Member):
            return found
        from ._nodes import fields_of

        field = next(field for field in fields_of(model) if field.name == name)
        inherited = getattr(model, name)
        get: Callable[[Any, Any], Any] = inherited._get if isinstance(inherited, Member) else inherited.__get__
        member = cls(get, name, field.wire, field.node.expected, field.promised)
        setattr(model, name, member)
        return member


def _is_series(value: object) -> bool:
    return is_array(value) or is_object(value)


def watch(model: type, name: str) -> None:
    """See to it that reading a promised field that was left out raises `AttributeError`."""
    Member.of(model, name)


def _watch_nested(model: Any) -> None:
    """See to it that models inside a model know where they come from."""
    from ._nodes import fields_of

    watched.add(model)
    for field in fields_of(model):
        if field.node.holds_models():
            Member.of(model, field.name).nested = True
