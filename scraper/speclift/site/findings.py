"""Findings: by rule and by object, each with its quotes and the place where it stands; one page for the vendor.

Enters: a `SiteSource`. Leaves: two pages, and the findings that matter most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclift.report.headings import KINDS, ORDER, heading
from speclift.report.versions import join_versions
from speclift.site.addresses import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclift.model.findings import Quote
    from speclift.report.facts import Fact
    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

MOST = 10


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A finding as a page shows it; `href` leads to the newest place where it stands, from `up`."""

    subject: str
    versions: str
    message: str
    resolution: str
    quotes: tuple[Quote, ...]
    href: str
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule with its findings."""

    id: str
    title: str
    explanation: str
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class ShownKind:
    """A kind of findings (contradictions, silence, what we did not understand) with its rules."""

    id: str
    title: str
    count: int
    rules: tuple[ShownRule, ...]


def finding_files(source: SiteSource, reference: Reference, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page of findings, and the page for the vendor."""
    seen: dict[str, str] = {}
    kinds = [
        ShownKind(str(kind), title.title, sum(len(rule.facts) for rule in rules), rules)
        for kind, title in KINDS.items()
        for rules in (tuple(_rules(source, reference, kind, seen)),)
        if rules
    ]
    counts: dict[str, int] = {}
    for fact in source.facts:
        counts[fact.finding.subject or "The page"] = counts.get(fact.finding.subject or "The page", 0) + 1
    subjects = [(subject, seen[subject], count) for subject, count in sorted(counts.items())]
    path = f"{source.name}/findings/index.html"
    yield (
        path,
        renderer.page(
            "findings", path, "Findings", source=source, kinds=kinds, subjects=subjects, total=len(source.facts)
        ),
    )
    path = f"{source.name}/findings/report.html"
    reported = [rule for kind in kinds if kind.id != "not-understood" for rule in kind.rules]
    yield path, renderer.page("report", path, "Report", source=source, rules=reported)


def most_important(source: SiteSource, reference: Reference) -> tuple[ShownFact, ...]:
    """The findings that a maintainer should mend first: by severity, then by the order of the rules."""
    rank = {"error": 0, "warning": 1, "info": 2}
    order = sorted(
        (fact for fact in source.facts if fact.finding.kind != "not-understood"),
        key=lambda fact: (rank.get(fact.finding.severity, 3), ORDER.get(fact.finding.rule, len(ORDER))),
    )
    return tuple(_shown(source, reference, fact, up="") for fact in order[:MOST])


def _rules(source: SiteSource, reference: Reference, kind: str, seen: dict[str, str]) -> Iterator[ShownRule]:
    groups: dict[str, list[Fact]] = {}
    for fact in source.facts:
        if fact.finding.kind == kind:
            groups.setdefault(fact.finding.rule, []).append(fact)
    for rule, facts in sorted(groups.items(), key=lambda group: (ORDER.get(group[0], len(ORDER)), group[0])):
        words = heading(rule)
        shown = []
        for fact in facts:
            subject = fact.finding.subject or "The page"
            first = subject not in seen
            identifier = seen.setdefault(subject, f"of-{slug(subject)}")
            shown.append(_shown(source, reference, fact, up="../", identifier=identifier if first else ""))
        yield ShownRule(rule, words.title, words.explanation, tuple(shown))


def _shown(source: SiteSource, reference: Reference, fact: Fact, *, up: str, identifier: str = "") -> ShownFact:
    finding = fact.finding
    names: Sequence[str] = [name.removeprefix("v") for name in source.versions]
    version = f"v{fact.versions[-1]}" if fact.versions else source.latest
    href = ""
    if finding.pointer and version in reference.views:
        href = f"{up}{version}/{reference.views[version].addresses.of(finding.pointer)}"
    versions = join_versions(fact.versions, names) if fact.versions else ""
    return ShownFact(
        finding.subject, versions, finding.message, finding.resolution, tuple(finding.quotes), href, identifier
    )
