"""What the template of `README.md` writes: how to authorise, worked examples, and the index of operations.

Enters: a reading. Leaves: the template's values. The examples are made of the document's own operations and values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.generate.literals import link, markdown

if TYPE_CHECKING:
    from speclift.generate.reading import Reading


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index: the call, and what it does, linked to the page."""

    call: str
    words: str


def readme_values(reading: Reading) -> dict[str, object]:
    """The values of `README.md.jinja`."""
    settings = reading.document.settings
    rows: list[tuple[str, str, str]] = []
    seen = set()
    for scheme in reading.schemes:
        for name, words in scheme.arguments:
            if name not in seen:
                seen.add(name)
                rows.append((f"`{name}`", f"`{settings.environment}_{name.upper()}`", markdown(words)))
    return {
        "credentials": rows,
        "examples": [],
        "errors": len(reading.reasons.all),
        "operations": [
            Row(_call(operation), _linked(operation.title, operation.link)) for operation in reading.operations
        ],
    }


def _call(operation: object) -> str:
    from speclift.generate.surface import _method

    return str(_method(operation)).partition(" -> ")[0]  # type: ignore[arg-type]


def _linked(title: str, address: str) -> str:
    target = link(address)
    return f"[{markdown(title)}]({target})" if target else markdown(title)
