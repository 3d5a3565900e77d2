"""Where an answer differs from its documentation: a value that nobody documented is kept, reported once, and breaks
nothing.

Enters: JSON as dictionaries, lists and scalars, and the documented type. Leaves: a value of that type with the
undocumented parts as received, and a `Drift` for each of them. `_decode` comes here only after the fast way has failed,
or when somebody wants to see fields that nobody documented.
"""

from __future__ import annotations

import datetime
import functools
import logging
import re
import threading
import types
import typing
from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from ._errors import DriftError
from ._model import Alternatives
from ._values import UNSET, DateTime, Unset, is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Drift", "Kind", "Reporter", "convert", "node_of"]

Kind = Literal["unknown value", "null", "missing", "other type", "unknown field", "unreadable"]

_SECRET = re.compile(r"token|secret|password|api_?key", re.IGNORECASE)
_LONGEST_SAMPLE = 100


class Drift(msgspec.Struct, frozen=True):
    """One place where an answer differs from the documentation.

    `operation` is the operationId, `place` where in the answer (`users[].status`), `expected` the documented type in
    words, `received` a sample of what came instead (shortened; hidden where the place holds a secret), `kind` in which
    way it differs.
    """

    operation: str
    place: str
    kind: Kind
    expected: str
    received: str

    def __str__(self) -> str:
        place = self.place or "the answer"
        return f"{self.operation}: {place}: {self.kind}: expected {self.expected}, received {self.received}"


class Reporter:
    """Tells each drift once per place, to the logger and to the hook; raises it instead when the client is strict."""

    def __init__(self, logger: logging.Logger, hook: Callable[[Drift], object] | None, strict: bool) -> None:
        self._logger, self._hook, self._strict = logger, hook, strict
        self._seen: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()

    @property
    def listening(self) -> bool:
        """Whether somebody wants to see fields that are not documented: a hook, or a logger at DEBUG."""
        return self._hook is not None or self._logger.isEnabledFor(logging.DEBUG)

    def knows(self, operation: str, place: str, kind: Kind) -> bool:
        """Whether it was told before: a server that differs does so in every item of every page."""
        return (operation, place, kind) in self._seen

    def report(self, drift: Drift) -> None:
        """Tell it, if its place is new. Raises `DriftError` when strict (an unknown field is no error: JSON objects are
        open)."""
        if self._strict and drift.kind != "unknown field":
            raise DriftError(str(drift))
        key = (drift.operation, drift.place, drift.kind)
        with self._lock:
            if key in self._seen:
                return
            self._seen.add(key)
        level = logging.DEBUG if drift.kind == "unknown field" else logging.WARNING
        self._logger.log(level, "The answer differs from the documentation: %s", drift)
        if self._hook is not None:
            self._hook(drift)


class _Told:
    """The reporter with the operation at hand."""

    __slots__ = ("operation", "reporter")

    def __init__(self, reporter: Reporter, operation: str) -> None:
        self.reporter, self.operation = reporter, operation

    def __call__(self, place: str, kind: Kind, expected: str, received: object) -> None:
        if not self.reporter.knows(self.operation, place.removeprefix("."), kind):
            self.reporter.report(
                Drift(self.operation, place.removeprefix("."), kind, expected, _sample(place, received))
            )


def _sample(place: str, received: object) -> str:
    if _SECRET.search(place):
        return "[secret]"
    if received is UNSET:
        return "nothing"
    if is_object(received):
        received = {key: "[secret]" if _SECRET.search(str(key)) else value for key, value in received.items()}
    text = repr(received)
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


class Node(Protocol):
    """A documented type that can take a value apart."""

    expected: str

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        """Make the documented type of it, keeping and telling what does not fit."""

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        """Tell the fields that are not documented."""


class _Leaf:
    """A scalar, an enumeration, a moment: fits or is kept."""

    def __init__(self, type_: Any) -> None:
        self.type = type_
        self.expected = _words(type_)
        self.closed = typing.get_origin(type_) is Literal or hasattr(type_, "__members__")
        self.plain = type_ if type_ in (str, int, bool, float) else None

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        if type(value) is self.plain:
            return value
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            kind: Kind = "null" if value is None else "unknown value" if self._kin(value) else "other type"
            tell(place, kind, self.expected, value)
            return value

    def _kin(self, value: object) -> bool:
        """Whether it is of the right kind, only not among the documented values (an empty date is text as well)."""
        if self.type in (DateTime, datetime.date):
            return isinstance(value, str)
        return self.closed and isinstance(value, str | int)

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        """Nothing is below."""


class _Object:
    """A model, field by field."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, type_.__name__
        config = type_.__struct_config__
        self.tag_field, self.tag = config.tag_field, config.tag

    @functools.cached_property
    def fields(self) -> tuple[tuple[str, str, bool, Node], ...]:
        """Name, wire name, required, type; resolved late, since models name each other."""
        return tuple((f.name, f.encode_name, f.required, node_of(f.type)) for f in msgspec.structs.fields(self.type))

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """The wire names, the discriminator's among them."""
        names = [wire for _, wire, _, _ in self.fields]
        return frozenset([*names, self.tag_field] if self.tag_field else names)

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        if self.tag_field and value.get(self.tag_field, UNSET) != self.tag:
            kind: Kind = "unknown value" if self.tag_field in value else "missing"
            tell(f"{place}.{self.tag_field}", kind, repr(self.tag), value.get(self.tag_field, UNSET))
            return value
        found = {}
        for name, wire, required, node in self.fields:
            if wire in value:
                found[name] = node.convert(value[wire], f"{place}.{wire}", tell)
            elif required:
                tell(f"{place}.{wire}", "missing", node.expected, UNSET)
                found[name] = UNSET
        return self.type(**found)

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        if not is_object(value):
            return
        for key in value:
            if key not in self.known:
                tell(f"{place}.{key}", "unknown field", "nothing", value[key])
        for _, wire, _, node in self.fields:
            if wire in value:
                node.survey(value[wire], f"{place}.{wire}", tell)


class _List:
    """A list, item by item."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, _words(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (object,))[0])

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_array(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        return [self.item.convert(item, f"{place}[]", tell) for item in value]

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        if is_array(value):
            for item in value:
                self.item.survey(item, f"{place}[]", tell)


class _Map:
    """An object with free keys, value by value."""

    def __init__(self, type_: Any) -> None:
        self.type, self.expected = type_, _words(type_)

    @functools.cached_property
    def item(self) -> Node:
        return node_of((typing.get_args(self.type) or (str, object))[1])

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        if not is_object(value):
            tell(place, "null" if value is None else "other type", self.expected, value)
            return value
        return {key: self.item.convert(item, f"{place}.*", tell) for key, item in value.items()}

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        if is_object(value):
            for item in value.values():
                self.item.survey(item, f"{place}.*", tell)


class _Union:
    """One of several: whichever fits, otherwise the one whose shape the value has."""

    def __init__(self, type_: Any, members: tuple[Any, ...]) -> None:
        self.type, self.members = type_, members
        self.expected = _words(type_)

    @functools.cached_property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node_of(member) for member in self.members)

    def _of_shape(self, value: Any) -> Node | None:
        """The member to take a value apart that fits none: by its shape, by its discriminator, by its keys."""
        if len(self.nodes) == 1:
            return self.nodes[0]
        if is_array(value):
            return next((node for node in self.nodes if isinstance(node, _List)), None)
        if not is_object(value):
            return None
        objects = [node for node in self.nodes if isinstance(node, _Object)]
        tagged = [node for node in objects if node.tag_field and value.get(node.tag_field, UNSET) == node.tag]
        if tagged:
            return tagged[0]
        untagged = [node for node in objects if not node.tag_field]
        if untagged:
            return max(untagged, key=lambda node: len(node.known & value.keys()))
        return next((node for node in self.nodes if isinstance(node, _Map)), None)

    def convert(self, value: Any, place: str, tell: _Told) -> Any:
        try:
            return quick(value, self.type)
        except msgspec.ValidationError:
            pass
        node = self._of_shape(value)
        if node is not None and value is not None:
            return node.convert(value, place, tell)
        tell(place, "null" if value is None else "other type", self.expected, value)
        return value

    def survey(self, value: Any, place: str, tell: _Told) -> None:
        node = self._of_shape(value)
        if node is not None:
            node.survey(value, place, tell)


@functools.cache
def node_of(type_: Any) -> Node:
    """Find how to take values of a type apart. `type_` is anything that a generated model is annotated with."""
    origin = typing.get_origin(type_)
    if origin is typing.Annotated:
        return node_of(typing.get_args(type_)[0])
    if origin is typing.Union or origin is types.UnionType:
        members = tuple(member for member in typing.get_args(type_) if member is not Unset)
        present = functools.reduce(lambda one, other: one | other, members)
        others = tuple(member for member in members if member is not type(None))
        return node_of(present) if len(members) == 1 else _Union(present, others)
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        return _Object(type_)
    if isinstance(type_, type) and type(type_) is type(Alternatives):
        return _Union(type_, type_.candidates())
    if type_ is list or origin is list:
        return _List(type_)
    if type_ is dict or origin is dict:
        return _Map(type_)
    return _Leaf(type_)


def _words(type_: Any) -> str:
    """Name a type for a person: `str`, `UserStatus`, `list of User`, `str or null`."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is typing.Union or origin is types.UnionType:
        return " or ".join(_words(member) for member in arguments if member is not Unset)
    if origin is list:
        return f"list of {_words(arguments[0])}"
    if origin is dict:
        return f"object of {_words(arguments[1])}"
    if origin is Literal:
        return " or ".join(repr(value) for value in arguments)
    if type_ is type(None):
        return "null"
    return getattr(type_, "__name__", str(type_))


def quick(value: Any, type_: Any) -> Any:
    """Convert at full speed. Raises `msgspec.ValidationError` at the first misfit."""
    return msgspec.convert(value, type_, dec_hook=foreign)


def foreign(type_: Any, value: Any) -> Any:
    """Make what msgspec does not know of a JSON value. Raises `ValueError` or `TypeError` for a misfit."""
    if type_ is DateTime:
        return DateTime.parse(value)
    if type_ is object:
        return value
    if type(type_) is type(Alternatives):
        return _choose(type_, value)
    raise NotImplementedError(f"{type_} is not a type that a model may hold")


def _choose(type_: Any, value: Any) -> Any:
    """Take the alternative that fits and knows the most of the fields; the first of equals."""
    best: Any = UNSET
    most = -1
    for candidate in type_.candidates():
        try:
            converted = quick(value, candidate)
        except msgspec.ValidationError:
            continue
        node = node_of(candidate)
        knows = len(node.known & value.keys()) if isinstance(node, _Object) else 0
        if knows > most:
            best, most = converted, knows
    if best is UNSET:
        raise ValueError(f"none of {_words(type_)}")
    return best


def convert(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> Any:
    """Make the documented type of JSON, keeping what does not fit and reporting it. Raises `DriftError` when strict."""
    return node_of(type_).convert(value, place, _Told(reporter, operation))


def survey(value: Any, type_: Any, operation: str, reporter: Reporter, place: str = "") -> None:
    """Report the fields of an answer that are not documented."""
    node_of(type_).survey(value, place, _Told(reporter, operation))


def tell(reporter: Reporter, operation: str, place: str, kind: Kind, expected: str, received: object) -> None:
    """Report one drift that the caller found."""
    _Told(reporter, operation)(place, kind, expected, received)
