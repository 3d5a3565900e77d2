"""The rules about one field: its row in a table against the values recorded for it.

Enters: a `Case`, a declared field with its recorded values. Leaves: a `Verdict`, the field as we believe it and why, or
None where nothing is contradicted. Each rule is one function in `RULES`, and says in its docstring what we believe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from speclift.model.api import AnyOf, Choice, Field, ListOf, Scalar, Type
from speclift.normalise.examples.described import describe, fits, show, with_article
from speclift.normalise.examples.infer import type_name

Observe: TypeAlias = "Callable[[Sequence[Any]], tuple[Type, bool]]"
"""Gives the narrowest type that recorded values have, and whether null is among them."""

_PLACEHOLDER: Final = re.compile(r"\s*(?:<[^<>]+>|\{+[^{}]+\}+|\.{3,}|…|x{3,}|\*+|string|:\w+)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A declared field and what was recorded for it: (index of the example, value), never empty."""

    field: Field
    recorded: tuple[tuple[int, Any], ...]
    observe: Observe
    kinds: Callable[[Type], frozenset[str]]

    @property
    def values(self) -> list[Any]:
        """The recorded values without their indexes."""
        return [value for _, value in self.recorded]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says: the field as believed, and which recorded value (by its place in the case) shows it."""

    field: Field
    message: str
    resolution: str
    declared: str
    at: int


def _null_not_declared(case: Case) -> Verdict | None:
    """Null where the table does not speak of it. We believe the example: clients must be able to read it."""
    nulls = [at for at, value in enumerate(case.values) if value is None]
    if not nulls or case.field.nullable or "null" in case.kinds(case.field.type):
        return None
    return Verdict(
        replace(case.field, nullable=True),
        "the example is null, and nothing in the table says that it can be",
        "null is allowed",
        describe(case.field.type),
        nulls[0],
    )


def _type_contradicts_example(case: Case) -> Verdict | None:
    """Another type than the table's. We believe the examples; where some agree with the table, both types are allowed.

    A placeholder (`<user_id>`, `...`) in the place of a value is no evidence of a type.
    """
    kinds = case.kinds(case.field.type)
    odd = [at for at, value in enumerate(case.values) if value is not None and not fits(value, kinds)]
    odd = [at for at in odd if not (isinstance(case.values[at], str) and _PLACEHOLDER.match(case.values[at]))]
    if not odd:
        return None
    observed, _ = case.observe([case.values[at] for at in odd])
    agreeing = any(value is not None and fits(value, kinds) for value in case.values)
    declared = case.field.type
    wider = isinstance(declared, Scalar) and declared.kind == "integer" and observed == Scalar("number")
    believed = observed if wider or not agreeing else AnyOf((case.field.type, observed))
    shown = case.values[odd[0]]
    return Verdict(
        replace(case.field, type=_keeping_bounds(case.field.type, believed) if wider else believed),
        f"the table says {describe(case.field.type)}, the example is {with_article(type_name(shown))}",
        f"{describe(believed)}, as the example shows",
        describe(case.field.type),
        odd[0],
    )


def _value_not_allowed(case: Case) -> Verdict | None:
    """A value that the enumeration lacks. We believe the example: the value is added, without a meaning."""
    scalar = _scalar(case.field.type)
    if scalar is None or not scalar.choices:
        return None
    allowed = [choice.value for choice in scalar.choices]
    odd = [value for value in _items(case) if isinstance(value, (str, int, float)) and value not in allowed]
    if not odd:
        return None
    values = list(dict.fromkeys(odd))
    return Verdict(
        replace(
            case.field,
            type=_with_scalar(case.field.type, replace(scalar, choices=(*scalar.choices, *map(Choice, values)))),
        ),
        f"{', '.join(map(show, values))} is not among the allowed values",
        "it is allowed as well",
        "allowed values: " + ", ".join(map(show, allowed)),
        _place_of(case, values[0]),
    )


def _value_out_of_range(case: Case) -> Verdict | None:
    """A number or a length outside its bounds. We believe the example: the bound that it breaks is left out."""
    scalar = _scalar(case.field.type)
    if scalar is None:
        return None
    broken: dict[str, Any] = {}
    for value in _items(case):
        size = len(value) if isinstance(value, str) else value
        if isinstance(size, bool) or not isinstance(size, (int, float)):
            continue
        names = ("min_length", "max_length") if isinstance(value, str) else ("minimum", "maximum")
        low, high = (getattr(scalar, name) for name in names)
        if low is not None and size < low:
            broken.setdefault(names[0], value)
        if high is not None and size > high:
            broken.setdefault(names[1], value)
    if not broken:
        return None
    bounds = ", ".join(f"{name.replace('_', ' ')} {getattr(scalar, name):g}" for name in broken)
    return Verdict(
        replace(case.field, type=_with_scalar(case.field.type, _without(scalar, broken))),
        f"the example is outside the documented range ({bounds})",
        "the bound is left out",
        bounds,
        _place_of(case, next(iter(broken.values()))),
    )


def _without(scalar: Scalar, broken: Mapping[str, Any]) -> Scalar:
    """Gives a scalar without the bounds that a recorded value broke."""
    return replace(
        scalar,
        minimum=None if "minimum" in broken else scalar.minimum,
        maximum=None if "maximum" in broken else scalar.maximum,
        min_length=None if "min_length" in broken else scalar.min_length,
        max_length=None if "max_length" in broken else scalar.max_length,
    )


RULES: Final[dict[str, Callable[[Case], Verdict | None]]] = {
    "null-not-declared": _null_not_declared,
    "type-contradicts-example": _type_contradicts_example,
    "value-not-allowed": _value_not_allowed,
    "value-out-of-range": _value_out_of_range,
}
"""The rules about one field, in the order in which they are asked."""


def _keeping_bounds(declared: Type, believed: Type) -> Type:
    """A number that was declared an integer keeps its bounds and its choices."""
    return replace(declared, kind="number") if isinstance(declared, Scalar) else believed


def _scalar(type_: Type) -> Scalar | None:
    """The scalar that a type is, or that its list holds."""
    inner = type_.item if isinstance(type_, ListOf) else type_
    return inner if isinstance(inner, Scalar) else None


def _with_scalar(type_: Type, scalar: Scalar) -> Type:
    return replace(type_, item=scalar) if isinstance(type_, ListOf) else scalar


def _items(case: Case) -> list[Any]:
    """The recorded scalars: the values, or what they hold where the field is a list."""
    if isinstance(case.field.type, ListOf):
        return [item for value in case.values if isinstance(value, list) for item in value]
    return case.values


def _place_of(case: Case, wanted: Any) -> int:
    for at, value in enumerate(case.values):
        if value == wanted or (isinstance(value, list) and wanted in value):
            return at
    return 0
