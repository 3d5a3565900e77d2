"""Holds the cells of rows and the words of texts against the documents that were made of them.

Enters: `RawApi`, the documents by version, the ledger, which tells at which pointers a row or a text ended. Leaves:
`LostCell` values: labels, types, limits, defaults, examples and words that stand at none of these pointers and that no
finding quotes. How a cell was read is not asked: a cell counts as said where the document says it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from speclift.document import split_pointer
from speclift.model.raw import RawText
from speclift.normalise.phrases.constraints import HIDDEN
from speclift.normalise.phrases.types import read_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from speclift.model.ledger import Ledger
    from speclift.model.raw import Place, RawApi, RawArticle, RawField

Document = dict[str, Any]

_LIMITS: Final = frozenset(
    [
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
        *("minItems", "maxItems", "enum", "const", "pattern"),
    ]
)
_TYPES: Final = frozenset({"type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const", "properties"})
_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})
_WITHIN: Final = ("schema", "items", "additionalProperties")
_OPTIONS: Final = ("oneOf", "anyOf", "allOf")
_COUNTS: Final = frozenset({HIDDEN, "variants", "enum values"})
"""What a renderer counts of what it does not show."""

_LABEL: Final = "row's label"
_DEEPEST: Final = 6
_TARGET: Final = re.compile(r"\]\([^)\s]*\)|<[^<>\s][^<>]{0,200}>")
_WORD: Final = re.compile(r"\w+")
_VERBS: Final = frozenset({"get", "post", "put", "patch", "delete"})
"""Tags of fields on pages that say so which call sends them: they become which schema has a field."""


class LostCell(Struct, frozen=True):
    """What a piece of the page says and no document does: which cell of it, its words, and the whole row or text."""

    cell: str
    words: str
    origin: RawField | RawText


def lost_cells(
    raw: RawApi, documents: Mapping[str, Document], ledger: Ledger, settled: Set[Place]
) -> tuple[LostCell, ...]:
    """The cells and texts of a page that are said nowhere, in page order; a finding is about the `settled` rows."""
    views = {version: _View(document) for version, document in documents.items()}
    judge = _Judge(views, ledger.pointers(), settled)
    return tuple(judge.lost_of_page(raw))


class _Judge(Struct, frozen=True):
    views: Mapping[str, _View]
    pointers: Mapping[Place, Sequence[tuple[str, str]]]
    noted: Set[Place]

    def lost_of_page(self, raw: RawApi) -> Iterator[LostCell]:
        known: set[int] = set()
        for article in raw.articles:
            for text in _texts(article):
                yield from self._lost_text(text)
            for section in article.sections:
                if id(section.fields) not in known:  # versions share tables
                    known.add(id(section.fields))
                    yield from self._lost_rows(section.fields)

    def _lost_text(self, text: RawText) -> Iterator[LostCell]:
        at = list(self._around(text.place))
        if at and text.place not in self.noted and not any(_words(text.text) <= one.words for one in at):
            yield LostCell("text", text.text, text)

    def _lost_rows(self, rows: Iterable[RawField]) -> Iterator[LostCell]:
        for row in rows:
            if row.place not in self.noted:
                yield from self._lost_of_row(row)
            yield from self._lost_rows(row.children)

    def _lost_of_row(self, row: RawField) -> Iterator[LostCell]:
        left = list(_cells(row))
        places = 0
        for around in self._around(row.place):
            places += 1
            left = [(cell, words) for cell, words in left if not around.says(cell, words)]
            if not left:
                return
        if places:
            yield from (LostCell(cell, words, row) for cell, words in left)

    def _around(self, place: Place) -> Iterator[_Around]:
        for version, pointer in self.pointers.get(place, ()):
            if (around := self.views[version].around(pointer)) is not None:
                yield around


def _texts(article: RawArticle) -> Iterator[RawText]:
    yield from article.description
    for section in article.sections:
        if section.description:
            yield RawText(section.description, section.place)


def _cells(row: RawField) -> Iterator[tuple[str, str]]:
    """What a row says, cell by cell."""
    if row.type.strip():
        yield "type", row.type
    if row.required is not None:
        yield _LABEL, "required" if row.required else "optional"
    if row.deprecated:
        yield _LABEL, "deprecated"
    if row.description.strip():
        yield "description", row.description
    for cell, words in (("default", row.default), ("size", row.size), ("example", row.example)):
        if words is not None and words.strip():
            yield cell, words
    for value in row.allowed:
        if value.strip("\"'` "):
            yield "allowed value", value
    for label, value in row.constraints:
        if label not in _COUNTS:
            yield label, value


class _View:
    """A document, looked at by pointers."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, _Around | None] = {}

    def around(self, pointer: str) -> _Around | None:
        """What stands at a pointer and belongs to it; None where nothing does."""
        if pointer not in self._known:
            self._known[pointer] = self._look(pointer)
        return self._known[pointer]

    def _look(self, pointer: str) -> _Around | None:
        holders: list[Any] = []
        node: Any = self._document
        parts = split_pointer(pointer)
        for part in parts:
            holders.append(node)
            try:
                node = node[int(part)] if isinstance(node, list) else node[part]
            except (KeyError, IndexError, ValueError, TypeError):
                return None
        if parts[-1:] == ("security",):
            schemes = self._document.get("components", {}).get("securitySchemes", {})
            node = {name: schemes.get(name) for requirement in node for name in requirement}
        if not isinstance(node, dict):
            return _Around((), within := _words_within(node), within, None)
        is_property = len(parts) > 1 and parts[-2] == "properties"
        is_value = is_property or "schema" in node or "schema" in parts or parts[:2] == ("components", "schemas")
        maps = list(self._maps(node, 0)) if is_value else []
        words: set[str] = set(_words(parts[-1]))
        prose = _words(" ".join(str(schema.get("description", "")) for schema in (node, *maps)))
        if not is_value:
            words |= _words_within(node)
            prose = frozenset(words)
        for one in maps:
            words |= _said(one)
        holder = holders[-2] if is_property else None
        required = parts[-1] in holder.get("required", ()) if isinstance(holder, dict) else node.get("required")
        if isinstance(holder, dict):
            words |= _words(str(holder.get("description", "")))
        is_field = is_property or "in" in node
        return _Around(tuple(maps), frozenset(words), prose, required is True if is_field else None)

    def _maps(self, node: Any, depth: int) -> Iterator[dict[str, Any]]:
        """A schema and what it is made of: its items, its alternatives, what it refers to; not its properties."""
        if not isinstance(node, dict) or depth > _DEEPEST:
            return
        yield node
        if isinstance(reference := node.get("$ref"), str):
            target: Any = self._document
            for part in split_pointer(reference.removeprefix("#")):
                target = target.get(part, {})
            yield from self._maps(target, depth + 1)
        for key in _WITHIN:
            yield from self._maps(node.get(key), depth + 1)
        for key in _OPTIONS:
            for option in node.get(key, ()):
                yield from self._maps(option, depth + 1)
        for media in node.get("content", {}).values():
            yield from self._maps(media, depth + 1)


def _said(schema: Mapping[str, Any]) -> frozenset[str]:
    """The words of a schema's own keywords."""
    own = {key: value for key, value in schema.items() if key not in {"properties", "allOf", "oneOf", "anyOf", "items"}}
    return _words_within(own) | _words(" ".join(schema.get("properties", ())))


class _Around(Struct, frozen=True):
    """What stands at a pointer: its schemas, its words, and whether it is required (None: it is no field)."""

    maps: tuple[dict[str, Any], ...]
    words: frozenset[str]
    prose: frozenset[str]
    required: bool | None

    def says(self, cell: str, words: str) -> bool:
        """Whether a cell of a row is said here."""
        match cell:
            case "type":
                return self._has_type(words)
            case _ if cell == _LABEL and words == "deprecated":
                return any(schema.get("deprecated") is True for schema in self.maps)
            case _ if cell == _LABEL:
                return self.required is None or self.required is (words == "required")
            case "default" | "example":
                named = {"default"} if cell == "default" else {"example", "examples"}
                return self._has(named) or _words(words) <= self.prose
            case "size":
                return self._has(_LIMITS) or _words(words) <= self.prose
            case "allowed value":
                if words.strip("\"'` ").lower() in {"true", "false"} and self._has_kind("boolean"):
                    return True
                return self._has_words(words) or (re.search(r"\d", words) is not None and self._has(_LIMITS))
            case "nullable" if self._has_kind("null"):
                return True
            case "description":
                return self._has_words(words)
        keyword = _camel(cell)
        has_keyword = self._has({keyword}) or keyword.lower() in self.words
        return has_keyword or self._has_words(words) or self._has_number(words)

    def _has(self, names: frozenset[str] | set[str]) -> bool:
        return any(names & schema.keys() for schema in self.maps)

    def _has_kind(self, kind: str) -> bool:
        return any(kind in _kinds(one) for one in self.maps)

    def _has_words(self, words: str) -> bool:
        return _words(words) - _VERBS <= self.words

    def _has_number(self, words: str) -> bool:
        try:
            number = float(words)
        except ValueError:
            return False
        return any(
            value == number for schema in self.maps for value in schema.values() if isinstance(value, (int, float))
        )

    def _has_type(self, words: str) -> bool:
        if not self.maps:
            return True
        base = read_type(words).base
        kinds = {kind for schema in self.maps for kind in _kinds(schema)}
        if base in _SCALARS:
            return base in kinds or (base == "number" and "integer" in kinds)
        return base == "any" or self._has(_TYPES) or _words(words) <= self.words


def _kinds(schema: Mapping[str, Any]) -> tuple[str, ...]:
    kind = schema.get("type", ())
    return (kind,) if isinstance(kind, str) else tuple(kind)


def _words_within(value: Any) -> frozenset[str]:
    """The words of every key and value of a JSON value."""
    words: set[str] = set()
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, dict):
            pending += inner
            pending += inner.values()
        elif isinstance(inner, list):
            pending += inner
        else:
            words |= _words(inner if isinstance(inner, str) else json.dumps(inner))
    return frozenset(words)


def _camel(label: str) -> str:
    first, *rest = label.lower().replace("-", " ").split() or [""]
    return first + "".join(word.title() for word in rest)


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_TARGET.sub("]", text).casefold()))
