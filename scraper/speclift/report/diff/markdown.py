"""The report as a changelog: for release notes and for the text of a pull request.

Enters: a `Report`. Leaves: Markdown (CommonMark). Words of documents stand in code spans; links only lead to http(s).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from speclift.diff.wording import code_span, shown
from speclift.report.diff.report import TITLES, by_operation

if TYPE_CHECKING:
    from speclift.diff.change import Change
    from speclift.report.diff.report import Report


def render(report: Report) -> str:
    """The report as Markdown."""
    parts = [
        f"## {code_span(shown(report.old))} → {code_span(shown(report.new))}",
        f"**{report.summary()}.** {report.verdict().others()}.",
    ]
    for level, changes in report.by_level():
        parts.append(f"### {TITLES[level]}")
        for operation, found in by_operation(changes).items():
            items = [f"- {_change(change)}" for change in found]
            heading = f"{code_span(shown(operation))}{_link(found[0])}" if operation else "The document"
            parts.append(f"**{heading}**\n\n" + "\n".join(items) if operation else "\n".join(items))
    if report.python:
        parts.append("### What it means for Python")
        parts.append("\n".join(f"- **{one.level.value}** {one.explain('markdown')}" for one in report.python))
    if report.python_unsaid:
        parts.append(f"What it means for Python cannot be said: {code_span(shown(report.python_unsaid))}.")
    if report.accepted:
        parts.append("### Accepted")
        items = [f"- {change.explain('markdown')}: {code_span(shown(one.reason))}" for change, one in report.accepted]
        parts.append("\n".join(items))
    if report.stale:
        parts.append("### Accepted, but no longer there")
        parts.append(
            "\n".join(f"- {code_span(one.fingerprint)}: {code_span(shown(one.reason))}" for one in report.stale)
        )
    return "\n\n".join(parts) + "\n"


def _change(change: Change) -> str:
    where = f"{code_span(shown(change.where))}: " if change.where else ""
    more = f" (and in {len(change.operations) - 1} more)" if len(change.operations) > 1 else ""
    return f"{where}{change.message('markdown')}{more}"


def _link(change: Change) -> str:
    address = safe_address(change.article)
    return f" ([documentation](<{address}>))" if address else ""


def safe_address(address: str) -> str:
    """An address that may stand in a link, or "": http(s) only, with nothing that could end the link."""
    if not address.startswith(("http://", "https://")):
        return ""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
