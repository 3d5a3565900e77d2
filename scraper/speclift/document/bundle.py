"""A document of several files as one document.

Enters: a document and a way to read the others that its references name. Leaves: the same with every reference inside
it: what stood in another file stands among its components, under its own name. Raises `InputError` for a reference
that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from speclift.document.pointers import escape, index_of, split_pointer
from speclift.model.findings import InputError

Load = Callable[[str, str], tuple[str, Any]]
"""(address of the file that refers, reference without its fragment) to (address of the other file, its content)."""

_KINDS = {
    "schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
    "callbacks", "pathItems",
}  # fmt: skip
_KIND_OF_KEY = {
    "schema": "schemas", "items": "schemas", "additionalProperties": "schemas", "not": "schemas",
    "requestBody": "requestBodies",
}  # fmt: skip
_KIND_OF_LIST = {
    "allOf": "schemas", "oneOf": "schemas", "anyOf": "schemas", "properties": "schemas", "patternProperties": "schemas",
    "parameters": "parameters", "responses": "responses", "headers": "headers", "examples": "examples",
    "links": "links", "callbacks": "callbacks", "paths": "pathItems", "webhooks": "pathItems",
    "schemas": "schemas", "requestBodies": "requestBodies", "securitySchemes": "securitySchemes",
}  # fmt: skip


def is_bundled(document: Any) -> bool:
    """Whether every reference of a document stays inside it."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#"):
                return False
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return True


def bundle(document: dict[str, Any], address: str, load: Load) -> dict[str, Any]:
    """`document`, which stands at `address`, with what its references to other files lead to taken in."""
    if is_bundled(document):
        return document
    return _Bundle(document, address, load).made()


class _Bundle:
    def __init__(self, document: dict[str, Any], address: str, load: Load) -> None:
        self._document, self._address, self._load = document, address, load
        self._taken: dict[tuple[str, str], str] = {}
        self._contents: dict[str, Any] = {address: document}
        self._components: dict[str, dict[str, Any]] = {}
        own = document.get("components")
        self._names = {kind: set(part) for kind, part in own.items() if isinstance(part, dict)} if own else {}

    def made(self) -> dict[str, Any]:
        whole: dict[str, Any] = self._copied(self._document, self._address, "", "")
        components = whole.setdefault("components", {})
        for kind, parts in self._components.items():
            components.setdefault(kind, {}).update(parts)
        return whole

    def _copied(self, value: Any, address: str, key: str, above: str) -> Any:
        """A value of the file at `address`, under `key` of what stands under `above`."""
        if isinstance(value, list):
            return [self._copied(item, address, "", key) for item in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref")
        copied = {name: self._copied(item, address, str(name), key) for name, item in value.items() if name != "$ref"}
        if not isinstance(reference, str):
            return copied
        return {"$ref": self._inside(reference, address, _kind(key, above)), **copied}

    def _inside(self, reference: str, address: str, kind: str) -> str:
        """The reference inside of the bundled document that stands for one."""
        other, _, fragment = reference.partition("#")
        if not other and address == self._address:
            return reference
        place, content = (address, self._contents[address]) if not other else self._read(address, other)
        pointer = unquote(fragment)
        if place == self._address:
            return f"#{fragment}"
        key = (place, pointer)
        if key not in self._taken:
            steps = split_pointer(pointer) if pointer else ()
            kind = steps[-2] if len(steps) > 1 and steps[-2] in _KINDS else kind
            name = self._name(kind, steps[-1] if steps else place.rsplit("/", 1)[-1].partition(".")[0])
            self._taken[key] = f"#/components/{kind}/{escape(name)}"
            self._components.setdefault(kind, {})[name] = None  # taken, for references that lead back here
            value = _at(content, steps, reference, address)
            self._components[kind][name] = self._copied(value, place, "", kind)
        return self._taken[key]

    def _read(self, address: str, other: str) -> tuple[str, Any]:
        place, content = self._load(address, unquote(other))
        self._contents.setdefault(place, content)
        return place, self._contents[place]

    def _name(self, kind: str, wanted: str) -> str:
        known = self._names.setdefault(kind, set())
        name, number = wanted, 2
        while name in known:
            name, number = f"{wanted}{number}", number + 1
        known.add(name)
        return name


def _kind(key: str, above: str) -> str:
    """Which kind of component stands under a key."""
    return _KIND_OF_KEY.get(key) or _KIND_OF_LIST.get(above) or "schemas"


def _at(content: Any, steps: tuple[str, ...], reference: str, address: str) -> Any:
    value = content
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and (index := index_of(step)) is not None and index < len(value):
            value = value[index]
        else:
            raise InputError(f"broken reference: {reference}", file=address)
    return value
