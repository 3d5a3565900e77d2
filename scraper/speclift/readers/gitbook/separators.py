"""Allowed values that kept the comma which parts them from the next, as an author who wrote `ca, zh, en` leaves them.

Enters: an OpenAPI document. Leaves: the document without those commas (changed in place), and a finding for each list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.document import join_pointer
from speclift.model.findings import Quote
from speclift.model.rules import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.model.findings import Finding

_FEWEST = 3


def without_separators(document: Any, page: str) -> Iterator[Finding]:
    """Take the commas off, list by list, and off the same values in defaults and examples."""
    plain_values: dict[str, str] = {}
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(document, ())]
    while stack:
        value, path = stack.pop()
        if isinstance(value, dict):
            enum = value.get("enum")
            if isinstance(enum, list) and _are_parted(enum):
                plain = [one.rstrip(",").strip() for one in enum]
                quote = Quote(" ".join(enum)[:300], page)
                pointer = join_pointer(*path)
                name = next((step for step in reversed(path) if isinstance(step, str) and step != "items"), "")
                yield tables.SEPARATOR_IN_VALUE.finding(
                    str(name), [quote], pointer=pointer, first=plain[0], second=plain[1]
                )
                value["enum"] = plain
                plain_values.update((old, new) for old, new in zip(enum, plain, strict=True) if old != new)
            stack.extend((item, (*path, key)) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((item, (*path, number)) for number, item in reversed(list(enumerate(value))))
    if plain_values:
        _replace(document, plain_values)


def _replace(document: Any, plain_values: dict[str, str]) -> None:
    stack = [document]
    while stack:
        value = stack.pop()
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, str):
                value[key] = plain_values.get(item, item)
            elif isinstance(item, (dict, list)):
                stack.append(item)


def _are_parted(enum: list[Any]) -> bool:
    """Whether every value but the last ends in a comma."""
    texts = [one for one in enum if isinstance(one, str)]
    return len(enum) >= _FEWEST and len(texts) == len(enum) and all(text.endswith(",") for text in texts[:-1])
