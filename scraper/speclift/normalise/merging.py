"""Two descriptions of one thing, brought together: what either says is kept, nothing is replaced.

Enters: two fields (types, bodies) of one name that a page documents in two places. Leaves: one with the structure,
constraints and words of whichever has them, or None where they cannot both hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import (
    ABSENT,
    AnyOf,
    Anything,
    Field,
    ListOf,
    MapOf,
    Media,
    OneOf,
    Record,
    Reference,
    Scalar,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BOUNDS = (
    *("format", "minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "multiple_of"),
    *("min_length", "max_length", "pattern", "media_type"),
)


def merged_fields(
    one: Sequence[Field], other: Sequence[Field], required: Callable[[bool, bool], bool]
) -> tuple[Field, ...] | None:
    """The fields of both, by name, in the order of the first; None when one of them contradicts its namesake.

    `required` decides from what either side says; a field that one side lacks counts as not required there.
    """
    by_name = {field.name: field for field in other}
    fields = []
    for field in one:
        namesake = by_name.pop(field.name, None)
        if namesake is None:
            fields.append(replace(field, required=required(field.required, False)))
            continue
        both = merged_field(field, namesake)
        if both is None:
            return None
        fields.append(replace(both, required=required(field.required, namesake.required)))
    return (*fields, *(replace(field, required=required(False, field.required)) for field in by_name.values()))


def merged_field(one: Field, other: Field) -> Field | None:
    """One field of two rows for it; None when their types contradict each other."""
    type_ = merged_type(one.type, other.type)
    if type_ is None:
        return None
    words = [part for part in dict.fromkeys((one.description, other.description)) if part]
    longest = max(words, key=len, default="")
    return replace(
        one,
        type=type_,
        description=longest if all(part in longest for part in words) else "\n\n".join(words),
        nullable=one.nullable or other.nullable,
        required=one.required and other.required,
        default=other.default if one.default is ABSENT else one.default,
        examples=tuple(one.examples or other.examples),
        deprecated=one.deprecated or other.deprecated,
        unit=one.unit or other.unit,
        facts=tuple(dict.fromkeys((*one.facts, *other.facts))),
    )


def merged_type(one: Type, other: Type) -> Type | None:
    """The type that both say, the richer of the two in each part; None when they contradict each other."""
    if one == other or isinstance(other, Anything):
        return one
    match one, other:
        case Anything(), _:
            return other
        case Record(fields=(), parts=()), (Record() | MapOf() | Reference()):
            return other
        case ((Record() | MapOf() | Reference()), Record(fields=(), parts=())):
            return one
        case Record(fields=mine, parts=()), Record(fields=theirs, parts=()):
            fields = merged_fields(mine, theirs, lambda first, second: first or second)
            return None if fields is None else replace(one, fields=fields)
        case ListOf(item=mine), ListOf(item=theirs):
            item = merged_type(mine, theirs)
            return None if item is None else _bounded_list(replace(one, item=item), other)
        case ListOf(item=Record() | Anything() as mine), Record():
            # `lines | Object[]` in one table, and the fields of a line below `lines` in the other.
            item = merged_type(mine, other)
            return None if item is None else replace(one, item=item)
        case Record(), ListOf(item=Record() | Anything() as theirs):
            item = merged_type(one, theirs)
            return None if item is None else replace(other, item=item)
        case Scalar(kind="number"), Scalar(kind="integer", choices=()):
            return one
        case Scalar(kind="integer", choices=()), Scalar(kind="number"):
            return other
        case Scalar(kind=mine), Scalar(kind=theirs) if mine == theirs:
            missing = {name: getattr(other, name) for name in _BOUNDS if not _says(getattr(one, name))}
            choices = tuple({choice.value: choice for choice in (*other.choices, *one.choices)}.values())
            both = one.choices and other.choices
            return replace(one, **missing, choices=choices if both else one.choices or other.choices)
    return None


def _says(value: object) -> bool:
    return value is not None and value != ""


def _bounded_list(one: ListOf, other: Type) -> ListOf:
    if not isinstance(other, ListOf):
        return one
    return replace(
        one,
        min_items=other.min_items if one.min_items is None else one.min_items,
        max_items=other.max_items if one.max_items is None else one.max_items,
        unique=one.unique or other.unique,
    )


def either(one: Type | None, other: Type | None) -> Type | None:
    """A value that is of one type or of the other: one of them where it holds the other, else `anyOf`."""
    if one is None or other is None or one == other:
        return one or other
    if isinstance(one, Record) and isinstance(other, Record) and not one.parts and not other.parts:
        mine, theirs = ({field.name for field in record.fields} for record in (one, other))
        fields = merged_fields(one.fields, other.fields, lambda first, second: first and second)
        if fields is not None and (mine <= theirs or theirs <= mine) and mine and theirs:
            return Record(fields)
    options = [*_options(one)]
    options += [option for option in _options(other) if option not in options]
    return options[0] if len(options) == 1 else AnyOf(tuple(options))


def _options(made: Type) -> tuple[Type, ...]:
    return made.options if isinstance(made, (AnyOf, OneOf)) and not getattr(made, "discriminator", "") else (made,)


def told_apart(one: Type | None, other: Type | None) -> bool:
    """Whether a field with one value of its own in each tells two objects apart."""
    if not isinstance(one, Record) or not isinstance(other, Record):
        return False
    mine = {field.name: value for field in one.fields if (value := _constant(field.type)) is not None}
    theirs = {field.name: value for field in other.fields if (value := _constant(field.type)) is not None}
    return any(name in theirs and theirs[name] != value for name, value in mine.items())


def _constant(made: Type) -> object:
    return made.choices[0].value if isinstance(made, Scalar) and len(made.choices) == 1 else None


def joined_media(one: tuple[Media, ...], other: tuple[Media, ...]) -> tuple[Media, ...]:
    """The media of two answers under one status: of one media type both shapes, and all examples."""
    found = {media.media_type: media for media in one}
    for media in other:
        known = found.get(media.media_type)
        if known is None:
            found[media.media_type] = media
            continue
        examples = list(known.examples)
        facts = [*known.facts, *media.facts]
        for example in media.examples:
            if any(example.value == seen.value and type(example.value) is type(seen.value) for seen in examples):
                facts.extend(example.facts)
                continue
            name, number, names = example.name, 2, {seen.name for seen in examples}
            while name in names:
                name, number = f"{example.name}-{number}", number + 1
            examples.append(replace(example, name=name))
        found[media.media_type] = replace(
            known,
            type=either(known.type, media.type),
            nullable=known.nullable or media.nullable,
            examples=tuple(examples),
            facts=tuple(dict.fromkeys(facts)),
        )
    return tuple(found.values())
