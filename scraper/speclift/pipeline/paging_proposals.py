"""Paging as parameters and answers show it: `page` and `per_page`, `cursor`, `offset` and `limit`.

Enters: a document. Leaves: `[[pagination]]` for each way in which its operations page, and why. The roles are
those of `x-pagination` (docs/architecture.md).
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from speclift.document import escape
from speclift.document.node import Document, Node
from speclift.document.operations import operations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.document.operations import PathOperation

Request: TypeAlias = "tuple[tuple[str, str], ...]"
"""Role and parameter of what a call says of its page."""


class Way(NamedTuple):
    """One operation that pages: its path, what its answer says of it, and the number of its first page."""

    path: str
    response: dict[str, str]
    first: int | None


_PAGE: Final = ("page", "page_number", "page_no", "page_num", "page_index", "page_id", "pagenum", "current_page")
_CURSOR: Final = (
    "cursor", "page_token", "next_token", "next_cursor", "starting_after", "after", "marker", "continuation_token",
    "continuation", "next_page_token", "start_cursor", "pagination_token",
)  # fmt: skip
_OFFSET: Final = ("offset", "skip", "start", "start_at", "start_index", "from")
_SIZE: Final = (
    "limit", "per_page", "page_size", "size", "count", "max_results", "first", "take", "results_per_page", "top",
    "page_limit", "items_per_page",
)  # fmt: skip
_STYLES: Final = (("token", "cursor", _CURSOR), ("page", "page", _PAGE), ("offset", "offset", _OFFSET))
"""Styles with the role and the names of the parameter that moves on; the first that an operation has counts."""

_NEXT: Final = (
    "next", "next_cursor", "next_token", "next_page_token", "next_page", "next_page_id", "cursor", "end_cursor",
    "continuation_token", "next_page_url", "next_url", "next_link", "next_offset",
)  # fmt: skip
_TOTAL: Final = (
    "total",
    "total_count",
    "total_items",
    "total_results",
    "total_elements",
    "total_records",
    "count",
    "cnt",
)
_BESIDE: Final = frozenset(
    {"meta", "paging", "pagination", "page_info", "links", "_links", "response_metadata", "page"}
)
"""Objects beside the list in which an answer tells how it goes on."""


def propose_paging(root: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """TOML and the reason for it, for each combination of paging parameters that operations with a list in their answer
    have."""
    document = Document(root)
    ways: dict[tuple[str, Request], list[Way]] = {}
    for operation in operations(document):
        answer = _answer(document, operation)
        if (
            "x-pagination" in operation.node.mapping()
            or operation.method != "get"
            or answer is None
            or not _has_list(document, answer)
        ):
            continue
        names = {
            parameter.text("name"): parameter for parameter in operation.parameters if parameter.text("in") == "query"
        }
        moves = next(
            ((style, role, name) for style, role, known in _STYLES for name in names if _snake(name) in known), None
        )
        if moves is None:
            continue
        style, role, name = moves
        size = next((one for one in names if _snake(one) in _SIZE), None)
        request = ((role, name), *((("size", size),) if size else ()))
        first = _first(document, names[name]) if style == "page" else None
        ways.setdefault((style, request), []).append(Way(operation.path, _response(document, answer), first))
    for (style, request), users in ways.items():
        yield _text(style, request, users), _reason(request, users)


def _reason(request: Request, users: list[Way]) -> str:
    parameters = " and ".join(name for _, name in request)
    paths = ", ".join(way.path for way in users[:3]) + (", …" if len(users) > 3 else "")
    if len(users) == 1:
        return f"1 operation takes {parameters} and answers with a list: {paths}"
    return f"{len(users)} operations take {parameters} and answer with a list: {paths}"


def _text(style: str, request: Request, users: list[Way]) -> str:
    lines = ["[[pagination]]", f'style = "{style}"']
    lines.append(f"request = {{ {', '.join(f'{role} = {json.dumps(name)}' for role, name in request)} }}")
    roles: dict[str, dict[str, None]] = {}
    for way in users:
        for role, at in way.response.items():
            roles.setdefault(role, {})[at] = None
    if roles:
        told = (f"{role} = {json.dumps(list(at) if len(at) > 1 else next(iter(at)))}" for role, at in roles.items())
        lines.append(f"response = {{ {', '.join(told)} }}")
    firsts = {way.first for way in users if way.first is not None}
    if style == "page":
        lines.append(f"first = {min(firsts) if firsts else 1}")
    if "next" in roles:
        lines.append('end = ["null", ""]')
    return "\n".join(lines)


def _first(document: Document, parameter: Node) -> int | None:
    """The number of the first page: the default, else the least value."""
    schema = document.follow(parameter.child("schema"))
    stated = (schema.mapping().get(keyword) for keyword in ("default", "minimum"))
    return next((value for value in stated if type(value) is int and value in (0, 1)), None)


def _answer(document: Document, operation: PathOperation) -> Node | None:
    for status, response in operation.node.child("responses").entries():
        if status.startswith("2"):
            for _, media in document.follow(response).child("content").entries():
                return document.follow(media.child("schema"))
    return None


def _fields(document: Document, schema: Node) -> list[tuple[str, Node]]:
    return [(name, document.follow(field)) for name, field in schema.child("properties").entries()]


def _has_list(document: Document, answer: Node) -> bool:
    return _is(answer, "array") or any(_is(field, "array") for _, field in _fields(document, answer))


def _is(schema: Node, kind: str) -> bool:
    stated = schema.mapping().get("type")
    return stated == kind or (isinstance(stated, list) and kind in stated)


def _response(document: Document, answer: Node) -> dict[str, str]:
    """JSON pointers to what says how the answer goes on, beside the list or one level deeper."""
    pointers: dict[str, str] = {}
    for at, name, field in _places(document, answer):
        for role, known in (("next", _NEXT), ("total", _TOTAL)):
            if _snake(name) in known and not _is(field, "array") and not _is(field, "object"):
                pointers.setdefault(role, at)
    return dict(sorted(pointers.items()))


def _places(document: Document, answer: Node) -> Iterator[tuple[str, str, Node]]:
    fields = _fields(document, answer)
    for name, field in fields:
        yield f"/{escape(name)}", name, field
    for name, field in fields:
        if _snake(name) in _BESIDE:
            for inner, deeper in _fields(document, field):
                yield f"/{escape(name)}/{escape(inner)}", inner, deeper


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[-.\[\]]+", "_", name).strip("_").lower()
