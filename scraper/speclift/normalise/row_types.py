"""A row's words to a type: scalars with their constraints, lists, references to objects.

Enters: a `RowMeaning`, the fields below the row, and the scope that knows the objects. Leaves: a `Type`. A name that no
article defines is wanted: examples may say later what it is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct
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
    Record,
    Reference,
    Scalar,
    ScalarKind,
    Type,
    children,
)
from speclift.model.rules import gaps, tables
from speclift.normalise.compositions import composed, composition_of, with_additional
from speclift.normalise.merging import merged_field
from speclift.normalise.names import constant, is_placeholder, singular
from speclift.normalise.notes import Evidence
from speclift.normalise.phrases.defaults import NO_VALUE, read_value
from speclift.normalise.phrases.values_below import values_below
from speclift.normalise.precedence import decide
from speclift.normalise.row_limits import constrained, ranged, sized, with_size
from speclift.normalise.row_meaning import Remark, RowMeaning, default_of

if TYPE_CHECKING:
    from speclift.model.raw import RawField
    from speclift.normalise.phrases.type_words import TypeWords
    from speclift.normalise.scope import Scope

_HOLD_SEVERAL = frozenset({"any", "name", "object", "union"})
"""Types of rows whose nameless rows are alternatives, whether or not their words say so."""

_SCALARS = frozenset({"string", "integer", "number", "boolean"})


def field_of(row: RawField, scope: Scope, *, parent: str, about: str, wire: bool = False) -> tuple[Field, RowMeaning]:
    """A row as a field, with what is below it. `wire`: the name stays as printed (`ids[]`), as a query sends it.

    The field is required when a label says so; who knows the table decides about rows without a label.
    """
    said, values = values_below(row)
    meaning = scope.meanings.of(said)
    within = _within(said, scope, parent=parent, about=about)
    below = within.named
    whole = _whole_of_parts(said, meaning, within)
    if whole is not None:
        type_ = whole.type
    elif (plain := _plain(meaning)) is not None and not below and within.additional is None:
        type_ = plain
    elif within.additional is not None and not below:
        type_ = MapOf(within.additional.type)
    else:
        below = _of_item(meaning, below)
        type_ = shape(meaning, below, scope, parent=parent, row=row, about=about)
        if within.additional is not None:
            type_ = with_additional(type_, within.additional.type)
    default, remark = (NO_VALUE, None) if meaning.default_words is None else default_of(meaning, _default_kind(type_))
    if meaning.remarks or remark:
        _remark((*meaning.remarks, *((remark,) if remark else ())), row, scope, about)
    if default is not NO_VALUE and default is not None:
        type_ = _with_default_allowed(type_, default, row, scope, about)
    field_ = Field(
        meaning.wire_name if wire else meaning.name,
        type_,
        meaning.description if remark is None else _with_words(meaning.description, remark),
        meaning.nullable or (whole is not None and whole.nullable),
        meaning.required is True,
        ABSENT if default is NO_VALUE else default,
        _examples(meaning, type_) if meaning.examples else (),
        meaning.deprecated,
        meaning.unit,
        (Fact(row, "row"), *(Fact(value, "value-below") for value in values)) if values else (Fact(row, "row"),),
    )
    if meaning.constraints:
        read_only, write_only = ("read_only" in meaning.constraints, "write_only" in meaning.constraints)
        field_ = replace(field_, read_only=read_only, write_only=write_only)
    if whole is not None:
        field_ = replace(
            field_,
            description=field_.description or whole.description,
            default=whole.default if field_.default is ABSENT else field_.default,
            examples=field_.examples or whole.examples,
        )
    if within.loose or below is not within.named:
        standing = {found.origin.place for inner in fields_within(type_) for found in facts_within(inner)}
        every = (found for one in (*within.named, *within.loose) for found in facts_within(one))
        field_ = replace(
            field_, facts=(*field_.facts, *(found for found in every if found.origin.place not in standing))
        )
    return field_, meaning


def _whole_of_parts(row: RawField, meaning: RowMeaning, within: _Within) -> Field | None:
    """What the nameless rows below a row make together, or a list of it; None for any other row."""
    if not within.nameless:
        return None
    is_several = len(within.nameless) > 1 and not within.named and meaning.words.base in _HOLD_SEVERAL
    if kind := composition_of(row.type) or ("any" if is_several else ""):
        return composed(kind, within.nameless)
    item = meaning.words.item if meaning.words.base == "array" else None
    if item is not None and (kind := composition_of(item.name)):
        one = composed(kind, within.nameless)
        inner = AnyOf((one.type, Scalar("null"))) if one.nullable else one.type
        return Field("", ListOf(inner))
    return None


class _Within(Struct, frozen=True):
    """What stands below a row: fields by name, parts without a name, and the type of every further key."""

    named: tuple[Field, ...] = ()
    nameless: tuple[Field, ...] = ()
    additional: Field | None = None

    @property
    def loose(self) -> tuple[Field, ...]:
        """What is no field of its own."""
        return (*self.nameless, *((self.additional,) if self.additional is not None else ()))


_NOTHING = _Within()


def _within(row: RawField, scope: Scope, *, parent: str, about: str) -> _Within:
    if not row.children:
        return _NOTHING
    named: list[Field] = []
    nameless: list[Field] = []
    additional = None
    for child in row.children:
        made, meaning = field_of(child, scope, parent=parent, about=f"{about}.{child.name}")
        if meaning.required is None and scope.marks_optional:
            made = replace(made, required=True)  # the page says of which rows they are optional
        if meaning.constraints.get("additional") or (is_placeholder(child.name) and len(row.children) == 1):
            additional = made
        elif child.name.strip():
            _add(named, made, child, scope, f"{about}.{child.name}")
        else:
            nameless.append(made)
    return _Within(tuple(named), tuple(nameless), additional)


def _add(fields: list[Field], field: Field, row: RawField, scope: Scope, about: str) -> None:
    """Add a field below a row. A second row for one says what the first leaves open; names stand once in an object."""
    position = next((number for number, known in enumerate(fields) if known.name == field.name), None)
    if position is None:
        fields.append(field)
        return
    known = fields[position]
    both = merged_field(known, field)
    scope.notes.note(
        tables.FIELD_DOCUMENTED_TWICE,
        about,
        *(Evidence(one.origin) for one in known.facts),
        Evidence(row),
        believed="the first row counts" if both is None else "one, with what both rows say",
    )
    if both is None:
        fields[position] = replace(known, facts=(*known.facts, *facts_within(field)))
    else:
        fields[position] = replace(both, required=known.required or field.required)


def _of_item(meaning: RowMeaning, below: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields below a list. Where the one row below it is its item (`orders` with `order`), those of the item."""
    words = meaning.words
    if words.base != "array" or len(below) != 1:
        return below
    (only,) = below
    names = {singular(meaning.name).lower(), *({words.item.name.lower()} if words.item is not None else ())}
    is_item = only.name.lower() in names or only.name in {"[]", "item", "items", "0"}
    return only.type.fields if is_item and isinstance(only.type, Record) and only.type.fields else below


@lru_cache(maxsize=16384)
def _plain(meaning: RowMeaning) -> Type | None:
    """The type of a row that names no object and has nothing to remark: the same in every version."""
    if meaning.words.base not in _SCALARS or meaning.ends is not None:
        return None
    made = constrained(_scalar(meaning.words, meaning), meaning)
    if meaning.size is None:
        return made
    if meaning.words.base == "boolean":
        return None
    return constrained(with_size(_scalar(meaning.words, meaning), meaning.size), meaning)


def _remark(remarks: tuple[Remark, ...], row: RawField, scope: Scope, about: str) -> None:
    for remark in remarks:
        scope.notes.note(remark.rule, about, Evidence(row), words=remark.words)


def facts_within(field: Field) -> tuple[Fact, ...]:
    """The facts of a field and of everything below it."""
    return (*field.facts, *(found for inner in fields_within(field.type) for found in facts_within(inner)))


def fields_within(made: Type) -> tuple[Field, ...]:
    """The fields that a type itself has, whatever lists and alternatives they stand in."""
    if isinstance(made, Record):
        return made.fields
    return tuple(field for inner in children(made) for field in fields_within(inner))


def shape(
    meaning: RowMeaning, below: tuple[Field, ...], scope: Scope, *, parent: str, row: RawField, about: str
) -> Type:
    """The type that a row's words mean."""
    made = _of_words(meaning.words, meaning, below, scope, parent=parent, row=row)
    if meaning.size is not None and isinstance(made, (Scalar, ListOf)):
        made = sized(made, meaning, row, scope, about)
    if meaning.ends is not None:
        made = ranged(made, meaning, row, scope, about)
    return constrained(made, meaning)


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
        if resolved is not None and not resolved.exact:
            scope.notes.note(
                tables.TYPE_TAKEN_FOR_ANOTHER, resolved.name, Evidence(row), words=words.name, type=resolved.name
            )
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
    if remark.rule is gaps.DEFAULT_REPEATS_NAME:
        sentence = words
    else:
        sentence = f"Default: {words}" + ("." if words[-1:].isalnum() else "")
    return f"{description}\n\n{sentence}" if description else sentence


def _with_default_allowed(made: Type, default: Any, row: RawField, scope: Scope, about: str) -> Type:
    """A default is a value that the server uses, so it is allowed, even where the list of allowed values lacks it."""
    if not isinstance(made, Scalar) or not made.choices or any(choice.value == default for choice in made.choices):
        return made
    decision = decide("default")
    if decision.outcome == "table":
        return made
    scope.notes.note(decision.rule, about, Evidence(row), default=default)
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
