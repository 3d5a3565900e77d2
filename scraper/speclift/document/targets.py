"""The places of a document that a JSONPath (RFC 9535) selects.

Enters: a query (`$.components.schemas.User`) and a document. Leaves: the places, each as its steps from the root.

Nearly all targets of corrections are names after names. Those are followed here: importing and setting up a whole
JSONPath takes longer than correcting eleven documents. Everything else (filters, slices, wildcards) is jsonpath's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jsonpath import JSONPathEnvironment

Place = tuple[str | int, ...]

_QUOTED: Final = r"'[^'\"\\\x00-\x1f]*'|\"[^'\"\\\x00-\x1f]*\""
_STEP: Final = re.compile(rf"\.([A-Za-z_]\w*)|\[ *((?:{_QUOTED})(?: *, *(?:{_QUOTED}))*) *\]", re.ASCII)
"""A child segment of nothing but names; names that need an escape are left to jsonpath."""

_NAME: Final = re.compile(_QUOTED)


def compiled(query: str) -> Callable[[Any], list[Place]]:
    """What finds the places that a query selects, each once, in the order of RFC 9535.

    Raises jsonpath's own errors for what is no query.
    """
    steps = _names(query)
    if steps is not None:
        return lambda root: _followed(root, steps)
    # A union of JSONPath and another type only where `strict` is off.
    found = _environment().compile(query)
    return lambda root: list(dict.fromkeys(match.parts for match in found.finditer(root)))


def _names(query: str) -> list[Sequence[str]] | None:
    """The names that each segment of a query selects; None for a query that does more."""
    if not query.startswith("$"):
        return None
    steps: list[Sequence[str]] = []
    position = 1
    while position < len(query):
        step = _STEP.match(query, position)
        if step is None:
            return None
        steps.append([step[1]] if step[1] else [name[1:-1] for name in _NAME.findall(step[2])])
        position = step.end()
    return steps


def _followed(root: Any, steps: list[Sequence[str]]) -> list[Place]:
    targets: dict[Place, Any] = {(): root}
    for names in steps:
        targets = {
            (*place, name): value[name]
            for place, value in targets.items()
            if isinstance(value, dict)
            for name in names
            if name in value
        }
    return list(targets)


@cache
def _environment() -> JSONPathEnvironment:
    from jsonpath import JSONPathEnvironment

    return JSONPathEnvironment(strict=True)
