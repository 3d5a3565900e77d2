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
        newest = next(
            (finding for finding in reversed(group) if versions and versions[-1] in finding.versions), group[0]
        )
        facts.append(Fact(newest, versions))
    return tuple(facts)


def identity(finding: Finding, versions: Iterable[str]) -> tuple[str, ...]:
    """What a finding says, whatever versions have it and whichever recorded values show it: its rule, its subject and
    its message with every number of `versions` taken out. Two pages that are wrong in the same way give the same."""
    known = tuple(versions)
    return (finding.rule, without_version(finding.subject, known), without_version(finding.message, known))


def _same(finding: Finding) -> tuple[object, ...]:
    texts = (finding.subject, finding.message, finding.resolution, *(quote.text for quote in finding.quotes))
    neutral = tuple(without_version(text, finding.versions) for text in texts)
    return finding.rule, finding.kind, finding.severity, neutral
