"""What may be worked with at all: JSON values, a tree of bounded depth, OpenAPI 3.0, 3.1 or 3.2.

Enters: any Python value. Leaves: nothing, or `InputError` naming the place. Everything behind this door may recurse
into a
document without fear of cycles, and may index a mapping without asking for the type of its keys.
"""

from __future__ import annotations

import math
import re
from typing import Any

from speclift.document.pointers import join_pointer
from speclift.model.findings import InputError

MAX_DEPTH = 100
"""Levels of nesting. Documents in the wild stay below 40; recursion in Python ends near 1000 frames, and validating a
value against a schema takes about seven frames for each level."""

_SUPPORTED = re.compile(r"3\.[0-2](\.\d+)?(-\S+)?\Z")

_SURROGATE = re.compile("[\ud800-\udfff]")


def openapi_version(document: dict[str, Any]) -> tuple[int, int]:
    """The version of OpenAPI that `document` is written in, `(3, 0)`, `(3, 1)` or `(3, 2)`. Raises `InputError`
    for any other."""
    version = document.get("openapi")
    if isinstance(version, str) and _SUPPORTED.match(version):
        return 3, int(version[2])
    if "swagger" in document:
        raise InputError(
            f"a Swagger {_shown(document['swagger'])} document; speclift reads OpenAPI 3.0, 3.1 and 3.2",
            hint="convert it, e.g. with swagger2openapi",
        )
    if "openapi" not in document:
        raise InputError(
            "not an OpenAPI document: there is no `openapi` field", hint="expected `openapi: 3.1.x` at the top"
        )
    raise InputError(
        f"OpenAPI version {_shown(version)} is not supported",
        place="/openapi",
        hint="speclift reads OpenAPI 3.0.x, 3.1.x and 3.2.x",
    )


def require_openapi(document: object) -> dict[str, Any]:
    """Return `document` when it is an OpenAPI document made of JSON values; raise `InputError` otherwise."""
    if not isinstance(document, dict):
        raise InputError(f"not an OpenAPI document: the top is {_kind(document)}, not an object")
    require_json_tree(document)
    openapi_version(document)
    return document


def require_json_tree(value: object) -> None:
    """Raise `InputError` unless `value` is made of JSON values, without cycles, at most `MAX_DEPTH` deep."""
    waiting: list[tuple[object, tuple[str, ...]]] = [(value, ())]
    while waiting:
        current, path = waiting.pop()
        if isinstance(current, (dict, list)):
            if len(path) >= MAX_DEPTH:
                raise InputError(f"nested more than {MAX_DEPTH} levels deep, or in a cycle", place=_place(path))
            if isinstance(current, dict):
                for key, child in current.items():
                    if not isinstance(key, str):
                        raise InputError(f"the key {_shown(key)} is not a string", place=_place(path))
                    if not key.isascii():
                        _require_unicode(key, path)
                    if not (type(child) is str and child.isascii()):  # most of a document
                        waiting.append((child, (*path, key)))
            else:
                for index, child in enumerate(current):
                    waiting.append((child, (*path, str(index))))
        elif isinstance(current, str):
            _require_unicode(current, path)
        elif isinstance(current, float) and not math.isfinite(current):
            raise InputError(f"{current} is not a JSON number", place=_place(path))
        elif current is not None and not isinstance(current, (int, float)):
            raise InputError(f"{_kind(current)} is not a JSON value", place=_place(path))


def _require_unicode(text: str, path: tuple[str, ...]) -> None:
    if not text.isascii() and _SURROGATE.search(text):
        raise InputError(f"the text {text[:40]!a} holds half a character (a lone surrogate)", place=_place(path))


def _place(path: tuple[str, ...]) -> str:
    return ascii(join_pointer(*path[:8]))[1:-1] + ("/…" if len(path) > 8 else "")


def _kind(value: object) -> str:
    return {"dict": "an object", "list": "a list", "str": "text", "NoneType": "empty"}.get(
        type(value).__name__, f"a value of type {type(value).__name__}"
    )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
