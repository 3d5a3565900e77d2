"""A row's words to a type: scalars with their constraints, lists, references to objects.

Enters: a `RowMeaning`, the fields below the row, and the scope that knows the objects. Leaves: a `Type`. A name that no
article defines is wanted: examples may say later what it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from speclift.model.api import (
    ABSENT,
    AnyOf,
    Anything,
    EnumValue,
    Fact,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Type,
)
from speclift.normalise.names import constant
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.defaults import NO_VALUE, read_value
from speclift.normalise.phrases.values_below import values_below
from speclift.normalise.row_meaning import Remark, RowMeaning, default_of, read_row

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.phrases.ranges import Ends
    from speclift.normalise.phrases.types import TypeWords
    from speclift.normalise.scope import Scope

_SCALARS = frozenset({"string", "integer", "number", "boolean"})


def field_of(row: RawField, scope: Scope, *, parent: str, about: str, wire: bool = False) -> tuple[Field, RowMeaning]:
    """A row as a field, with what is below it. `wire`: the name stays as printed (`ids[]`), as a query sends it.

    The field is required when a label says so; who knows the table decides about rows without a label.
    """
    said, values = values_below(row)
    meaning = read_row(said, tagged=scope.tagged)
    below = tuple(
        field_of(child, scope, parent=parent, about=f"{about}.{child.name}")[0] for child in said.children if child.name
    )
    if (plain := _plain(meaning)) is not None and not below:
        type_ = plain
    else:
        type_ = shape(meaning, below, scope, parent=parent, row=row, about=about)
    default, remark = (NO_VALUE, None) if meaning.default_words is None else default_of(meaning, _default_kind(type_))
    if meaning.remarks or remark:
        _remark((*meaning.remarks, *((remark,) if remark else ())), row, scope, about)
    if default is not NO_VALUE and default is not None:
        type_ = _with_default_allowed(type_, default, row, scope, about)
    made = Field(
        meaning.wire_name if wire else meaning.name,
        type_,
        meaning.description if remark is None else _with_words(meaning.description, remark),
        meaning.nullable,
        meaning.required is True,
        ABSENT if default is NO_VALUE else default,
        _examples(meaning, type_) if meaning.examples else (),
        meaning.deprecated,
        meaning.unit,
        (Fact(row, "row"), *(Fact(value, "value-below") for value in values)) if values else (Fact(row, "row"),),
    )
    return made, meaning


@lru_cache(maxsize=16384)
def _plain(meaning: RowMeaning) -> Type | None:
    """The type of a row that names no object and has nothing to remark: the same in every version."""
    if meaning.words.base not in _SCALARS or meaning.ends is not None:
        return None
    made = _constrained(_scalar(meaning.words, meaning), meaning)
    if meaning.size is None:
        return made
    if meaning.words.base == "boolean":
        return None
    return _constrained(_with_size(_scalar(meaning.words, meaning), meaning.size), meaning)


def _remark(remarks: tuple[Remark, ...], row: RawField, scope: Scope, about: str) -> None:
    for one in remarks:
        scope.notes.note(
            one.rule,
            about,
            _MESSAGES.get(one.rule, "words that are no value").format(one.words),
            Evidence(row),
            kind="silent" if one.rule.startswith("default-") else "contradiction",
            severity="info",
            resolution=one.resolution,
        )


_MESSAGES = {
    "default-repeats-name": "the default {!r} says the field's name again",
    "default-is-words": "the default {!r} is no value of that type",
    "values-only-in-description": "the description lists values that the allowed values lack: {}",
    "constraint-unknown": "a label that no rule knows: {}",
}


def facts_within(field: Field) -> tuple[Fact, ...]:
    """The facts of a field and of everything below it."""
    return (*field.facts, *(found for inner in fields_within(field.type) for found in facts_within(inner)))


def fields_within(made: Type) -> tuple[Field, ...]:
    """The fields that a type itself has, whatever lists and alternatives they stand in."""
    match made:
        case Record(fields=fields):
            return fields
        case ListOf(item=inner) | MapOf(value=inner):
            return fields_within(inner)
        case AnyOf(options=options) | OneOf(options=options):
            return tuple(field for option in options for field in fields_within(option))
    return ()


def shape(
    meaning: RowMeaning, below: tuple[Field, ...], scope: Scope, *, parent: str, row: RawField, about: str
) -> Type:
    """The type that a row's words mean."""
    made = _of_words(meaning.words, meaning, below, scope, parent=parent, row=row)
    if meaning.size is not None and isinstance(made, (Scalar, ListOf)):
        made = _sized(made, meaning, row, scope, about)
    if meaning.ends is not None:
        made = _ranged(made, meaning, row, scope, about)
    return _constrained(made, meaning)


def _of_words(
    words: TypeWords, meaning: RowMeaning, below: tuple[Field, ...], scope: Scope, *, parent: str, row: RawField
) -> Type:
    match words.base:
        case "array":
            if words.item is None:
                return ListOf(_unnamed_item(meaning, below, scope, parent, row))
            return ListOf(_of_words(words.item, meaning, below, scope, parent=parent, row=row))
        case "map":
            if below:
                return Record(below)
            return MapOf(
                _of_words(words.item, meaning, (), scope, parent=parent, row=row) if words.item else Anything()
            )
        case "union":
            return _union(words, meaning, below, scope, parent, row)
        case "null":
            return Scalar("null")
        case "binary":
            return Scalar("string", format="binary")
        case "string" | "integer" | "number" | "boolean":
            if below:
                return Record(below)
            return _scalar(words, meaning)
    if below:
        return Record(below)
    if words.base == "name":
        resolved = scope.resolve(words.name, parent=parent, origin=row)
        return Reference(resolved.name if resolved else scope.reference_undefined(words.name, row))
    if meaning.choices and words.base == "any":
        kind: ScalarKind = "integer" if all(isinstance(choice.value, int) for choice in meaning.choices) else "string"
        return Scalar(kind, choices=meaning.choices)
    return _mentioned(meaning, scope, parent, row) or (Record() if words.base == "object" else Anything())


def _unnamed_item(meaning: RowMeaning, below: tuple[Field, ...], scope: Scope, parent: str, row: RawField) -> Type:
    if below:
        return Record(below)
    if meaning.choices:
        return Scalar("string", choices=meaning.choices)
    return _mentioned(meaning, scope, parent, row) or Anything()


def _mentioned(meaning: RowMeaning, scope: Scope, parent: str, row: RawField) -> Type | None:
    resolved = scope.resolve_mention(meaning.mentions, parent=parent, origin=row)
    if resolved is not None:
        return Reference(resolved.name)
    sure = [mention.name for mention in meaning.mentions if mention.sure and mention.name.startswith("Object")]
    return (
        Reference(scope.reference_undefined(sure[0], row, is_object=meaning.words.base in {"object", "array"}))
        if sure
        else None
    )


def _union(
    words: TypeWords, meaning: RowMeaning, below: tuple[Field, ...], scope: Scope, parent: str, row: RawField
) -> Type:
    if below and all(option.base in _SCALARS for option in words.options):
        return Record(below)
    options = tuple(
        dict.fromkeys(_of_words(option, meaning, below, scope, parent=parent, row=row) for option in words.options)
    )
    return options[0] if len(options) == 1 else AnyOf(options)


def _scalar(words: TypeWords, meaning: RowMeaning) -> Scalar:
    kind: ScalarKind = words.base  # type: ignore[assignment]
    choices = tuple(choice for choice in meaning.choices if _is_kind(choice.value, kind)) if kind != "boolean" else ()
    return Scalar(kind, format=words.format, choices=choices, minimum=words.minimum, max_length=words.max_length)


def _is_kind(value: Any, kind: ScalarKind) -> bool:
    if kind == "string":
        return isinstance(value, str)
    return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(value, bool)


def _sized(made: Scalar | ListOf, meaning: RowMeaning, row: RawField, scope: Scope, about: str) -> Type:
    low, high = meaning.size or (None, None)
    if isinstance(made, ListOf):
        return replace(made, min_items=_whole(low), max_items=_whole(high))
    if made.kind in {"string", "integer", "number"}:
        return _with_size(made, (low, high))
    scope.notes.note("size-of-boolean", about, "a size range on a boolean", Evidence(row), resolution="left out")
    return made


def _with_size(made: Scalar, size: Ends) -> Scalar:
    """A text's size counts characters, a number's is its value."""
    low, high = size
    if made.kind == "string":
        return replace(made, min_length=_whole(low), max_length=_whole(high))
    return replace(made, minimum=low, maximum=high)


def _ranged(made: Type, meaning: RowMeaning, row: RawField, scope: Scope, about: str) -> Type:
    low, high = meaning.ends or (None, None)
    if isinstance(made, Scalar) and made.kind in {"integer", "number"}:
        return replace(made, minimum=low, maximum=high)
    if isinstance(made, Scalar) and made.kind == "string":
        scope.notes.note(
            "range-of-text-is-length",
            about,
            f"the allowed values of a text are a range: {row.allowed[0]}",
            Evidence(row),
            resolution="taken for its length",
        )
        return replace(made, min_length=_whole(low), max_length=_whole(high))
    if isinstance(made, ListOf) and isinstance(made.item, Scalar) and made.item.kind in {"integer", "number"}:
        return replace(made, item=replace(made.item, minimum=low, maximum=high))
    if isinstance(made, Anything):
        return Scalar(
            "number" if isinstance(low, float) or isinstance(high, float) else "integer", minimum=low, maximum=high
        )
    scope.notes.note(
        "range-of-object", about, "a range on a value that has no order", Evidence(row), resolution="left out"
    )
    return made


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number >= 0 else None


_SCALAR_FACTS = {
    "string": ("min_length", "max_length", "pattern", "format"),
    "integer": ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "format"),
    "number": ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of", "format"),
}


def _constrained(made: Type, meaning: RowMeaning) -> Type:
    said = meaning.constraints
    if not said:
        return made
    if isinstance(made, ListOf):
        return replace(made, **{name: said[name] for name in ("min_items", "max_items", "unique") if name in said})
    if isinstance(made, Scalar):
        known = {name: said[name] for name in _SCALAR_FACTS.get(made.kind, ()) if name in said}
        if made.kind == "string":  # "min 3" of a text counts its characters
            for label, name in (("minimum", "min_length"), ("maximum", "max_length")):
                if label in said and name not in known and (count := _whole(said[label])) is not None:
                    known[name] = count
        return replace(made, **known)
    return made


def _default_kind(made: Type) -> str:
    match made:
        case Scalar(kind=kind):
            return kind
        case ListOf():
            return "array"
        case Record() | MapOf() | Reference():
            return "object"
    return "any"


def _with_words(description: str, remark: Remark) -> str:
    """A description that ends with what is printed in the place of a default and is no value."""
    words = remark.words.strip()
    sentence = (
        words if remark.rule == "default-repeats-name" else f"Default: {words}" + ("." if words[-1:].isalnum() else "")
    )
    return f"{description}\n\n{sentence}" if description else sentence


def _with_default_allowed(made: Type, default: Any, row: RawField, scope: Scope, about: str) -> Type:
    """A default is a value that the server uses, so it is allowed, even where the list of allowed values lacks it."""
    if not isinstance(made, Scalar) or not made.choices or any(choice.value == default for choice in made.choices):
        return made
    scope.notes.note(
        "default-not-allowed",
        about,
        f"the default {default!r} is not among the allowed values",
        Evidence(row),
        resolution="the default is allowed as well",
    )
    return replace(
        made, choices=(*made.choices, EnumValue(default, constant(str(default)) if isinstance(default, str) else ""))
    )


def _examples(meaning: RowMeaning, made: Type) -> tuple[Any, ...]:
    if not meaning.examples:
        return ()
    kind = _default_kind(made)
    values = (_example_value(words, kind) for words in meaning.examples)
    allowed = {choice.value for choice in made.choices} if isinstance(made, Scalar) and made.choices else None
    return tuple(
        value
        for value in values
        if value is not NO_VALUE and value is not None and (allowed is None or value in allowed)
    )


def _example_value(words: str, kind: str) -> Any:
    value = read_value(words, kind)
    # Where the page names no type, words are a text.
    return words.strip() if value is NO_VALUE and kind == "any" else value
