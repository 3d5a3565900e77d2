"""FINDINGS.md: a bug report to the authors of a documentation; the same as HTML, as a table for programs, and as JSON.

Enters: the documentation's title and the findings of all stages. Leaves: text, the same bytes for the same findings.
One line per fact, the versions that have it joined, both quotes, and what was emitted. What matters most comes first;
what is mere notation is a table of counts.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from speclift.report.blocks import Faint, Heading, Item, List, Page, Prose, Quoted, Strong, Table, Text
from speclift.report.facts import Fact, join_findings
from speclift.report.headings import KINDS, ORDER, RANKS, heading
from speclift.report.markdown import shorten_around
from speclift.report.versions import in_order, join_versions
from speclift.report.writers import html, json, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from speclift.model.findings import Finding, Quote
    from speclift.report.blocks import Block, Span, Words

LONGEST_QUOTE: Final = 160
"""Characters of a quote in a report for people; JSON and CSV hold the whole."""

MOST_IMPORTANT: Final = 10
"""Facts that the report opens with."""

COLUMNS: Final = (
    "rule", "kind", "severity", "subject", "versions", "message", "quotes", "places", "resolution", "pointer"
)  # fmt: skip
"""The columns of the report as a table."""

_PLACE: Final = re.compile(r"[^#]*#\S*(?: in \S+)?(?: \((.*)\))?\Z")
_QUOTED: Final = re.compile(r"“([^”]+)”|'([^']+)'|`([^`]+)`")
_INTRODUCTION: Final = (
    "Written by speclift, which read every table and every example of the page. Each line is one fact: the versions "
    "that have it, the words of the page that prove it, and after the arrow what was made of it in the documents."
)


def findings_page(
    source_title: str, findings: Iterable[Finding], *, versions: Sequence[str] = (), everything: bool = False
) -> Page:
    """The report. `versions` are all documented versions, where findings alone do not name them all.

    `everything`: what is mere notation is listed place by place, not only counted.
    """
    facts = join_findings(findings)
    known = in_order((*versions, *(version for fact in facts for version in fact.versions)))
    title = f"What the documentation of {source_title} gets wrong"
    blocks: list[Block] = [Heading(1, (Prose(title),)), Text((_INTRODUCTION,))]
    if not facts:
        return Page(title, (*blocks, Text(("Nothing was found.",))), _data(source_title, facts, known))
    if foremost := most_important(facts):
        blocks.append(Heading(2, ("What to mend first",)))
        blocks.append(List(tuple(_item(fact, known, with_rule=True) for fact in foremost)))
    blocks.append(_counts(facts))
    told = [fact for fact in facts if everything or not heading(fact.finding.rule).notation]
    for kind, part in KINDS.items():
        of_kind = [fact for fact in told if fact.finding.kind == kind]
        if of_kind:
            blocks += [Heading(2, (f"{part.title} ({len(of_kind)})",)), Text((part.explanation,))]
            blocks += [block for rule, some in _by_rule(of_kind) for block in _rule(rule, some, known)]
    notation = [fact for fact in facts if heading(fact.finding.rule).notation]
    if notation and not everything:
        blocks += _notation(notation)
    return Page(title, tuple(blocks), _data(source_title, facts, known))


def findings_markdown(source_title: str, findings: Iterable[Finding], *, versions: Sequence[str] = ()) -> str:
    """Writes FINDINGS.md."""
    return markdown.write(findings_page(source_title, findings, versions=versions), top=1)


def findings_csv(page: Page) -> str:
    """Writes one line per fact (RFC 4180), quotes in full. No cell begins like a formula of a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for fact in page.data["facts"]:
        row = {
            **fact,
            "versions": " ".join(fact["versions"]),
            "quotes": "\n".join(quote["text"] for quote in fact["quotes"]),
            "places": "\n".join(quote["where"] for quote in fact["quotes"]),
        }
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


FORMATS: Final[Mapping[str, Callable[[Page], str]]] = {
    "markdown": lambda page: markdown.write(page, top=1),
    "html": html.write,
    "csv": findings_csv,
    "json": json.write,
}
"""The formats of a report, by name."""


def most_important(facts: Sequence[Fact]) -> list[Fact]:
    """The facts that an author should mend first: what breaks clients, then gaps, one of each rule before the second.

    Of one rule those come first that more versions have. Notation and corrections by hand are never among them.
    """
    ranked: dict[int, dict[str, list[Fact]]] = {}
    for rule, some in _by_rule(facts):
        rank = RANKS.get(rule)
        if rank is not None:
            ranked.setdefault(rank, {})[rule] = sorted(some, key=lambda fact: -len(fact.versions))
    chosen: list[Fact] = []
    for _, rules in sorted(ranked.items()):
        rounds = zip_longest(*rules.values())
        chosen.extend(fact for several in rounds for fact in several if fact is not None)
    return chosen[:MOST_IMPORTANT]


def _data(source_title: str, facts: Sequence[Fact], known: Sequence[str]) -> dict[str, Any]:
    return {
        "source": source_title,
        "versions": list(known),
        "counts": dict(Counter(fact.finding.kind for fact in facts)),
        "facts": [_as_json(fact) for fact in facts],
    }


def _counts(facts: Sequence[Fact]) -> Table:
    """Each rule, how many facts it found; notation is one line."""
    rows: list[tuple[Words, ...]] = []
    for kind, part in KINDS.items():
        of_kind = [fact for fact in facts if fact.finding.kind == kind]
        if not of_kind:
            continue
        rows.append(((Strong(part.title),), (Strong(str(len(of_kind))),)))
        told = [fact for fact in of_kind if not heading(fact.finding.rule).notation]
        rows += [((Prose(heading(rule).title),), (str(len(some)),)) for rule, some in _by_rule(told)]
        if len(told) < len(of_kind):
            rows.append((("Notation that no machine reads",), (str(len(of_kind) - len(told)),)))
    return Table((("",), ("facts",)), tuple(rows), frozenset({1}))


def _by_rule(facts: Sequence[Fact]) -> list[tuple[str, list[Fact]]]:
    """Facts by rule, in the order of the catalogue, rules of other catalogues last by their ids."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.finding.rule, []).append(fact)
    return sorted(groups.items(), key=lambda group: (ORDER.get(group[0], len(ORDER)), group[0]))


def _rule(rule: str, facts: Sequence[Fact], known: Sequence[str]) -> list[Block]:
    row = heading(rule)
    explanation: Words = (Prose(row.explanation), " Rule ") if row.explanation else ("Rule ",)
    return [
        Heading(3, (Prose(row.title), f" ({len(facts)})")),
        Text((*explanation, Faint(rule), ".")),
        List(tuple(_item(fact, known) for fact in facts)),
    ]


def _notation(facts: Sequence[Fact]) -> list[Block]:
    rows: list[tuple[Words, ...]] = []
    for rule, some in _by_rule(facts):
        places = list(dict.fromkeys(fact.finding.subject for fact in some))
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""
        rows.append(
            (
                (Prose(heading(rule).title), " (", Faint(rule), ")"),
                (str(len(some)),),
                (Prose(", ".join(places[:3])), more),
            )
        )
    return [
        Heading(2, (f"Notation that no machine reads ({len(facts)})",)),
        Text(("The example means the right thing and is not written as JSON. It was read as it was meant.",)),
        Table((("",), ("facts",), ("where",)), tuple(rows), frozenset({1})),
    ]


def _item(fact: Fact, known: Sequence[str], *, with_rule: bool = False) -> Item:
    """`**Objects / Call: duration** (v3.1–v3.10): the table says …: `String` (Structure/duration). → …`."""
    finding, row = fact.finding, heading(fact.finding.rule)
    versions = join_versions(fact.versions, known)
    words: list[Span] = [Strong(finding.subject or "The page"), f" ({versions})" if versions else ""]
    if with_rule:
        words += [": ", Prose(row.title)]
    elif finding.message and not row.notation:
        words += [": ", Prose(_as_code(finding.message).rstrip("."))]
    for number, quote in enumerate(finding.quotes):
        words += ["; " if number else ": ", *_quote(quote, finding.message)]
    if row.notation:
        return Item((*words, " → ", Quoted(finding.resolution)))
    if finding.resolution:
        words += [". → ", Prose(_as_code(finding.resolution).rstrip("."))]
    return Item((*words, "."))


def _as_code(message: str) -> str:
    """A message whose values in quotation marks are code, so that they stand literally."""
    return re.sub(r"(?<!\w)'([^'`]+)'(?!\w)", r"`\1`", message)


def _quote(quote: Quote, message: str) -> Words:
    """A quote around the point that the message makes, and where it stands inside the article."""
    points = [point for match in _QUOTED.finditer(message) for point in match.groups() if point and point in quote.text]
    text = Quoted(shorten_around(quote.text, points[0] if points else "", LONGEST_QUOTE))
    place = _PLACE.match(quote.where)
    where = ((place[1] or "") if place else quote.where).rstrip(": ")
    return (text, " (", Prose(where), ")") if where else (text,)


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
