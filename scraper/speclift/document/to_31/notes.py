"""What was translated and repaired in a document, summed up: one finding for each rule, however many places it has.

Enters: notes, one per place. Leaves: findings with the count, the first places and the words that stood there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field

from speclift.model.findings import Finding, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN: Final = 3
"""Places that a finding quotes; it counts the others."""


class Rule(Struct, frozen=True):
    """What a rule says in a finding: what is in the document, and what was made of it.

    `translation` is true for what an older version of the specification wrote so, rightly; else the document is wrong.
    """

    id: str
    says: str
    does: str
    translation: bool = False


class Notes(Struct):
    """The notes of one conversion. `name` is the document's file or address."""

    name: str
    places: dict[str, list[Quote]] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)

    def add(self, rule: Rule, pointer: str, was: Any) -> None:
        """`rule` changed what stood at `pointer`: `was`."""
        self.rules.setdefault(rule.id, rule)
        self.places.setdefault(rule.id, []).append(Quote(_short(was), pointer or "/"))

    def findings(self) -> Iterator[Finding]:
        """One finding per rule, in the order in which the rules were first needed."""
        for identifier, quotes in self.places.items():
            rule = self.rules[identifier]
            count = f" ({len(quotes)} places)" if len(quotes) > 1 else ""
            yield Finding(
                rule=identifier,
                kind="document",
                severity="info" if rule.translation else "warning",
                subject=self.name,
                message=rule.says + count,
                quotes=tuple(quotes[:SHOWN]),
                resolution=rule.does,
                pointer=quotes[0].where if quotes[0].where != "/" else "",
            )


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 160 else f"{text[:157]}..."
