"""OpenAPI documents inside a page or a script: as data, as an argument of a call, as text in quotes or in an attribute.

Enters: the text of a page or script. Leaves: documents. Nothing is run: what is not a literal is passed over. One rule
for all renderers: the object around a key `openapi` or `swagger` with a version, wherever it stands.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.to_31.conversion import is_openapi
from speclift.model.entities import unescape
from speclift.model.findings import InputError
from speclift.readers.javascript_literal import LiteralError
from speclift.readers.javascript_literal import parse as parse_literal
from speclift.readers.openapi.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY: Final = re.compile(r"""(?<![\\\w])["']?(?:openapi|swagger)["']?\s*:\s*["'`]?(?:3\.\d|2\.0)""")
_QUOTED: Final = re.compile(
    r"""(["'`])(?=\s*\{(?:\\[nrt]|\s)*\\?["'][\w$]+\\?["']\s*:|(?:\\n|\s)*(?:openapi|swagger)\s*:)"""
)
_ATTRIBUTE: Final = re.compile(r"""=\s*(["'])((?:(?!\1)[^<>]){200,}?)\1""", re.DOTALL)
_YAML_SCRIPT: Final = re.compile(
    r"<script\b[^<>]*>((?:#[^\n]{0,400}\n|\s)*+[\"']?(?:openapi|swagger)[\"']?\s*:)", re.IGNORECASE
)
_END_OF_SCRIPT: Final = re.compile(r"</script", re.IGNORECASE)
_BRACES_BACK: Final = 400
"""Opening braces tried before a key: what stands before `openapi` in a document is small (`info`, `x-` fields)."""

_MOST: Final = 20
"""Documents taken from one page."""


def documents_in(text: str) -> list[dict[str, Any]]:
    """The documents that stand in a text, each once, in its order."""
    found: list[dict[str, Any]] = []
    for document in _candidates(text):
        if document not in found:
            found.append(document)
        if len(found) >= _MOST:
            break
    return found


def _candidates(text: str) -> Iterator[dict[str, Any]]:
    behind = 0
    for key in _KEY.finditer(text):
        if key.start() < behind:
            continue
        document, end = _around(text, key.start())
        if document is not None:
            behind = end
            yield document
    if behind:
        return
    for script in _YAML_SCRIPT.finditer(text):
        closing = _END_OF_SCRIPT.search(text, script.end())
        if closing is None:
            break
        yield from _parsed(text[script.start(1) : closing.start()])
    for quote in _QUOTED.finditer(text):
        try:
            value, _ = parse_literal(text, quote.start())
        except (LiteralError, RecursionError):
            continue
        if isinstance(value, str) and _KEY.search(value):
            yield from _parsed(value)
    for attribute in _ATTRIBUTE.finditer(text):
        if "openapi" in attribute[2] or "swagger" in attribute[2]:
            value = unescape(attribute[2])
            if _KEY.search(value):
                yield from documents_in(value)


def _around(text: str, position: int) -> tuple[dict[str, Any] | None, int]:
    """The document whose key stands at `position`, and where it ends."""
    start = position
    for _ in range(_BRACES_BACK):
        start = text.rfind("{", 0, start)
        if start < 0:
            break
        value, end = _literal(text, start)
        if end > position:
            if isinstance(value, dict) and is_openapi(value):
                return value, end
            if value is not None:
                break
    return None, position


def _literal(text: str, start: int) -> tuple[Any, int]:
    """The object that begins at `start`, and where it ends; (None, start) when it is none."""
    try:
        return _JSON.raw_decode(text, start)
    except (ValueError, RecursionError):
        pass
    try:
        return parse_literal(text, start)
    except (LiteralError, RecursionError):
        return None, start


_JSON: Final = json.JSONDecoder(strict=False)


def _parsed(text: str) -> Iterator[dict[str, Any]]:
    try:
        value, _ = parse(text.strip().encode("utf-8", "replace"), "the page")
    except InputError:
        return
    if is_openapi(value):
        yield value
    elif isinstance(value, dict | list):
        yield from _nested(value)


def _nested(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if is_openapi(here):
            yield here
            continue
        inner = here.values() if isinstance(here, dict) else here
        waiting += [one for one in inner if isinstance(one, dict | list)]
