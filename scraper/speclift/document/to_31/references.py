"""References: names of components that OpenAPI allows, and `$ref`s that lead somewhere inside the document.

Enters: a document to be changed. Leaves: nothing; what was done is noted.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, Final

from speclift.document.anatomy import COMPONENTS, REFERENCES_WITH_SIBLINGS
from speclift.document.pointers import join_pointer, resolve, split_pointer
from speclift.document.to_31.notes import Notes, Rule
from speclift.document.to_31.walk import Place, is_reference, places
from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = Rule(
    "component-name", "the name of a component holds signs that OpenAPI does not allow", "the signs are written `_`"
)
_SPELLING: Final = Rule(
    "reference-spelling", "a reference is no JSON pointer, and names a component", "led to the component"
)
_OUTSIDE: Final = Rule(
    "reference-outside",
    "a reference leads out of the document",
    "what it leads to is not known: anything is allowed there",
)
_NOWHERE: Final = Rule(
    "reference-unresolved", "a reference leads nowhere", "what it means is not known: anything is allowed there"
)
_CIRCLE: Final = Rule("reference-circular", "a reference leads round in a circle", "anything is allowed there")
_PLACE: Final = Rule(
    "reference-not-component", "a reference leads to a place that is no component", "the place is a component now", True
)
_KIND: Final = Rule("reference-kind", "a reference leads to an object of another kind", "it is left out")

_SECTION_OF: Final = {kind: section for section, kind in COMPONENTS.items()}
_ALLOWED: Final = re.compile(r"[A-Za-z0-9._-]+\Z")


def repair_references(document: dict[str, Any], notes: Notes) -> None:
    """Rename components, then lead every reference to a component of the right kind, or take it away."""
    renamed = _rename_components(document, notes)
    renamed_targets: dict[str, str] = {}
    repaired = -1
    while repaired != (repaired := _count_of_components(document)):  # a place that becomes one may hold references
        for holder, kind, place in list(_references(document)):
            if is_reference(holder):
                _repair(document, holder, kind, place, renamed, renamed_targets, notes)
    for holder, kind, place in list(_references(document)):
        if is_reference(holder) and _is_circular(document, holder):
            _take_away(holder, kind, place, _CIRCLE, notes)


def _count_of_components(document: dict[str, Any]) -> int:
    components = document.get("components")
    sections = components.values() if isinstance(components, dict) else ()
    return sum(len(section) for section in sections if isinstance(section, dict))


def _references(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, Place]]:
    for place in places(document):
        if is_reference(place.value):
            yield place.value, place.kind, place


def _rename_components(document: dict[str, Any], notes: Notes) -> dict[str, str]:
    """Give components names that may be keys. Returns old reference -> new reference."""
    renamed: dict[str, str] = {}
    components = document.get("components")
    if not isinstance(components, dict):
        return renamed
    for section in COMPONENTS:
        named = components.get(section)
        if not isinstance(named, dict):
            continue
        taken = {name for name in named if _ALLOWED.match(name)}
        fresh: dict[str, Any] = {}
        for name, value in named.items():
            new = name
            if not _ALLOWED.match(name):
                stem = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") or "Component"
                new = stem
                while new in taken:
                    new += "_"
                taken.add(new)
                notes.add(_NAME, join_pointer("components", section, name), name)
                renamed[join_pointer("components", section, name)] = f"#/components/{section}/{new}"
            fresh[new] = value
        components[section] = fresh
    return renamed


def _repair(
    document: dict[str, Any],
    holder: dict[str, Any],
    kind: str,
    place: Place,
    renamed: dict[str, str],
    made: dict[str, str],
    notes: Notes,
) -> None:
    """Lead one reference to a component. `made` are the places that became components, and their references."""
    target = holder["$ref"]
    pointer = f"{place.pointer}/$ref"
    component = _component(document, target, kind, renamed)
    if component is None:
        outside = not target.startswith("#") and ("/" in target or "." in target)
        _take_away(holder, kind, place, _OUTSIDE if outside else _NOWHERE, notes)
        return
    if component != target and target.removeprefix("#") not in renamed:
        notes.add(_SPELLING, pointer, target)
    section = _SECTION_OF.get(kind)
    parts = split_pointer(component)
    if section is None:  # a path item: `diff` and the others follow it wherever it leads
        holder["$ref"] = component
    elif len(parts) == 3 and parts[0] == "components":
        if parts[1] == section:
            holder["$ref"] = component
        else:
            _take_away(holder, kind, place, _KIND, notes)
    elif is_reference(resolve(document, component)):
        holder["$ref"] = resolve(document, component)["$ref"]
        _repair(document, holder, kind, place, renamed, made, notes)
    else:
        notes.add(_PLACE, pointer, target)
        if component not in made:
            made[component] = _made_component(document, component, section)
        holder["$ref"] = made[component]


def _component(document: dict[str, Any], target: str, kind: str, renamed: dict[str, str]) -> str | None:
    """The reference that `target` means, or None."""
    try:
        parts = split_pointer(target)
        spelled = join_pointer(*parts)
        if spelled in renamed:
            return renamed[spelled]
        resolve(document, spelled)
    except InputError:
        pass
    else:
        return f"#{_escaped(spelled)}" if parts else None
    section = _SECTION_OF.get(kind, "schemas")
    name = re.split(r"[/#]", target.rstrip("/"))[-1]
    if target.startswith(("http:", "https:")) or (re.search(r"\.(?:json|ya?ml)\b", target) and "#" not in target):
        return None
    named = document.get("components", {}).get(section, {})
    for candidate in (name, re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_")):
        if isinstance(named, dict) and candidate in named:
            return f"#/components/{section}/{candidate}"
    return None


def _escaped(pointer: str) -> str:
    return pointer.replace("%", "%25").replace(" ", "%20")


def _made_component(document: dict[str, Any], reference: str, section: str) -> str:
    """A component that holds what `reference` leads to; two references to one place give one component."""
    parts = split_pointer(reference)
    words = [
        part for part in parts if part not in ("components", "schemas", "properties", "paths", "content", "schema")
    ]
    stem = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(words[-3:])).strip("_") or "Shared"
    named = document.setdefault("components", {}).setdefault(section, {})
    value = resolve(document, reference)
    name = stem
    while name in named and named[name] != value:
        name += "_"
    named.setdefault(name, copy.deepcopy(value) if isinstance(value, dict) else {})
    return f"#/components/{section}/{name}"


def _is_circular(document: dict[str, Any], holder: dict[str, Any]) -> bool:
    """Whether references lead from here back to here with nothing but references between."""
    here: Any = holder
    for _ in range(60):
        if not is_reference(here):
            return False
        try:
            here = resolve(document, here["$ref"])
        except InputError:
            return False
    return True


def _take_away(holder: dict[str, Any], kind: str, place: Place, rule: Rule, notes: Notes) -> None:
    """Take a reference away that means nothing: a schema then allows anything, another object is left out."""
    notes.add(rule, f"{place.pointer}/$ref", holder["$ref"])
    words = holder.get("description")
    if kind in REFERENCES_WITH_SIBLINGS:
        del holder["$ref"]
        return
    holder.clear()
    if kind == "Response":
        holder["description"] = words if isinstance(words, str) else ""
    elif isinstance(place.container, dict):
        place.container.pop(str(place.key), None)
    elif isinstance(place.container, list):
        place.container[:] = [item for item in place.container if item is not holder]
