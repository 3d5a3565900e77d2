"""Several structures of one object: which example is which, and what tells them apart.

Enters: a definition with variants, and its recorded examples. Leaves: the variants settled, each with the constants
of shared fields that only it has; a further variant for documented values of the telling field that no structure
covers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from speclift.model.api import EnumValue, Field, Scalar
from speclift.normalise.definitions import Definition, Row, Variant
from speclift.normalise.names import pascal, words_of

if TYPE_CHECKING:
    from speclift.normalise.reconcile import Reconciler
    from speclift.normalise.scope import Observation


def settle_alternatives(definition: Definition, seen: list[Observation], reconciler: Reconciler) -> None:
    """Settle shared rows with all examples and each variant's rows with its own."""
    for row in definition.rows:
        row.field = reconciler.field(row.field, seen, optional=row.optional)
    shared = {row.field.name for row in definition.rows}
    spare: list[Observation] = []
    for observation in seen:
        variant = _closest(definition.variants, set(observation.value) - shared)
        (variant.examples if variant is not None else spare).append(observation)
    telling = _telling_field(definition)
    if telling is not None:
        _tell_apart(definition, telling, spare)
    for variant in definition.variants:
        for row in variant.rows:
            row.field = reconciler.field(row.field, variant.examples, optional=row.optional)
            if not variant.examples:
                row.field = replace(row.field, required=definition.labelled and not row.optional)
        names = [row.field for row in (*definition.rows, *variant.rows)]
        variant.rows.extend(Row(field) for field in reconciler.added(names, variant.examples))


def _closest(variants: list[Variant], keys: set[str]) -> Variant | None:
    """The variant whose fields are nearest to the keys: all of them known, fewest missing; None for no keys at all."""
    if not keys:
        return None
    fitting = [
        (len({row.field.name for row in variant.rows if not row.optional} - keys), position)
        for position, variant in enumerate(variants)
        if keys <= {row.field.name for row in variant.rows}
    ]
    if not fitting:
        return max(variants, key=lambda variant: len(keys & {row.field.name for row in variant.rows}), default=None)
    return variants[min(fitting)[1]]


def _telling_field(definition: Definition) -> Field | None:
    """The shared field with an enumeration of which each variant's examples have one value of their own."""
    for row in definition.rows:
        if not isinstance(row.field.type, Scalar) or not row.field.type.choices:
            continue
        values = [
            {example.value.get(row.field.name) for example in variant.examples} for variant in definition.variants
        ]
        if all(len(value) == 1 for value in values) and len(set.union(*values)) == len(values):
            return row.field
    return None


def _tell_apart(definition: Definition, telling: Field, spare: list[Observation]) -> None:
    kind = telling.type
    assert isinstance(kind, Scalar)  # noqa: S101 - _telling_field gives no other
    covered = set()
    for variant in definition.variants:
        value = variant.examples[0].value[telling.name]
        variant.constants[telling.name] = value
        covered.add(value)
    for choice in kind.choices:
        if choice.value in covered:
            continue
        variant = Variant(_rest_name(definition.name, choice), choice.meaning or str(choice.value), [], telling.facts)
        variant.constants[telling.name] = choice.value
        variant.examples = [one for one in spare if one.value.get(telling.name) == choice.value]
        definition.variants.append(variant)


def _rest_name(name: str, choice: EnumValue) -> str:
    """`without schedule` of `Schedule` -> `ScheduleWithout`: the object's own words are not said twice."""
    own = set(words_of(name))
    words = [word for word in words_of(choice.meaning) if word not in own] or [str(choice.value).replace("-", "minus ")]
    return name + pascal(" ".join(words))
