"""Findings joined into facts: what is the same in several versions is said once.

Enters: findings of any stage. Leaves: `Fact` values in the order in which they were first found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.report.versions import in_order, without_version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclift.model.findings import Finding


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about a documentation: its newest finding, and every version that has it, in order."""

    finding: Finding
    versions: tuple[str, ...]


def join_findings(findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """Joins findings that say the same of different versions; where they stand on the page, and the version's own
    number in a text, make no difference.
    """
    joined: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        joined.setdefault(_same(finding), []).append(finding)
    facts = []
    for group in joined.values():
        versions = in_order(version for finding in group for version in finding.versions)
        newest = next((one for one in reversed(group) if versions and versions[-1] in one.versions), group[0])
        facts.append(Fact(newest, versions))
    return tuple(facts)


def _same(finding: Finding) -> tuple[object, ...]:
    texts = (finding.subject, finding.message, finding.resolution, *(quote.text for quote in finding.quotes))
    neutral = tuple(without_version(text, finding.versions) for text in texts)
    return finding.rule, finding.kind, finding.severity, neutral
