"""Type expressions: the words that a page prints as a type, and how they combine.

Enters: a type as printed (`String[]`, `list of objects`, `string · enum`, `<p>Number</p>`, `User | null`). Leaves:
`TypeWords`, a small tree of what was said, in which the name of an object stays a name: who knows the objects
resolves it.

A page's way to combine types is one line in `_COMBINATIONS`; a word for a type is one line in
`type_words.WORDS`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.normalise.phrases.lengths import LONGEST_TYPE
from speclift.normalise.phrases.type_words import WORDS, TypeWords

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLURAL: Final = re.compile(r"(?<=[a-z])s\Z")
_TAGS: Final = re.compile(
    r"</?(?:p|b|i|u|em|strong|span|code|kbd|a|pre|sup|sub|br|small|font|div)\b[^<>]{0,200}>", re.IGNORECASE
)
"""HTML that old pages print inside a type (`<p>Number</p>`); `Array<Number>` is none."""

_LIST_OF: Final = re.compile(
    r"(?:an? )?(?:(?:json|comma[ -](?:separated|delimited)) )?(?:array|list|set|collection|sequence)s?(?: of"
    r"|:)\s+(?:an? |the )?"
    r"(string|integer|number|boolean|.+?)(?: (?:values|items|elements))?\Z",
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
_ATTRIBUTE: Final = re.compile(r"(?:(?<!\s)\s++)?[·•;]\s*")
_ALTERNATIVES: Final = re.compile(r"(?:(?<!\s)\s++)?(?:\|\|?|(?<!\w)or(?!\w)|(?<=\w)/(?=\w))\s*", re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"((?:var)?char|string|text|int|integer|number|bigint|tinyint|decimal)\s*\(\s*(\d+)(?:\s*,\s*\d+)?\s*\)\Z", re.I
)
_FORMATTED: Final = re.compile(r"(\w[\w ]*?)\s*[<(\[]\s*([\w -]+?)\s*[>)\]]\Z|(\w+)[:$]\s*([\w-]+)\Z")
_LITERAL: Final = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|-?\d+(?:\.\d+)?|true|false")
_ATTRIBUTES: Final[Mapping[str, Mapping[str, object]]] = {
    "enum": {},
    "enumeration": {},
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
    if not text or len(text) > LONGEST_TYPE:
        return TypeWords("any", known=False)
    for combination in _COMBINATIONS:
        combined = combination(text)
        if combined is not None:
            return combined
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
        return TypeWords("integer" if numbers else "string", choices=values)
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
    return TypeWords("string", choices=(text[1:-1],))


def _optional(text: str) -> TypeWords | None:
    """`String?`, `Nullable<Integer>`."""
    match = _OPTIONAL.match(text)
    return replace(read_type(match[1] or match[2]), nullable=True) if match else None


def _sized(text: str) -> TypeWords | None:
    """`varchar(255)`: a length for texts; a number's display width says nothing."""
    match = _LENGTH.match(text)
    if match is None:
        return None
    target = read_type(match[1])
    return replace(target, max_length=int(match[2])) if target.base == "string" else target


def _formatted(text: str) -> TypeWords | None:
    """`string(date-time)`, `string<uuid>`, `integer:int64`."""
    match = _FORMATTED.match(text)
    if match is None:
        return None
    word, format_ = (match[1], match[2]) if match[1] else (match[3], match[4])
    type_words = _word(word)
    key = format_.lower()
    if type_words is None:
        return None
    if key in _FORMATS:
        return replace(type_words, format=_FORMATS[key])
    if key in _ATTRIBUTES:
        return replace(type_words, **_ATTRIBUTES[key])
    return type_words if type_words.base not in {"object", "array", "map"} else None


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
