"""Where an Example Object holds its value.

Enters: an Example Object. Leaves: the name of its field. What is written on the wire (`serializedValue`) and what
stands elsewhere (`externalValue`) is no value of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def value_field(example: Mapping[str, Any]) -> str:
    """The field of an Example Object that holds a value of the schema: `dataValue` (OpenAPI 3.2) or `value`, "" where
    there is neither."""
    return next((field for field in ("dataValue", "value") if field in example), "")


def value_of(example: Mapping[str, Any]) -> Any:
    """The value of an Example Object; None where it holds none."""
    return example.get(value_field(example))
