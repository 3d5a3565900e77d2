"""The state that Document360's server hands to its scripts (`<script id="serverApp-state">`).

Enters: the text of a page. Leaves: the state as JSON. Angular escapes five characters in it: `&q;` for a quotation
mark, `&a;`, `&s;`, `&l;` and `&g;`.
"""

from __future__ import annotations

import json
import re
from typing import Any

_SCRIPT = re.compile(r"""<script\b[^<>]{0,200}\bid=["'][\w-]{0,40}-state["'][^<>]{0,200}>""", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_ESCAPE = re.compile(r"&([qaslg]);")
_CHARACTERS = {"q": '"', "a": "&", "s": "'", "l": "<", "g": ">"}


def state_of(page: str) -> Any:
    """The state; None where the page carries none that can be read."""
    found = _SCRIPT.search(page)
    end = _END.search(page, found.end()) if found is not None else None
    if found is None or end is None:
        return None
    try:
        return json.loads(_ESCAPE.sub(lambda escape: _CHARACTERS[escape[1]], page[found.end() : end.start()]))
    except (ValueError, RecursionError):
        return None


def strings(value: Any) -> list[str]:
    """Every text in the state, in order."""
    found: list[str] = []
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return found
