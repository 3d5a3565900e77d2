"""The objects of a version, decided: each reconciled with its recorded examples, each undefined name replaced.

Enters: a catalogue that has heard of every recorded value. Leaves: `KnownObjects`; making one is the decision, and the
catalogue takes no further value.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Anything, Field, Record, Reference, Type, map_types
from speclift.model.rules import gaps
from speclift.normalise.definitions import Definition, Row
from speclift.normalise.notes import Evidence, Notebook
from speclift.normalise.observed import observed_record
from speclift.normalise.reconcile import Reconciler
from speclift.normalise.scope import fact

if TYPE_CHECKING:
    from speclift.normalise.catalogue import Catalogue


class KnownObjects:
    """The objects of one version as they are believed to be."""

    def __init__(self, catalogue: Catalogue) -> None:
        catalogue.add_adopted()
        catalogue.is_decided = True
        self.scope, self.recorded, self.definitions = catalogue.scope, catalogue.recorded, catalogue.definitions
        self._field_names = catalogue.field_names
        self._reconcile_all()

    def _reconcile_all(self) -> None:
        """Reconcile each object with its recorded examples; undefined references become any value."""
        for name in [name for name in self.scope.undefined if name in self.definitions]:
            self._infer(self.definitions[name])
        for definition in self.definitions.values():
            if definition.article is not None:
                self._reconcile(definition)
        silent = [name for name in self.scope.undefined if name not in self.definitions]
        for name in silent:
            self.scope.notes.note(
                gaps.TYPE_UNDEFINED,
                name,
                *(Evidence(origin) for origin in self.scope.undefined[name][:1]),
                name=name,
                type="any object" if name in self.scope.undefined_objects else "any value",
            )

    def _infer(self, definition: Definition) -> None:
        made = observed_record([one.value for one in definition.observations], lambda _: None)
        fields = made.fields if isinstance(made, Record) else ()
        origin = definition.observations[0].origin
        definition.facts = [fact(origin, "object-from-examples")]
        definition.rows = [Row(replace(field, facts=(fact(origin, "object-from-examples"),))) for field in fields]
        self.scope.shapes[frozenset(field.name for field in fields)] = definition.name
        self.scope.notes.note(
            gaps.OBJECT_ONLY_IN_EXAMPLES,
            definition.name,
            Evidence(self.scope.undefined[definition.name][0]),
            Evidence(origin, json.dumps(definition.observations[0].value)),
            name=definition.name,
        )

    def _reconcile(self, definition: Definition) -> None:
        article = definition.article
        scope = self.scope
        if definition.name in scope.adopted:  # what another version's article says wrongly is no fault of this version
            scope = replace(scope, notes=Notebook())
        reconciler = Reconciler(scope, definition.about, article)
        seen = [one for one in (*definition.examples, *definition.observations) if isinstance(one.value, dict)]
        if definition.variants:
            from speclift.normalise.alternatives import settle_alternatives

            settle_alternatives(definition, seen, reconciler)
            return
        for row in definition.rows:
            row.field = reconciler.field(row.field, seen, optional=row.optional)
        if not any(one.whole for one in seen) and definition.labelled:
            for row in definition.rows:
                row.field = replace(row.field, required=not row.optional)
        known = frozenset(name for part in definition.parts for name in self._field_names(part))
        added = reconciler.added([row.field for row in definition.rows], seen, known)
        definition.rows.extend(Row(field) for field in added)

    def known(self, made: Type) -> Type:
        """A type in which every reference has a component."""
        if isinstance(made, Reference):
            lost = made.name in self.scope.undefined and made.name not in self.definitions
            return (Record() if made.name in self.scope.undefined_objects else Anything()) if lost else made
        return map_types(made, self.known)

    def known_field(self, field: Field) -> Field:
        """A field in whose type every reference has a component."""
        known = self.known(field.type)
        return field if known is field.type else replace(field, type=known)
