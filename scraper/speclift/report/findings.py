"""FINDINGS.md: a bug report to the authors of a documentation; and the same as JSON.

Enters: the documentation's title and the findings of all stages. Leaves: text, the same bytes for the same findings.
One line per fact, the versions that have it joined, both quotes, and what was emitted. Every word of a page is escaped
for where it lands.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from speclift.report.facts import Fact, join_findings
from speclift.report.headings import KINDS, ORDER, heading
from speclift.report.markdown import code, prose, shorten_around, words
from speclift.report.versions import in_order, join_versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclift.model.findings import Finding, Quote

LONGEST_QUOTE: Final = 160
"""Characters of a quote in the Markdown report; JSON holds the whole."""

_PLACE: Final = re.compile(r"[^#]*#\S*(?: in \S+)?(?: \((.*)\))?\Z")
_QUOTED: Final = re.compile(r"“([^”]+)”|'([^']+)'|`([^`]+)`")


def findings_markdown(source_title: str, findings: Iterable[Finding], *, versions: Sequence[str] = ()) -> str:
    """Writes the report. `versions` are all documented versions, where findings alone do not name them all."""
    facts = join_findings(findings)
    known = in_order((*versions, *(version for fact in facts for version in fact.versions)))
    lines = [f"# What the documentation of {words(source_title)} gets wrong", ""]
    lines += [
        "Written by speclift, which read every table and every example of the page. Each line is one fact:",
        "the versions that have it, the words of the page that prove it, and after the arrow what was made of it",
        "in the documents.",
        "",
    ]
    if not facts:
        return "\n".join([*lines, "Nothing was found.", ""])
    lines += [*_counts(facts), ""]
    for kind, title in KINDS.items():
        of_kind = [fact for fact in facts if fact.finding.kind == kind]
        if of_kind:
            lines += [f"## {title.title} ({len(of_kind)})", "", title.explanation, ""]
            lines += _rules(of_kind, known)
    return "\n".join(lines)


def findings_json(source_title: str, findings: Iterable[Finding], *, versions: Sequence[str] = ()) -> str:
    """Writes the same facts for machines, quotes in full."""
    facts = join_findings(findings)
    known = in_order((*versions, *(version for fact in facts for version in fact.versions)))
    report = {
        "source": source_title,
        "versions": list(known),
        "counts": dict(Counter(fact.finding.kind for fact in facts)),
        "facts": [_as_json(fact) for fact in facts],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _counts(facts: Sequence[Fact]) -> list[str]:
    """A table: each rule, how many facts it found."""
    lines = ["| | facts |", "|---|--:|"]
    for kind, title in KINDS.items():
        of_kind = [fact for fact in facts if fact.finding.kind == kind]
        if not of_kind:
            continue
        lines.append(f"| **{title.title}** | **{len(of_kind)}** |")
        lines += [f"| {words(heading(rule).title)} | {len(some)} |" for rule, some in _by_rule(of_kind)]
    return lines


def _by_rule(facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    """Facts by rule, in the order of the table of headings, unknown rules last by their ids."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.finding.rule, []).append(fact)
    return sorted(groups.items(), key=lambda group: (ORDER.get(group[0], len(ORDER)), group[0]))


def _rules(facts: Sequence[Fact], known: Sequence[str]) -> list[str]:
    lines = []
    for rule, some in _by_rule(facts):
        said = heading(rule)
        lines += [f"### {words(said.title)} ({len(some)})", ""]
        lines += [f"{prose(said.explanation)} Rule {code(rule)}.".lstrip(), ""]
        lines += [_line(fact, known) for fact in some]
        lines.append("")
    return lines


def _line(fact: Fact, known: Sequence[str]) -> str:
    """`- **Objects / Call: duration** (v3.1–v3.10): the table says …: `String` (Structure/duration), `415` (Example). →
    …`.
    """
    finding, said = fact.finding, heading(fact.finding.rule)
    versions = join_versions(fact.versions, known)
    line = f"- **{words(finding.subject) or 'The page'}**" + (f" ({words(versions)})" if versions else "")
    message = "" if said.notation else prose(finding.message).rstrip(".")
    quotes = "; ".join(_quote(quote, finding.message) for quote in finding.quotes)
    line += "".join(f": {part}" for part in (message, quotes) if part)
    if said.notation:
        return f"{line} → {code(finding.resolution)}"
    return f"{line}. → {prose(finding.resolution).rstrip('.')}." if finding.resolution else f"{line}."


def _quote(quote: Quote, message: str) -> str:
    """A quote around the point that the message makes, and where it stands inside the article."""
    points = [point for match in _QUOTED.finditer(message) for point in match.groups() if point and point in quote.text]
    text = code(shorten_around(quote.text, points[0] if points else "", LONGEST_QUOTE))
    place = _PLACE.match(quote.where)
    where = ((place[1] or "") if place else quote.where).rstrip(": ")
    return f"{text} ({words(where)})" if where else text


def _as_json(fact: Fact) -> dict[str, Any]:
    finding = fact.finding
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": finding.message,
        "versions": list(fact.versions),
        "quotes": [{"text": quote.text, "where": quote.where} for quote in finding.quotes],
        "resolution": finding.resolution,
        "pointer": finding.pointer,
    }
