"""Says why a value does not fit a schema, in the words of the `jsonschema` library.

Enters: the plain document, the pointer of the schema, the value. Leaves: a `Misfit`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from speclift.check.plain import BASE, reference
from speclift.check.problem import shown
from speclift.document import join_pointer
from speclift.document.schema.regular import matches

if TYPE_CHECKING:
    from collections.abc import Iterator


class Misfit(NamedTuple):
    """The pointer inside the value, a sentence, and the name of the required property that is missing (or "")."""

    pointer: str
    message: str
    missing: str


def explain(document: dict[str, Any], pointer: str, value: Any) -> Misfit:
    """The deepest cause for which `value` does not fit the schema at `pointer` of `document`."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match
    from jsonschema.validators import extend
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    registry: Registry[Any] = Registry().with_resource(BASE, DRAFT202012.create_resource(document))
    bounded: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
    validator = bounded({"$ref": reference(pointer)}, registry=registry)
    try:
        error = best_match(validator.iter_errors(value))
    except (RecursionError, re.error, ValueError, OverflowError):
        error = None
    if error is None:
        return Misfit("", f"{shown(value)} does not fit the schema", "")
    missing = [name for name in error.validator_value if name not in error.instance] if _lacks(error) else []
    return Misfit(join_pointer(*error.absolute_path), _sentence(error), missing[0] if missing else "")


def _pattern(_validator: Any, pattern: Any, instance: Any, _schema: Any) -> Iterator[Any]:
    """The keyword `pattern`, with an engine that ends on any pattern."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and matches(str(pattern), instance) is False:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _lacks(error: Any) -> bool:
    return bool(error.validator == "required" and isinstance(error.instance, dict))


def _sentence(error: Any) -> str:
    value, wanted = shown(error.instance), error.validator_value
    match error.validator:
        case "type":
            return f"{value} is not of type {' or '.join(wanted) if isinstance(wanted, list) else wanted}"
        case "enum":
            return f"{value} is not one of {', '.join(map(shown, wanted[:12]))}{', …' if len(wanted) > 12 else ''}"
        case "const":
            return f"{value} is not {shown(wanted)}"
        case "required":
            missing = [name for name in wanted if name not in error.instance]
            return f"the required property {', '.join(map(shown, missing[:5]))} is missing"
        case "additionalProperties" | "unevaluatedProperties":
            return str(error.message)[:200]
        case "pattern":
            return f"{value} does not match the pattern {shown(wanted)}"
        case "oneOf" | "anyOf":
            many = len(error.context or ()) == 0
            return f"{value} fits {'more than one' if many else 'none'} of the alternatives of {error.validator}"
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf":
            return f"{value} breaks {error.validator}: {wanted}"
        case "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties":
            return f"{value} has {len(error.instance)} {_UNITS[error.validator[3:]]}; {error.validator} is {wanted}"
    return str(error.message) if len(str(error.message)) < 200 else f"{value} breaks {error.validator}"


_UNITS = {"Length": "characters", "Items": "items", "Properties": "properties"}
