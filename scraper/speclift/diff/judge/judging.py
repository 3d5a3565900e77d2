"""Judges what was stated: one change for each difference and direction, each edit said once.

Enters: statements. Leaves: `Change`s in the order of the statements. A difference that a larger one explains is not
said again, and copies of one difference (a component that the new document wrote out everywhere) are one change."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from speclift.diff.change import Change
from speclift.diff.difference import Difference, Direction, Operation, Statement, Use
from speclift.diff.judge.claims import explained
from speclift.diff.judge.places import location
from speclift.diff.judge.table import rule_for
from speclift.document.schema.facts import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.diff.judge.rule import Rule


def judge(statements: Sequence[Statement]) -> list[Change]:
    """Every change, in the order in which differences were stated."""
    changes: list[Change] = []
    for statement in statements:
        for direction in Direction:
            uses = [use for use in statement.uses if use.direction is direction]
            if uses:
                difference = _as_written(statement.difference, uses)
                turned = all(use.turned for use in uses)
                rule = rule_for(difference, direction, difference.traits | _shared(uses), turned=turned)
                if rule is not None:
                    changes.append(_change(rule, statement, uses))
    return _told_apart(explained(_once(changes)))


def _as_written(difference: Difference, uses: Sequence[Use]) -> Difference:
    """A difference with the effect that it has on what is written: between texts, `5` and `"5"` are one value."""
    effect = None
    if difference.repeated_effect is not None and all(use.repeated for use in uses):
        effect = difference.repeated_effect
    elif difference.text_effect is not None and all(use.as_text for use in uses):
        effect = difference.text_effect
    return difference if effect is None else replace(difference, effect=effect)


def _shared(uses: Sequence[Use]) -> frozenset[str]:
    """The circumstances of all places together, for what stands there itself and not in a field below."""
    lasting = frozenset({"xml"} if any(use.written == "xml" for use in uses) else ())
    if uses[0].path:
        return lasting
    return lasting | frozenset.intersection(*(use.traits for use in uses))


def _change(rule: Rule, statement: Statement, uses: Sequence[Use]) -> Change:
    difference, first = statement.difference, uses[0]
    operations = tuple({id(use.operation): use.operation for use in uses if use.operation is not None}.values())
    where = location(difference, first)
    return Change(
        rule.id, rule.level, rule.direction, rule.area, difference.action,
        difference.name, difference.old, difference.new,
        difference.old_pointer, difference.new_pointer, operations, first.place, first.path, where,
        _fingerprint(rule.id, where, difference.name, typed(difference.old), typed(difference.new)),
        rule.text, rule.kept,
    )  # fmt: skip


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256(
        "\n".join(part.replace("\n", "\\n") for part in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def _once(changes: Iterable[Change]) -> list[Change]:
    """Copies of one change made one: the same rule and values, and one side that stands at the same place."""
    merged = list(changes)
    for side in ("old_pointer", "new_pointer"):
        groups: dict[tuple[str, ...], Change] = {}
        for change in merged:
            pointer = getattr(change, side)
            key = (change.rule, change.name, typed(change.old), typed(change.new), pointer)
            known = groups.get(key)
            groups[key] = change if known is None else _joined(known, change)
        merged = list(groups.values())
    return merged


def _joined(one: Change, other: Change) -> Change:
    operations: tuple[Operation, ...] = tuple(dict.fromkeys((*one.operations, *other.operations)))
    return replace(one, operations=operations)


def _told_apart(changes: list[Change]) -> list[Change]:
    """Fingerprints that two changes share are numbered."""
    seen: dict[str, int] = {}
    result = []
    for change in changes:
        count = seen[change.fingerprint] = seen.get(change.fingerprint, 0) + 1
        result.append(
            change if count == 1 else replace(change, fingerprint=_fingerprint(change.fingerprint, str(count)))
        )
    return result
