"""Every component is used.

What it does: reports components that nothing reachable from the operations refers to. (For security schemes see
`security-scheme-unused`.)

Why it matters: it may be a leftover, or a reference that was forgotten.

Example: `components: {schemas: {Orphan: {type: object}}}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.check.problem import Problem, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.check.survey import Survey


def component_unused(survey: Survey) -> Iterator[Problem]:
    """Yield each component that no operation leads to."""
    components = {
        place.pointer: place.key
        for kind in (
            "Schema",
            "Response",
            "Parameter",
            "Example",
            "RequestBody",
            "Header",
            "Link",
            "Callback",
            "PathItem",
        )
        for place in survey.of(kind)
        if place.owner is not None and place.owner.kind == "Components"
    }
    targets: dict[str, set[str]] = {}
    for source, target in _edges(survey):
        targets.setdefault(source, set()).add(target)
    used: set[str] = set()
    waiting = [""]
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in used:
                used.add(target)
                waiting.append(target)
    for pointer, name in components.items():
        if pointer not in used:
            yield Problem(pointer, f"{shown(name)} is never used")


def _edges(survey: Survey) -> Iterator[tuple[str, str]]:
    """(component, component) for each reference; "" for one that stands in an operation."""
    for reference in survey.references:
        yield _component(reference.place.pointer), _component(reference.target.lstrip("#"))
    for place in survey.of("Schema"):
        discriminator = place.value.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        for target in mapping.values() if isinstance(mapping, dict) else ():
            if isinstance(target, str):
                pointer = target.lstrip("#") if target.startswith("#") else f"/components/schemas/{target}"
                yield _component(place.pointer), pointer


def _component(pointer: str) -> str:
    parts = pointer.split("/")
    return "/".join(parts[:4]) if parts[1:2] == ["components"] else ""
