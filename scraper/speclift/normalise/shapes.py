"""A row's words to a type: scalars with their constraints, lists, references to objects.

Enters: a `Reading`, the fields below the row, and the scope that knows the objects. Leaves: a `Type`. A name that no
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
    Choice,
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
from speclift.normalise.reading import Reading, Remark, default_of, read_row
from speclift.normalise.words.defaults import NO_VALUE, read_value
from speclift.normalise.words.values_below import values_below

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.scope import Scope
    from speclift.normalise.words.ranges import Ends
    from speclift.normalise.words.types import TypeWords

_SCALARS = frozenset({"string", "integer", "number", "boolean"})


def field_of(row: RawField, scope: Scope, *, parent: str, about: str, wire: bool = False) -> tuple[Field, Reading]:
    """A row as a field, with what is below it. `wire`: the name stays as printed (`ids[]`), as a query sends it.

    The field is required when a label says so; who knows the table decides about rows without a label.
    """
    said, values = values_below(row)
    reading = read_row(said, tagged=scope.tagged)
    below = tuple(
        field_of(child, scope, parent=parent, about=f"{about}.{child.name}")[0] for child in said.children if child.name
    )
    if (plain := _plain(reading)) is not None and not below:
        type_ = plain
    else:
        type_ = shape(reading, below, scope, parent=parent, row=row, about=about)
    default, remark = (NO_VALUE, None) if reading.default_words is None else default_of(reading, _default_kind(type_))
    if reading.remarks or remark:
        _remark((*reading.remarks, *((remark,) if remark else ())), row, scope, about)
    if default is not NO_VALUE and default is not None:
        type_ = _with_default_allowed(type_, default, row, scope, about)
    made = Field(
        reading.wire_name if wire else reading.name,
        type_,
        reading.description,
        reading.nullable,
        reading.required is True,
        ABSENT if default is NO_VALUE else default,
        _examples(reading, type_) if reading.examples else (),
        reading.deprecated,
        reading.unit,
        (Fact(row, "row"), *(Fact(value, "value-below") for value in values)) if values else (Fact(row, "row"),),
    )
    return made, reading


@lru_cache(maxsize=16384)
def _plain(reading: Reading) -> Type | None:
    """The type of a row that names no object and has nothing to remark: the same in every version."""
    if reading.words.base not in _SCALARS or reading.ends is not None:
        return None
    made = _constrained(_scalar(reading.words, reading), reading)
    if reading.size is None:
        return made
    if reading.words.base == "boolean":
        return None
    return _constrained(_with_size(_scalar(reading.words, reading), reading.size), reading)


def _remark(remarks: tuple[Remark, ...], row: RawField, scope: Scope, about: str) -> None:
    for one in remarks:
        scope.notes.note(
            one.rule,
            about,
            _MESSAGES.get(one.rule, "words that are no value").format(one.words),
            Evidence(row),
            kind="silent" if one.rule == "default-is-words" else "contradiction",
            severity="info",
            resolution=one.resolution,
        )


_MESSAGES = {
    "default-is-words": "the default {!r} is words about a value",
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


def shape(reading: Reading, below: tuple[Field, ...], scope: Scope, *, parent: str, row: RawField, about: str) -> Type:
    """The type that a row's words mean."""
    made = _of_words(reading.words, reading, below, scope, parent=parent, row=row)
    if reading.size is not None and isinstance(made, (Scalar, ListOf)):
        made = _sized(made, reading, row, scope, about)
    if reading.ends is not None:
        made = _ranged(made, reading, row, scope, about)
    return _constrained(made, reading)


def _of_words(
    words: TypeWords, reading: Reading, below: tuple[Field, ...], scope: Scope, *, parent: str, row: RawField
) -> Type:
    match words.base:
        case "array":
            if words.item is None:
                return ListOf(_unnamed_item(reading, below, scope, parent, row))
            return ListOf(_of_words(words.item, reading, below, scope, parent=parent, row=row))
        case "map":
            if below:
                return Record(below)
            return MapOf(
                _of_words(words.item, reading, (), scope, parent=parent, row=row) if words.item else Anything()
            )
        case "union":
            return _union(words, reading, below, scope, parent, row)
        case "null":
            return Scalar("null")
        case "binary":
            return Scalar("string", format="binary")
        case "string" | "integer" | "number" | "boolean":
            if below:
                return Record(below)
            return _scalar(words, reading)
    if below:
        return Record(below)
    if words.base == "name":
        resolved = scope.resolve(words.name, parent=parent, origin=row)
        return Reference(resolved.name if resolved else scope.want(words.name, row))
    if reading.choices and words.base == "any":
        kind: ScalarKind = "integer" if all(isinstance(choice.value, int) for choice in reading.choices) else "string"
        return Scalar(kind, choices=reading.choices)
    return _mentioned(reading, scope, parent, row) or (Record() if words.base == "object" else Anything())


def _unnamed_item(reading: Reading, below: tuple[Field, ...], scope: Scope, parent: str, row: RawField) -> Type:
    if below:
        return Record(below)
    if reading.choices:
        return Scalar("string", choices=reading.choices)
    return _mentioned(reading, scope, parent, row) or Anything()


def _mentioned(reading: Reading, scope: Scope, parent: str, row: RawField) -> Type | None:
    resolved = scope.resolve_mention(reading.mentions, parent=parent, origin=row)
    if resolved is not None:
        return Reference(resolved.name)
    sure = [mention.name for mention in reading.mentions if mention.sure and mention.name.startswith("Object")]
    return Reference(scope.want(sure[0], row, is_object=reading.words.base in {"object", "array"})) if sure else None


def _union(
    words: TypeWords, reading: Reading, below: tuple[Field, ...], scope: Scope, parent: str, row: RawField
) -> Type:
    if below and all(option.base in _SCALARS for option in words.options):
        return Record(below)
    options = tuple(
        dict.fromkeys(_of_words(option, reading, below, scope, parent=parent, row=row) for option in words.options)
    )
    return options[0] if len(options) == 1 else AnyOf(options)


def _scalar(words: TypeWords, reading: Reading) -> Scalar:
    kind: ScalarKind = words.base  # type: ignore[assignment]
    choices = tuple(choice for choice in reading.choices if _is_kind(choice.value, kind)) if kind != "boolean" else ()
    return Scalar(kind, format=words.format, choices=choices, minimum=words.minimum, max_length=words.max_length)


def _is_kind(value: Any, kind: ScalarKind) -> bool:
    if kind == "string":
        return isinstance(value, str)
    return isinstance(value, int if kind == "integer" else (int, float)) and not isinstance(value, bool)


def _sized(made: Scalar | ListOf, reading: Reading, row: RawField, scope: Scope, about: str) -> Type:
    low, high = reading.size or (None, None)
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


def _ranged(made: Type, reading: Reading, row: RawField, scope: Scope, about: str) -> Type:
    low, high = reading.ends or (None, None)
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


def _constrained(made: Type, reading: Reading) -> Type:
    said = reading.constraints
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
        made, choices=(*made.choices, Choice(default, constant(str(default)) if isinstance(default, str) else ""))
    )


def _examples(reading: Reading, made: Type) -> tuple[Any, ...]:
    if not reading.examples:
        return ()
    kind = _default_kind(made)
    values = (read_value(words, kind) for words in reading.examples)
    allowed = {choice.value for choice in made.choices} if isinstance(made, Scalar) and made.choices else None
    return tuple(
        value
        for value in values
        if value is not NO_VALUE and value is not None and (allowed is None or value in allowed)
    )
