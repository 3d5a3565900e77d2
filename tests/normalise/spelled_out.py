"""A document with what its references lead to in their place: tests say what a schema is, wherever it stands."""

from __future__ import annotations

from typing import Any


def spelled_out(document: dict[str, Any], value: Any, above: tuple[str, ...] = ()) -> Any:
    """`value`, every reference to a component replaced by the component; one to what it stands in stays."""
    if isinstance(value, list):
        return [spelled_out(document, inner, above) for inner in value]
    if not isinstance(value, dict):
        return value
    reference = value.get("$ref")
    if isinstance(reference, str) and reference not in above:
        schema = document["components"]["schemas"][reference.rpartition("/")[2]]
        return {**spelled_out(document, schema, (*above, reference)), **{k: v for k, v in value.items() if k != "$ref"}}
    return {name: spelled_out(document, inner, above) for name, inner in value.items()}
