"""Recorded values, told to the objects that they are values of.

Enters: the objects of a version as their articles define them, then every recorded answer with its documented type.
Leaves: `Observed`: the recorded values of each object, what is adopted from other versions, and which component any
other recorded object is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from speclift.model.api import ListOf, MapOf, Record, Reference, Type, references
from speclift.model.rules import gaps, tables
from speclift.normalise.definitions import Definition, Row, define
from speclift.normalise.notes import Evidence, Notebook
from speclift.normalise.observed import observed_record
from speclift.normalise.recorded import Recorded
from speclift.normalise.scope import Names, Observation, Scope, fact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.model.raw import RawArticle


class Observed(Struct, frozen=True):
    """What the recorded examples of a version show.

    `examples` are those of an object's own article, `values` those within answers and within other objects; `adopted`
    are the objects that only other versions define, `inferred` those that nothing but values shows.
    """

    recorded: Recorded
    examples: Mapping[str, list[Observation]]
    values: Mapping[str, list[Observation]]
    adopted: Mapping[str, Definition]
    inferred: Mapping[str, Definition]

    def of(self, name: str) -> list[Observation]:
        """All recorded values of an object, those of its own article first."""
        return [*self.examples.get(name, ()), *self.values.get(name, ())]


class Observer:
    """Tells recorded values to the objects of one version."""

    def __init__(self, defined: Mapping[str, Definition], articles: Mapping[str, RawArticle], scope: Scope) -> None:
        self.scope = scope
        self.recorded = Recorded(scope, articles)
        self._definitions = dict(defined)
        self._adopted: dict[str, Definition] = {}
        self._examples: dict[str, list[Observation]] = defaultdict(list)
        self._values: dict[str, list[Observation]] = defaultdict(list)
        self._adopt()
        self._read_examples()

    def observed(self) -> Observed:
        """All that was told."""
        self._adopt()
        inferred = {
            name: self._inferred(name, values)
            for name, values in self._values.items()
            if name not in self._definitions and name in self.scope.names.undefined
        }
        return Observed(self.recorded, self._examples, self._values, self._adopted, inferred)

    def _inferred(self, name: str, values: list[Observation]) -> Definition:
        shown = observed_record([value.value for value in values], lambda _: None)
        origin = fact(values[0].origin, "object-from-examples")
        fields = shown.fields if isinstance(shown, Record) else ()
        self.recorded.know(frozenset(field.name for field in fields), name)
        self.scope.notes.note(
            gaps.OBJECT_ONLY_IN_EXAMPLES,
            name,
            Evidence(self.scope.names.undefined[name][0]),
            Evidence(origin.origin, json.dumps(values[0].value)),
            name=name,
        )
        return Definition(name, "", None, [Row(replace(field, facts=(origin,))) for field in fields], facts=[origin])

    def _adopt(self) -> None:
        """Define what other versions define and this one names.

        Nothing that such an article says is said of this version: it gives no finding, requires nothing, and lends no
        row whose type this version does not define either.
        """
        names = self.scope.names
        for name in [name for name in names.adopted if name not in self._definitions]:
            lent = replace(self.scope, notes=Notebook(), names=Names(adopted=dict(names.adopted)))
            definition = define(name, names.adopted[name], lent)
            lacking = (lent.names.adopted.keys() - names.adopted.keys()) | lent.names.undefined.keys()
            withheld: set[str] = set()
            for rows in (definition.rows, *(variant.rows for variant in definition.variants)):
                withheld |= {row.field.name for row in rows if lacking & set(references(row.field.type))}
                rows[:] = [row for row in rows if row.field.name not in withheld]
                for row in rows:
                    row.optional = True
            self.recorded.withhold(name, frozenset(withheld))
            definition.parts = [part for part in definition.parts if part not in lacking]
            self._definitions[name] = self._adopted[name] = definition
            if (example := self.recorded.object(name)) is not None:
                self._examples[name].append(Observation(example, names.adopted[name].examples[0]))

    def _read_examples(self) -> None:
        """Read every object's recorded examples, and know objects by them and by their fields from now on."""
        for definition in self._definitions.values():
            article = definition.article
            own = self.recorded.object(definition.name)
            if definition.name in self._adopted or article is None:
                continue
            first = own is not None
            for example in article.examples:
                recorded = self.recorded.read(example, definition.about)
                for part in (recorded, *recorded.more):
                    value = part.value
                    if isinstance(value, dict):
                        if first and part is recorded:  # the very value that placeholders are filled with, read once
                            value, first = own, False
                        self._examples[definition.name].append(Observation(value, example, filled=not part.unknown))
                    else:
                        self.scope.notes.note(
                            tables.EXAMPLE_NOT_AN_OBJECT,
                            definition.about,
                            Evidence(example),
                            problem=part.problem or "the example of an object is none",
                        )
        for definition in self._definitions.values():
            self._know_fields(definition)
        for definition in self._definitions.values():
            self._refuse_foreign(definition)
        for definition in self._definitions.values():
            for example_seen in self._examples[definition.name]:
                self._below(definition, example_seen)

    def _know_fields(self, definition: Definition) -> None:
        names = frozenset(row.field.name for row in definition.rows)
        documented = [names] if not definition.variants and not definition.parts else []
        shown = (frozenset(example.value) for example in self._examples[definition.name])
        for keys in dict.fromkeys([*documented, *shown]):
            self.recorded.know(keys, definition.name)

    def _refuse_foreign(self, definition: Definition) -> None:
        """An example whose fields are those of another object was put here by mistake."""
        own = field_names(definition.name, self._definitions)
        for seen in list(self._examples[definition.name]):
            keys = set(seen.value)
            if not keys or not own or len(keys & own) * 2 > len(keys):
                continue
            for other in self._definitions.values():
                if other is definition or not other.rows or keys <= own:
                    continue
                if keys <= field_names(other.name, self._definitions):
                    self._examples[definition.name].remove(seen)
                    self.recorded.refuse(definition.name)
                    self.scope.notes.note(
                        tables.EXAMPLE_OF_ANOTHER_OBJECT,
                        definition.about,
                        Evidence(fact(definition.article, "").origin) if definition.article else Evidence(seen.origin),
                        Evidence(seen.origin),
                        shown=other.name,
                        documented=definition.name,
                    )
                    break

    def observe(self, documented: Type, value: Any, origin: Observation) -> None:
        """Tell the objects within a value, which has a documented type, what the value holds for them."""
        match documented:
            case Reference(name=name):
                if isinstance(value, dict) and not self.recorded.is_example(value):
                    definition = self._definitions.get(name)
                    # An empty object says nothing of a type that no table defines.
                    if definition is not None or (name in self.scope.names.undefined and value):
                        seen = Observation(value, origin.origin, origin.whole)
                        self._values[name].append(seen)
                        if definition is not None:
                            self._below(definition, seen)
            case ListOf(item=item):
                for inner in value if isinstance(value, list) else ():
                    self.observe(item, inner, origin)
            case Record(fields=fields) if isinstance(value, dict):
                for field in fields:
                    if field.name in value:
                        self.observe(field.type, value[field.name], origin)
            case MapOf(value=item) if isinstance(value, dict):
                for inner in value.values():
                    self.observe(item, inner, origin)

    def _below(self, definition: Definition, seen: Observation) -> None:
        if not isinstance(seen.value, dict):
            return
        rows = {row.field.name: row for row in definition.rows}
        for variant in definition.variants:
            rows.update({row.field.name: row for row in variant.rows})
        for name, value in seen.value.items():
            if name in rows:
                self.observe(rows[name].field.type, value, seen if seen.whole else Observation(value, seen.origin))
        rest = {name: value for name, value in seen.value.items() if name not in rows}
        for part in definition.parts if rest else ():
            inner = self._definitions.get(part)
            if inner is not None:
                own = field_names(part, self._definitions)
                mine = {name: value for name, value in rest.items() if name in own}
                if mine:
                    partial = replace(seen, value=mine, whole=False)
                    self._values[part].append(partial)
                    self._below(inner, partial)


def field_names(name: str, definitions: Mapping[str, Definition], seen: frozenset[str] = frozenset()) -> set[str]:
    """The names of all fields that an object may have, with those of its parts and alternatives."""
    definition = definitions.get(name)
    if definition is None or name in seen:
        return set()
    names = {row.field.name for row in definition.rows}
    names.update(row.field.name for variant in definition.variants for row in variant.rows)
    for part in definition.parts:
        names |= field_names(part, definitions, seen | {name})
    return names
