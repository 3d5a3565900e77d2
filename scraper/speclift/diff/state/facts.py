"""Facts of two alternatives that stand for one another.

Enters: two alternatives of one kind. Leaves: differences. Each fact that is not equal is handed to the one function
that knows it; facts with schemas below are always looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.state import arrays, constraints, objects, values
from speclift.document.schema.facts import OF_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.diff.state.here import Here

FACTS: dict[str, Callable[[Here, str], None]] = {
    "enum": values.enumeration,
    "minimum": constraints.lower,
    "maximum": constraints.upper,
    "multiple-of": constraints.multiple,
    "min-length": constraints.lower,
    "max-length": constraints.upper,
    "pattern": constraints.pattern,
    "format": constraints.form,
    "content-encoding": constraints.content,
    "content-media-type": constraints.content,
    "content-schema": arrays.content,
    "min-items": constraints.lower,
    "max-items": constraints.upper,
    "unique-items": constraints.unique,
    "items": arrays.items,
    "prefix-items": arrays.items,
    "contains": arrays.contains,
    "min-contains": constraints.lower,
    "max-contains": constraints.upper,
    "properties": objects.properties,
    "required": objects.required,
    "additional-properties": objects.additional,
    "pattern-properties": objects.patterns,
    "property-names": values.schema,
    "min-properties": constraints.lower,
    "max-properties": constraints.upper,
    "dependent-required": objects.dependent_required,
    "dependent-schemas": objects.dependent_schemas,
    "not": values.excluded,
    "if": values.condition,
}
"""Which function compares which fact. What is not here (types, null, the facts of `whole`) is compared elsewhere."""

_LOOKED_INTO = {
    "items", "prefix-items", "contains", "properties", "additional-properties", "pattern-properties", "property-names",
    "dependent-schemas", "not", "if", "content-schema",
}  # fmt: skip


def compare_facts(here: Here) -> None:
    """State what differs between two alternatives."""
    old, new = here.old.facts.said, here.new.facts.said
    listed = ("enum" in old and not old.get("extensible")) != ("enum" in new and not new.get("extensible"))
    for fact in dict.fromkeys((*old, *new)):
        function = FACTS.get(fact)
        if listed and (fact in OF_VALUES or fact == "format"):
            continue  # the list of values says which are within bounds
        if function is not None and (fact in _LOOKED_INTO or old.get(fact) != new.get(fact)):
            if fact == "prefix-items" and ("items" in old or "items" in new):
                continue  # `items` sees to both
            function(here, fact)
    if here.old.facts.said.get("extensible") != here.new.facts.said.get("extensible"):
        values.openness(here)
