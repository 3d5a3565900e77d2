"""The schemas of a GitBook page, each once: which are components, and what they are called.

Enters: dereferenced operations, in which what was one component is one object or several equal ones. Leaves: schemas in
which every component stands by reference. Time and size are linear in the page: each object is looked at once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.readers.kit.flight import as_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Json = Any
Schema = dict[str, Json]

_ONE = (
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedProperties",
)
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
_STRUCTURE = ("properties", "allOf", "anyOf", "oneOf", "enum", "additionalProperties")
_ROUNDS = 40
"""How often equal schemas are looked for one level further out."""

_DEEPEST = 40


class Schemas:
    """All schemas of some operations."""

    def __init__(self, operations: Iterable[Mapping[str, Json]]) -> None:
        self._nodes: dict[int, Schema] = {}
        self._hints: dict[int, str] = {}
        self._uses: dict[int, int] = {}
        for operation in operations:
            for hint, schema in _roots(operation):
                self._visit(schema, hint)
        self.is_31 = any(_is_31(schema) for schema in self._nodes.values())
        self._class = self._classes()
        self._names = self._named()

    def reference_or(self, schema: Schema, write: Callable[[Schema, dict[str, Json]], Schema]) -> dict[str, Json]:
        """A reference to the component that the schema is, or the schema itself, its inner schemas likewise."""
        if id(schema) not in self._nodes:
            return {}
        name = self._names.get(self._class[id(schema)])
        return {"$ref": f"#/components/schemas/{name}"} if name else self._body(schema, write)

    def components(self, write: Callable[[Schema, dict[str, Json]], Schema]) -> dict[str, Json]:
        """Every component by its name."""
        first = {self._class[key]: self._nodes[key] for key in reversed(list(self._nodes))}
        return {name: self._body(first[number], write) for number, name in self._names.items()}

    def _body(self, schema: Schema, write: Callable[[Schema, dict[str, Json]], Schema]) -> dict[str, Json]:
        """A schema written out. What nests without names is no deeper than the page's own nesting."""
        inner: dict[str, Json] = {}
        for key, held in _inner(schema):
            if key in _ONE:
                inner[key] = self.reference_or(held[0][1], write)
            elif key in _LISTS:
                inner[key] = [self.reference_or(one, write) for _, one in held]
            else:
                inner[key] = {name: self.reference_or(one, write) for name, one in held}
        return write(schema, inner)

    def _visit(self, root: Schema, hint: str) -> None:
        waiting = [(root, hint, 1)]
        while waiting:
            schema, hint, depth = waiting.pop()
            # What is nested beyond sense is cut into components, so that nothing written is nested beyond sense.
            self._uses[id(schema)] = self._uses.get(id(schema), 0) + (1 if depth % _DEEPEST else 2)
            if id(schema) in self._nodes:
                continue
            self._nodes[id(schema)], self._hints[id(schema)] = schema, hint
            found = [(one, name or hint, depth + 1) for _, held in _inner(schema) for name, one in held]
            waiting.extend(reversed(found))

    def _classes(self) -> dict[int, int]:
        """A number for each schema; equal numbers for schemas that say the same, however deep one looks."""
        numbers: dict[Json, int] = {}
        own = {key: numbers.setdefault(_local(schema), len(numbers)) for key, schema in self._nodes.items()}
        below = {key: [id(one) for _, held in _inner(schema) for _, one in held] for key, schema in self._nodes.items()}
        for _ in range(_ROUNDS):
            finer: dict[Json, int] = {}
            seen = {
                key: finer.setdefault((own[key], *(own[one] for one in below[key])), len(finer)) for key in self._nodes
            }
            if len(finer) == len(set(own.values())):
                return seen
            own = seen
        return {key: number for number, key in enumerate(self._nodes)}

    def _named(self) -> dict[int, str]:
        """The components: what has a title and a structure, and what several places or itself refer to."""
        uses: dict[int, int] = {}
        for key, number in self._class.items():
            uses[number] = max(uses.get(number, 0), self._uses[key])
        names: dict[int, str] = {}
        taken: set[str] = set()
        for key, number in self._class.items():
            schema = self._nodes[key]
            title = schema.get("title")
            titled = isinstance(title, str) and title.strip() and any(word in schema for word in _STRUCTURE)
            shared = uses[number] > 1 and ("enum" in schema or any(True for _ in _inner(schema)))
            if number in names or not (titled or shared):
                continue
            base = _pascal(str(title or "")) or _pascal(self._hints[key]) or "Schema"
            name, count = base, 2
            while name in taken:
                name, count = f"{base}{count}", count + 1
            names[number] = name
            taken.add(name)
        return names


def _roots(operation: Mapping[str, Json]) -> Iterator[tuple[str, Schema]]:
    """The schemas that an operation holds outside other schemas, each with a word for it."""
    own = str(operation.get("operationId") or operation.get("summary") or "")
    holders: list[tuple[str, Json]] = []
    parameters = operation.get("parameters")
    holders += [
        (str(parameter.get("name")), parameter) for parameter in parameters or () if isinstance(parameter, dict)
    ]
    holders.append((f"{own} request", operation.get("requestBody")))
    responses = operation.get("responses")
    if isinstance(responses, dict):
        holders += [(f"{own} {status}", response) for status, response in responses.items()]
    while holders:
        hint, holder = holders.pop(0)
        if not isinstance(holder, dict):
            continue
        if isinstance(holder.get("schema"), dict):
            yield hint, holder["schema"]
        for key in ("content", "headers"):
            if isinstance(holder.get(key), dict):
                holders += [(name if key == "headers" else hint, one) for name, one in holder[key].items()]


def _inner(schema: Schema) -> Iterator[tuple[str, list[tuple[str, Schema]]]]:
    """The schemas directly inside one, by keyword, each with its name ("" where it has none)."""
    for key in schema:
        value = schema[key]
        if key in _ONE and isinstance(value, dict):
            yield key, [("", value)]
        elif key in _LISTS and isinstance(value, list):
            yield key, [("", one) for one in value if isinstance(one, dict)]
        elif key in _MAPS and isinstance(value, dict):
            yield key, [(name, one) for name, one in value.items() if isinstance(one, dict)]


def _local(schema: Schema) -> str:
    """What a schema says apart from the schemas in it."""
    inner = {key: [name for name, _ in held] for key, held in _inner(schema)}
    return json.dumps({key: inner[key] if key in inner else as_tree(schema[key]) for key in schema}, sort_keys=True)


def _is_31(schema: Schema) -> bool:
    return isinstance(schema.get("type"), list) or "const" in schema or isinstance(schema.get("examples"), list)


def _pascal(words: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", words))[:80]
