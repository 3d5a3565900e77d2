"""Rows that are alternatives or parts of one value: `one of`, `any of`, `all of` with a row for each.

Enters: a row and the fields that its children are, named or not. Leaves: the type that they make together. Of `all of`
the parts are merged, as a reader of the page does; alternatives stay apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.api import AnyOf, Anything, Field, Record, Scalar, Type
from speclift.normalise.merging import merged_field

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS: Final = re.compile(
    r"(?P<kind>one|any|all)[\s_-]?of\b(?:\s*[·,;:(].*)?(?P<null>\s*(?:\||or)\s*null)?\Z", re.IGNORECASE | re.DOTALL
)


def composition_of(type_: str) -> str:
    """`one`, `any` or `all` for a row whose type says that its children are alternatives or parts; else ""."""
    match = _WORDS.match(type_.strip())
    return match["kind"].lower() if match is not None else ""


def composed(kind: str, parts: Sequence[Field]) -> Field:
    """The value that nameless parts make: its type, and of several parts' words those that hold for all.

    Its name and facts are empty: they are those of the row above.
    """
    if not parts:
        return Field("", Anything())
    if kind == "all":
        whole = parts[0]
        for part in parts[1:]:
            both = merged_field(whole, part)
            whole = whole if both is None else both
        return replace(whole, name="", facts=())
    nullable = any(part.nullable or part.type == Scalar("null") for part in parts)
    options = tuple(dict.fromkeys(part.type for part in parts if part.type != Scalar("null")))
    type_: Type = options[0] if len(options) == 1 else AnyOf(options) if options else Scalar("null")
    examples = tuple(example for part in parts for example in part.examples)
    return Field("", type_, nullable=nullable, examples=examples)


def with_additional(made: Type, value: Type) -> Type:
    """An object whose further keys hold values of a type."""
    return replace(made, additional=value) if isinstance(made, Record) else made
