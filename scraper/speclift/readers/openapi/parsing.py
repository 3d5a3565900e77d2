"""The bytes of a document to a JSON value, as forgiving as other tools are.

Enters: bytes. Leaves: the value and findings, or `InputError` with file and line. A document is JSON, YAML, or a
JavaScript literal (JSON with comments, single quotes or trailing commas); what is not strictly JSON is a finding.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from speclift.document.load import MAX_BYTES
from speclift.document.yaml12 import parse_yaml
from speclift.model.findings import Finding, InputError, Quote
from speclift.readers.javascript_literal import LiteralError, parse_all

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse(content: bytes, name: str) -> tuple[Any, list[Finding]]:
    """The value in `content`. Raises `InputError` when it is neither JSON nor YAML nor a literal of JavaScript."""
    if len(content) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1024 // 1024} MB: not an OpenAPI document", file=name)
    findings: list[Finding] = []
    text = _decoded(content, name, findings)
    if text.lstrip()[:1] not in ("{", "["):
        return parse_yaml(text, name), findings
    try:
        return _parse_json(text, name, findings), findings
    except RecursionError:
        raise InputError("nested without end", file=name) from None
    except json.JSONDecodeError as error:
        trouble = InputError(f"not JSON: {error.msg}", file=name, place=f"line {error.lineno}, column {error.colno}")
        wrong = f"line {error.lineno}: {error.msg}"
    for parser in (parse_all, lambda source: parse_yaml(source, name)):
        try:
            value = parser(text)
        except (LiteralError, InputError, RecursionError):
            continue
        findings.append(
            _finding("document-not-json", "the document is no strict JSON", wrong, "read all the same", name)
        )
        return value, findings
    raise trouble


def _decoded(content: bytes, name: str, findings: list[Finding]) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.append(
            _finding("document-not-utf-8", "the document is no UTF-8", f"line {line}", "read as Windows-1252", name)
        )
        return content.decode("cp1252", "replace")


def _parse_json(text: str, name: str, findings: list[Finding]) -> Any:
    twice: list[str] = []
    constants: list[str] = []

    def pairs(listed: list[tuple[str, Any]]) -> dict[str, Any]:
        pairs = dict(listed)
        if len(pairs) < len(listed):
            names = [key for key, _ in listed]
            twice.extend(key for key in pairs if names.count(key) > 1)
        return pairs

    def constant(word: str) -> Any:
        constants.append(word)

    value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant, strict=False)
    if twice:
        findings.append(
            _finding(
                "document-key-twice", "a key stands twice in one object", ", ".join(twice[:5]), "the last counts", name
            )
        )
    if constants:
        findings.append(
            _finding("document-not-a-number", "a number is none", ", ".join(constants[:5]), "read as null", name)
        )
    return _whole(value)


def _whole(value: Any) -> Any:
    """`value` without halves of characters and numbers without end, in place."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        for key, inner in _items(here):
            if isinstance(inner, str) and not inner.isascii():
                here[key] = inner.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            elif isinstance(inner, float) and not math.isfinite(inner):
                here[key] = None
            elif isinstance(inner, dict | list):
                waiting.append(inner)
    return value


def _items(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from list(value.items())
    elif isinstance(value, list):
        yield from enumerate(value)


def _finding(rule: str, message: str, words: str, done: str, name: str) -> Finding:
    return Finding(rule, "document", "warning", name, message, (Quote(words, name),), done)
