"""What a release was, kept to hold the next one against: its document, and its Python surface.

Enters: both. Leaves: bytes of a file, and the way back. The surface is kept as it was, and not made anew from the
document: a generator that names things otherwise breaks callers although no document changed.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from speclift.generate.methods import Method, Parameter
from speclift.model.findings import InputError
from speclift.python_api.surface import Surface, surface

if TYPE_CHECKING:
    from collections.abc import Mapping

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The document and the Python surface of one release."""

    document: Document
    surface: Surface


def snapshot(document: Document) -> Snapshot:
    """Today's snapshot of a document. Raises `InputError` for one that no package can be made of."""
    return Snapshot(document, surface(document))


def packed(kept: Snapshot) -> bytes:
    """A snapshot as the bytes of a file: compressed JSON without a time stamp."""
    whole = {"document": kept.document, "surface": asdict(kept.surface)}
    return gzip.compress(json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode(), mtime=0)


def unpacked(content: bytes, name: str) -> Snapshot:
    """The snapshot in a file; messages call it `name`. Raises `InputError` when it is damaged.

    A surface that an earlier speclift described in another way is made anew from the document.
    """
    try:
        whole = json.loads(gzip.decompress(content))
        document: Document = whole["document"]
        kept: Mapping[str, Any] = whole["surface"]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"what the last release was cannot be read: {error}", file=name, hint="restore it from version control"
        ) from None
    try:
        return Snapshot(document, _surface(kept))
    except (KeyError, TypeError, AttributeError):
        return snapshot(document)


def _surface(kept: Mapping[str, Any]) -> Surface:
    methods = {operation_id: _method(method) for operation_id, method in kept["methods"].items()}
    again = {"sent": kept["sent"], "aliases": kept["aliases"], "bodies": tuple(kept["bodies"])}
    return Surface(**{**kept, "methods": methods, **again})


def _method(kept: Mapping[str, Any]) -> Method:
    parameters = {
        kind: tuple(Parameter(**parameter) for parameter in kept[kind]) for kind in ("positional", "keywords")
    }
    return Method(**{**kept, **parameters, "path": tuple(kept["path"]), "raises": tuple(kept["raises"])})
