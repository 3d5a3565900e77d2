"""Type expressions: the words that a page prints as a type, and how they combine.

Enters: a type as printed (`String[]`, `list of objects`, `string · enum`, `<p>Number</p>`, `User | null`). Leaves:
`TypeWords`, a small tree of what was said, in which the name of an object stays a name: who knows the objects
resolves it.

A page's way to combine types is one line in `_COMBINATIONS`; a word for a type is one line in `WORDS`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Base = Literal[
    "string", "integer", "number", "boolean", "null", "object", "array", "any", "map", "name", "union", "binary"
]


class TypeWords(Struct, frozen=True):
    """What a type expression says.

    `base` is "name" for a word that no table knows (`name` holds it) and "union" for alternatives (`options`);
    `item` is what an array or a map holds. `format` is OpenAPI's, `choices` are values that the expression itself
    lists.
    """

    base: Base
    name: str = ""
    item: TypeWords | None = None
    options: tuple[TypeWords, ...] = ()
    format: str = ""
    nullable: bool = False
    enumerated: bool = False
    choices: tuple[str, ...] = ()
    required: bool | None = None
    max_length: int | None = None
    minimum: int | None = None
    known: bool = True


def _is(base: Base, format: str = "", **more: int) -> TypeWords:  # noqa: A002 - OpenAPI's own word
    return TypeWords(base, format=format, **more)  # type: ignore[arg-type]


WORDS: Final[Mapping[str, TypeWords]] = {
    **dict.fromkeys(
        ("string", "str", "text", "varchar", "char", "chars", "character", "characters", "strings"), _is("string")
    ),
    **dict.fromkeys(("enum", "enumeration", "string enum", "enum string", "constant", "const"), _is("string")),
    **dict.fromkeys(
        ("integer", "int", "integers", "ints", "smallint", "tinyint", "mediumint", "short", "byte"), _is("integer")
    ),
    **dict.fromkeys(("int32", "integer int32", "signed 32 bit integer"), _is("integer", "int32")),
    **dict.fromkeys(
        ("int64", "long", "bigint", "integer int64", "long integer", "signed 64 bit integer"), _is("integer", "int64")
    ),
    **dict.fromkeys(
        ("uint", "unsigned int", "unsigned integer", "unsigned", "uint8", "uint16", "uint32", "uint64"),
        _is("integer", minimum=0),
    ),
    **dict.fromkeys(("positive integer", "natural"), _is("integer", minimum=1)),
    **dict.fromkeys(("number", "numeric", "num", "numbers", "decimal", "real"), _is("number")),
    **dict.fromkeys(("float", "single", "float32"), _is("number", "float")),
    **dict.fromkeys(("double", "float64"), _is("number", "double")),
    **dict.fromkeys(("boolean", "bool", "booleans", "logical", "true/false", "flag"), _is("boolean")),
    **dict.fromkeys(("null", "nil", "none", "undefined"), _is("null")),
    **dict.fromkeys(("void", "empty", "nothing"), _is("null")),
    **dict.fromkeys(
        (
            "object",
            "json",
            "json object",
            "jsonobject",
            "struct",
            "dict",
            "dictionary",
            "hash",
            "objects",
            "model",
            "associative array",
            "stdclass",
            "jsonb",
            "document",
        ),
        _is("object"),
    ),
    **dict.fromkeys(("map", "mapping", "hashmap", "record", "key value", "key-value", "key/value"), _is("map")),
    **dict.fromkeys(
        ("array", "list", "collection", "arrays", "set", "json array", "jsonarray", "arraylist", "tuple", "vector"),
        _is("array"),
    ),
    **dict.fromkeys(
        (
            "any",
            "mixed",
            "anything",
            "variant",
            "various",
            "*",
            "any type",
            "unknown",
            "value",
            "json value",
            "dynamic",
        ),
        _is("any"),
    ),
    **dict.fromkeys(("date", "full-date"), _is("string", "date")),
    **dict.fromkeys(
        (
            "datetime",
            "date-time",
            "date time",
            "date/time",
            "isodate",
            "iso8601",
            "iso-8601",
            "iso 8601",
            "utc datetime",
            "iso date",
            "isodatetime",
            "datetime string",
            "iso8601 string",
            "rfc3339",
            "zoneddatetime",
            "timestamptz",
        ),
        _is("string", "date-time"),
    ),
    **dict.fromkeys(("time", "timeofday"), _is("string", "time")),
    **dict.fromkeys(("uuid", "guid"), _is("string", "uuid")),
    **dict.fromkeys(("email", "e-mail", "email address"), _is("string", "email")),
    **dict.fromkeys(("url", "uri", "link", "href"), _is("string", "uri")),
    **dict.fromkeys(("ip", "ipv4", "ip address"), _is("string", "ipv4")),
    "ipv6": _is("string", "ipv6"),
    **dict.fromkeys(("hostname", "domain", "host"), _is("string", "hostname")),
    **dict.fromkeys(("password", "secret"), _is("string", "password")),
    **dict.fromkeys(("base64", "base64 string", "bytes"), _is("string", "byte")),
    **dict.fromkeys(
        (
            "file",
            "binary",
            "blob",
            "image",
            "upload",
            "multipart",
            "file upload",
            "formdata file",
            "attachment",
            "stream",
        ),
        _is("binary", "binary"),
    ),
    **dict.fromkeys(
        (
            "objectid",
            "mongoid",
            "mongo objectid",
            "id",
            "hex",
            "token",
            "jwt",
            "html",
            "xml",
            "markdown",
            "regex",
            "slug",
        ),
        _is("string"),
    ),
    **dict.fromkeys(("timestamp", "unix timestamp", "unixtime", "epoch", "unix time"), _is("integer")),
    **dict.fromkeys(("percent", "percentage"), _is("number")),
}
"""A word for a type (lower case) and what it means. `timestamp`: on the pages we know, a count of seconds."""

_PLURAL: Final = re.compile(r"(?<=[a-z])s\Z")
_TAGS: Final = re.compile(
    r"</?(?:p|b|i|u|em|strong|span|code|kbd|a|pre|sup|sub|br|small|font|div)\b[^<>]{0,200}>", re.IGNORECASE
)
"""HTML that old pages print inside a type (`<p>Number</p>`); `Array<Number>` is none."""

_LIST_OF: Final = re.compile(
    r"(?:an? )?(?:json )?(?:array|list|set|collection|sequence)s?(?: of|:)\s+(?:an? |the )?(.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_GENERIC: Final = re.compile(
    r"(array|list|set|collection|iterable|vector|sequence|seq)\s*[<(\[]\s*(.+?)\s*[>)\]]\Z", re.IGNORECASE
)
_MAP_OF: Final = re.compile(
    r"(?:an? )?(?:map|dictionary|dict|hash|object)\s*"
    r"(?:from \w+s? to (.+)|of (?:\w+ to )?(.+)|[<(\[]\s*\w+\s*[,:]\s*(.+?)\s*[>)\]])\Z",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"(.*?)\s*\[\s*(?:(\d*)|\.\.\.)\s*\]\Z", re.DOTALL)
_ONE_OF: Final = re.compile(r"(?:any|one) ?of:?\s*[(\[]?(.+?)[)\]]?\Z", re.IGNORECASE)
_OPTIONAL: Final = re.compile(r"(.+?)\?\Z|(?:optional|option|nullable|maybe)\s*[<(\[](.+)[>)\]]\Z", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"\s*[·•;]\s*")
_ALTERNATIVES: Final = re.compile(r"\s*(?:\|\|?|(?<!\w)or(?!\w)|(?<=\w)/(?=\w))\s*", re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"((?:var)?char|string|text|int|integer|number|bigint|tinyint|decimal)\s*\(\s*(\d+)(?:\s*,\s*\d+)?\s*\)\Z", re.I
)
_FORMATTED: Final = re.compile(r"(\w[\w ]*?)\s*[<(\[]\s*([\w -]+?)\s*[>)\]]\Z|(\w+)[:$]\s*([\w-]+)\Z")
_LITERAL: Final = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|-?\d+(?:\.\d+)?|true|false")
_ATTRIBUTES: Final[Mapping[str, Mapping[str, object]]] = {
    "enum": {"enumerated": True},
    "enumeration": {"enumerated": True},
    "nullable": {"nullable": True},
    "null": {"nullable": True},
    "or null": {"nullable": True},
    "required": {"required": True},
    "mandatory": {"required": True},
    "optional": {"required": False},
    "read only": {},
    "read-only": {},
    "write only": {},
    "unique": {},
}
_FORMATS: Final = {
    **{
        same: same
        for same in ("date-time", "date", "time", "uuid", "email", "uri", "ipv4", "ipv6", "hostname", "int32")
    },
    **{same: same for same in ("int64", "float", "double", "byte", "binary", "password")},
    **dict.fromkeys(("datetime", "iso8601", "iso-8601", "iso 8601", "isodate"), "date-time"),
    **{"guid": "uuid", "url": "uri", "long": "int64", "base64": "byte", "unix": "", "unix timestamp": ""},
}
"""A word for a format, and OpenAPI's word; "" where OpenAPI has none."""


@lru_cache(maxsize=4096)
def read_type(printed: str) -> TypeWords:
    """Read a type as printed. Never raises; "" is "any", a word that no table knows is a name."""
    text = _TAGS.sub(" ", printed).replace("`", "").replace("\u00a0", " ").strip().strip(".,:;").strip()
    if text[:1] in "{(" and text[-1:] in "})":
        text = text[1:-1].strip()
    if not text:
        return TypeWords("any", known=False)
    for combination in _COMBINATIONS:
        found = combination(text)
        if found is not None:
            return found
    return TypeWords("name", name=text, known=False)


def _word(text: str) -> TypeWords | None:
    key = " ".join(text.lower().split())
    return WORDS.get(key) or WORDS.get(key.replace("_", " ")) or WORDS.get(_PLURAL.sub("", key))


def _attributes(text: str) -> TypeWords | None:
    """`string · enum · required`, `string, nullable`: a type, and words about it."""
    parts = [part for part in _ATTRIBUTE.split(text) if part]
    if len(parts) < 2:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) < 2 or not all(part.lower() in _ATTRIBUTES or part.lower() in _FORMATS for part in parts[1:]):
            return None
    head, *rest = parts
    found = read_type(head)
    for word in rest:
        key = word.lower()
        if key in _ATTRIBUTES:
            found = replace(found, **_ATTRIBUTES[key])
        elif key in _FORMATS:
            found = replace(found, format=_FORMATS[key])
        elif (length := re.fullmatch(r"(?:max(?:imum)?|<=|up to)[\s:]*(\d+)(?: char\w*)?", key)) is not None:
            found = replace(found, max_length=int(length[1]))
    return found


def _list_of(text: str) -> TypeWords | None:
    """`list of objects`, `array of User`, `Array<Number>`."""
    match = _LIST_OF.match(text)
    if match is None:
        match = _GENERIC.match(text)
        return TypeWords("array", item=read_type(match[2])) if match else None
    inner = re.split(r"\s+(?:or|\|)\s+null\Z", match[1], flags=re.IGNORECASE)
    return TypeWords("array", item=read_type(inner[0]), nullable=len(inner) > 1)


def _map_of(text: str) -> TypeWords | None:
    """`map from strings to any`, `Map<String, Integer>`, `dictionary of User`."""
    match = _MAP_OF.match(text)
    if match is None:
        return None
    return TypeWords("map", item=read_type(next(group for group in match.groups() if group)))


def _brackets(text: str) -> TypeWords | None:
    """`String[]`, `Object[3]`, `[String]`."""
    if text.startswith("[") and text.endswith("]") and "[" not in text[1:]:
        return TypeWords("array", item=read_type(text[1:-1]))
    match = _BRACKETS.match(text)
    if match is None:
        return None
    inner = read_type(match[1])
    if inner.base == "string" and len(match[2] or "") > 1:  # `string[40]`: a text of at most 40 characters
        return replace(inner, max_length=int(match[2]))
    return TypeWords("array", item=inner)


def _alternatives(text: str) -> TypeWords | None:
    """`String | Number`, `A or B`, `User or null`, `"on" | "off"`."""
    match = _ONE_OF.match(text)
    parts = [part for part in _ALTERNATIVES.split(match[1] if match else text) if part]
    if match and len(parts) == 1:
        parts = [part.strip() for part in match[1].split(",")]
    if len(parts) < 2:
        return None
    if all(_LITERAL.fullmatch(part) for part in parts):
        values = tuple(part.strip("\"'`") for part in parts)
        numbers = all(re.fullmatch(r"-?\d+", part) for part in parts)
        return TypeWords("integer" if numbers else "string", enumerated=True, choices=values)
    literals = [part for part in parts if _LITERAL.fullmatch(part)]
    if (
        literals
        and len(literals) < len(parts)
        and {part.lower() for part in parts} - set(map(str.lower, literals)) == {"null"}
    ):
        found = _alternatives(" | ".join(literals)) or read_type(literals[0])
        return replace(found, nullable=True)
    options = tuple(dict.fromkeys(read_type(part) for part in parts))
    nullable = any(option.base == "null" for option in options)
    rest = tuple(option for option in options if option.base != "null")
    if len(rest) == 1:
        return replace(rest[0], nullable=nullable or rest[0].nullable)
    if {option.base for option in rest} == {"integer", "number"}:
        return TypeWords("number", nullable=nullable)
    return TypeWords("union", options=rest, nullable=nullable, known=all(option.known for option in rest))


def _literal(text: str) -> TypeWords | None:
    """`"thing"`: a type with one value."""
    if len(text) < 2 or text[0] not in "\"'" or _LITERAL.fullmatch(text) is None:
        return None
    return TypeWords("string", enumerated=True, choices=(text[1:-1],))


def _optional(text: str) -> TypeWords | None:
    """`String?`, `Nullable<Integer>`."""
    match = _OPTIONAL.match(text)
    return replace(read_type(match[1] or match[2]), nullable=True) if match else None


def _sized(text: str) -> TypeWords | None:
    """`varchar(255)`: a length for texts; a number's display width says nothing."""
    match = _LENGTH.match(text)
    if match is None:
        return None
    found = read_type(match[1])
    return replace(found, max_length=int(match[2])) if found.base == "string" else found


def _formatted(text: str) -> TypeWords | None:
    """`string(date-time)`, `string<uuid>`, `integer:int64`."""
    match = _FORMATTED.match(text)
    if match is None:
        return None
    word, format_ = (match[1], match[2]) if match[1] else (match[3], match[4])
    found = _word(word)
    key = format_.lower()
    if found is None:
        return None
    if key in _FORMATS:
        return replace(found, format=_FORMATS[key])
    if key in _ATTRIBUTES:
        return replace(found, **_ATTRIBUTES[key])
    return found if found.base not in {"object", "array", "map"} else None


_COMBINATIONS: Final[tuple[Callable[[str], TypeWords | None], ...]] = (
    _word,
    _literal,
    _attributes,
    _optional,
    _alternatives,
    _list_of,
    _map_of,
    _brackets,
    _sized,
    _formatted,
)
"""Tried in this order; the first that understands the expression decides."""
