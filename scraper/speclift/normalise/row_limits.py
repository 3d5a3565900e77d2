"""The limits that a row states, put on its type: a size, a range, labelled constraints.

Enters: a type and the `RowMeaning` of its row. Leaves: the type with the limits that its kind can have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from speclift.model.api import (
    Anything,
    ListOf,
    Scalar,
    Type,
)
from speclift.model.rules import tables
from speclift.normalise.notes import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawField
    from speclift.normalise.phrases.ranges import Ends
    from speclift.normalise.row_meaning import RowMeaning
    from speclift.normalise.scope import Scope


def sized(made: Scalar | ListOf, meaning: RowMeaning, row: RawField, scope: Scope, about: str) -> Type:
    """A type with the size of its row: characters of a text, items of a list, the value of a number."""
    low, high = meaning.size or (None, None)
    if isinstance(made, ListOf):
        if isinstance(made.item, Scalar) and made.item.kind in {"integer", "number"}:
            return replace(made, item=with_size(made.item, (low, high)))  # a number's size is its value
        return replace(made, min_items=_whole(low), max_items=_whole(high))
    if made.kind in {"string", "integer", "number"}:
        return with_size(made, (low, high))
    scope.notes.note(tables.SIZE_OF_BOOLEAN, about, Evidence(row))
    return made


def with_size(scalar: Scalar, size: Ends) -> Scalar:
    """A text's size counts characters, a number's is its value."""
    low, high = size
    if scalar.kind == "string":
        return replace(scalar, min_length=_whole(low), max_length=_whole(high))
    return replace(scalar, minimum=low, maximum=high)


def ranged(made: Type, meaning: RowMeaning, row: RawField, scope: Scope, about: str) -> Type:
    """A type with the range of allowed values of its row."""
    low, high = meaning.ends or (None, None)
    if isinstance(made, Scalar) and made.kind in {"integer", "number"}:
        return replace(made, minimum=low, maximum=high)
    if isinstance(made, Scalar) and made.kind == "string":
        scope.notes.note(tables.RANGE_OF_TEXT_IS_LENGTH, about, Evidence(row), range=row.allowed[0])
        return replace(made, min_length=_whole(low), max_length=_whole(high))
    if isinstance(made, ListOf) and isinstance(made.item, Scalar) and made.item.kind in {"integer", "number"}:
        return replace(made, item=replace(made.item, minimum=low, maximum=high))
    if isinstance(made, Anything):
        return Scalar(
            "number" if isinstance(low, float) or isinstance(high, float) else "integer", minimum=low, maximum=high
        )
    scope.notes.note(tables.RANGE_OF_OBJECT, about, Evidence(row))
    return made


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number >= 0 else None


_SCALAR_FACTS = {
    "string": ("min_length", "max_length", "pattern", "format"),
    "integer": ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "format"),
    "number": ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "format"),
}


def _counts(said: Mapping[str, Any], of_what: str) -> dict[str, int]:
    """The bounds of a row as limits of how many `of_what` there are; a bound that is open at its end is one further."""
    counts: dict[str, int] = {}
    for end, exclusive_by in (("min", 1), ("max", -1)):
        bounds = ((f"{end}imum", 0), (f"exclusive_{end}imum", exclusive_by), (f"{end}_length", 0))
        for label, further in bounds:
            number = said.get(label)
            count = _whole(number + further) if number is not None else None
            if count is not None:
                counts.setdefault(f"{end}_{of_what}", count)
    return counts


def constrained(made: Type, meaning: RowMeaning) -> Type:
    """A type with those labelled constraints of its row that its kind can have."""
    said = meaning.constraints
    if not said:
        return made
    if isinstance(made, ListOf):
        known = {name: said[name] for name in ("min_items", "max_items", "unique") if name in said}
        for name, count in _counts(said, "items").items():  # "max 10" and "0-10 items" of a list count its items
            known.setdefault(name, count)
        if isinstance(made.item, Scalar) and "format" in said:
            known["item"] = replace(made.item, format=said["format"])
        return replace(made, **known)
    if isinstance(made, Scalar):
        known = {name: said[name] for name in _SCALAR_FACTS.get(made.kind, ()) if name in said}
        if made.kind == "string":  # "min 3" of a text counts its characters
            for name, count in _counts(said, "length").items():
                known.setdefault(name, count)
        return replace(made, **known)
    return made
