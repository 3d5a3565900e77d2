"""A table and the recorded examples of the same value: what we believe when they differ.

Enters: a documented type and recorded values. Leaves: the type that both have. Who is believed stands in
`precedence.ROWS`; every difference is a note that quotes both sides.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from speclift.model.api import (
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
)
from speclift.model.raw import RawField
from speclift.normalise.described_fields import described
from speclift.normalise.names import constant
from speclift.normalise.notes import Evidence
from speclift.normalise.observed import (
    Recognise,
    is_always_there,
    is_kind,
    kind_of,
    may_be,
    observed_type,
    without_required,
)
from speclift.normalise.phrases.bullets import read_bullets
from speclift.normalise.phrases.constraints import HIDDEN
from speclift.normalise.phrases.defaults import is_spelling_of, stands_for_any
from speclift.normalise.phrases.nulls import may_be_null
from speclift.normalise.phrases.types import read_type
from speclift.normalise.precedence import Precedence, decide
from speclift.normalise.recorded_values import (
    broken_bounds,
    default_of_type,
    is_json_text,
    values_of_rows,
    with_choices,
    with_shown_format,
)
from speclift.normalise.row_types import facts_within, fields_within
from speclift.normalise.scope import Observation, Scope, fact
from speclift.normalise.type_names import described_as, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclift.model.rules import Rule

_TRUNCATED: Final = 80


class Reconciler(Struct, frozen=True):
    """Settles what one article documents. `row` is the piece of the page that documents the value,
    `recognise` gives the component that a recorded object is.

    `is_request`: the value is sent, so the table alone says what is required; of what is received the examples show it.
    """

    scope: Scope
    recognise: Recognise
    about: str
    row: Origin | None
    is_request: bool = False

    def reconcile(self, made: Type, seen: Sequence[Observation], name: str) -> tuple[Type, bool]:
        """The type that the table's and the examples' values have, and whether null was seen."""
        nullable = any(observation.value is None for observation in seen)
        there = [observation for observation in seen if observation.value is not None]
        if not there:
            return made, nullable
        match made:
            case Anything():
                decision = decide("type", documented="nothing", shown="another type")
                return (self._shown_type(there) if decision.outcome == "example" else made), nullable
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

    def _shown_type(self, seen: Sequence[Observation]) -> Type:
        return observed_type([observation.value for observation in seen], self.recognise)[0]

    def _scalar(self, scalar: Scalar, seen: list[Observation], name: str) -> Type:
        fitting = [observation for observation in seen if is_kind(observation.value, scalar.kind)]
        other = [observation for observation in seen if not is_kind(observation.value, scalar.kind)]
        decision = decide("type", documented="a type", shown=self._difference(scalar, fitting, other))
        if decision.outcome == "table":
            return self._bounded(self._chosen(scalar, fitting, name), fitting, name)
        believed = self._other_kind(scalar, other or fitting)
        if decision.outcome == "both":
            kept = self._bounded(self._chosen(scalar, fitting, name), fitting, name)
            believed = AnyOf((kept, *(believed.options if isinstance(believed, AnyOf) else (believed,))))
        self._contradicts(decision, scalar.kind, other or fitting, name, believed)
        return believed

    def _difference(self, scalar: Scalar, fitting: list[Observation], other: list[Observation]) -> str:
        """What examples show of a scalar's type, as `precedence` calls it."""
        if not other:
            return "that type"
        if self.is_request and all(is_spelling_of(one.value, scalar.kind) for one in other):
            return "its spelling"  # a sample that writes "true", or a placeholder, does not say what the server takes
        if self._says_so_itself(other):
            return "described"
        if scalar.kind == "integer" and all(kind_of(one.value) == "number" for one in other):
            counts = isinstance(self.row, RawField) and read_type(self.row.type).base == "number"
            return "a fraction of a count" if counts else "a fraction"
        is_scalar = not scalar.choices and not any(isinstance(one.value, (dict, list)) for one in other)
        return "both types" if fitting else "another scalar" if is_scalar else "another type"

    def _says_so_itself(self, seen: list[Observation]) -> bool:
        """Whether the row's own words tell of the other kind of value ("the shelf's number, or false when lent")."""
        words = self.row.description if isinstance(self.row, RawField) else ""
        values = (observation.value for observation in seen)
        shown = {json.dumps(value) for value in values if not isinstance(value, (dict, list))}
        return any(re.search(rf"\bor\b[^.;]{{0,20}}(?<!\w){re.escape(value)}(?!\w)", words, re.I) for value in shown)

    def _other_kind(self, scalar: Scalar, seen: list[Observation]) -> Type:
        values = [observation.value for observation in seen]
        if scalar.kind == "integer" and all(kind_of(value) == "number" for value in values):
            return replace(scalar, kind="number", choices=())
        believed = self._shown_type(seen)
        return with_choices(believed, scalar, values) if isinstance(believed, Scalar) and scalar.choices else believed

    def _contradicts(
        self, decision: Precedence, documented: str, seen: Sequence[Observation], name: str, believed: Type
    ) -> None:
        self._note(
            decision.rule,
            seen[0],
            name,
            documented=spoken(documented),
            shown=spoken(kind_of(seen[0].value)),
            type=spoken(described_as(believed)),
        )

    def _otherwise(
        self, documented: str, fits: Type | None, other: Sequence[Observation], name: str, shown: Type | None = None
    ) -> Type:
        """The type of a value that some examples show otherwise; `fits` is that of the examples that agree, if any."""
        believed = shown or self._shown_type(other)
        decision = decide("type", documented="a type", shown="another type" if fits is None else "both types")
        self._contradicts(decision, documented, other, name, believed)
        return believed if fits is None or decision.outcome == "example" else AnyOf((fits, believed))

    def _chosen(self, scalar: Scalar, seen: list[Observation], name: str) -> Scalar:
        if not scalar.choices:
            return scalar
        choices = list(scalar.choices)
        for observation in seen:
            similar = [choice for choice in choices if str(choice.value).lower() == str(observation.value).lower()]
            known = any(choice.value == observation.value for choice in (*scalar.choices, *choices))
            value = "allowed" if known else "in other letters" if similar else "new"
            decision = decide("enumeration", value=value)
            if decision.outcome == "example" and similar:
                choices[choices.index(similar[0])] = replace(similar[0], value=observation.value)
                self._note(decision.rule, observation, name, documented=similar[0].value, value=observation.value)
            elif decision.outcome != "table":
                word = constant(str(observation.value)) if isinstance(observation.value, str) else ""
                choices.append(EnumValue(observation.value, word))
                self._note(decision.rule, observation, name, value=observation.value)
        return scalar if choices == list(scalar.choices) else replace(scalar, choices=tuple(choices))

    def _bounded(self, made: Scalar, seen: list[Observation], name: str) -> Scalar:
        seen = [observation for observation in seen if not stands_for_any(observation.value)]
        made = with_shown_format(made, [observation.value for observation in seen])
        for one in seen:
            broken = broken_bounds(made, one.value)
            if broken and self._drops_limit(one, name, f"value breaks {', '.join(sorted(broken))}"):
                made = replace(made, **broken)
        return made

    def _drops_limit(self, seen: Observation, name: str, broken: str) -> bool:
        decision = decide("bounds", beside="an example that breaks it")
        self._note(decision.rule, seen, name, broken=broken)
        return decision.outcome == "no"

    def _list(self, made: ListOf, seen: list[Observation], name: str) -> Type:
        lists = [observation for observation in seen if isinstance(observation.value, list)]
        other = [observation for observation in seen if not isinstance(observation.value, list)]
        if other and not lists:
            is_item = fields_within(made.item) and all(isinstance(one.value, dict) for one in other)
            shown = self.reconcile(made.item, other, name)[0] if is_item else None
            return self._otherwise("array", None, other, name, shown)
        items = [Observation(item, one.origin) for one in lists for item in one.value]
        item, null = self.reconcile(made.item, items, name)
        if null:
            item = AnyOf((item, Scalar("null")))
        for one in lists:
            most = made.max_items if made.max_items is not None else len(one.value)
            if not (made.min_items or 0) <= len(one.value) <= most and self._drops_limit(
                one, name, "list has another length"
            ):
                made = replace(made, min_items=None, max_items=None)
        kept = made if item is made.item else replace(made, item=item)
        return self._otherwise("array", kept, other, name) if other else kept

    def _record(self, record: Record, seen: list[Observation], name: str) -> Type:
        objects = [observation for observation in seen if isinstance(observation.value, dict)]
        other = [observation for observation in seen if not isinstance(observation.value, dict)]
        if (values := values_of_rows(record, [observation.value for observation in seen])) is not None:
            return values
        if other:
            are_items = record.fields and not objects and all(isinstance(one.value, list) for one in other)
            believed = self._list(ListOf(record), other, name) if are_items else self._shown_type(other)
            if (
                isinstance(believed, Scalar)
                and believed.kind == "string"
                and all(is_json_text(one.value) for one in other)
            ):
                believed = replace(believed, media_type="application/json")
            fits = self._record(record, objects, name) if objects else None
            return self._otherwise("object", fits, other, name, believed)
        if not record.fields and not record.parts:
            if decide("type", documented="object without fields", shown="that type").outcome == "table":
                return record
            observed = self._shown_type(objects)
            return without_required(observed) if self._hides_rows() else observed
        fields = self.fields(record.fields, objects)
        same = len(fields) == len(record.fields) and all(
            field is other for field, other in zip(fields, record.fields, strict=True)
        )
        return record if same else replace(record, fields=fields)

    def _hides_rows(self) -> bool:
        """Whether the page has rows for this object and does not show them: then their labels are unknown, too."""
        return isinstance(self.row, RawField) and any(label == HIDDEN for label, _ in self.row.constraints)

    def fields(self, made: Sequence[Field], seen: list[Observation]) -> tuple[Field, ...]:
        """Settle the fields of an object, each with what the examples hold under its name; examples may add fields."""
        return tuple(self.field(field, seen) for field in made) + self.added(made, seen)

    def field(self, made: Field, seen: list[Observation], *, optional: bool = False) -> Field:
        """Reconcile one field. Of what is received, the page's labels and the examples say whether it always comes."""
        row = next((one.origin for one in made.facts), self.row)
        having = [
            Observation(observation.value[made.name], observation.origin)
            for observation in seen
            if made.name in observation.value
        ]
        path = f"{self.about}.{made.name}" if ": " in self.about else f"{self.about}: {made.name}"
        type_, null = Reconciler(self.scope, self.recognise, path, row, self.is_request).reconcile(
            made.type, having, made.name
        )
        documented_null = made.nullable
        if isinstance(type_, Record) and made.description:
            introduction, bullets = read_bullets(made.description)
            explained = described(type_, bullets)
            if explained is not type_:
                type_, documented_null = explained, documented_null and may_be_null(introduction)
        decision = decide("null", documented=_yes_or_no(documented_null), shown=_yes_or_no(null))
        nullable = decision.outcome == "yes"
        if null:
            first = next(observation for observation in having if observation.value is None)
            Reconciler(self.scope, self.recognise, path, row)._note(decision.rule, first, made.name)
        whole = [observation for observation in seen if observation.whole]
        required = self._is_required(made, path, row, whole, is_labelled_optional=optional)
        facts = made.facts
        if type_ is not made.type and fields_within(made.type):
            kept = {found.origin.place for inner in fields_within(type_) for found in facts_within(inner)}
            below = (found for inner in fields_within(made.type) for found in facts_within(inner))
            facts = (*facts, *(found for found in below if found.origin.place not in kept))
        default, description = default_of_type(made, type_)
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

    def _is_required(
        self,
        field: Field,
        path: str,
        row: Origin | None,
        whole: Sequence[Observation],
        *,
        is_labelled_optional: bool,
    ) -> bool:
        """Whether an object always has a field, of its label, the page's habit and the recorded objects."""
        label = self.scope.meanings.of(row).required if isinstance(row, RawField) else None
        label = False if is_labelled_optional else label
        lacking = next((one for one in whole if field.name not in one.value), None)
        decision = decide(
            "required",
            sent=_yes_or_no(self.is_request),
            table="required" if field.required else "optional",
            label="none" if label is None else "required" if label else "optional",
            habit=self.scope.habit,
            shown="lacking" if lacking else "never" if not whole else "always" if len(whole) > 1 else "once",
        )
        if lacking is not None:
            sides = (Evidence(row),) if isinstance(row, RawField) else ()
            self.scope.notes.note(decision.rule, path, *sides, Evidence(lacking.origin))
        return decision.outcome == "yes"

    def added(
        self, made: Sequence[Field], seen: list[Observation], known: frozenset[str] = frozenset()
    ) -> tuple[Field, ...]:
        """The fields that only examples have."""
        names = {field.name for field in made} | known
        whole = [observation for observation in seen if observation.whole]
        found = []
        decision = decide("fields")
        if decision.outcome == "table":
            return ()
        for name in dict.fromkeys(key for one in whole for key in one.value if key not in names):
            having = [one for one in whole if name in one.value]
            type_, null = observed_type([observation.value[name] for observation in having], self.recognise)
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
            self._note(decision.rule, replace(first, value=value), "", fields=listed, types=types)
        return tuple(found)

    def _map(self, map_of: MapOf, seen: list[Observation], name: str) -> Type:
        objects = [observation for observation in seen if isinstance(observation.value, dict)]
        if not objects:
            return self._otherwise("object", None, seen, name)
        values = [replace(one, value=value) for one in objects for value in one.value.values()]
        value, null = self.reconcile(map_of.value, values, name)
        return MapOf(AnyOf((value, Scalar("null"))) if null else value)

    def _reference(self, reference: Reference, seen: list[Observation], name: str) -> Type:
        other = [observation for observation in seen if not isinstance(observation.value, dict)]
        if not other:
            return reference
        return self._otherwise(reference.name, reference if len(other) < len(seen) else None, other, name)

    def _any_of(self, options: tuple[Type, ...], seen: list[Observation], name: str) -> Type:
        rest = seen
        settled = []
        for option in options:
            mine = [one for one in rest if may_be(option, one.value)]
            rest = [one for one in rest if not may_be(option, one.value)]
            settled.append(self.reconcile(option, mine, name)[0])
        if rest:
            documented = " or ".join(described_as(option) for option in options)
            believed = self._shown_type(rest)
            decision = decide("type", documented="a type", shown="both types")
            self._contradicts(decision, documented, rest, name, believed)
            settled.append(believed)
        unique = tuple(dict.fromkeys(settled))
        return unique[0] if len(unique) == 1 else AnyOf(unique)

    def _note(self, rule: Rule | None, seen: Observation, name: str, **facts: object) -> None:
        value = json.dumps(seen.value, ensure_ascii=False)
        words = f"{json.dumps(name, ensure_ascii=False)}: {value}" if name else value
        if len(words) > _TRUNCATED:
            words = words[: _TRUNCATED - 1] + "…"
        sides = [Evidence(self.row)] if self.row is not None and self.row is not seen.origin else []
        self.scope.notes.note(rule, self.about, *sides, Evidence(seen.origin, words), **facts)


def _yes_or_no(condition: bool) -> str:
    return "yes" if condition else "no"
