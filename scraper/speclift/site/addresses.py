"""Where everything stands on the site: the page and the fragment of any JSON pointer of any version.

Enters: a document. Leaves: relative addresses that never change: they are made of names of the document only, never of
positions, so that a page can be linked to for years.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from speclift.document import iterate_operations, resolve, split_pointer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclift.document import Operation

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\Z")
_OTHER: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_COMPONENTS: Final = "#/components/schemas/"
_KEYWORDS: Final = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})


def slug(name: str) -> str:
    """A name as part of an address: itself where it is plain, otherwise what is plain of it and a digest."""
    if _PLAIN.match(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_OTHER.sub('-', name).strip('-.')[:60]}-{digest}".lstrip("-")


def error_fragment(name: str) -> str:
    """The `id` of a documented error on the page of its operation."""
    return f"error.{slug(name)}"


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """Slugs that differ even where files do not tell capital letters from small ones."""
    taken: dict[str, str] = {}
    addresses = {}
    for name in names:
        short = slug(name)
        if taken.setdefault(short.casefold(), name) != name:
            short = f"{short}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
            taken[short.casefold()] = name
        addresses[name] = short
    return addresses


class Addresses:
    """The pages of one version, relative to the version's folder: `operations/ID.html`, `schemas/NAME.html`.

    A component that is only the body or an answer of one operation has no page of its own: it stands on that page.
    """

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        operations = list(iterate_operations(document))
        self._ids = {
            operation.pointer: operation.operation_id or f"{operation.method}{operation.path}"
            for operation in operations
        }
        slugs = _distinct(dict.fromkeys(self._ids.values()))
        self._operations = {pointer: f"operations/{slugs[name]}.html" for pointer, name in self._ids.items()}
        schemas = document.get("components", {}).get("schemas", {})
        self._schemas = {name: f"schemas/{short}.html" for name, short in _distinct(schemas).items()}
        self._homes = dict(_homes(document, operations))

    def operation(self, pointer: str) -> str:
        """The page of the operation at a pointer."""
        return self._operations[pointer]

    def schema(self, name: str) -> str:
        """Where a component stands: its page, or its place on that of its operation; "" for one that the document
        lacks."""
        if name in self._homes:
            operation, prefix = self._homes[name]
            return f"{self._operations[operation]}#{prefix}"
        return self._schemas.get(name, "")

    def has_page(self, name: str) -> bool:
        """Whether a component has a page of its own."""
        return name in self._schemas and name not in self._homes

    def page_of(self, pointer: str) -> str:
        """The page on which a pointer stands: of its operation, its component, or the version's own."""
        parts = split_pointer(pointer)
        if parts[:2] == ("components", "schemas") and len(parts) > 2:
            return self.schema(parts[2]).partition("#")[0] or "index.html"
        if parts[:1] == ("paths",) and len(parts) > 2:
            start = "/".join(pointer.split("/")[:4])
            return self._operations.get(start, "index.html")
        return "index.html"

    def fragment_of(self, pointer: str) -> str:
        """The `id` of what a pointer means on its page: "" for the page as a whole.

        `/components/schemas/User/properties/status/enum/0` is `status`, a parameter `query.page_size`, a field of an
        answer `200.users.id`.
        """
        parts = split_pointer(pointer)
        if parts[:2] == ("components", "schemas"):
            home = self._homes.get(parts[2]) if len(parts) > 2 else None
            return ".".join([*([home[1]] if home else []), *(slug(name) for name in _fields(parts[3:]))])
        if parts[:1] != ("paths",) or len(parts) < 4:
            return ""
        rest = parts[3:]
        if rest[0] == "parameters" and len(rest) > 1:
            return ".".join([self._parameter("/".join(pointer.split("/")[:6])), *map(slug, _fields(rest[2:]))])
        if rest[0] == "requestBody":
            return ".".join(["body", *map(slug, _fields(rest[1:]))])
        if rest[0] == "responses" and len(rest) > 1:
            return ".".join([slug(rest[1]), *map(slug, _fields(rest[2:]))])
        return ""

    def of(self, pointer: str) -> str:
        """Page and fragment of a pointer."""
        page, fragment = self.page_of(pointer), self.fragment_of(pointer)
        return f"{page}#{fragment}" if fragment else page

    def _parameter(self, pointer: str) -> str:
        try:
            parameter = resolve(self._document, pointer)
        except InputError:
            return "parameter"
        return f"{slug(str(parameter.get('in')))}.{slug(str(parameter.get('name')))}"


def _homes(document: dict[str, Any], operations: Iterable[Operation]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each component that one operation refers to and nothing else: that operation, and the fragment of its body or
    answer."""
    uses = _uses(document)
    for operation in operations:
        bodies = [("body", operation.value.get("requestBody"))]
        bodies += [(slug(str(status)), answer) for status, answer in (operation.value.get("responses") or {}).items()]
        for prefix, body in bodies:
            contents = body.get("content") if isinstance(body, dict) else None
            for content in contents.values() if isinstance(contents, dict) else ():
                schema = content.get("schema") if isinstance(content, dict) else None
                name = _component(schema)
                alone = name and uses[name] == 1 and len(contents or ()) == 1
                stated = document.get("components", {}).get("schemas", {}).get(name)
                if alone and isinstance(stated, dict) and not stated.keys() & {"oneOf", "anyOf"}:
                    yield name, (operation.pointer, prefix)


def _uses(document: Any) -> Counter[str]:
    """How often each component is referred to."""
    uses: Counter[str] = Counter()
    pending = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if name := _component(value):
                uses[name] += 1
            pending += value.values()
        elif isinstance(value, list):
            pending += value
    return uses


def _component(value: Any) -> str:
    """The name of the component that a value refers to, or ""."""
    reference = value.get("$ref") if isinstance(value, dict) else None
    if not isinstance(reference, str) or not reference.startswith(_COMPONENTS):
        return ""
    try:
        return split_pointer(reference)[2]
    except (InputError, IndexError):
        return ""


def _fields(parts: tuple[str, ...]) -> list[str]:
    """The names of the fields on the way that a pointer takes through schemas."""
    return [part for before, part in pairwise(parts) if before in _KEYWORDS]
