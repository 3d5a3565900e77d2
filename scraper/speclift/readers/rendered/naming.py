"""Schemas that a page prints under one title become one component; closed ones of that title refer to it.

Enters: a document whose schemas carry the title that the page prints (`x-title`). Leaves: the same with components.
Two drawings are of the same schema when the fields of one are among the other's and no type differs; where drawings of
one title contradict each other, each stays where it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from speclift.readers.rendered.notation import Schema, kind_of
from speclift.readers.rendered.samples import CLOSED, SAMPLED, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

TITLE: Final = "x-title"
_OF_USE: Final = ("description", "default", "deprecated", "examples", "readOnly", "writeOnly")
_HIDDEN: Final = frozenset({CLOSED, SAMPLED})


def name_components(document: Any, schemas: dict[str, Schema]) -> None:
    """Move the titled schemas of a document to `schemas`; the titles go."""
    drawings: dict[str, list[Schema]] = defaultdict(list)
    for schema in _titled(document):
        if name := _name(schema):
            drawings[name].append(schema)
    decided: set[str] = set()
    for name, several in drawings.items():
        whole = _united([one for one in several if not _HIDDEN & set(one) and _is_worth_a_name(one)])
        known = schemas.get(name)
        if known is not None and whole is not None:
            whole = _united([known, whole])
        elif known is not None:
            whole = known
        if whole is None or any(not _fits(one, whole) for one in several):
            continue
        whole.pop(TITLE, None)
        schemas[name] = whole
        decided.add(name)
    seen: set[int] = set()
    for part in (document, *(list(schema.values()) for schema in schemas.values())):
        _refer(part, decided, schemas, seen)


def _name(schema: Schema) -> str:
    """The name that a title gives a component, "" for none (a number, a value that may be null)."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "", str(schema.get(TITLE, "")))
    return "" if "null" in _kinds(schema) or name.isdigit() else name


def _refer(part: Any, decided: set[str], schemas: dict[str, Schema], seen: set[int]) -> None:
    """Put a reference in place of each drawing of a component, those inside components included."""
    if id(part) in seen:
        return
    seen.add(id(part))
    if isinstance(part, list):
        for value in part:
            _refer(value, decided, schemas, seen)
    elif isinstance(part, dict):
        name = _name(part)
        part.pop(TITLE, None)
        if name in decided:
            whole = schemas[name]
            kept: Schema = {key: part[key] for key in _OF_USE if key in part and part[key] != whole.get(key)}
            part.clear()
            part["$ref"] = f"#/components/schemas/{name}"
            part.update(kept)
            return
        for value in part.values():
            _refer(value, decided, schemas, seen)


def _titled(part: Any, above: frozenset[int] = frozenset()) -> Iterator[Schema]:
    """Innermost first, so that a component refers to the components inside it."""
    if id(part) in above:
        return
    if isinstance(part, dict):
        for value in list(part.values()):
            yield from _titled(value, above | {id(part)})
        if TITLE in part:
            yield part
    elif isinstance(part, list):
        for value in part:
            yield from _titled(value, above | {id(part)})


def _kinds(schema: Schema) -> list[str]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind] if kind else []


def _is_worth_a_name(schema: Schema) -> bool:
    return any(key in schema for key in ("properties", "enum", "oneOf", "anyOf", "allOf"))


def _united(several: list[Schema]) -> Schema | None:
    """All drawings as one; None where two contradict each other."""
    whole: Schema | None = None
    for one in several:
        plain = {key: value for key, value in one.items() if key not in _OF_USE}
        if whole is None:
            whole = plain
        elif not _fits(plain, whole) and not _fits(whole, plain):
            return None
        else:
            whole = merged(whole, plain)
            if whole is None:
                return None
    descriptions = {one.get("description") for one in several}
    if whole is not None and len(descriptions) == 1 and None not in descriptions:
        whole = {**whole, "description": descriptions.pop()}
    return whole


def _fits(one: Schema, whole: Schema) -> bool:
    """Whether a drawing shows nothing that the whole does not have."""
    kinds = kind_of(one), kind_of(whole)
    if all(kinds) and kinds[0] != kinds[1]:
        return False
    if _HIDDEN & set(one):
        return True
    if [str(value) for value in one.get("enum", ())] != [
        str(value) for value in whole.get("enum", ())
    ] and "enum" in one:
        return False
    names, all_names = one.get("properties", {}), whole.get("properties", {})
    return set(names) <= set(all_names)
