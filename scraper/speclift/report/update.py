"""What a documentation update means, as the text of a pull request.

Enters: `Update`s. Leaves: Markdown. Words of the page are escaped by the styles of `diff` and of the findings' report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from speclift.report.markdown import code, words

if TYPE_CHECKING:
    from speclift.diff import Change
    from speclift.diff.python_surface import PythonChange
    from speclift.publish.plan import Plan
    from speclift.update import Update, VersionChanges

_MOST = 40
"""Lines per list; more than that nobody reads in a pull request, and the changelogs have them all."""


def update_markdown(updates: Sequence[Update]) -> str:
    """Say what changed in the documentation, what breaks, and which version each package gets."""
    parts = [part for update in updates for part in _source(update)]
    plans = [plan for update in updates if update.built is not None for plan in update.built.plans]
    return "\n\n".join([*parts, *_packages(plans)]) + "\n"


_STATES = {
    "unchanged": "Nothing changed.",
    "layout": "The page changed, the API did not: the page is recorded anew.",
    "api": "The documented API changed.",
}


def _source(update: Update) -> list[str]:
    parts = [f"## {words(update.source)}", _STATES[update.state]]
    if update.added:
        parts.append(f"New versions: {_versions(update.added)}.")
    if update.removed:
        parts.append(f"No longer documented: {_versions(update.removed)}.")
    for version, changes in update.changes.items():
        parts += _version(version, changes)
    if update.findings:
        parts.append(f"New findings, {len(update.findings)}, in `spec/{update.source}/FINDINGS.md`:")
        parts.append(_list(f"{words(one.subject)}: {words(one.message)}" for one in update.findings))
    if update.twins:
        parts.append("The page and its machine-readable twin disagree:")
        parts.append(_list(f"{words(one.subject)}: {words(one.message)}" for one in update.twins))
    return parts


def _version(version: str, changes: VersionChanges) -> list[str]:
    both: list[Change | PythonChange] = [*changes.wire, *changes.python]
    if not both:
        return [f"### {words(f'v{version}')}: texts and examples only"]
    breaking = sum(change.level.value == "breaking" for change in both)
    parts = [f"### {words(f'v{version}')}: {len(changes.wire)} changes, {breaking or 'nothing'} breaking"]
    return [*parts, *_changes("On the wire", changes.wire), *_changes("For Python", changes.python)]


def _changes(title: str, changes: Sequence[Change | PythonChange]) -> list[str]:
    ordered = sorted(changes, key=lambda change: change.level, reverse=True)
    return [f"{title}:", _list(map(_line, ordered))] if ordered else []


def _line(change: Change | PythonChange) -> str:
    article = getattr(change, "article", "")
    link = f" ([documentation](<{article}>))" if article and not set(article) & set("<>\n\\") else ""
    return f"**{change.level.value}** {change.explain('markdown')}{link}"


def _packages(plans: Sequence[Plan]) -> list[str]:
    due = [plan for plan in plans if not plan.released]
    if not due:
        return []
    rows = [
        f"| {code(plan.package)} | {plan.last or 'none'} | {plan.version} | {plan.bump if plan.last else 'first'} |"
        for plan in due
    ]
    head = ["| package | released | next | bump |", "|---|---|---|---|"]
    return ["## Packages", "\n".join([*head, *rows])]


def _versions(versions: Iterable[str]) -> str:
    return ", ".join(words(f"v{version}") for version in versions)


def _list(lines: Iterable[str]) -> str:
    items = [f"- {line}" for line in lines]
    more = [f"- and {len(items) - _MOST} more"] if len(items) > _MOST else []
    return "\n".join([*items[:_MOST], *more])
