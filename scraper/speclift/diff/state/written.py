"""Values as they are written where everything is text: a parameter, a header, a field of a form.

Enters: two schemas. Leaves: the effect of a change of type on the texts that may be written. A number, a truth value
and the same in quotes are one text there, and an array that repeats its name is, with one element, that element."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.diff.difference import Effect

if TYPE_CHECKING:
    from speclift.diff.state.comparison import Comparison
    from speclift.document.schema.leaves import Leaf
    from speclift.document.schema.schemas import Schema, Schemas

_SAYS_NOTHING = {"types", "null", "null-typed", "extensible", "default", "deprecated", "items", "properties"}


@dataclass(frozen=True, slots=True)
class _Texts:
    """A set of texts: `kinds` of scalars whose texts are all in it, the single `values`; `loose` where the set is
    smaller than it looks, because of constraints that are not looked into; `many` where a text may be repeated."""

    kinds: frozenset[str]
    values: frozenset[str] = frozenset()
    loose: bool = False
    many: bool = False


def text_effect(old: Schema, new: Schema, comparison: Comparison, *, repeated: bool = False) -> Effect | None:
    """The effect on the texts that may be written; None where values are not written as one text each. `repeated`:
    arrays are written as their elements."""
    before, after = _texts(old, comparison.old, repeated), _texts(new, comparison.new, repeated)
    if before is None or after is None:
        return None
    wider, narrower = _included(before, after), _included(after, before)
    if wider and narrower:
        return Effect.NONE
    return Effect.WIDENS if wider else Effect.NARROWS if narrower else Effect.DIFFERS


def _texts(schema: Schema, schemas: Schemas, repeated: bool) -> _Texts | None:
    texts_of_leaves = [_of_leaf(leaf, schemas, repeated) for leaf in schema.leaves]
    texts = [leaf_texts for leaf_texts in texts_of_leaves if leaf_texts is not None]
    if len(texts) < len(texts_of_leaves) or not texts:
        return None
    kinds = frozenset[str]().union(*(text.kinds for text in texts))
    values = frozenset[str]().union(*(text.values for text in texts))
    return _Texts(kinds, values, any(text.loose for text in texts), any(text.many for text in texts))


def _of_leaf(leaf: Leaf, schemas: Schemas, repeated: bool) -> _Texts | None:
    facts = leaf.facts.said
    if leaf.kind == "array" and repeated:
        items = facts.get("items")
        inner = _texts(schemas.read(items), schemas, False) if items else _Texts(frozenset({"string"}))
        if inner is None or facts.get("min-items", 0) > 1 or facts.get("max-items", 1) < 1:
            return None
        return _Texts(inner.kinds, inner.values, inner.loose, many=True)
    if leaf.kind not in ("string", "number", "boolean"):
        return None
    if "enum" in facts:
        return _Texts(frozenset(), frozenset(_written(value) for value in facts["enum"].values()))
    if leaf.kind == "boolean":
        return _Texts(frozenset(), frozenset({"true", "false"}))
    kinds = {"string"} if leaf.kind == "string" else set(facts.get("types", {"integer", "fraction"}))
    return _Texts(frozenset(kinds), loose=bool(facts.keys() - _SAYS_NOTHING))


def _written(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _included(one: _Texts, other: _Texts) -> bool:
    """Whether every text of a set is surely in another."""
    if one.many and not other.many:
        return False
    if other.loose:
        return False
    if "string" in other.kinds:
        return True
    numbers = {"integer"} if "integer" in other.kinds else set()
    in_kinds = all(value in other.values or (numbers and value.lstrip("-").isdigit()) for value in one.values)
    return one.kinds <= other.kinds and in_kinds
