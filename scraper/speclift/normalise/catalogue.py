"""The objects of a version as they are read and observed: definitions, their examples, and what calls show of them.

Enters: the object articles of an edition, then every recorded value that has a documented type. Leaves: `Catalogue`, of
which `objects.KnownObjects` makes what is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from speclift.model.api import ListOf, MapOf, Record, Reference, Type, references
from speclift.model.rules import tables
from speclift.normalise.definitions import Definition, define
from speclift.normalise.notes import Evidence, Notebook
from speclift.normalise.recorded import Recorded
from speclift.normalise.scope import Observation, Scope, fact

if TYPE_CHECKING:
    from speclift.model.raw import RawArticle


class Catalogue:
    """The objects of one version."""

    def __init__(self, scope: Scope, articles: dict[str, RawArticle]) -> None:
        self.scope = scope
        self.recorded = Recorded(scope, articles)
        self.definitions: dict[str, Definition] = {}
        self.is_decided = False
        for name, article in articles.items():
            self.definitions[name] = define(name, article, scope)
        self.add_adopted()
        self._read_examples()

    def add_adopted(self) -> None:
        """Define what other versions define and this one names.

        Nothing that such an article says is said of this version: it gives no finding, requires nothing, and lends no
        row whose type this version does not define either.
        """
        for name in [name for name in self.scope.adopted if name not in self.definitions]:
            lent = replace(self.scope, notes=Notebook(), adopted=dict(self.scope.adopted), undefined={})
            definition = define(name, self.scope.adopted[name], lent)
            lacking = (lent.adopted.keys() - self.scope.adopted.keys()) | lent.undefined.keys()
            withheld: set[str] = set()
            for rows in (definition.rows, *(variant.rows for variant in definition.variants)):
                withheld |= {row.field.name for row in rows if lacking & set(references(row.field.type))}
                rows[:] = [row for row in rows if row.field.name not in withheld]
                for row in rows:
                    row.optional = True
            self.scope.withheld[name] = frozenset(withheld)
            definition.parts = [part for part in definition.parts if part not in lacking]
            self.definitions[name] = definition
            if (example := self.recorded.object(name)) is not None and definition.article is not None:
                definition.examples.append(Observation(example, definition.article.examples[0]))

    def _read_examples(self) -> None:
        """Read every object's recorded examples, and know objects by them and by their fields from now on."""
        for definition in self.definitions.values():
            article = definition.article
            own = self.recorded.object(definition.name)
            if definition.name in self.scope.adopted:
                continue
            first = own is not None
            for example in article.examples if article is not None else ():
                found = self.recorded.read(example, definition.about)
                for part in (found, *found.more):
                    value = part.value
                    if isinstance(value, dict):
                        if first and part is found:  # the very value that placeholders are filled with, read once
                            value, first = own, False
                        definition.examples.append(Observation(value, example))
                    else:
                        self.scope.notes.note(
                            tables.EXAMPLE_NOT_AN_OBJECT,
                            definition.about,
                            Evidence(example),
                            problem=part.problem or "the example of an object is none",
                        )
        for definition in self.definitions.values():
            self._know_shape(definition)
        for definition in self.definitions.values():
            self._refuse_foreign(definition)
        for definition in list(self.definitions.values()):
            for one in definition.examples:
                self._below(definition, one)

    def _know_shape(self, definition: Definition) -> None:
        names = frozenset(row.field.name for row in definition.rows)
        shapes = [names] if not definition.variants and not definition.parts else []
        for keys in dict.fromkeys([*shapes, *(frozenset(one.value) for one in definition.examples)]):
            if len(keys) > 1:
                taken = self.scope.shapes.get(keys)
                self.scope.shapes[keys] = definition.name if taken in {None, definition.name} else ""

    def _refuse_foreign(self, definition: Definition) -> None:
        """An example whose fields are those of another object was put here by mistake."""
        own = self.field_names(definition.name)
        for one in list(definition.examples):
            keys = set(one.value)
            if not keys or not own or len(keys & own) * 2 > len(keys):
                continue
            for other in self.definitions.values():
                if other is not definition and other.rows and keys <= self.field_names(other.name) and not keys <= own:
                    definition.examples.remove(one)
                    self.recorded.refuse(definition.name)
                    self.scope.notes.note(
                        tables.EXAMPLE_OF_ANOTHER_OBJECT,
                        definition.about,
                        Evidence(fact(definition.article, "").origin) if definition.article else Evidence(one.origin),
                        Evidence(one.origin),
                        shown=other.name,
                        documented=definition.name,
                    )
                    break

    def field_names(self, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """The names of all fields that an object may have, with those of its parts and alternatives."""
        definition = self.definitions.get(name)
        if definition is None or name in seen:
            return set()
        names = {row.field.name for row in definition.rows}
        names.update(row.field.name for variant in definition.variants for row in variant.rows)
        for part in definition.parts:
            names |= self.field_names(part, seen | {name})
        return names

    def observe(self, made: Type, value: Any, origin: Observation) -> None:
        """Tell the objects within a value, which has a documented type, what the value holds for them.

        Raises `RuntimeError` when the objects are decided already: then nobody would hear it.
        """
        if self.is_decided:
            raise RuntimeError("a value was observed after the objects were decided")
        match made:
            case Reference(name=name):
                if isinstance(value, dict) and id(value) not in self.scope.recorded:
                    definition = self.definitions.get(name)
                    # An empty object says nothing of a type that no table defines.
                    if definition is None and name in self.scope.undefined and value:
                        definition = self.definitions[name] = Definition(name, "", None)
                    if definition is not None:
                        one = Observation(value, origin.origin, origin.whole)
                        definition.observations.append(one)
                        self._below(definition, one)
            case ListOf(item=item):
                for one in value if isinstance(value, list) else ():
                    self.observe(item, one, origin)
            case Record(fields=fields) if isinstance(value, dict):
                for field in fields:
                    if field.name in value:
                        self.observe(field.type, value[field.name], origin)
            case MapOf(value=item) if isinstance(value, dict):
                for one in value.values():
                    self.observe(item, one, origin)

    def _below(self, definition: Definition, one: Observation) -> None:
        if not isinstance(one.value, dict):
            return
        rows = {row.field.name: row for row in definition.rows}
        for variant in definition.variants:
            rows.update({row.field.name: row for row in variant.rows})
        for name, value in one.value.items():
            if name in rows:
                self.observe(rows[name].field.type, value, one if one.whole else Observation(value, one.origin))
        rest = {name: value for name, value in one.value.items() if name not in rows}
        for part in definition.parts if rest else ():
            inner = self.definitions.get(part)
            if inner is not None:
                mine = {name: value for name, value in rest.items() if name in self.field_names(part)}
                if mine:
                    inner_one = replace(one, value=mine, whole=False)
                    inner.observations.append(inner_one)
                    self._below(inner, inner_one)
