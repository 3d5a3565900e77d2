"""What a documentation update means, as the text of a pull request.

Enters: `Update`s. Leaves: Markdown. Words of the page are escaped by the styles of `diff` and of the findings' report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.publish.plan import Plan
    from speclift.update import Update

_MOST = 60
"""Lines of changes per version; more than that nobody reads in a pull request, and the changelogs have them all."""


def update_markdown(updates: Sequence[Update], plans: Sequence[Plan]) -> str:
    """Say what changed in the documentation, what breaks, and which version each package gets."""
    parts = []
    for update in updates:
        parts.append(f"## {update.source}")
        parts.append(_STATES[update.state])
        if update.added:
            parts.append(f"New versions: {', '.join(f'v{version}' for version in update.added)}.")
        if update.removed:
            parts.append(f"No longer documented: {', '.join(f'v{version}' for version in update.removed)}.")
        parts.extend(_changes(update))
        if update.findings:
            parts.append(f"{len(update.findings)} findings are new: see `spec/{update.source}/FINDINGS.md`.")
        for finding in update.twins[:_MOST]:
            parts.append(f"- {finding.subject}: {finding.message}")
    bumped = [plan for plan in plans if not plan.released]
    if bumped:
        parts.append("## Packages")
        parts.append(
            "\n".join(["| package | version |", "|---|---|", *(f"| {p.package} | {p.version} |" for p in bumped)])
        )
    return "\n\n".join(parts) + "\n"


_STATES = {
    "unchanged": "Nothing changed.",
    "layout": "The page changed, the API did not: the page is recorded anew.",
    "api": "The documented API changed.",
}


def _changes(update: Update) -> list[str]:
    parts = []
    for version, changes in (update.changes or {}).items():
        breaking = sum(change.level.value == "breaking" for change in changes)
        heading = (
            f"### v{version}: {len(changes)} changes, {breaking} breaking" if changes else f"### v{version}: texts"
        )
        lines = []
        for change in sorted(changes, key=lambda change: change.level, reverse=True)[:_MOST]:
            link = f" ([documentation]({change.article}))" if change.article else ""
            lines.append(f"- **{change.level.value}** {change.explain('markdown')}{link}")
        if len(changes) > _MOST:
            lines.append(f"- and {len(changes) - _MOST} more")
        parts.extend([heading, "\n".join(lines) or "Descriptions and examples only."])
    return parts
