"""Reads an OpenAPI document from a JSON or YAML file.

Enters: a path, or bytes with a name. Leaves: the document as JSON values, or `InputError` with file and line. What is
refused rather than guessed: duplicate keys (one would be lost in silence), files over `MAX_BYTES`, text that is not
UTF-8, nesting without end, documents that are not OpenAPI 3.0 or 3.1.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from speclift.document.shape import MAX_DEPTH, require_openapi
from speclift.document.yaml12 import parse_yaml
from speclift.model.findings import InputError

MAX_BYTES = 64 * 1024 * 1024
"""The largest documents in public (Microsoft Graph) have 35 MB."""

_LONE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def load_document(path: Path | str) -> dict[str, Any]:
    """Read the OpenAPI document in the file `path` (JSON or YAML, told by its content).

    Raises `InputError` when the file cannot be read or holds anything but an OpenAPI 3.0 or 3.1 document.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError("there is no such file", file=str(path)) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=str(path)) from None
    return parse_document(content, name=str(path))


def parse_document(content: bytes, *, name: str) -> dict[str, Any]:
    """Read the OpenAPI document in `content`; messages call it `name`. Raises `InputError` as `load_document` does."""
    value = parse_values(content, name=name)
    try:
        return require_openapi(value)
    except InputError as trouble:
        raise InputError(trouble.message, file=name, place=trouble.place or "line 1", hint=trouble.hint) from None


def parse_values(content: bytes, *, name: str) -> Any:
    """Read the JSON values in `content` (JSON or YAML), whatever they are. Raises `InputError` as `load_document`
    does, but for what is no OpenAPI document."""
    if len(content) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1024 // 1024} MB: not an OpenAPI document", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError("not text in UTF-8", file=name, place=f"line {line}") from None
    if not text.strip():
        raise InputError("the file is empty", file=name)
    return _parse_json(text, name) if text.lstrip()[0] == "{" else parse_yaml(text, name)


class _DuplicateKeyError(ValueError):
    """An object with the same key twice."""


def _parse_json(text: str, name: str) -> Any:
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
        if _LONE_SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except _DuplicateKeyError as error:
        parse_yaml(text, name)  # knows the line; JSON's own parser does not
        raise InputError(f"the key {error} stands twice in one object", file=name) from None
    except json.JSONDecodeError as error:
        # A flow mapping of YAML begins like JSON.
        try:
            return parse_yaml(text, name)
        except InputError:
            pass
        raise InputError(error.msg, file=name, place=f"line {error.lineno}, column {error.colno}") from None
    except UnicodeEncodeError:
        raise InputError("a \\u escape that is half a character (a lone surrogate)", file=name) from None
    except RecursionError:
        raise InputError(f"nested more than {MAX_DEPTH} levels deep", file=name) from None
    except ValueError as error:
        raise InputError(str(error), file=name) from None
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKeyError(repr(key))
            seen.add(key)
    return result


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a JSON number")
