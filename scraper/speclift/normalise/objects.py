"""The objects of a version, decided: each reconciled with its recorded examples, each undefined name replaced.

Enters: the objects as their articles define them, and what was observed of them. Leaves: `KnownObjects`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import Anything, Field, Origin, Record, Reference, Type, map_types
from speclift.model.rules import gaps
from speclift.normalise.alternatives import settle_alternatives
from speclift.normalise.definitions import Definition, Row
from speclift.normalise.notes import Evidence, Notebook
from speclift.normalise.observe import Observed, field_names
from speclift.normalise.reconcile import Reconciler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclift.normalise.scope import Scope


class KnownObjects:
    """The objects of one version as they are believed to be."""

    def __init__(self, defined: Mapping[str, Definition], observed: Observed, scope: Scope) -> None:
        self.scope, self.observed = scope, observed
        self._documented = {**defined, **observed.adopted, **observed.inferred}
        self.definitions = {name: _copied(definition) for name, definition in self._documented.items()}
        for definition in self.definitions.values():
            if definition.article is not None:
                self._reconcile(definition)
        names = scope.names
        for name in names.undefined:
            if name not in self.definitions:
                scope.notes.note(
                    gaps.TYPE_UNDEFINED,
                    name,
                    *(Evidence(origin) for origin in names.undefined[name][:1]),
                    name=name,
                    type="any object" if name in names.undefined_objects else "any value",
                )

    def reconciler(self, about: str, row: Origin | None, *, is_request: bool = False) -> Reconciler:
        """Decides what one article documents; `row` is the piece of the page that documents the value."""
        return Reconciler(self.scope, self.observed.recorded.recognise, about, row, is_request)

    def _reconcile(self, definition: Definition) -> None:
        article = definition.article
        reconciler = self.reconciler(definition.about, article)
        if definition.name in self.observed.adopted:  # what another version says wrongly is no fault of this one
            reconciler = replace(reconciler, scope=replace(self.scope, notes=Notebook()))
        seen = [place for place in self.observed.of(definition.name) if isinstance(place.value, dict)]
        if definition.variants:
            settle_alternatives(definition, seen, reconciler)
            return
        for row in definition.rows:
            row.field = reconciler.field(row.field, seen, optional=row.optional)
        if not any(observation.whole for observation in seen) and definition.labelled:
            for row in definition.rows:
                row.field = replace(row.field, required=not row.optional)
        known = frozenset(name for part in definition.parts for name in field_names(part, self._documented))
        added = reconciler.added([row.field for row in definition.rows], seen, known)
        definition.rows.extend(Row(field) for field in added)

    def known(self, documented: Type) -> Type:
        """A type in which every reference has a component."""
        if isinstance(documented, Reference):
            names = self.scope.names
            if documented.name not in names.undefined or documented.name in self.definitions:
                return documented
            return Record() if documented.name in names.undefined_objects else Anything()
        return map_types(documented, self.known)

    def known_field(self, field: Field) -> Field:
        """A field in whose type every reference has a component."""
        known = self.known(field.type)
        return field if known is field.type else replace(field, type=known)


def _copied(definition: Definition) -> Definition:
    """A definition whose rows are its own: what is decided about them changes nothing that was read."""
    variants = [replace(variant, rows=[replace(row) for row in variant.rows]) for variant in definition.variants]
    return replace(definition, rows=[replace(row) for row in definition.rows], variants=variants)
