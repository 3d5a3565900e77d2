"""Table against example: where they contradict each other, and what we believe.

Enters: the fields that a table declares (`model.api.Record`), the recorded values of the same object, and the fields of
the other objects of that version. Leaves: `Compared`: the record as we believe it, and a `Contradiction` for each
place, with which a finding is written. Pure; nothing that enters is changed.

What we believe, in one sentence: a table says what the authors meant, an example what the server sent, so a client that
must not break believes the example wherever a table does not allow it, and widens no further than that. Each rule says
so for its own kind of contradiction and is one function in `RULES`; the first that speaks about a field decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from speclift.model.api import Field, Record, Type
from speclift.normalise.examples.described import describe, kinds_of, show
from speclift.normalise.examples.field_rules import RULES, Case, Observe

FOREIGN_SHARE: Final = 0.6
"""An example whose names are at least this much another object's, and less than half its own, is another object's."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One place where table and example disagree.

    `rule` is the id, `path` the field's name ("" for the whole object), `declared` and `shown` the two sides in words,
    `field` the declared field (None where only the example has it: its facts hold the row to quote), `example` the
    index of the recorded value that shows it, `message` and `resolution` the sentences for people.
    """

    rule: str
    path: str
    message: str
    resolution: str
    declared: str = ""
    shown: str = ""
    field: Field | None = None
    example: int = 0


@dataclass(frozen=True, slots=True)
class Compared:
    """The record as we believe it, what disagreed, and the indexes of recorded values that are other objects'."""

    record: Record
    contradictions: tuple[Contradiction, ...] = ()
    foreign: tuple[int, ...] = ()


def compare(
    declared: Record,
    recorded: Sequence[Any],
    *,
    observe: Observe,
    others: Mapping[str, Record] | None = None,
    components: Mapping[str, Type] | None = None,
) -> Compared:
    """Compares what a table declares with what was recorded.

    `others` are the other objects of the version, by the name to say in a finding; `components` what references name
    (to know whether `Reference("Ids")` is a list); without them a reference means an object. Fields that
    `declared.parts` bring are not known here: pass them among the fields of a record without parts, or fields that only
    the example has are not looked for.
    """
    foreign, contradictions = _foreign(declared, recorded, others or {})
    own = [(index, value) for index, value in enumerate(recorded) if isinstance(value, dict) and index not in foreign]
    if not own:
        return Compared(declared, tuple(contradictions), tuple(foreign))
    kinds = kinds_of(components or {})
    fields: list[Field] = []
    for field in declared.fields:
        held = tuple((index, value[field.name]) for index, value in own if field.name in value)
        believed, found = _judge(Case(field, held, observe, kinds)) if held else (field, [])
        contradictions += found
        absent = next((index for index, value in own if field.name not in value), None)
        if absent is not None and believed.required:
            contradictions.append(_absent(field, absent))
            believed = replace(believed, required=False)
        fields.append(believed)
    if not declared.parts and not declared.closed:
        extra, found = _only_in_example({field.name for field in declared.fields}, own, observe)
        fields += extra
        contradictions += found
    return Compared(replace(declared, fields=tuple(fields)), tuple(contradictions), tuple(foreign))


def _judge(case: Case) -> tuple[Field, list[Contradiction]]:
    """Asks the rules in their order; each sees the field as the ones before believe it."""
    found: list[Contradiction] = []
    field = case.field
    for rule_id, rule in RULES.items():
        verdict = rule(replace(case, field=field))
        if verdict is None:
            continue
        index, value = case.recorded[verdict.at]
        shown = f"{case.field.name}: {show(value)}"
        found.append(
            Contradiction(
                rule_id,
                field.name,
                verdict.message,
                verdict.resolution,
                verdict.declared,
                shown,
                case.field,
                index,
            )
        )
        field = verdict.field
    return field, found


def _absent(field: Field, example: int) -> Contradiction:
    """A field without the label "optional" that an example lacks. We believe the example: it is not required."""
    return Contradiction(
        "field-not-in-example",
        field.name,
        "the example lacks it, though the table does not call it optional",
        "it is not required",
        describe(field.type),
        "",
        field,
        example,
    )


def _only_in_example(
    known: set[str], own: list[tuple[int, dict[str, Any]]], observe: Observe
) -> tuple[list[Field], list[Contradiction]]:
    """Fields that only examples have. We believe them: each is added, with the type that the examples show."""
    fields, found = [], []
    for name in dict.fromkeys(name for _, value in own for name in value if name not in known):
        held = [(index, value[name]) for index, value in own if name in value]
        type_, nullable = observe([value for _, value in held])
        fields.append(Field(name, type_, nullable=nullable, required=len(held) == len(own)))
        shown = f"{name}: {show(held[0][1])}"
        resolution = f"it is added as {describe(type_)}" + (", or null" if nullable else "")
        found.append(
            Contradiction(
                "field-only-in-example",
                name,
                "the example has it, the table does not",
                resolution,
                "",
                shown,
                None,
                held[0][0],
            )
        )
    return fields, found


def _foreign(
    declared: Record, recorded: Sequence[Any], others: Mapping[str, Record]
) -> tuple[list[int], list[Contradiction]]:
    """Examples that are another object's, by the names of their fields. They are left out: they say nothing of this
    one.
    """
    own_names = {field.name for field in declared.fields}
    indexes, found = [], []
    for index, value in enumerate(recorded):
        if (
            not isinstance(value, dict)
            or len(value) < 2
            or declared.parts
            or len(own_names & set(value)) * 2 >= len(value)
        ):
            continue
        shares = {name: _share(value, {field.name for field in other.fields}) for name, other in others.items()}
        best = max(shares, key=lambda name: shares[name], default="")
        if not best or shares[best] < FOREIGN_SHARE or shares[best] <= _share(value, own_names):
            continue
        indexes.append(index)
        found.append(
            Contradiction(
                "example-of-another-object",
                "",
                f"the example is that of {best}",
                "the example is left out; the table alone says what the object holds",
                "fields: " + ", ".join(field.name for field in declared.fields),
                show(value),
                None,
                index,
            )
        )
    return indexes, found


def _share(value: Mapping[str, Any], names: set[str]) -> float:
    """How alike the names of a value and those of an object are: 1 when they are the same (Jaccard's index)."""
    union = names | set(value)
    return len(names & set(value)) / len(union) if union else 0.0
