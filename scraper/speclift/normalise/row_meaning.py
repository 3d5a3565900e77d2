"""One row of a table, understood as far as its own words go.

Enters: `RawField`. Leaves: `RowMeaning`: name, type words, verbs, description without tags, constraints, enumeration,
default. Which object a name means is not decided here. `RowMeanings` keeps what each row of a page means: the same
words are read once, whatever version and article they stand in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from speclift.model.api import EnumValue, ListOf, Scalar
from speclift.model.rules import Rule, gaps
from speclift.normalise.names import constant, words_of
from speclift.normalise.phrases import read_description
from speclift.normalise.phrases.constraints import read_constraints
from speclift.normalise.phrases.counts import counting, is_counted, is_whole
from speclift.normalise.phrases.defaults import NO_VALUE, is_about_a_value, read_list, read_value
from speclift.normalise.phrases.described import described_type
from speclift.normalise.phrases.enumerations import Kind, Listed, read_allowed, read_meanings
from speclift.normalise.phrases.ranges import Ends, read_listed, read_open_end, read_range, read_size
from speclift.normalise.phrases.type_words import TypeWords
from speclift.normalise.phrases.types import read_type
from speclift.normalise.phrases.values_below import values_below
from speclift.normalise.phrases.verbs import read_verbs
from speclift.normalise.precedence import decide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclift.model.raw import RawArticle, RawField
    from speclift.normalise.phrases.references import Mention


class Remark(Struct, frozen=True):
    """What a row says that it cannot mean: the rule that says so, and the words in question."""

    rule: Rule
    words: str


class RowMeaning(Struct, frozen=True, eq=False):
    """A row, understood. `default_words` stays as printed until the type is settled.

    Compared by identity: the same words of a page are the same meaning.
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


_LIMITS: Final = {*Scalar.__struct_fields__, *ListOf.__struct_fields__} - {
    *("kind", "choices", "format", "media_type", "pattern", "item", "unique")
}
"""Under these names a family of phrases limits a value: the limits that a type itself has."""
_SCALARS: Final = frozenset({"string", "integer", "number", "boolean"})
_SIGNED: Final = re.compile(r"([-+])(\w.*)", re.DOTALL)
_SIGNS: Final = {"-": "minus", "+": "plus"}


class RowMeanings:
    """What the rows of a page mean, read before anything is made of them.

    `tagged`: the page marks fields with the verbs that they may be sent with.
    """

    def __init__(self, articles: Iterable[RawArticle], *, tagged: bool) -> None:
        self._tagged = tagged
        self._by_words: dict[tuple[object, ...], RowMeaning] = {}
        sections = (section for article in articles for section in article.sections)
        for rows in {id(section.fields): section.fields for section in sections}.values():  # versions share tables
            self._read_all(rows)

    def _read_all(self, rows: Iterable[RawField]) -> None:
        for row in rows:
            self._read(row)
            without_values, _ = values_below(row)
            if without_values is not row:
                self._read(without_values)
            self._read_all(row.children)

    def _read(self, row: RawField) -> None:
        words = _words_of(row)
        if words not in self._by_words:
            self._by_words[words] = read_row(row, tagged=self._tagged)

    def of(self, row: RawField) -> RowMeaning:
        """What a row of the page means. Raises `KeyError` for a row that does not stand on it."""
        return self._by_words[_words_of(row)]


def _words_of(row: RawField) -> tuple[object, ...]:
    """All of a row that its meaning is made of."""
    return (
        *(row.name, row.type, row.required, row.deprecated, row.description, row.default),
        *(row.size, row.allowed, row.example, row.constraints),
    )


def read_row(row: RawField, *, tagged: bool) -> RowMeaning:
    """Understand a row. `tagged`: the page marks fields with the verbs that they may be sent with."""
    name, required, default = row.name, row.required, row.default
    size, allowed, example = row.size, row.allowed, row.example
    verbs, text = read_verbs(row.description) if tagged else (frozenset[str](), row.description)
    words = read_type(row.type) if row.type.strip() else described_type(text) or read_type("")
    if is_counted(name, text) and is_whole((default, size, *allowed)):
        words = counting(words)
    said, unknown = read_constraints(row.constraints)
    remarks = [Remark(gaps.CONSTRAINT_UNKNOWN, f"{label}: {value}") for label, value in unknown]
    if unknown:
        text = "\n\n".join([text, *(f"{label}: {value}" for label, value in unknown)]).strip()
    extent = read_size(size) if size else said.get("size")
    if size and extent is None:
        if open_end := read_open_end(size):
            said |= open_end
        elif listed := read_listed(size):
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
    meanings = read_meanings(text, kind or "string") if kind is not None or not row.type.strip() else ()
    if kind is None and words.base == "any" and meanings:
        kind = "string"
    choices, more = _choices(values or tuple(Listed(value) for value in _listed_by(words)), meanings, kind)
    remarks += more
    described = read_description(text, words.base if words.base == "array" else kind or "any")
    labelled = ends is not None or size is not None or bool(_LIMITS & said.keys())
    if decide("bounds", beside="a label" if labelled else "nothing").outcome == "yes":
        said = {name: value for name, value in described.items() if name in _LIMITS} | said
    if required is None and words.required is None:
        required = described["required"]
    return RowMeaning(
        name=plain_name(name),
        wire_name=name.strip(),
        words=words if not name.strip().endswith("[]") or words.base == "array" else TypeWords("array", item=words),
        description=text,
        verbs=verbs,
        required=words.required if required is None else required,
        deprecated=row.deprecated or described["deprecated"],
        nullable=words.nullable
        or bool(said.get("nullable"))
        or described["nullable"]
        or _is_null(default, "array" if words.base == "array" else kind or "any"),
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


def plain_name(name: str) -> str:
    """A field's name without the brackets that mark lists and optional rows."""
    text = name.strip()
    text = re.sub(r"\A\[(.+)\]\Z", r"\1", text)
    return text[:-2] if text.endswith("[]") else text


def _is_null(default: str | None, kind: str) -> bool:
    return default is not None and read_value(default, kind) is None


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
        decision = decide("enumeration", value="only described")
        if decision.rule is not None:
            remarks.append(Remark(decision.rule, ", ".join(value.value for value in rest)))
        rest = rest if decision.outcome == "both" else []
    enum_values: list[EnumValue] = []
    for entry in dict.fromkeys([*listed, *rest]):
        value = read_value(entry.value, kind) if kind != "string" else entry.value
        if value is NO_VALUE or any(choice.value == value for choice in enum_values):
            continue
        enum_values.append(EnumValue(value, _name(entry, kind), entry.meaning))
    return _distinct(enum_values), remarks


def _name(entry: Listed, kind: str) -> str:
    if entry.name:
        return constant(entry.name)
    if kind != "string":
        return constant(entry.meaning) if entry.meaning else ""
    signed = _SIGNED.fullmatch(entry.value)
    return constant(f"{_SIGNS[signed[1]]} {signed[2]}" if signed else entry.value)


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
    if value is NO_VALUE and kind == "array" and meaning.words.item is not None:
        value = read_list(meaning.default_words, meaning.words.item.base)
    if isinstance(value, str) and value in [choice.value for choice in meaning.choices]:
        return value, None
    if isinstance(value, str) and _repeats_the_name(value, meaning):
        rule = gaps.DEFAULT_REPEATS_NAME
    elif value is NO_VALUE or (isinstance(value, str) and is_about_a_value(meaning.default_words)):
        rule = gaps.DEFAULT_IS_WORDS
    else:
        return value, None
    return NO_VALUE, Remark(rule, meaning.default_words)
