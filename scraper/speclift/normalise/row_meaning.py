"""One row of a table, understood as far as its own words go.

Enters: `RawField`. Leaves: `RowMeaning`: name, type words, verbs, description without tags, constraints, enumeration,
default. Which object a name means is not decided here. The same words are read once, whatever version and article
they stand in.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from speclift.model.api import EnumValue
from speclift.model.rules import Rule, gaps, tables
from speclift.normalise.names import constant, words_of
from speclift.normalise.phrases import read_description
from speclift.normalise.phrases.constraints import read_constraints
from speclift.normalise.phrases.defaults import NO_VALUE, is_about_a_value, read_value
from speclift.normalise.phrases.described import described_type
from speclift.normalise.phrases.enumerations import Kind, Listed, read_allowed, read_meanings
from speclift.normalise.phrases.limits import LIMITS
from speclift.normalise.phrases.ranges import Ends, read_listed, read_range, read_size
from speclift.normalise.phrases.types import TypeWords, read_type
from speclift.normalise.phrases.verbs import read_verbs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawField
    from speclift.normalise.phrases.references import Mention


class Remark(Struct, frozen=True):
    """What a row says that it cannot mean: the rule that says so, and the words in question."""

    rule: Rule
    words: str


class RowMeaning(Struct, frozen=True, eq=False):
    """A row, understood. `default_words` stays as printed until the type is settled.

    Compared by identity: the same words are the same meaning.
    """

    name: str
    wire_name: str
    words: TypeWords
    description: str
    verbs: frozenset[str]
    required: bool | None
    deprecated: bool
    nullable: bool
    unit: str
    choices: tuple[EnumValue, ...]
    ends: Ends | None
    size: Ends | None
    default_words: str | None
    examples: tuple[str, ...]
    constraints: Mapping[str, Any]
    mentions: tuple[Mention, ...]
    remarks: tuple[Remark, ...]


_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})


def read_row(row: RawField, *, tagged: bool) -> RowMeaning:
    """Understand a row. `tagged`: the page marks fields with the verbs that they may be sent with."""
    return _read(
        row.name,
        row.type,
        row.required,
        row.deprecated,
        row.description,
        row.default,
        row.size,
        row.allowed,
        row.example,
        row.constraints,
        tagged,
    )


@lru_cache(maxsize=16384)
def _read(
    name: str,
    type_: str,
    required: bool | None,
    deprecated: bool,
    description: str,
    default: str | None,
    size: str | None,
    allowed: tuple[str, ...],
    example: str | None,
    constraints: tuple[tuple[str, str], ...],
    tagged: bool,
) -> RowMeaning:
    verbs, text = read_verbs(description) if tagged else (frozenset[str](), description)
    words = read_type(type_) if type_.strip() else described_type(text) or read_type("")
    said, unknown = read_constraints(constraints)
    remarks = [Remark(gaps.CONSTRAINT_UNKNOWN, f"{label}: {value}") for label, value in unknown]
    if unknown:
        text = "\n\n".join([text, *(f"{label}: {value}" for label, value in unknown)]).strip()
    extent = read_size(size) if size else said.get("size")
    if size and extent is None:
        if listed := read_listed(size):
            allowed = allowed or listed
        else:
            remarks.append(Remark(gaps.CONSTRAINT_UNKNOWN, f"Size: {size}"))
            text = "\n\n".join(part for part in (text, f"Size: {size}") if part)
    ends, values = _allowed(allowed)
    if not values and "const" in said:
        values = (Listed(said["const"]),)
    kind = _kind(words)
    if kind is None and words.base in {"any", "union"} and values:
        kind = "integer" if all(re.fullmatch(r"-?\d+", value.value) for value in values) else "string"
    meanings = read_meanings(text, kind) if kind is not None else ()
    choices, more = _choices(values or tuple(Listed(value) for value in _listed_by(words)), meanings, kind)
    remarks += more
    described = read_description(text, words.base if words.base == "array" else kind or "any")
    if ends is None and size is None and not LIMITS & said.keys():  # a label says it better than a sentence
        said = {name: value for name, value in described.items() if name in LIMITS} | said
    if required is None and words.required is None:
        required = described["required"]
    return RowMeaning(
        name=_plain_name(name),
        wire_name=name.strip(),
        words=words if not name.strip().endswith("[]") or words.base == "array" else TypeWords("array", item=words),
        description=text,
        verbs=verbs,
        required=words.required if required is None else required,
        deprecated=deprecated or described["deprecated"],
        nullable=words.nullable or bool(said.get("nullable")) or described["nullable"] or _is_null(default),
        unit=said.get("unit") or described["unit"],
        choices=choices,
        ends=ends or said.get("ends"),
        size=extent,
        default_words=described["default"] if default is None else default,
        examples=(*((example,) if example is not None else ()), *described["examples"]),
        constraints=said,
        mentions=described["mentions"],
        remarks=tuple(remarks),
    )


def _listed_by(words: TypeWords) -> tuple[str, ...]:
    """The values that a type expression lists, for a field or for the items of its list."""
    while words.item is not None and not words.choices:
        words = words.item
    return words.choices


def _plain_name(name: str) -> str:
    text = name.strip()
    text = re.sub(r"\A\[(.+)\]\Z", r"\1", text)
    return text[:-2] if text.endswith("[]") else text


def _is_null(default: str | None) -> bool:
    return default is not None and read_value(default, "any") is None


def _kind(words: TypeWords) -> Kind | None:
    """The kind of scalar that a field holds, or that each item of its list is."""
    while words.base == "array":
        if words.item is None:
            return "string"
        words = words.item
    return words.base if words.base in _SCALARS else None  # type: ignore[return-value]


def _allowed(printed: tuple[str, ...]) -> tuple[Ends | None, tuple[Listed, ...]]:
    if len(printed) == 1 and (ends := read_range(printed[0])) is not None:
        return ends, ()
    values: list[Listed] = []
    for value in read_allowed(printed):
        ends = read_range(value.value)
        low, high = ends or (None, None)
        if isinstance(low, int) and isinstance(high, int) and high - low < 64 and len(printed) > 1:
            values.extend(Listed(str(number)) for number in range(low, high + 1))
        else:
            values.append(value)
    return None, tuple(dict.fromkeys(values))


def _choices(
    allowed: tuple[Listed, ...], meanings: tuple[Listed, ...], kind: str | None
) -> tuple[tuple[EnumValue, ...], list[Remark]]:
    """Allowed values with their meanings in the description; values that only the description lists come last."""
    if kind is None:
        return (), []
    by_value = {meaning.value.lower(): meaning for meaning in reversed(meanings)}
    listed = [by_value.pop(value.value.lower(), value) if value.meaning == "" else value for value in allowed]
    listed = [Listed(value.value, meant.name, meant.meaning) for value, meant in zip(allowed, listed, strict=True)]
    rest = [meaning for meaning in meanings if meaning.value.lower() in by_value]
    remarks = []
    if allowed and rest:
        said = ", ".join(value.value for value in rest)
        remarks.append(Remark(tables.VALUES_ONLY_IN_DESCRIPTION, said))
    found: list[EnumValue] = []
    for entry in dict.fromkeys([*listed, *rest]):
        value = read_value(entry.value, kind) if kind != "string" else entry.value
        if value is NO_VALUE or any(choice.value == value for choice in found):
            continue
        found.append(EnumValue(value, _name(entry, kind), entry.meaning))
    return _distinct(found), remarks


def _name(entry: Listed, kind: str) -> str:
    if entry.name:
        return constant(entry.name)
    return constant(entry.value) if kind == "string" else constant(entry.meaning) if entry.meaning else ""


def _distinct(choices: list[EnumValue]) -> tuple[EnumValue, ...]:
    """The first of several values with one meaning keeps its name, others carry their value: additions rename none."""
    taken: set[str] = set()
    named = []
    for choice in choices:
        name = choice.name
        if name and name in taken:
            name = f"{name}_{constant(str(choice.value).replace('-', 'minus ')).removeprefix('VALUE_')}".rstrip("_")
        while name and name in taken:
            name += "_"
        taken.add(name)
        named.append(EnumValue(choice.value, name, choice.meaning))
    return tuple(named)


def _repeats_the_name(words: str, meaning: RowMeaning) -> bool:
    """Whether several words in the place of a default only say the field's name again (`Order Number` of `number`)."""
    own, said = set(words_of(meaning.name)), set(words_of(words))
    return " " in words.strip() and meaning.required is not False and own <= said and len(said) <= len(own) + 1


def default_of(meaning: RowMeaning, kind: str) -> tuple[Any, Remark | None]:
    """The default as a value of `kind`, or `NO_VALUE` with a remark when it is none."""
    if meaning.default_words is None:
        return NO_VALUE, None
    value = read_value(meaning.default_words, kind)
    if value is NO_VALUE and kind == "any":
        value = read_value(meaning.default_words, "string")
    if isinstance(value, str) and value in [choice.value for choice in meaning.choices]:
        return value, None
    if isinstance(value, str) and _repeats_the_name(value, meaning):
        rule = gaps.DEFAULT_REPEATS_NAME
    elif value is NO_VALUE or (isinstance(value, str) and is_about_a_value(meaning.default_words)):
        rule = gaps.DEFAULT_IS_WORDS
    else:
        return value, None
    return NO_VALUE, Remark(rule, meaning.default_words)
