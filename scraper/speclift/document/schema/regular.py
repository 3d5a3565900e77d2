"""Regular expressions of strangers, in the dialect of JSON Schema (ECMA-262) and in bounded time.

Enters: a pattern of a document or of a page, and a text. Leaves: whether it fits. Python's own engine may take for ever
(`(a+)+$` on thirty letters and a sign), and reads another dialect.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def compiles(pattern: str) -> bool:
    """Whether a pattern is a regular expression of the dialect."""
    return _compiled(pattern) is not None


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None for a pattern of another dialect, or a text that is none."""
    fits = _compiled(pattern)
    try:
        return None if fits is None else fits(text)
    except ValueError:  # half a character
        return None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Callable[[str], bool] | None:
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid
    except (ValueError, jsonschema_rs.ReferencingError):
        return None
