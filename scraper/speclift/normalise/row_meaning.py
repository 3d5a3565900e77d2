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
from speclift.normalise.names import constant, words_of
from speclift.normalise.phrases.constraints import read_constraints
from speclift.normalise.phrases.defaults import NO_VALUE, is_about_a_value, read_value
from speclift.normalise.phrases.described import described_type
from speclift.normalise.phrases.enumerations import Kind, Listed, read_allowed, read_meanings
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.phrases.ranges import Ends, read_range, read_size
from speclift.normalise.phrases.references import Mention, mentions
from speclift.normalise.phrases.types import TypeWords, read_type
from speclift.normalise.phrases.units import read_unit
from speclift.normalise.phrases.verbs import read_verbs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawField


class Remark(Struct, frozen=True):
    """What a row says that it cannot mean: a rule id, the words in question, and what was made of them."""

    rule: str
    words: str
    resolution: str


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
_EXAMPLE: Final = re.compile(r"\(\s*(?:example|e\.g\.|ex\.)\s*[:,]?\s*(\"[^\"]+\"|`[^`]+`|'[^']+')\s*\)", re.IGNORECASE)
_REQUIRED_WORDS: Final = re.compile(r"\A\s*[(\[]?(?:required|mandatory)[)\]]?\s*[.:,]", re.IGNORECASE)
_OPTIONAL_WORDS: Final = re.compile(
    r"\A\s*[(\[]?optional[)\]]?\s*[.:,]|[(\[]optional[)\]]"
    r"|\b(?:this|the) (?:field|parameter|property) is optional\b|\bmay be absent\b",
    re.IGNORECASE,
)
_DEPRECATED: Final = re.compile(
    r"\A[*_`]*DEPRECATED\b|\b(?:is|are) deprecated\b|\A[(\[]?deprecated[)\].:]", re.IGNORECASE
)


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
    remarks = [Remark("constraint-unknown", f"{label}: {value}", "kept in the description") for label, value in unknown]
    if unknown:
        text = "\n\n".join([text, *(f"{label}: {value}" for label, value in unknown)]).strip()
    ends, values = _allowed(allowed)
    kind = _kind(words)
    if kind is None and words.base in {"any", "union"} and values:
        kind = "integer" if all(re.fullmatch(r"-?\d+", value.value) for value in values) else "string"
    meanings = read_meanings(text, kind) if kind is not None else ()
    choices, more = _choices(values or tuple(Listed(value) for value in words.choices), meanings, kind)
    remarks += more
    if required is None and words.required is None:
        required = True if _REQUIRED_WORDS.search(text) else False if _OPTIONAL_WORDS.search(text) else None
    return RowMeaning(
        name=_plain_name(name),
        wire_name=name.strip(),
        words=words if not name.strip().endswith("[]") or words.base == "array" else TypeWords("array", item=words),
        description=text,
        verbs=verbs,
        required=words.required if required is None else required,
        deprecated=deprecated or _DEPRECATED.search(text) is not None,
        nullable=words.nullable or bool(said.get("nullable")) or may_be_null(text) or _is_null(default),
        unit=said.get("unit") or (read_unit(text) if kind != "boolean" else ""),
        choices=choices,
        ends=ends or said.get("ends"),
        size=read_size(size) if size else said.get("size"),
        default_words=default,
        examples=tuple(_examples(example, text)),
        constraints=said,
        mentions=mentions(text),
        remarks=tuple(remarks),
    )


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
        remarks.append(Remark("values-only-in-description", said, "these values are allowed as well"))
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


def _examples(printed: str | None, description: str) -> list[str]:
    found = [printed] if printed is not None else []
    found.extend(match.strip("\"'`") for match in _EXAMPLE.findall(description))
    return found


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
        rule = "default-repeats-name"
    elif value is NO_VALUE or (isinstance(value, str) and is_about_a_value(meaning.default_words)):
        rule = "default-is-words"
    else:
        return value, None
    return NO_VALUE, Remark(rule, meaning.default_words, "no default; the words stand in the description")
