"""A word for a type and what it means, in several languages: one line of a table per meaning.

Enters: nothing. Leaves: `TypeWords`, and the table `WORDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    choices: tuple[str, ...] = ()
    required: bool | None = None
    max_length: int | None = None
    minimum: int | None = None
    known: bool = True


def _is(base: Base, format: str = "", **more: int) -> TypeWords:  # noqa: A002 - OpenAPI's own word
    return TypeWords(base, format=format, **more)  # type: ignore[arg-type]


_IN_OTHER_LANGUAGES: Final[tuple[tuple[Base, str], ...]] = (
    ("string", "cadena|cadena de texto|texto|zeichenkette|chaîne|chaine|chaîne de caractères|stringa|строка"),
    ("string", "字符串|文字列"),
    ("integer", "entero|número entero|ganzzahl|entier|nombre entier|inteiro|número inteiro|intero|целое|целое число"),
    ("integer", "整数|整型"),
    ("number", "número|numero|zahl|fließkommazahl|nombre|décimal|число|дробное число|浮点数|数字|数値"),
    ("boolean", "booleano|lógico|wahrheitswert|booléen|логический|булево|булевый|布尔|布尔值|真偽値"),
    ("array", "lista|arreglo|liste|tableau|массив|список|数组|配列"),
    ("object", "objeto|objekt|objet|oggetto|объект|对象|オブジェクト"),
)
_ELSEWHERE: Final[Mapping[str, TypeWords]] = {
    **{word: _is(base) for base, words in _IN_OTHER_LANGUAGES for word in words.split("|")},
    **dict.fromkeys(("fecha", "datum", "дата", "日期"), _is("string", "date")),
}
"""Words for types in other languages."""

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
    **dict.fromkeys(
        (
            "number",
            "numeric",
            "num",
            "numbers",
            "decimal",
            "real",
            "floating point number",
            "floating-point number",
            "decimal number",
        ),
        _is("number"),
    ),
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
    **_ELSEWHERE,
}
"""A word for a type (lower case) and what it means. `timestamp`: on the pages we know, a count of seconds."""
