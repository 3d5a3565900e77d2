"""What the templates of `models/` and `inputs.py` write: the documented types, and what a request accepts in their
place.

Enters: the definitions that a catalogue collected. Leaves: `ModelView`s and `InputView`s, their text laid out already.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate import prose, shapes
from speclift.generate.literals import INDENT, WIDTH, Group, layout, literal, width
from speclift.generate.modules import names_of
from speclift.generate.words import SHADOWING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from speclift.generate.operations import Operation
    from speclift.generate.reading import Reading

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a class, with the docstring under it."""

    code: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """A definition of `models/`. `kind` chooses the template's macro: `record`, `enumeration`, `choice` or
    `literal`.
    """

    kind: str
    name: str
    base: str
    doc: str
    entries: tuple[Entry, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class InputView:
    """What a request accepts for a definition: its alias, and the plain dictionary where it is an object."""

    name: str
    alias: str
    dictionary: str
    doc: str
    keys: tuple[str, ...]
    functional: str


def model_views(reading: Reading, names: Sequence[str], script: shapes.Script) -> list[ModelView]:
    """The definitions of one module of `models/`, in the order in which a base comes before what inherits from it."""
    ordered = _ordered(reading, names)
    views = [
        _model(reading.catalogue.definitions[name], frozenset(ordered[index:]), script)
        for index, name in enumerate(ordered)
    ]
    script.definitions -= set(names)
    return views


def _ordered(reading: Reading, names: Sequence[str]) -> list[str]:
    """The names as they come, but a base before what inherits from it, and the members of a choice before it."""
    definitions = reading.catalogue.definitions
    ordered: dict[str, None] = {}
    begun: set[str] = set()

    def place(name: str) -> None:
        if name not in names or name in begun:
            return
        begun.add(name)
        definition = definitions[name]
        if isinstance(definition, shapes.Record):
            place(definition.base)
        elif isinstance(definition, shapes.Choice):
            for member in names_of(definition):
                place(member)
        ordered[name] = None

    for name in names:
        place(name)
    return list(ordered)


def _model(definition: shapes.Definition, later: Collection[str], script: shapes.Script) -> ModelView:
    """A definition; `later` are those of its module that do not exist yet when it is made."""
    doc = prose.docstring(definition.words, INDENT)
    match definition:
        case shapes.Record():
            taken = {field.name for field in definition.fields}
            entries = tuple(
                Entry(_field(field, later, taken, script), prose.docstring(field.words, INDENT))
                for field in definition.fields
            )
            base = script.definition(definition.base) if definition.base else script.name("Model")
            return ModelView("record", definition.name, f"{base}, frozen=True, kw_only=True", doc, entries)
        case shapes.Enumeration():
            base = script.name("OpenStrEnum" if definition.textual else "OpenIntEnum")
            members = tuple(
                Entry(
                    _assigned(f"{INDENT}{member.name} = ", literal(member.value)), prose.docstring(member.words, INDENT)
                )
                for member in definition.members
            )
            return ModelView("enumeration", definition.name, base, doc, members)
        case shapes.Choice():
            script.names |= {"TYPE_CHECKING", "TypeAlias", "alternatives"}
            return ModelView(
                "choice", definition.name, "", prose.docstring(definition.words, ""), code=_choice(definition, script)
            )
        case shapes.Spelled():
            script.names |= {"TypeAlias", "Literal"}
            values = Group(
                f"{definition.name}: TypeAlias = Literal[",
                [literal(value) for value in definition.values],
                "]",
                exploded=True,
            )
            return ModelView("literal", definition.name, "", prose.docstring(definition.words, ""), code=layout(values))


def _field(field: shapes.Field, later: Collection[str], taken: Collection[str], script: shapes.Script) -> str:
    """A field of a model: `taken` are the names of all of its fields, which hide others in the body of the class."""
    annotation = shapes.received(field.type, script)
    if not field.required:
        annotation = f"{annotation} | {script.name('Unset')}"
    # Made with the class, types cost a tenth of what msgspec needs to compile and evaluate their text.
    unreadable = not {*shapes.names_in(field.type)}.isdisjoint(later) or any(
        word in taken for word in _WORD.findall(annotation)
    )
    head = f"{INDENT}{field.name}: {literal(annotation) if unreadable else annotation}"
    renamed = field.name != field.wire
    if field.required:
        keywords = [f"name={literal(field.wire)}"] if renamed else []
        constant = isinstance(field.type, shapes.Constant) and len(field.type.values) == 1
        value = literal(field.type.values[0]) if isinstance(field.type, shapes.Constant) else ""
        if keywords:
            keywords += [f"default={value}"] if constant else []
            return f"{head} = {script.name('field')}({', '.join(keywords)})"
        return f"{head}{f' = {value}' if constant else ''}"
    unset = script.name("UNSET")
    value = f"{script.name('field')}(name={literal(field.wire)}, default={unset})" if renamed else unset
    return _assigned(f"{head} = ", value)


def _assigned(left: str, value: str, indent: str = INDENT) -> str:
    """An assignment as `ruff format` lays it out: a value that does not fit goes in parentheses, if it then does."""
    if width(left) + width(value) <= WIDTH or len(indent + INDENT) + width(value) > WIDTH or value.endswith(")"):
        return left + value
    return f"{left}(\n{indent}{INDENT}{value}\n{indent})"


def _choice(choice: shapes.Choice, script: shapes.Script) -> str:
    members = [shapes.received(member, script) for member in choice.members]
    alias = f"{INDENT}{choice.name}: TypeAlias = "
    line = " | ".join(members)
    if width(alias) + width(line) > WIDTH:
        inner = INDENT * 2
        joined = line if width(inner) + width(line) <= WIDTH else f"\n{inner}| ".join(members)
        line = f"(\n{inner}{joined}\n{INDENT})"
    candidates = Group("lambda: (", members, ")")
    call = layout(Group(f"{choice.name} = alternatives(", [literal(choice.name), candidates], ")"), INDENT)
    return f"if TYPE_CHECKING:\n{alias}{line}\nelse:\n{INDENT}{call}"


def input_views(reading: Reading, script: shapes.Script) -> list[InputView]:
    """What requests accept, for every definition that an argument names, and what these name in turn."""
    definitions = reading.catalogue.definitions
    wanted: dict[str, None] = {}
    waiting = list(dict.fromkeys(_argument_names(reading.operations)))
    while waiting:
        name = waiting.pop(0)
        if name not in wanted and not isinstance(definitions[name], shapes.Spelled):
            wanted[name] = None
            waiting.extend(_inner(reading, definitions[name]))
    return [_input(definitions[name], reading, script) for name in definitions if name in wanted]


def _argument_names(operations: Iterable[Operation]) -> Iterable[str]:
    for operation in operations:
        for argument in operation.arguments:
            yield from shapes.names_in(argument.type)
        if operation.body_type:
            yield operation.body_type


def _inner(reading: Reading, definition: shapes.Definition) -> Iterable[str]:
    match definition:
        case shapes.Record(name):
            for field in reading.catalogue.record_fields(name):
                yield from shapes.names_in(field.type)
        case shapes.Choice(_, members):
            for member in members:
                yield from shapes.names_in(member)
        case _:
            pass


def _input(definition: shapes.Definition, reading: Reading, script: shapes.Script) -> InputView:
    name = definition.name
    script.name("TypeAlias")
    match definition:
        case shapes.Record():
            fields = reading.catalogue.record_fields(name)
            script.name("TypedDict")
            return InputView(
                name=name,
                alias=_alias(f"{name}Like", [f"models.{name}", f"{name}Dict"]),
                dictionary=f"{name}Dict",
                doc=f'"""`{name}` as a plain dictionary; its fields are described there."""',
                keys=() if _functional(fields) else tuple(_key(field, script) for field in fields),
                functional=_functional_form(name, fields, script) if _functional(fields) else "",
            )
        case shapes.Enumeration(members=members):
            script.name("Literal")
            values = Group("Literal[", [literal(member.value) for member in members], "]")
            return InputView(name, _alias(f"{name}Like", [f"models.{name}", values]), "", "", (), "")
        case shapes.Choice(members=members):
            return InputView(
                name, _alias(f"{name}Like", [shapes.accepted(member, script) for member in members]), "", "", (), ""
            )
        case _:
            raise TypeError(f"{name} has no wider form")


def _alias(name: str, members: Sequence[str | Group]) -> str:
    """An alias of a union. It is a string: what it names may be defined further below."""
    text = " | ".join(str(member) for member in members)
    return _assigned(f"{name}: TypeAlias = ", literal(text), "")


def _functional(fields: Sequence[shapes.Field]) -> bool:
    """Whether a key is no name that a class body could hold without changing what its annotations mean."""
    return any(
        not field.wire.isidentifier() or keyword.iskeyword(field.wire) or field.wire.startswith("__") or field.wire in
        SHADOWING or not field.wire.isascii() for field in fields
    )  # fmt: skip


def _key(field: shapes.Field, script: shapes.Script) -> str:
    return f"{field.wire}: {_needed(field, script)}"


def _needed(field: shapes.Field, script: shapes.Script) -> str:
    annotation = shapes.accepted(field.type, script)
    return annotation if field.required else f"{script.name('NotRequired')}[{annotation}]"


def _functional_form(name: str, fields: Sequence[shapes.Field], script: shapes.Script) -> str:
    keys = [f"{literal(field.wire)}: {literal(_needed(field, script))}" for field in fields]
    return layout(
        Group(
            f"{name}Dict = TypedDict(",
            [literal(f"{name}Dict"), Group("{", keys, "}", exploded=True)],
            ")",
            exploded=True,
        )
    )
