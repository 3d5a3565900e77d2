"""What recorded values say against a documented type: the limits that they break, the kind of its allowed values.

Enters: a documented scalar and recorded values. Leaves: limits to drop, or the scalar in the kind or the format that
values have.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from speclift.document.json_value import json_value
from speclift.model.api import ABSENT, Anything, EnumValue, Scalar
from speclift.normalise.names import constant
from speclift.normalise.observed import could_be
from speclift.normalise.phrases.defaults import NO_VALUE, read_value

if TYPE_CHECKING:
    from speclift.model.api import Field, Record, Type


_MOMENTS: Final = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "time": re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)"),
}
"""The formats of moments in JSON Schema (RFC 3339, section 5.6). Authors write "Date" of all of them, and of others."""


def with_shown_format(scalar: Scalar, values: list[Any]) -> Scalar:
    """A moment in the format that every recorded value has, without a format where they have another than these."""
    texts = [value for value in values if isinstance(value, str) and value]
    if scalar.format not in _MOMENTS or not texts or all(_MOMENTS[scalar.format].fullmatch(text) for text in texts):
        return scalar
    shown = (name for name, pattern in _MOMENTS.items() if all(pattern.fullmatch(text) for text in texts))
    return replace(scalar, format=next(shown, ""))


def values_of_rows(record: Record, values: list[Any]) -> Scalar | None:
    """The enumeration that rows below a row are, where every recorded value is the name of one of them."""
    names = {field.name for field in record.fields if isinstance(field.type, Anything)}
    if (
        not values
        or len(names) < len(record.fields)
        or not all(isinstance(value, str) and value in names for value in values)
    ):
        return None
    return Scalar(
        "string", choices=tuple(EnumValue(one.name, constant(one.name), one.description) for one in record.fields)
    )


def default_of_type(field: Field, type_: Type) -> tuple[Any, str]:
    """A field's default and description, once examples gave it a type: a default of another is words from then on."""
    default, description = field.default, field.description
    if type_ == field.type or default is ABSENT or default is None or could_be(type_, [default]):
        return default, description
    default = read_value(str(default), type_.kind) if isinstance(type_, Scalar) else NO_VALUE
    if default is not NO_VALUE:
        return default, description
    sentence = f"Default: {json.dumps(field.default, ensure_ascii=False)}"
    return ABSENT, f"{description}\n\n{sentence}" if description else sentence


def is_json_text(value: Any) -> bool:
    """Whether a recorded text is a JSON object or list itself."""
    if not isinstance(value, str) or value[:1] not in "{[":
        return False
    try:
        json_value(value)
    except ValueError:
        return False
    return True


def with_choices(believed: Scalar, scalar: Scalar, values: list[Any]) -> Scalar:
    """Keep the allowed values in the kind that the example shows ("0", "1" of a String that is 0 in the example)."""
    if believed.kind == "integer" and all(re.fullmatch(r"-?\d+", str(choice.value)) for choice in scalar.choices):
        choices = tuple(replace(choice, value=int(str(choice.value))) for choice in scalar.choices)
    elif believed.kind == "string":
        choices = tuple(replace(choice, value=str(choice.value)) for choice in scalar.choices)
    else:
        return believed
    return replace(believed, choices=choices) if {choice.value for choice in choices} >= set(values) else believed


def broken_bounds(scalar: Scalar, value: Any) -> dict[str, Any]:
    """The limits of a scalar that a recorded value breaks, by name, each with the value that says "no limit"."""
    broken: dict[str, Any] = {}
    if isinstance(value, str):
        if scalar.min_length is not None and len(value) < scalar.min_length:
            broken["min_length"] = None
        if scalar.max_length is not None and len(value) > scalar.max_length:
            broken["max_length"] = None
        if scalar.pattern and re.search(scalar.pattern, value) is None:
            broken["pattern"] = ""
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if scalar.minimum is not None and value < scalar.minimum:
            broken["minimum"] = None
        if scalar.maximum is not None and value > scalar.maximum:
            broken["maximum"] = None
        if scalar.exclusive_minimum is not None and value <= scalar.exclusive_minimum:
            broken["exclusive_minimum"] = None
        if scalar.exclusive_maximum is not None and value >= scalar.exclusive_maximum:
            broken["exclusive_maximum"] = None
    return broken
