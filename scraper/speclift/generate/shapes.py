"""What a generated package says about values: a small closed algebra of types, and how each is written down.

Enters: nothing of a document. Leaves: the types (`Plain`, `Named`, `ListOf`, `MapOf`, `OneOf`, `Constant`), the
definitions that `models.py` is made of (`Record`, `Enumeration`, `Choice`), and two ways to write a type: `received`
(what a result holds) and `accepted` (what an argument may be: wider, because a caller may give a plain dict for a
model and a literal for an enum).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from speclift.generate.literals import literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Plain:
    """A type that needs no definition: `text`, `integer`, `number`, `boolean`, `null`, `anything`, `moment`, `day`,
    `file`.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class Named:
    """A definition of `models.py`, by its Python name."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object whose names are data."""

    value: Type


@dataclass(frozen=True, slots=True)
class OneOf:
    """A union; made by `union`, which keeps it flat, without repetition, null last."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """One of a few documented strings and whole numbers. With a `name` it is written once, in `models.py`."""

    values: tuple[str | int, ...]
    name: str = ""


Type: TypeAlias = "Plain | Named | ListOf | MapOf | OneOf | Constant"

TEXT, INTEGER, NUMBER, BOOLEAN = Plain("text"), Plain("integer"), Plain("number"), Plain("boolean")
NULL, ANYTHING, MOMENT, DAY, FILE = Plain("null"), Plain("anything"), Plain("moment"), Plain("day"), Plain("file")

_RECEIVED = {
    "text": "str", "integer": "int", "number": "int | float", "boolean": "bool", "null": "None", "anything": "JSON",
    "moment": "DateTime", "day": "datetime.date", "file": "bytes",
}  # fmt: skip
_ACCEPTED = _RECEIVED | {
    "number": "float",
    "moment": "datetime.datetime | str",
    "day": "datetime.date | str",
    "file": "FileSource",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record. `name` is Python's, `wire` the document's; `words` are the paragraphs of its docstring."""

    name: str
    wire: str
    type: Type
    required: bool
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Record:
    """A documented object. Filled after it was made: objects name each other. `component` is its schema's name."""

    name: str
    fields: tuple[Field, ...] = ()
    words: tuple[str, ...] = ()
    base: str = ""
    component: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A value of an enumeration, with its documented meaning."""

    name: str
    value: str | int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Documented values of one kind (all text, or all whole numbers)."""

    name: str
    members: tuple[Member, ...]
    words: tuple[str, ...] = ()
    component: str = ""

    @property
    def textual(self) -> bool:
        """Whether the values are text."""
        return isinstance(self.members[0].value, str)


@dataclass(slots=True)
class Choice:
    """One of several types that cannot be told apart at the first look."""

    name: str
    members: tuple[Type, ...] = ()
    words: tuple[str, ...] = ()
    component: str = ""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A long `Literal[...]`, written once."""

    name: str
    values: tuple[str | int, ...]
    words: tuple[str, ...] = ()
    component: str = ""


Definition: TypeAlias = "Record | Enumeration | Choice | Spelled"


def union(members: list[Type] | tuple[Type, ...]) -> Type:
    """The union of `members`: flat, without repetition and without what another member contains, null last."""
    flat: list[Type] = []
    for member in members:
        flat.extend(member.members if isinstance(member, OneOf) else (member,))
    if ANYTHING in flat:
        return ANYTHING
    kept = list(dict.fromkeys(flat))
    if TEXT in kept:
        kept = [m for m in kept if m not in {MOMENT, DAY} and not (isinstance(m, Constant) and _all(m, str))]
    if NUMBER in kept:
        kept = [m for m in kept if m != INTEGER]
    if INTEGER in kept or NUMBER in kept:
        kept = [m for m in kept if not (isinstance(m, Constant) and _all(m, int))]
    constants = [m for m in kept if isinstance(m, Constant)]
    if len(constants) > 1:
        merged = Constant(tuple(dict.fromkeys(value for m in constants for value in m.values)))
        kept = [merged if m is constants[0] else m for m in kept if m is constants[0] or not isinstance(m, Constant)]
    kept.sort(key=lambda member: member == NULL)
    return kept[0] if len(kept) == 1 else OneOf(tuple(kept))


def _all(constant: Constant, kind: type) -> bool:
    return all(isinstance(value, kind) for value in constant.values)


def nullable(type_: Type) -> bool:
    """Whether null is among the documented values."""
    return type_ in {NULL, ANYTHING} or (isinstance(type_, OneOf) and NULL in type_.members)


def without_null(type_: Type) -> Type:
    """The same type with null taken out of its union."""
    return union([m for m in type_.members if m != NULL]) if isinstance(type_, OneOf) else type_


@dataclass(slots=True)
class Script:
    """The file that types are written into: which names they used, so that it imports these and no others.

    `aliases` are definitions whose name means something else there (a schema `Page` beside the runtime's), `shadowed`
    builtins that a class there has as attributes, so that an annotation must say `builtins.list`.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    shadowed: Collection[str] = ()
    names: set[str] = field(default_factory=set)
    definitions: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)

    def name(self, name: str) -> str:
        """Write a name of the runtime or the standard library."""
        self.names.add(name)
        return name

    def definition(self, name: str) -> str:
        """Write the name of a definition, or of its wider form."""
        self.definitions.add(name)
        return self.aliases.get(name, name)

    def builtin(self, name: str) -> str:
        """Write a builtin."""
        if name not in self.shadowed:
            return name
        self.modules.add("builtins")
        return f"builtins.{name}"


def received(type_: Type, script: Script) -> str:
    """Write `type_` as what a result holds."""
    match type_:
        case Plain(kind):
            return _plain(_RECEIVED[kind], script)
        case Named(name):
            return script.definition(name)
        case ListOf(item):
            return f"{script.builtin('list')}[{received(item, script)}]"
        case MapOf(value):
            return f"{script.builtin('dict')}[{script.builtin('str')}, {received(value, script)}]"
        case Constant(values) if len(values) > 1:
            # A server may send a value that is not documented; a literal type would not be true then.
            return " | ".join(dict.fromkeys(script.builtin(type(value).__name__) for value in values))
        case Constant(values):
            return _literal(values, script)
        case OneOf(members):
            return " | ".join(dict.fromkeys(received(member, script) for member in members))


def accepted(type_: Type, script: Script) -> str:
    """Write `type_` as what an argument may be. A definition's wider form is its name with `Like`."""
    match type_:
        case Plain(kind):
            return _plain(_ACCEPTED[kind], script)
        case Named(name):
            return script.definition(f"{name}Like")
        case ListOf(item):
            return f"{script.name('Sequence')}[{accepted(item, script)}]"
        case MapOf(value):
            return f"{script.name('Mapping')}[{script.builtin('str')}, {accepted(value, script)}]"
        case Constant(values, name):
            return script.definition(name) if name else _literal(values, script)
        case OneOf(members):
            return " | ".join(dict.fromkeys(accepted(member, script) for member in members))


def _plain(text: str, script: Script) -> str:
    written = []
    for word in text.split(" | "):
        if word.startswith("datetime."):
            script.modules.add("datetime")
            written.append(word)
        elif word in {"JSON", "DateTime", "FileSource"}:
            written.append(script.name(word))
        else:
            written.append(word if word == "None" else script.builtin(word))
    return " | ".join(written)


def _literal(values: tuple[str | int, ...], script: Script) -> str:
    return f"{script.name('Literal')}[" + ", ".join(literal(value) for value in values) + "]"


def names_in(type_: Type) -> Iterator[str]:
    """Yield the definitions that a type names."""
    match type_:
        case Named(name):
            yield name
        case ListOf(item) | MapOf(item):
            yield from names_in(item)
        case OneOf(members):
            for member in members:
                yield from names_in(member)
        case Constant(_, name) if name:
            yield name
        case _:
            pass
