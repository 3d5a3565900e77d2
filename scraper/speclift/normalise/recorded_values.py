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


def with_shown_format(made: Scalar, values: list[Any]) -> Scalar:
    """A moment in the format that every recorded value has, without a format where they have another than these."""
    texts = [value for value in values if isinstance(value, str) and value]
    if made.format not in _MOMENTS or not texts or all(_MOMENTS[made.format].fullmatch(text) for text in texts):
        return made
    shown = (name for name, pattern in _MOMENTS.items() if all(pattern.fullmatch(text) for text in texts))
    return replace(made, format=next(shown, ""))


def values_of_rows(made: Record, values: list[Any]) -> Scalar | None:
    """The enumeration that rows below a row are, where every recorded value is the name of one of them."""
    names = {field.name for field in made.fields if isinstance(field.type, Anything)}
    if not values or len(names) < len(made.fields) or not all(isinstance(one, str) and one in names for one in values):
        return None
    return Scalar(
        "string", choices=tuple(EnumValue(one.name, constant(one.name), one.description) for one in made.fields)
    )


def default_of_type(made: Field, type_: Type) -> tuple[Any, str]:
    """A field's default and description, once examples gave it a type: a default of another is words from then on."""
    default, description = made.default, made.description
    if type_ == made.type or default is ABSENT or default is None or could_be(type_, [default]):
        return default, description
    default = read_value(str(default), type_.kind) if isinstance(type_, Scalar) else NO_VALUE
    if default is not NO_VALUE:
        return default, description
    sentence = f"Default: {json.dumps(made.default, ensure_ascii=False)}"
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


def with_choices(believed: Scalar, made: Scalar, values: list[Any]) -> Scalar:
    """Keep the allowed values in the kind that the example shows ("0", "1" of a String that is 0 in the example)."""
    if believed.kind == "integer" and all(re.fullmatch(r"-?\d+", str(choice.value)) for choice in made.choices):
        choices = tuple(replace(choice, value=int(str(choice.value))) for choice in made.choices)
    elif believed.kind == "string":
        choices = tuple(replace(choice, value=str(choice.value)) for choice in made.choices)
    else:
        return believed
    return replace(believed, choices=choices) if {choice.value for choice in choices} >= set(values) else believed


def broken_bounds(made: Scalar, value: Any) -> dict[str, Any]:
    """The limits of a scalar that a recorded value breaks, by name, each with the value that says "no limit"."""
    broken: dict[str, Any] = {}
    if isinstance(value, str):
        if made.min_length is not None and len(value) < made.min_length:
            broken["min_length"] = None
        if made.max_length is not None and len(value) > made.max_length:
            broken["max_length"] = None
        if made.pattern and re.search(made.pattern, value) is None:
            broken["pattern"] = ""
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        if made.minimum is not None and value < made.minimum:
            broken["minimum"] = None
        if made.maximum is not None and value > made.maximum:
            broken["maximum"] = None
        if made.exclusive_minimum is not None and value <= made.exclusive_minimum:
            broken["exclusive_minimum"] = None
        if made.exclusive_maximum is not None and value >= made.exclusive_maximum:
            broken["exclusive_maximum"] = None
    return broken
