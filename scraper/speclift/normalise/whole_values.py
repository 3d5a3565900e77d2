"""Rows of a table that do not stand where the value has them: what examples tell about their place.

Enters: the rows of a body or an answer, and recorded values of it. Leaves: `Arranged`. Four cases, in this order: a row
whose name is a placeholder stands for all entries of a map; a row and a key that are spelled alike, or are the only
ones, are the same; a row that names the value as a whole gives its children to the top; a row that the examples have
only deeper documents that field.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from speclift.model.api import Anything, Fact, Field, ListOf, MapOf, Record, Reference, Scalar, Type
from speclift.normalise.names import is_placeholder
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import could_be
from speclift.normalise.precedence import decide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.raw import RawField
    from speclift.normalise.scope import Observation, Scope

Row = tuple[Field, "RawField"]

_PUNCTUATION: Final = re.compile(r"[\W_]+")
_CAPITALS: Final = re.compile(r"[A-Z][A-Z0-9_ -]+\Z")
_IS_DATA: Final = re.compile(r"(?=.*\d)[\w:. +/@-]+\Z|.*\s")
"""A key that is data: it has a digit or a blank in it (ids, dates, names)."""


class Arranged(Struct):
    """`rows` as the value has them. `whole` is the type of the value when it is no object with known fields;
    `description` what is said of it as a whole; `facts` are rows that are no field of their own."""

    rows: list[Row]
    whole: Type | None = None
    description: str = ""
    facts: list[Fact] = field(default_factory=list)


def arranged(rows: list[Row], values: list[Observation], scope: Scope, about: str) -> Arranged:
    """Put rows where the recorded objects have them."""
    made = Arranged(list(rows))
    objects = [value for value in values if isinstance(value.value, dict)]
    if _is_map(rows, objects):
        ((made_field, _),) = rows
        return Arranged([], MapOf(made_field.type), made_field.description, list(made_field.facts))
    _drop_dashes(made)
    if not objects:
        return made
    made.rows = _renamed(made.rows, objects, scope, about)
    _unwrap(made, objects)
    _deepen(made, objects)
    return made


def _is_map(rows: list[Row], objects: list[Observation]) -> bool:
    """Whether the one row of a table stands for every entry of a map."""
    if len(rows) != 1:
        return False
    name = rows[0][1].name.strip()
    if any(rows[0][0].name in one.value for one in objects):
        return False
    if is_placeholder(name):
        return True
    keys = {key for one in objects for key in one.value}
    return bool(keys) and _CAPITALS.match(name) is not None and all(_IS_DATA.match(key) for key in keys)


def _drop_dashes(made: Arranged) -> None:
    """A row called `-` is no field: what it says is said of the whole."""
    for row in tuple(made.rows):
        one, raw = row
        if (
            raw.name.strip()
            and _PUNCTUATION.fullmatch(raw.name.strip())
            and not _fields(one.type)
            and len(made.rows) == 1
        ):
            made.rows.remove(row)
            made.description = one.description
            made.facts.extend(one.facts)


def _unwrap(made: Arranged, objects: list[Observation]) -> None:
    """Rows that name the value as a whole: their children stand at the top, their words are the value's."""
    top = {key for one in objects for key in one.value}
    anywhere = {key for one in objects for key in _keys(one.value)}
    for row in tuple(made.rows):
        one, raw = row
        if one.name in anywhere or isinstance(one.type, (Scalar, MapOf)) or raw.required is False:
            continue
        inside = _fields(one.type)
        names = {inner.name for inner in inside}
        if names and 2 * len(names & top) <= len(names):
            continue
        is_alone = len(made.rows) == 1
        is_a_name = not re.search(r"\w", raw.name) or raw.name.strip()[:1].isupper() or _names_its_type(raw)
        if not inside and not (is_a_name and (is_alone or top)):
            continue
        if isinstance(one.type, Reference) and is_alone and not is_a_name:
            continue
        position = made.rows.index(row)
        children = {child.name.strip(): child for child in raw.children}
        known = {other.name for other, _ in made.rows}
        below = [(inner, children.get(inner.name, raw)) for inner in inside if inner.name not in known]
        made.rows[position : position + 1] = below
        made.facts.extend(one.facts)
        made.facts.extend(fact for inner in inside if inner.name in known for fact in inner.facts)
        made.description = made.description or one.description


def _names_its_type(raw: RawField) -> bool:
    return raw.type.strip().removesuffix("[]").lower() == raw.name.strip().removesuffix("[]").lower()


def _fields(made: Type) -> tuple[Field, ...]:
    match made:
        case Record(fields=fields):
            return fields
        case ListOf(item=Record(fields=fields)):
            return fields
    return ()


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _deepen(made: Arranged, objects: list[Observation]) -> None:
    """Rows that no object has at the top, and every object that has them has at one deeper place."""
    top = {key for one in objects for key in one.value}
    for row in tuple(made.rows):
        one, _ = row
        if one.name in top or not one.name:
            continue
        ways = {way for seen in objects for way in _ways(seen.value, one.name)}
        if len(ways) != 1:
            continue
        way = ways.pop()
        values = [inner for seen in objects for inner in _at(seen.value, (*way, one.name))]
        if not could_be(one.type, values):
            continue
        rest = [other for other in made.rows if other[0] is not one]
        placed = _placed([other for other, _ in rest], way, one)
        if placed is None:
            continue
        raw_of = {other.name: raw for other, raw in rest}
        made.rows = [(other, raw_of.get(other.name, row[1])) for other in placed]


Way = tuple[str, ...]
_ITEM: Final = "[]"


def _ways(value: Any, name: str, way: Way = ()) -> Iterator[Way]:
    """The ways to the objects inside a value that have a name; `[]` is a step into a list."""
    if isinstance(value, dict):
        if way and name in value:
            yield way
        for key, inner in value.items():
            yield from _ways(inner, name, (*way, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _ways(inner, name, (*way, _ITEM))


def _at(value: Any, way: Way) -> Iterator[Any]:
    if not way:
        yield value
    elif way[0] == _ITEM and isinstance(value, list):
        for inner in value:
            yield from _at(inner, way[1:])
    elif isinstance(value, dict) and way[0] in value:
        yield from _at(value[way[0]], way[1:])


def _placed(fields: list[Field], way: Way, new: Field) -> list[Field] | None:
    """The fields with a new one at the end of a way; fields on the way that only examples have are made. None where a
    field on the way is documented as something that cannot hold it."""
    if not way:
        return None if any(known.name == new.name for known in fields) else [*fields, new]
    head, rest = way[0], way[1:]
    known = next((one for one in fields if one.name == head), None)
    inner = _within(Anything() if known is None else known.type, rest, new)
    if inner is None:
        return None
    if known is None:
        return [*fields, Field(head, inner, facts=new.facts)]
    return [replace(known, type=inner) if one is known else one for one in fields]


def _within(made: Type, way: Way, new: Field) -> Type | None:
    if way[:1] == (_ITEM,):
        item = made.item if isinstance(made, ListOf) else made
        inner = _within(item, way[1:], new) if isinstance(made, (ListOf, Anything)) else None
        if inner is None:
            return None
        return replace(made, item=inner) if isinstance(made, ListOf) else ListOf(inner)
    if not isinstance(made, (Record, Anything)):
        return None
    fields = _placed(list(made.fields) if isinstance(made, Record) else [], way, new)
    if fields is None:
        return None
    return replace(made, fields=tuple(fields)) if isinstance(made, Record) else Record(tuple(fields))


def _renamed(rows: list[Row], objects: list[Observation], scope: Scope, about: str) -> list[Row]:
    """A row that no example has and a field that no row has are the same where they are spelled alike, or where they
    are the only ones and the type fits: the example's name is believed."""
    keys = list(dict.fromkeys(key for one in objects for key in one.value))
    anywhere = {key for one in objects for key in _keys(one.value)}
    names = {made.name for made, _ in rows}
    extra = [key for key in keys if key not in names and all(key in one.value for one in objects)]
    made_rows = list(rows)
    for position, (made, row) in enumerate(rows):
        if made.name in anywhere:
            continue
        fitting = [key for key in extra if could_be(made.type, [one.value[key] for one in objects])]
        alike = [key for key in fitting if _alike(key, made.name)]
        if not alike and ((len(rows) == 1 and len(extra) == 1) or not made.name):
            alike = fitting
        decision = decide("name")
        if len(alike) != 1 or decision.outcome == "table":
            continue
        extra.remove(alike[0])
        scope.notes.note(
            decision.rule,
            about,
            Evidence(row),
            Evidence(objects[0].origin),
            documented=made.name,
            shown=alike[0],
        )
        made_rows[position] = (replace(made, name=alike[0]), row)
    return made_rows


def _alike(one: str, other: str) -> bool:
    """Whether two names differ only by case, separators, or a part before or behind (`name`, `book_name`)."""
    first, second = sorted((re.sub(r"[\W_]+", "", name).lower() for name in (one, other)), key=len)
    return first == second or (len(first) > 2 and (second.startswith(first) or second.endswith(first)))
