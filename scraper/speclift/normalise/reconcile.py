"""A table and the recorded examples of the same value: what we believe when they differ.

Enters: a documented type and recorded values. Leaves: the type that both have. An example was recorded from the API,
or at least written by someone who looked at an answer, so it is believed over the table, one named rule for each way
to differ; every difference is a note that quotes both sides.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.model.api import (
    ABSENT,
    AnyOf,
    Anything,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Origin,
    Record,
    Reference,
    Scalar,
    Type,
    map_types,
)
from speclift.model.raw import RawField
from speclift.model.rules import Rule, tables
from speclift.normalise.described_fields import described
from speclift.normalise.names import constant
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import could_be, is_always_there, kind_of, observed_type
from speclift.normalise.phrases.bullets import read_bullets
from speclift.normalise.phrases.constraints import HIDDEN
from speclift.normalise.phrases.defaults import NO_VALUE, is_spelling_of, read_value
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.recorded_values import broken_bounds, is_json_text, with_choices
from speclift.normalise.row_meaning import read_row
from speclift.normalise.row_types import facts_within, fields_within
from speclift.normalise.scope import Observation, Scope, fact
from speclift.normalise.type_names import described_as, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRUNCATED: Final = 80


class Reconciler(Struct, frozen=True):
    """Settles what one article documents. `row` is the piece of the page that documents the value.

    `is_request`: the value is sent, so the table alone says what is required; of what is received the examples show it.
    """

    scope: Scope
    about: str
    row: Origin | None
    is_request: bool = False

    def reconcile(self, made: Type, seen: Sequence[Observation], name: str) -> tuple[Type, bool]:
        """The type that the table's and the examples' values have, and whether null was seen."""
        nullable = any(one.value is None for one in seen)
        there = [one for one in seen if one.value is not None]
        if not there:
            return made, nullable
        match made:
            case Anything():
                return observed_type([one.value for one in there], self.scope.recognise)[0], nullable
            case Scalar():
                return self._scalar(made, there, name), nullable
            case ListOf():
                return self._list(made, there, name), nullable
            case Record():
                return self._record(made, there, name), nullable
            case MapOf():
                return self._map(made, there, name), nullable
            case Reference():
                return self._reference(made, there, name), nullable
            case AnyOf(options=options):
                return self._any_of(options, there, name), nullable
            case OneOf():
                return made, nullable

    def _scalar(self, made: Scalar, seen: list[Observation], name: str) -> Type:
        fitting = [one for one in seen if _is_kind(one.value, made.kind)]
        other = [one for one in seen if not _is_kind(one.value, made.kind)]
        if self.is_request and all(is_spelling_of(one.value, made.kind) for one in other):
            other = []  # a sample that writes "true", or a placeholder, does not say what the server takes
        if other:
            if self._says_so_itself(other):
                shown, _ = observed_type([one.value for one in other], self.scope.recognise)
                return AnyOf((made, *(shown.options if isinstance(shown, AnyOf) else (shown,))))
            believed = self._other_kind(made, other, name)
            if not fitting:
                return believed
            made_ = self._bounded(self._chosen(made, fitting, name), fitting, name)
            return AnyOf((made_, *(believed.options if isinstance(believed, AnyOf) else (believed,))))
        return self._bounded(self._chosen(made, fitting, name), fitting, name)

    def _says_so_itself(self, seen: list[Observation]) -> bool:
        """Whether the row's own words tell of the other kind of value ("the shelf's number, or false when lent")."""
        words = self.row.description if isinstance(self.row, RawField) else ""
        shown = {json.dumps(one.value) for one in seen if not isinstance(one.value, (dict, list))}
        return any(re.search(rf"\bor\b[^.;]{{0,20}}(?<!\w){re.escape(value)}(?!\w)", words, re.I) for value in shown)

    def _other_kind(self, made: Scalar, seen: list[Observation], name: str) -> Type:
        values = [one.value for one in seen]
        if made.kind == "integer" and all(kind_of(value) == "number" for value in values):
            believed: Type = replace(made, kind="number", choices=())
        else:
            believed, _ = observed_type(values, self.scope.recognise)
            if isinstance(believed, Scalar) and made.choices:
                believed = with_choices(believed, made, values)
        self._contradicts(made.kind, seen[0], name, believed)
        return believed

    def _contradicts(self, documented: str, seen: Observation, name: str, believed: Type) -> None:
        self._note(
            tables.TYPE_CONTRADICTS_EXAMPLE,
            seen,
            name,
            documented=spoken(documented),
            shown=spoken(kind_of(seen.value)),
            type=spoken(described_as(believed)),
        )

    def _chosen(self, made: Scalar, seen: list[Observation], name: str) -> Scalar:
        if not made.choices:
            return made
        known = [choice.value for choice in made.choices]
        choices = list(made.choices)
        for one in seen:
            if one.value in known:
                continue
            known.append(one.value)
            similar = [choice for choice in choices if str(choice.value).lower() == str(one.value).lower()]
            if similar:
                choices[choices.index(similar[0])] = replace(similar[0], value=one.value)
                documented = similar[0].value
                self._note(tables.VALUE_SPELLED_OTHERWISE, one, name, documented=documented, value=one.value)
            else:
                choices.append(EnumValue(one.value, constant(str(one.value)) if isinstance(one.value, str) else ""))
                self._note(tables.VALUE_NOT_ALLOWED, one, name, value=one.value)
        return replace(made, choices=tuple(choices)) if len(known) > len(made.choices) else made

    def _bounded(self, made: Scalar, seen: list[Observation], name: str) -> Scalar:
        for one in seen:
            broken = broken_bounds(made, one.value)
            if broken:
                limits = ", ".join(sorted(broken))
                self._note(tables.CONSTRAINT_CONTRADICTS_EXAMPLE, one, name, broken=f"value breaks {limits}")
                made = replace(made, **broken)
        return made

    def _list(self, made: ListOf, seen: list[Observation], name: str) -> Type:
        lists = [one for one in seen if isinstance(one.value, list)]
        other = [one for one in seen if not isinstance(one.value, list)]
        if other and not lists:
            believed, _ = observed_type([one.value for one in other], self.scope.recognise)
            self._contradicts("array", other[0], name, believed)
            return believed
        items = [Observation(item, one.origin) for one in lists for item in one.value]
        item, null = self.reconcile(made.item, items, name)
        if null:
            item = AnyOf((item, Scalar("null")))
        for one in lists:
            if (
                not (made.min_items or 0)
                <= len(one.value)
                <= (made.max_items if made.max_items is not None else len(one.value))
            ):
                self._note(tables.CONSTRAINT_CONTRADICTS_EXAMPLE, one, name, broken="list has another length")
                made = replace(made, min_items=None, max_items=None)
        settled: Type = made if item is made.item else replace(made, item=item)
        if other:
            believed, _ = observed_type([one.value for one in other], self.scope.recognise)
            self._contradicts("array", other[0], name, believed)
            settled = AnyOf((settled, believed))
        return settled

    def _record(self, made: Record, seen: list[Observation], name: str) -> Type:
        objects = [one for one in seen if isinstance(one.value, dict)]
        other = [one for one in seen if not isinstance(one.value, dict)]
        if other:
            believed, _ = observed_type([one.value for one in other], self.scope.recognise)
            if (
                isinstance(believed, Scalar)
                and believed.kind == "string"
                and all(is_json_text(one.value) for one in other)
            ):
                believed = replace(believed, media_type="application/json")
            self._contradicts("object", other[0], name, believed)
            return believed if not objects else AnyOf((self._record(made, objects, name), believed))
        if not made.fields and not made.parts:
            observed = observed_type([one.value for one in objects], self.scope.recognise)[0]
            return without_required(observed) if self._hides_rows() else observed
        fields = self.fields(made.fields, objects)
        same = len(fields) == len(made.fields) and all(
            one is other for one, other in zip(fields, made.fields, strict=True)
        )
        return made if same else replace(made, fields=fields)

    def _hides_rows(self) -> bool:
        """Whether the page has rows for this object and does not show them: then their labels are unknown, too."""
        return isinstance(self.row, RawField) and any(label == HIDDEN for label, _ in self.row.constraints)

    def fields(self, made: Sequence[Field], seen: list[Observation]) -> tuple[Field, ...]:
        """Settle the fields of an object, each with what the examples hold under its name; examples may add fields."""
        return tuple(self.field(field, seen) for field in made) + self.added(made, seen)

    def field(self, made: Field, seen: list[Observation], *, optional: bool = False) -> Field:
        """Reconcile one field. Of what is received, the page's labels and the examples say whether it always comes."""
        row = next((one.origin for one in made.facts), self.row)
        having = [Observation(one.value[made.name], one.origin) for one in seen if made.name in one.value]
        path = f"{self.about}.{made.name}" if ": " in self.about else f"{self.about}: {made.name}"
        type_, null = Reconciler(self.scope, path, row, self.is_request).reconcile(made.type, having, made.name)
        nullable = made.nullable
        if isinstance(type_, Record) and made.description:
            introduction, bullets = read_bullets(made.description)
            explained = described(type_, bullets)
            if explained is not type_:
                type_, nullable = explained, nullable and may_be_null(introduction)
        whole = [one for one in seen if one.whole]
        label = read_row(row, tagged=self.scope.tagged).required if isinstance(row, RawField) else None
        required = self._always_comes(made.name, whole, False if optional else label)
        if null and not made.nullable:
            first = next(one for one in having if one.value is None)
            Reconciler(self.scope, path, row)._note(tables.NULL_UNDOCUMENTED, first, made.name)
        lacking = next((one for one in whole if made.name not in one.value), None)
        if label is True and not required and lacking is not None and not self.is_request:
            sides = (Evidence(row),) if row is not None else ()
            self.scope.notes.note(tables.REQUIRED_NOT_SHOWN, path, *sides, Evidence(lacking.origin))
        if self.is_request:
            required = made.required and (label is True or all(made.name in one.value for one in whole))
            if made.required and not required:
                evidence = next(one for one in whole if made.name not in one.value)
                rows = (Evidence(row),) if isinstance(row, RawField) else ()
                self.scope.notes.note(tables.SENT_WITHOUT_FIELD, path, *rows, Evidence(evidence.origin))
        facts = made.facts
        if type_ is not made.type and fields_within(made.type):
            kept = {found.origin.place for inner in fields_within(type_) for found in facts_within(inner)}
            below = (found for inner in fields_within(made.type) for found in facts_within(inner))
            facts = (*facts, *(found for found in below if found.origin.place not in kept))
        nullable = nullable or null
        default, description = made.default, made.description
        if type_ != made.type and default is not ABSENT and default is not None and not could_be(type_, [default]):
            default = read_value(str(default), type_.kind) if isinstance(type_, Scalar) else NO_VALUE
            if default is NO_VALUE:
                default = ABSENT
                sentence = f"Default: {json.dumps(made.default, ensure_ascii=False)}"
                description = f"{description}\n\n{sentence}" if description else sentence
        if type_ is made.type and nullable == made.nullable and required == made.required:
            return made
        return replace(
            made,
            type=type_,
            description=description,
            nullable=nullable,
            required=required,
            default=default,
            facts=facts,
        )

    def _always_comes(self, name: str, whole: Sequence[Observation], label: bool | None) -> bool:
        """Whether an answer always has a field: as the page says, unless an example refutes it.

        A page that marks optional rows says that the others are required; one that marks required rows says that the
        others are not. Where it marks nothing, several examples decide.
        """
        having = [one for one in whole if name in one.value]
        if label is not None or self.scope.marks_required:
            return label is True and len(having) == len(whole)
        if self.scope.marks_optional:
            return bool(whole) and len(having) == len(whole)
        return is_always_there(having, whole)

    def added(
        self, made: Sequence[Field], seen: list[Observation], known: frozenset[str] = frozenset()
    ) -> tuple[Field, ...]:
        """The fields that only examples have."""
        names = {field.name for field in made} | known
        whole = [one for one in seen if one.whole]
        found = []
        for name in dict.fromkeys(key for one in whole for key in one.value if key not in names):
            having = [one for one in whole if name in one.value]
            type_, null = observed_type([one.value[name] for one in having], self.scope.recognise)
            facts = (fact(having[0].origin, "field-only-in-example"),)
            found.append(
                Field(
                    name,
                    type_,
                    nullable=null,
                    required=is_always_there(having, whole) and not self.is_request,
                    facts=facts,
                )
            )
        if found:
            first = next(one for one in whole if found[0].name in one.value)
            value = {field.name: first.value[field.name] for field in found if field.name in first.value}
            types = ", ".join(f"{field.name} ({spoken(described_as(field.type))})" for field in found)
            listed = ", ".join(field.name for field in found)
            self._note(tables.FIELD_ONLY_IN_EXAMPLE, replace(first, value=value), "", fields=listed, types=types)
        return tuple(found)

    def _map(self, made: MapOf, seen: list[Observation], name: str) -> Type:
        objects = [one for one in seen if isinstance(one.value, dict)]
        if not objects:
            believed, _ = observed_type([one.value for one in seen], self.scope.recognise)
            self._contradicts("object", seen[0], name, believed)
            return believed
        values = [replace(one, value=value) for one in objects for value in one.value.values()]
        value, null = self.reconcile(made.value, values, name)
        return MapOf(AnyOf((value, Scalar("null"))) if null else value)

    def _reference(self, made: Reference, seen: list[Observation], name: str) -> Type:
        other = [one for one in seen if not isinstance(one.value, dict)]
        if not other:
            return made
        believed, _ = observed_type([one.value for one in other], self.scope.recognise)
        self._contradicts(made.name, other[0], name, believed)
        return believed if len(other) == len(seen) else AnyOf((made, believed))

    def _any_of(self, options: tuple[Type, ...], seen: list[Observation], name: str) -> Type:
        rest = seen
        settled = []
        for option in options:
            mine = [one for one in rest if _may_be(option, one.value)]
            rest = [one for one in rest if not _may_be(option, one.value)]
            settled.append(self.reconcile(option, mine, name)[0])
        if rest:
            believed, _ = observed_type([one.value for one in rest], self.scope.recognise)
            self._contradicts(" or ".join(described_as(option) for option in options), rest[0], name, believed)
            settled.append(believed)
        unique = tuple(dict.fromkeys(settled))
        return unique[0] if len(unique) == 1 else AnyOf(unique)

    def _note(self, rule: Rule, seen: Observation, name: str, **facts: object) -> None:
        value = json.dumps(seen.value, ensure_ascii=False)
        words = f"{json.dumps(name, ensure_ascii=False)}: {value}" if name else value
        if len(words) > _TRUNCATED:
            words = words[: _TRUNCATED - 1] + "…"
        sides = [Evidence(self.row)] if self.row is not None and self.row is not seen.origin else []
        self.scope.notes.note(rule, self.about, *sides, Evidence(seen.origin, words), **facts)


def without_required(made: Type) -> Type:
    """The same without required fields: one example does not tell what every answer has."""
    loose = map_types(made, without_required)
    if isinstance(loose, Record):
        return replace(loose, fields=tuple(replace(field, required=False) for field in loose.fields))
    return loose


def _is_kind(value: Any, kind: str) -> bool:
    found = kind_of(value)
    return found == kind or (kind == "number" and found == "integer")


def _may_be(option: Type, value: Any) -> bool:
    match option:
        case Scalar(kind=kind):
            return _is_kind(value, kind)
        case ListOf():
            return isinstance(value, list)
        case Anything():
            return True
    return isinstance(value, dict)
