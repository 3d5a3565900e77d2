"""Samples that GitBook makes up where an API's description has no example.

Enters: the text of a sample and the tables of its operation. Leaves: whether every value in it is one of the renderer's
placeholders or a value that a table prints. Such a sample says nothing that the tables do not say.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclift.document.json_value import json_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.model.raw import RawField, RawSection

_TEXTS = frozenset(
    [
        *("text", "", "name@gmail.com", "example.com", "0.0.0.0", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),  # noqa: S104
        *("https://example.com", "123e4567-e89b-12d3-a456-426614174000", "binary", "Ynl0ZXM=", "password"),
        *("jane.doe@example.com", "/entitiy/1", "https://example.com/entity/123", "/nested/objects", "/[a-z]/"),
        *("1/nested/objects", "../dictionaries/english", "/search", "https://example.com/{path}", "hello@example.com"),
    ]
)
"""What the renderer writes for a text, by its format."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?)?|\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?")
"""The day on which the page was made: it is told from a recorded date only by the company it keeps."""

_NUMBERS = (0, 1)
_OBJECT = re.compile(r"[^\[{]*+([\[{].*[\]}])", re.DOTALL)


def is_made_up(text: str, sections: Sequence[RawSection]) -> bool:
    """Whether GitBook made this sample up."""
    body = _OBJECT.match(text)
    try:
        value = json_value(body[1]) if body else None
    except (ValueError, RecursionError):
        return False
    scalars = list(_scalars(value)) if body else []
    printed = {word for section in sections for row in section.fields for word in _printed(row)}
    return bool(scalars) and all(_is_placeholder(scalar, printed) for scalar in scalars)


def _is_placeholder(value: Any, printed: set[str]) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return value in _NUMBERS or json.dumps(value) in printed
    return value in _TEXTS or value in printed or _DATE.fullmatch(value) is not None


def _scalars(value: Any) -> Iterator[Any]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
        else:
            yield item


def _printed(row: RawField) -> Iterator[str]:
    """The values that a row and the rows below it print."""
    yield from (word for word in (row.default, row.example, *row.allowed) if word is not None)
    yield from (value for label, value in row.constraints if label in ("min", "const"))
    for child in row.children:
        yield from _printed(child)
