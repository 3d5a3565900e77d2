"""How a list comes in pages: the words of `x-pagination` (docs/architecture.md) as the runtime's.

Enters: the extension of an operation. Leaves: `Paging`, which is written into the package as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_REQUEST = {"page": "page", "size": "size", "token": "token", "cursor": "token", "offset": "offset"}
"""The document's words for a parameter, and the runtime's."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list comes in pages: `style` and what goes with it, by the words of `x-pagination`; style `none` comes at
    once.
    """

    style: str
    names: tuple[tuple[str, Any], ...] = ()


def paging_of(documented: Mapping[str, Any]) -> tuple[Paging, str]:
    """The paging that an operation documents, and the pointer of the items."""
    request, response = _mapping(documented.get("request")), _mapping(documented.get("response"))
    items, style = _pointer(response.get("items")), documented.get("style")
    if style not in {"page", "token", "offset", "link"}:
        return Paging("none", (("items", items),)), items
    names: list[tuple[str, Any]] = [
        (own, request[word]) for word, own in _REQUEST.items() if isinstance(request.get(word), str)
    ]
    names.append(("items", items))
    names.extend((word, _pointer(response[word])) for word in ("next", "total") if isinstance(response.get(word), str))
    if isinstance(documented.get("first"), int):
        names.append(("first", documented["first"]))
    if isinstance(documented.get("end"), list):
        ends = tuple(end for end in documented["end"] if end is None or isinstance(end, str | int | float))
        names.append(("end", ends))
    return Paging(str(style), tuple(names)), items


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _pointer(value: object) -> str:
    return value if isinstance(value, str) and (value.startswith("/") or not value) else ""
