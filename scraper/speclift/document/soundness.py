"""Whether a document can be worked with: each value of the kind that its field has, each reference with a target.

Enters: a document of a stranger. Leaves: a `SoundDocument`, or `InputError` with the JSON pointer of the first place
that is of another kind than OpenAPI says (a number where an object belongs). This is no validation: what is missing, or
means nothing, is for `check` to say. It is what lets everything behind it read without asking: an object is an object.
Left out means absent, and so does null, as tools write it; a number is taken where text belongs (`version: 1.0`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, final

from speclift.document.anatomy import OBJECTS
from speclift.document.node import Document
from speclift.document.pointers import join_pointer
from speclift.document.shape import require_openapi
from speclift.document.walk import Walk
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from speclift.document.walk import Place

_TYPES: Final = frozenset({"null", "boolean", "object", "array", "number", "string", "integer"})

_LOCATIONS: Final = frozenset({"path", "query", "querystring", "header", "cookie"})

FIELDS: Final[dict[str, dict[str, str]]] = {
    "OpenAPI": {"x-speclift": "object", "x-rpc": "object"},
    "Info": dict.fromkeys(("title", "version", "description"), "text"),
    "Server": dict.fromkeys(("url", "description"), "text"),
    "ServerVariable": {"default": "text", "description": "text", "enum": "[text]"},
    "ExternalDocs": {"url": "text"},
    "Tag": dict.fromkeys(("name", "description", "x-parent", "x-resource"), "text"),
    "SecurityRequirement": {"*": "[text]"},
    "SecurityScheme": dict.fromkeys(("type", "name", "in", "scheme", "description"), "text"),
    "OAuthFlow": {**dict.fromkeys(("authorizationUrl", "tokenUrl", "refreshUrl"), "text"), "scopes": "{text}"},
    "Operation": {
        **dict.fromkeys(("summary", "description", "operationId", "x-transport", "x-rpc-method"), "text"),
        "tags": "[text]",
        "deprecated": "flag",
        "x-pagination": "pagination",
        "x-rate-limit": "object",
    },
    "Parameter": {
        **dict.fromkeys(("name", "description", "style"), "text"),
        **dict.fromkeys(("required", "deprecated", "explode"), "flag"),
        "in": "location",
    },
    "RequestBody": {"description": "text", "required": "flag"},
    "Response": {"description": "text"},
    "Example": {"summary": "text"},
    "Schema": {
        **dict.fromkeys(("title", "description", "format", "pattern"), "text"),
        **dict.fromkeys(("deprecated", "readOnly", "writeOnly", "nullable"), "flag"),
        **dict.fromkeys(("minimum", "maximum", "multipleOf"), "number"),
        **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), "number"),
        **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), "number or flag"),
        "$ref": "text",
        "type": "type",
        "enum": "list",
        "required": "[text]",
        "discriminator": "discriminator",
        "x-enum-varnames": "list",
        "x-enum-descriptions": "list",
    },
}
"""Of which kind the fields are that hold no object of their own; where objects stand is said by `OBJECTS`."""


_NEEDED: Final = {"Parameter": ("name", "in")}
"""Fields without which an object cannot be read at all."""


@final
class SoundDocument(Document):
    """A document that is sound: there is none that was not judged, so nobody judges it again. `walk` finds its objects.

    Raises `InputError` with the pointer of what is wrong.
    """

    def __init__(self, root: object, name: str = "") -> None:
        try:
            super().__init__(require_openapi(root), name)
            self.walk = Walk(self.root.mapping())
            for kind in OBJECTS:
                for place in self.walk.of(kind):
                    _require_objects(place)
                    _require_kinds(place)
            for reference in self.walk.references:
                target = self.target(reference.target, reference.place.pointer)
                if reference.wanted != "Schema":
                    target = self.resolve(target)
                _require(_KINDS["schema" if reference.wanted == "Schema" else "object"], target.value, target.pointer)
        except InputError as error:
            raise InputError(error.message, file=name or error.file, place=error.place, hint=error.hint) from None


def require_sound(document: Mapping[str, Any] | SoundDocument, name: str = "") -> SoundDocument:
    """`document` when it is known to be sound, otherwise judged and called `name` in messages."""
    return document if isinstance(document, SoundDocument) else SoundDocument(document, name)


def _require_objects(place: Place) -> None:
    """Each field of an object that holds objects holds objects."""
    shapes = OBJECTS[place.kind]
    for field, value in place.value.items():
        shape = shapes.get(field)
        if shape is None or field == "*" or value is None:
            continue
        pointer = f"{place.pointer}/{field}"
        kind = shape.strip("[]{}")
        inner = "schema" if kind == "Schema" else "object"
        if shape[0] not in "[{":
            _require_object(inner, value, pointer)
            continue
        _require(_KINDS["list" if shape[0] == "[" else "object"], value, pointer)
        for key, item in _items(value):
            # Beside paths and responses an extension may be anything; null is as good as left out.
            if isinstance(item, dict) and "$ref" not in item:
                continue
            if item is not None and not key.startswith("x-"):
                _require_object(inner, item, pointer + join_pointer(key))


def _require_object(kind: str, value: Any, pointer: str) -> None:
    _require(_KINDS[kind], value, pointer)
    if isinstance(value, dict) and not isinstance(value.get("$ref", ""), str):
        raise InputError("the reference is not text", place=f"{pointer}/$ref")


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items()) if isinstance(value, dict) else ((str(i), item) for i, item in enumerate(value))


def _require_kinds(place: Place) -> None:
    """Each field of an object that holds none is of its kind."""
    for field in _NEEDED.get(place.kind, ()):
        if place.value.get(field) is None:
            raise InputError(f"`{field}` is missing", place=place.pointer, hint="speclift check says more")
    fields = FIELDS.get(place.kind, {})
    every = fields.get("*")
    for field, value in place.value.items():
        kind = every or fields.get(field)
        if kind is None or value is None:
            continue
        if kind[0] in "[{":
            pointer = place.pointer + join_pointer(field)
            _require(_KINDS["list" if kind[0] == "[" else "object"], value, pointer)
            for key, item in _items(value):
                if item is not None and not _KINDS[kind[1:-1]][1](item):
                    _require(_KINDS[kind[1:-1]], item, pointer + join_pointer(key))
        elif not _KINDS[kind][1](value):
            _require(_KINDS[kind], value, place.pointer + join_pointer(field))


def _require(kind: tuple[str, Callable[[Any], bool]], value: Any, pointer: str) -> None:
    words, holds = kind
    if not holds(value):
        raise InputError(f"{words} is expected, not {_named(value)}", place=pointer, hint="speclift check says more")


def _named(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return "a list" if isinstance(value, list) else "an object"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, int, float))


def _is_number(value: Any) -> bool:
    """Whether a value is a number that a float can hold: so that it may be counted with."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _is_type(value: Any) -> bool:
    names = value if isinstance(value, list) else [value]
    return all(isinstance(name, str) and name in _TYPES for name in names)


def _texts(value: Mapping[str, Any], *fields: str) -> bool:
    return all(value.get(field) is None or isinstance(value[field], str) for field in fields)


def _is_pagination(value: Any) -> bool:
    if not isinstance(value, dict) or not _texts(value, "style"):
        return False
    parts = [value[field] for field in ("request", "response") if value.get(field) is not None]
    return all(isinstance(part, dict) and _texts(part, *part) for part in parts)


def _is_discriminator(value: Any) -> bool:
    if not isinstance(value, dict) or not _texts(value, "propertyName"):
        return False
    mapping = value.get("mapping")
    return mapping is None or (isinstance(mapping, dict) and _texts(mapping, *mapping))


_KINDS: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {
    "object": ("an object", lambda value: isinstance(value, dict)),
    "schema": ("a schema", lambda value: isinstance(value, (dict, bool))),
    "list": ("a list", lambda value: isinstance(value, list)),
    "text": ("text", _is_text),
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "number": ("a number of 64 bits", _is_number),
    "number or flag": ("a number of 64 bits", lambda value: isinstance(value, bool) or _is_number(value)),
    "type": ("a type of JSON Schema", _is_type),
    "location": ("path, query, header or cookie", lambda value: isinstance(value, str) and value in _LOCATIONS),
    "pagination": ("`style`, `request` and `response` (docs/architecture.md)", _is_pagination),
    "discriminator": ("`propertyName` and `mapping`", _is_discriminator),
}
"""Kind -> what it is called, and what is of it."""
