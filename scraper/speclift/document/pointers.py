"""JSON pointers (RFC 6901) and the references that OpenAPI makes of them.

Enters: a document and a pointer (`/components/schemas/User`) or a reference (`#/components/schemas/User`,
percent-encoded as a URI fragment). Leaves: the value there. A reference to another file or address is refused:
a document stands alone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from speclift.model.findings import InputError

_MAX_CHAIN = 50
"""References that lead to references. Two are seen in practice; a cycle has no end."""


def join_pointer(*parts: str | int) -> str:
    """The pointer that `parts` lead to: `("paths", "/users", 0)` gives `/paths/~1users/0`; no parts, the root ""."""
    return "".join(f"/{escape(part) if isinstance(part, str) else part}" for part in parts)


def escape(part: str | int) -> str:
    """One part of a pointer as it is written: `~` as `~0`, `/` as `~1`."""
    text = str(part)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text


def unescape(text: str) -> str:
    """The part of a pointer that is written as `text`."""
    return text.replace("~1", "/").replace("~0", "~") if "~" in text else text


def split_pointer(pointer: str) -> tuple[str, ...]:
    """The parts of a pointer or of a local reference. Raises `InputError` when it is neither."""
    text = pointer
    if text.startswith("#"):
        text = unquote(text[1:])
    if not text:
        return ()
    if not text.startswith("/"):
        if pointer.startswith("#"):
            raise InputError(f"{pointer!r} is not a JSON pointer", hint="expected #/components/…")
        raise InputError(
            f"{pointer!r} leads out of the document", hint="only references that begin with #/ are followed"
        )
    return tuple(map(unescape, text[1:].split("/")))


def index_of(step: str) -> int | None:
    """The index of an array that a step of a pointer writes; None for a name, and for a number beyond any array."""
    return int(step) if step.isascii() and step.isdigit() and len(step) < 10 else None


def order_of(step: str) -> tuple[int, str]:
    """What steps are sorted by: names as texts, then indices as numbers."""
    index = index_of(step)
    return (-1, step) if index is None else (index, "")


def resolve(document: Any, pointer: str) -> Any:
    """The value that a pointer or local reference leads to. Raises `InputError` when there is none in this document."""
    value = document
    for part in split_pointer(pointer):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and (index := index_of(part)) is not None and index < len(value):
            value = value[index]
        else:
            raise InputError(f"{pointer!r} leads nowhere: there is no {part!r}")
    return value


def dereference(document: Any, value: Any) -> Any:
    """Follow `$ref` from `value` until something that is not a reference. Siblings of `$ref` are left aside.

    Raises `InputError` when a reference leads nowhere, out of the document, or round in a circle.
    """
    for _ in range(_MAX_CHAIN):
        if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
            return value
        value = resolve(document, value["$ref"])
    raise InputError(f"{value['$ref']!r} leads round in a circle")


def follow(document: Any, value: Any) -> Any:
    """As `dereference`; None where a reference leads nowhere: for who passes over what is wrong."""
    try:
        return dereference(document, value)
    except InputError:
        return None


def locate(document: Any, pointer: str) -> tuple[str, Any]:
    """Follow `$ref` from the value at `pointer`: where it ends, and the value there.

    Raises `InputError` as `resolve`.
    """
    value = resolve(document, pointer)
    for _ in range(_MAX_CHAIN):
        if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
            return pointer, value
        pointer = join_pointer(*split_pointer(value["$ref"]))
        value = resolve(document, pointer)
    raise InputError(f"{pointer!r} leads round in a circle")
