"""Definitions to components: what is received, what may be sent, what others hold as well, and enumerations with names.

Enters: the decided objects. Leaves: components by name. `Conference` is what is received, `ConferenceCreate` and
`ConferenceUpdate` what may be sent (made when an operation sends them), `UserInformation` the fields of `User` that
other objects may hold as well, `ConferenceState` an enumeration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from speclift.model.api import (
    AnyOf,
    Component,
    Example,
    Fact,
    Field,
    ListOf,
    OneOf,
    Record,
    Reference,
    Scalar,
    Type,
    map_types,
)
from speclift.normalise.definitions import Definition, Row, Variant
from speclift.normalise.names import pascal
from speclift.normalise.scope import Observation, fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.normalise.objects import KnownObjects

SUFFIXES: Final = {"POST": "Create", "PUT": "Update", "PATCH": "Patch", "GET": "Query", "DELETE": "Delete"}
"""What is added to an object's name for what a verb may send of it."""


class Components:
    """The components of one version, made on demand and kept in the order of the page."""

    def __init__(self, objects: KnownObjects) -> None:
        self.objects = objects
        self._definitions = objects.definitions
        self._made: dict[str, Component] = {}
        self._home: dict[str, str] = {}
        self._enumerations: dict[tuple[str, Scalar], str] = {}
        for definition in self._definitions.values():
            self._name_enumerations(definition)
        self._complete_compositions()
        for definition in self._definitions.values():
            self._receive(definition)

    def __contains__(self, name: str) -> bool:
        """Whether there is a component of that name."""
        return name in self._made

    def add(self, component: Component, home: str = "") -> None:
        """Add a component; it stands after those of the object `home`, or at the end."""
        self._made[component.name] = component
        self._home[component.name] = home or component.name

    def home(self, name: str) -> str:
        """The object that a component stands after: itself for an object, the object that it was derived from."""
        return self._home[name]

    def known_field(self, field: Field) -> Field:
        """A field in whose type every reference has a component."""
        return self.objects.known_field(field)

    def get(self, name: str) -> Component | None:
        """The component of that name."""
        return self._made.get(name)

    def in_order(self) -> tuple[Component, ...]:
        """All components: objects in page order, each followed by what was derived from it; then the rest."""
        order = {name: position for position, name in enumerate(self._definitions)}
        last = len(order)
        return tuple(
            sorted(
                self._made.values(),
                key=lambda component: (
                    order.get(self._home[component.name], last),
                    component.name != self._home[component.name],
                ),
            )
        )

    def enumeration(self, field_name: str, scalar: Scalar) -> str | None:
        """The component that an object's field of that name made of the same values."""
        return self._enumerations.get((field_name, replace(scalar, choices=_bare(scalar))))

    # What is received

    def _receive(self, definition: Definition) -> None:
        prose = (
            tuple(fact(text, "object-description") for text in definition.article.description)
            if definition.article
            else ()
        )
        description = "\n\n".join(text.text for text in definition.article.description) if definition.article else ""
        deprecated = definition.article is not None and definition.article.deprecated is not None
        facts = list(definition.facts)
        if definition.article is not None and definition.article.deprecated is not None:
            facts.append(fact(definition.article.deprecated, "object-deprecated"))
        common = {
            "title": definition.title if definition.title != definition.name else "",
            "description": description,
            "deprecated": deprecated,
            "documented": definition.article is not None,
            "prose": prose,
        }
        shown = self.objects.observed.examples.get(definition.name, ())
        facts.extend(fact(one.origin, "object-example-unfilled") for one in shown if not one.filled)
        examples = _examples(shown)
        if definition.variants:
            for variant in definition.variants:
                self._receive_variant(definition, variant)
            made: Type = _one_of(definition.variants, "")
        else:
            parts = tuple(Reference(self._information(part)) for part in definition.parts if part in self._definitions)
            made = Record(self._fields(row.field for row in definition.rows), parts)
        if definition.article is not None:
            facts.extend(fact(label, "object-label") for label in definition.article.labels)
            facts.extend(fact(text, "object-permission") for text in definition.article.permission)
        self.add(Component(definition.name, made, examples=examples, facts=tuple(facts), **common), definition.name)  # type: ignore[arg-type]

    def _receive_variant(self, definition: Definition, variant: Variant) -> None:
        fields = self._fields(
            (*(row.field for row in _shared(definition, variant)), *(row.field for row in variant.rows))
        )
        self.add(
            Component(
                variant.name,
                Record(fields),
                title=variant.title,
                examples=_examples(variant.examples),
                facts=variant.facts,
            ),
            definition.name,
        )

    def _fields(self, fields: Iterable[Field]) -> tuple[Field, ...]:
        return tuple(self.objects.known_field(field) for field in fields)

    # What others hold as well

    def _composers(self, name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        direct = {other.name for other in self._definitions.values() if name in other.parts}
        for other in direct - seen:
            direct |= self._composers(other, seen | direct)
        return direct

    def _stated(self, name: str) -> set[str]:
        return {row.field.name for other in self._composers(name) for row in self._definitions[other].rows}

    def _complete_compositions(self) -> None:
        """What one composer states itself is in no shared part, so the other composers get their own copy of it."""
        stated = {name: self._stated(name) for name in self._definitions}
        copies: list[tuple[Definition, list[Row]]] = []
        for definition in self._definitions.values():
            own = {row.field.name for row in definition.rows}
            missing = []
            for part in self._all_parts(definition):
                for row in self._definitions[part].rows:
                    if row.field.name in stated[part] and row.field.name not in own:
                        own.add(row.field.name)
                        whole = [place for place in self.objects.observed.of(definition.name) if place.whole]
                        required = bool(whole) and all(row.field.name in one.value for one in whole)
                        missing.append(Row(replace(row.field, required=required)))
            copies.append((definition, missing))
        for definition, missing in copies:
            definition.rows.extend(missing)

    def _all_parts(self, definition: Definition, seen: frozenset[str] = frozenset()) -> list[str]:
        found = []
        for part in definition.parts:
            if part in self._definitions and part not in seen and part != definition.name:
                found.append(part)
                found.extend(self._all_parts(self._definitions[part], seen | {part, definition.name}))
        return list(dict.fromkeys(found))

    def _information(self, part: str) -> str:
        name = f"{part}Information"
        if name in self._made:
            return name
        definition = self._definitions[part]
        stated = self._stated(part)
        fields = self._fields(
            replace(row.field, required=False) for row in definition.rows if row.field.name not in stated
        )
        facts = tuple(found for found in definition.facts if found.rule == "object")
        description = f"Fields of {part} that other objects may hold as well."
        above = self._composers(part)  # objects that hold each other: the circle is cut, it adds no field
        parts = tuple(
            Reference(self._information(inner))
            for inner in definition.parts
            if inner in self._definitions and inner not in above
        )
        self.add(Component(name, Record(fields, parts), description=description, facts=facts), part)
        return name

    # What may be sent

    def sent(self, name: str, verb: str, *, nested: bool = False) -> str | None:
        """The component with what `verb` may send of an object; None when its fields are not tagged with it.

        An object without any tag that stands in a tagged field is sent whole.
        """
        definition = self._definitions.get(name)
        if definition is None:
            return None
        whole = nested and not definition.sendable
        if not whole and verb not in definition.sendable:
            return None
        sent = name + SUFFIXES.get(verb, pascal(verb.lower()))
        if sent in self._made:
            return sent
        description = f"What {verb} may send of {name}."
        facts = tuple(found for found in definition.facts if found.rule == "object")
        self.add(Component(sent, Record(()), description=description, facts=facts), name)
        if definition.variants:
            for variant in definition.variants:
                self._send_variant(definition, variant, verb, whole=whole)
            type_: Type = _one_of(definition.variants, SUFFIXES.get(verb, ""))
        else:
            type_ = Record(self._sent_fields(definition.rows, verb, definition, whole=whole))
        self.add(Component(sent, type_, description=description, facts=facts), name)
        return sent

    def _send_variant(self, definition: Definition, variant: Variant, verb: str, *, whole: bool) -> None:
        suffix = SUFFIXES.get(verb, "")
        fields = self._sent_fields([*_shared(definition, variant), *variant.rows], verb, definition, whole=whole)
        fields = tuple(replace(field, required=True) if field.name in variant.constants else field for field in fields)
        self.add(
            Component(
                variant.name + suffix,
                Record(fields),
                facts=variant.facts,
            ),
            definition.name,
        )

    def _sent_fields(self, rows: list[Row], verb: str, definition: Definition, *, whole: bool) -> tuple[Field, ...]:
        """The fields that a verb may send.

        None is required, unless the object's tables tell optional rows from others.
        """
        return self._fields(
            replace(
                row.field,
                type=self.sent_type(row.field.type, verb),
                required=definition.labelled and bool(definition.variants) and not row.optional,
            )
            for row in rows
            if whole or verb in row.verbs
        )

    def sent_type(self, made: Type, verb: str, *, required: bool = False) -> Type:
        """A type in which every object is what a verb may send of it.

        `required`: what tables say of rows below others counts.
        """
        if isinstance(made, Reference):
            return Reference(self.sent(made.name, verb, nested=True) or made.name)
        sent = map_types(made, lambda inner: self.sent_type(inner, verb, required=required))
        if isinstance(sent, Record) and not required:
            return replace(sent, fields=tuple(replace(field, required=False) for field in sent.fields))
        return sent

    def queried(self, name: str, verb: str = "GET") -> tuple[Field, ...]:
        """The fields of an object that are tagged as parameters, optional."""
        definition = self._definitions.get(name)
        rows = definition.rows if definition is not None else []
        return self._fields(replace(row.field, required=False) for row in rows if verb in row.verbs)

    # Enumerations

    def _name_enumerations(self, definition: Definition) -> None:
        telling = {name for variant in definition.variants for name in variant.constants}
        for row in definition.rows:
            if row.field.name not in telling:
                row.field = self._enumerated(row.field, definition.name, definition.name, definition)
        for variant in definition.variants:
            for row in variant.rows:
                row.field = self._enumerated(row.field, definition.name, variant.name, definition)

    def _enumerated(self, field: Field, name: str, other: str, definition: Definition) -> Field:
        inner = field.type.item if isinstance(field.type, ListOf) else field.type
        if not isinstance(inner, Scalar) or not is_worth_a_name(inner):
            return field
        key = (field.name, replace(inner, choices=_bare(inner)))
        wanted = name + pascal(field.name)
        made = self._made.get(wanted)
        if made is not None and made.type != inner:
            wanted = other + pascal(field.name)
            made = self._made.get(wanted)
        if made is None:
            if wanted in self._definitions:
                return field
            facts = tuple(Fact(found.origin, "enumeration") for found in field.facts)
            self.add(Component(wanted, inner, description=_first_line(field.description), facts=facts), definition.name)
            self._enumerations.setdefault(key, wanted)
        reference: Type = Reference(wanted)
        return replace(field, type=replace(field.type, item=reference) if isinstance(field.type, ListOf) else reference)


def is_worth_a_name(scalar: Scalar) -> bool:
    """Whether an enumeration is meaningful: two or more texts, or numbers with meanings."""
    return len(scalar.choices) > 1 and (
        scalar.kind == "string" or any(choice.meaning or choice.name for choice in scalar.choices)
    )


def _bare(scalar: Scalar) -> tuple:  # type: ignore[type-arg]
    return tuple(sorted(str(choice.value) for choice in scalar.choices))


def _first_line(description: str) -> str:
    return description.split("\n", 1)[0].strip().rstrip(":")


def _examples(seen: Iterable[Observation]) -> tuple[Example, ...]:
    return tuple(
        Example(
            f"example-{number}" if number > 1 else "example",
            observation.value,
            facts=(fact(observation.origin, "object-example"),),
        )
        for number, observation in enumerate(seen, 1)
        if observation.whole and observation.filled
    )


def _one_of(variants: list[Variant], suffix: str) -> OneOf | AnyOf:
    """The variants of an object: exactly one where a constant tells them apart, with the discriminator where that is
    a text; any of them where nothing does."""
    options = tuple(Reference(variant.name + suffix) for variant in variants)
    for name in variants[0].constants:
        values = [variant.constants.get(name) for variant in variants]
        if all(isinstance(value, str) for value in values) and len(set(values)) == len(values):
            mapping = tuple((str(value), option.name) for value, option in zip(values, options, strict=True))
            return OneOf(options, name, mapping)
    telling = [{str(variant.constants.get(name)) for variant in variants} for name in variants[0].constants]
    return OneOf(options) if any(len(values) == len(variants) for values in telling) else AnyOf(options)


def _shared(definition: Definition, variant: Variant) -> list[Row]:
    """The shared rows as this variant has them: a telling field has its one value, and is always there."""
    own = {row.field.name for row in variant.rows}
    rows = []
    for row in definition.rows:
        if row.field.name in own:
            continue
        if row.field.name in variant.constants:
            constant = variant.constants[row.field.name]
            kind = row.field.type
            if isinstance(kind, Scalar):
                kind = replace(kind, choices=tuple(choice for choice in kind.choices if choice.value == constant))
            rows.append(replace_field(row, replace(row.field, type=kind, required=True)))
        else:
            rows.append(row)
    return rows


def replace_field(row: Row, field: Field) -> Row:
    """A row with another field."""
    return Row(field, row.verbs, row.optional, row.raw)
