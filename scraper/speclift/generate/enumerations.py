"""Documented values: what becomes an enumeration, and what a `Literal` or a plain type.

Enters: the `enum` or `const` of a schema, with `x-enum-varnames` and `x-enum-descriptions` beside it. Leaves: members,
types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclift.generate import prose, shapes
from speclift.generate.words import constant, distinct

if TYPE_CHECKING:
    from speclift.document.schema.object import SchemaObject


def members(schema: SchemaObject, *, always: bool) -> tuple[shapes.Member, ...]:
    """The members of an enumeration; () where Python's `enum` cannot hold the values, nothing names them,
    or there is one only, which a literal type says as well.

    Values that nothing names make an enumeration only `always`: as a component, a name of its own says that they
    matter.
    """
    given = schema.enum
    values = [value for value in given if value is not None]
    labels = _beside(given, schema.extension("x-enum-varnames"))
    if {type(value) for value in values} not in ({str}, {int}) or not (always or any(labels)) or len(values) == 1:
        return ()
    meanings = _beside(given, schema.extension("x-enum-descriptions"))
    keys = {str(value): constant(label or _spoken(value)) for value, label in zip(values, labels, strict=True)}
    names = distinct(keys, lambda key: keys[key])
    once = {str(value): (value, meaning) for value, meaning in zip(values, meanings, strict=True)}
    return tuple(shapes.Member(names[key], value, prose.paragraphs(meaning)) for key, (value, meaning) in once.items())


def literal_type(values: list[Any]) -> shapes.Type:
    """A literal type for what Python's literals can say, else the plain type (`Literal[1.5]` does not exist)."""
    types: list[shapes.Type] = []
    literals = tuple(value for value in values if isinstance(value, str | int) and not isinstance(value, bool))
    if literals:
        types.append(shapes.Constant(tuple(dict.fromkeys(literals))))
    types.extend(shapes.BOOLEAN for value in values if isinstance(value, bool))
    types.extend(shapes.NUMBER for value in values if isinstance(value, float))
    types.extend(shapes.MapOf(shapes.ANYTHING) for value in values if isinstance(value, dict))
    types.extend(shapes.ListOf(shapes.ANYTHING) for value in values if isinstance(value, list))
    types.extend(shapes.NULL for value in values if value is None)
    return shapes.union(types)


def _spoken(value: str | int) -> str:
    """Words for a value that has no documented name."""
    if isinstance(value, int):
        return f"VALUE_{value}" if value >= 0 else f"VALUE_MINUS_{-value}"
    return value or "EMPTY"


def _beside(values: list[Any], words: object) -> list[str]:
    """The words beside each value that is not null; empty ones when there are not as many words as values."""
    if not isinstance(words, list) or len(words) != len(values):
        words = [""] * len(values)
    return ["" if word is None else str(word) for value, word in zip(values, words, strict=True) if value is not None]
