"""Types and recorded values in words, and which JSON types a type allows.

Enters: types of `model.api`, recorded values. Leaves: short descriptions for sentences, and sets of JSON Schema type
names.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from speclift.model.api import AnyOf, Anything, ListOf, MapOf, OneOf, Record, Reference, Scalar, Type
from speclift.normalise.examples.deviations import shorten
from speclift.normalise.examples.infer import type_name

LONGEST_SHOWN: Final = 100
"""Characters of a recorded value that are quoted."""


def kinds_of(components: Mapping[str, Type]) -> Callable[[Type], frozenset[str]]:
    """Gives a function that tells which JSON types a type allows; references are followed, each once."""

    def kinds(type_: Type, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        match type_:
            case Scalar(kind="number"):
                return frozenset(("number", "integer"))
            case Scalar(kind=kind):
                return frozenset((kind,))
            case ListOf():
                return frozenset(("array",))
            case Record() | MapOf():
                return frozenset(("object",))
            case Reference(name=name) if name in components and name not in seen:
                return kinds(components[name], seen | {name})
            case Reference():
                return frozenset(("object",))
            case OneOf(options=options) | AnyOf(options=options):
                return frozenset().union(*(kinds(option, seen) for option in options))
        return frozenset(("object", "array", "string", "number", "integer", "boolean", "null"))

    return kinds


def fits(value: Any, kinds: frozenset[str]) -> bool:
    """Whether a value is of one of the types; `2.0` is an integer too, as JSON Schema has it."""
    return type_name(value) in kinds or (isinstance(value, float) and value.is_integer() and "integer" in kinds)


def _is(type_: Type, kind: str) -> bool:
    return isinstance(type_, Scalar) and type_.kind == kind


def with_article(word: str) -> str:
    """Puts the indefinite article before a word."""
    return f"an {word}" if word[0] in "aeio" else f"a {word}"


def show(value: Any) -> str:
    """Writes a recorded value for a quote, shortened."""
    return shorten(json.dumps(value, ensure_ascii=False), LONGEST_SHOWN)


def describe(type_: Type) -> str:
    """Says a type in a few words, for a sentence."""
    match type_:
        case Scalar(kind=kind):
            return kind
        case ListOf(item=item):
            return f"a list of {describe(item)}"
        case Record() | MapOf():
            return "an object"
        case Reference(name=name):
            return name
        case OneOf(options=options) | AnyOf(options=options):
            return " or ".join(describe(option) for option in options)
        case Anything():
            return "anything"
