"""What a documentation update means, as the text of a pull request.

Enters: `Update`s. Leaves: Markdown, short enough for GitHub. What several versions have alike is said once. Words of
the page are escaped by the styles of `diff` and of the findings' report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.report.markdown import code, words
from speclift.report.versions import join_versions
from speclift.report.writers import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclift.diff import Change
    from speclift.pipeline.update import Update
    from speclift.pipeline.version_plan import Plan
    from speclift.python_api.change import PythonChange

_MOST = 40
"""Lines per list; more than that nobody reads in a pull request, and the changelogs have them all."""

_LONGEST = 60_000
"""GitHub takes 65,536 characters; what is longer ends with a line that says so."""


def update_markdown(updates: Sequence[Update]) -> str:
    """Say what changed in the documentation, what breaks, and which version each package gets."""
    plans = [plan for update in updates if update.built is not None for plan in update.built.plans]
    lines = [*_packages(plans), *(line for update in updates for line in _source(update))]
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 2
        if length > _LONGEST:
            kept.append("There is more: the changelogs of the packages have it all.")
            break
        kept.append(line)
    return "\n\n".join(kept) + "\n"


_STATES = {
    "unchanged": "Nothing changed.",
    "layout": "The page changed, the API did not: the page is recorded anew.",
    "api": "The documented API changed.",
}


def _source(update: Update) -> Iterator[str]:
    yield f"## {words(update.source)}"
    yield _STATES[update.state]
    if update.added:
        yield f"New versions: {_versions(update.added)}."
    if update.removed:
        yield f"No longer documented: {_versions(update.removed)}."
    known = tuple(update.built.documents) if update.built is not None else ()
    wire = _joined(((version, change) for version, one in update.changes.items() for change in one.wire), known)
    python = _joined(((version, change) for version, one in update.changes.items() for change in one.python), known)
    if wire or python:
        breaking = sum(line.startswith("**breaking**") for line in wire + python)
        yield f"{len(wire) + len(python)} changes, {breaking or 'none'} of them breaking."
    elif update.changes:
        yield "Only texts and examples differ."
    for title, lines in (("On the wire", wire), ("For Python", python)):
        if lines:
            yield f"### {title}"
            yield _list(lines)
    if update.findings:
        yield f"### New findings: {len(update.findings)}"
        yield _list(f"{words(one.subject)}: {words(one.message)}" for one in update.findings)
    if update.twins:
        yield "### The page and its machine-readable twin disagree"
        yield _list(f"{words(one.subject)}: {words(one.message)}" for one in update.twins)


def _joined(changes: Iterable[tuple[str, Change | PythonChange]], known: Sequence[str]) -> list[str]:
    """A line for each change, what breaks first, and the versions that it is met in, where there are several."""
    found: dict[str, tuple[Change | PythonChange, list[str]]] = {}
    for version, change in changes:
        found.setdefault(_line(change), (change, []))[1].append(version)
    ordered = sorted(found.items(), key=lambda item: item[1][0].level, reverse=True)
    several = len(known) > 1
    return [f"{line} ({join_versions(met, known)})" if several else line for line, (_, met) in ordered]


def _line(change: Change | PythonChange) -> str:
    article = getattr(change, "article", "")
    link = f" ([documentation](<{article}>))" if article and not set(article) & set("<>\n\\") else ""
    return f"**{change.level.value}** {markdown.inline(change.explained())}{link}"


def _packages(plans: Sequence[Plan]) -> Iterator[str]:
    due = [plan for plan in plans if not plan.released]
    if due:
        yield "## Packages"
        rows = (
            f"| {code(plan.package)} | {plan.last or 'none'} | {plan.version} | {plan.bump if plan.last else 'first'} |"
            for plan in due
        )
        yield "\n".join(["| package | released | next | bump |", "|---|---|---|---|", *rows])


def _versions(versions: Iterable[str]) -> str:
    return ", ".join(words(f"v{version}") for version in versions)


def _list(lines: Iterable[str]) -> str:
    items = [f"- {line}" for line in lines]
    more = [f"- and {len(items) - _MOST} more"] if len(items) > _MOST else []
    return "\n".join([*items[:_MOST], *more])
