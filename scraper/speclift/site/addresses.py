"""Where everything stands on the site: the page and the fragment of any JSON pointer of any version.

Enters: a document. Leaves: relative addresses that never change: they are made of names of the document only, never of
positions, so that a page can be linked to for years.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from speclift.document import iterate_operations, join_pointer, resolve, split_pointer
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speclift.document import Operation

_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\Z")
_OTHER: Final = re.compile(r"[^A-Za-z0-9_.-]+")
_COMPONENTS: Final = "#/components/schemas/"
_DEEPEST: Final = 4
"""How many components are drawn inside each other before one gets a page of its own."""
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

    A component that is referred to once, as a body, an answer or a field, has no page of its own: it stands there.
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
        self._homes = _homes(document, operations)

    def operation(self, pointer: str) -> str:
        """The page of the operation at a pointer."""
        return self._operations[pointer]

    def schema(self, name: str) -> str:
        """Where a component stands: its page, or its place on that of its operation; "" for one that the document
        lacks."""
        if name in self._homes:
            return self.of(self._homes[name])
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
            return ".".join([*([self.fragment_of(home)] if home else []), *map(slug, _fields(parts[3:]))])
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


def _homes(document: dict[str, Any], operations: Iterable[Operation]) -> dict[str, str]:
    """Each component that stands on the page of what refers to it: the pointer of the only reference.

    That is the body or an answer of an operation, or a field (or the items of one) whose rows are drawn there.
    """
    known = document.get("components", {}).get("schemas", {})
    single = {name: some[0] for name, some in _references(document).items() if len(some) == 1}
    bodies = {pointer for operation in operations for pointer in _only_bodies(operation)}
    homes: dict[str, str] = {}
    for name, pointer in single.items():
        schema = known.get(name)
        parts = split_pointer(pointer)
        if not isinstance(schema, dict) or schema.keys() & {"oneOf", "anyOf"}:
            continue
        if pointer in bodies or (_is_field(parts) and _depth(name, single) <= _DEEPEST):
            homes[name] = pointer
    return homes


def _only_bodies(operation: Operation) -> Iterator[str]:
    """The schemas of an operation's body and answers, of those that have one media type."""
    answers = operation.value.get("responses")
    stated = [("/requestBody", operation.value.get("requestBody"))]
    stated += [(join_pointer("responses", name), one) for name, one in (answers or {}).items()]
    for pointer, body in stated:
        contents = body.get("content") if isinstance(body, dict) else None
        if isinstance(contents, dict) and len(contents) == 1:
            yield f"{operation.pointer}{pointer}{join_pointer('content', next(iter(contents)), 'schema')}"


def _is_field(parts: tuple[str, ...]) -> bool:
    """Whether a reference is that of a field, or of its items, and the schemas around it are drawn as rows."""
    rest = list(parts[3:]) if parts[:2] == ("components", "schemas") else []
    while rest and rest[-1] == "items":
        rest.pop()
    if len(rest) < 2 or rest[-2] != "properties":
        return False
    while rest:
        if rest[0] == "items":
            rest = rest[1:]
        elif rest[0] in {"properties", "allOf"}:
            rest = rest[2:]
        else:
            return False
    return True


def _depth(name: str, single: Mapping[str, str]) -> int:
    """How many components lie around one, each the only one that refers to the next."""
    depth, seen = 0, {name}
    while name in single:
        parts = split_pointer(single[name])
        if parts[:2] != ("components", "schemas"):
            return depth
        name = parts[2]
        if name in seen:
            return _DEEPEST + 1
        seen.add(name)
        depth += 1
    return depth


def _references(document: Any) -> dict[str, list[str]]:
    """The pointers of all references to each component."""
    places: dict[str, list[str]] = {}
    pending = [("", document)]
    while pending:
        pointer, value = pending.pop()
        if isinstance(value, dict):
            if name := _component(value):
                places.setdefault(name, []).append(pointer)
            pending += ((pointer + join_pointer(key), below) for key, below in value.items())
        elif isinstance(value, list):
            pending += ((f"{pointer}/{index}", below) for index, below in enumerate(value))
    return places


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
