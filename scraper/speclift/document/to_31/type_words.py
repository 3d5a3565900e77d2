"""Words that authors write as `type`, and what they mean in JSON Schema.

A table and nothing else: word in small letters -> (type, format); (None, None) is "any".
"""

from __future__ import annotations

from typing import Final

TYPES: Final = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})

TYPE_WORDS: Final[dict[str, tuple[str | None, str | None]]] = {
    **{word: (word, None) for word in TYPES},
    **dict.fromkeys(("str", "text", "char", "varchar", "character", "password"), ("string", None)),
    **dict.fromkeys(("int", "int32", "short", "bigint", "biginteger", "count", "uint"), ("integer", None)),
    **dict.fromkeys(("long", "int64"), ("integer", "int64")),
    **dict.fromkeys(("decimal", "numeric", "num", "currency", "bigdecimal"), ("number", None)),
    "float": ("number", "float"),
    "double": ("number", "double"),
    **dict.fromkeys(("bool", "flag"), ("boolean", None)),
    **dict.fromkeys(("dict", "map", "hash", "json", "hashmap", "struct", "record"), ("object", None)),
    **dict.fromkeys(("list", "set", "collection", "tuple", "string[]", "integer[]", "object[]"), ("array", None)),
    **dict.fromkeys(("datetime", "date-time", "timestamp", "date time"), ("string", "date-time")),
    "date": ("string", "date"),
    "time": ("string", "time"),
    "uuid": ("string", "uuid"),
    "guid": ("string", "uuid"),
    "email": ("string", "email"),
    **dict.fromkeys(("uri", "url"), ("string", "uri")),
    **dict.fromkeys(("file", "binary", "upload"), ("string", "binary")),
    "byte": ("string", "byte"),
    **dict.fromkeys(("enum",), ("string", None)),
    **dict.fromkeys(("any", "mixed", "", "undefined", "unknown", "*", "object|array"), (None, None)),
    **dict.fromkeys(("none", "nil", "void"), ("null", None)),
}
