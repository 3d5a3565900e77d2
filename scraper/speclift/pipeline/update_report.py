"""What a documentation update means, as the text of a pull request.

Enters: `Update`s. Leaves: Markdown, short enough for GitHub. What several versions have alike is said once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from speclift.diff.change import Level
from speclift.python_api.verdict import counted, verdict
from speclift.report.blocks import Heading, Item, Link, List, Name, Prose, Table, Text
from speclift.report.diff.page import python_words, told_words
from speclift.report.diff.told import tell, tell_python
from speclift.report.versions import join_versions
from speclift.report.writers.markdown import inline, write_block

if TYPE_CHECKING:
    from speclift.diff import Change
    from speclift.model.findings import Finding
    from speclift.pipeline.update import Update, VersionChanges
    from speclift.pipeline.version_plan import Plan
    from speclift.python_api.change import PythonChange
    from speclift.report.blocks import Block, Words

_MOST = 40
"""Lines per list; more than that nobody reads in a pull request, and the changelogs have them all."""

_LONGEST = 60_000
"""GitHub takes 65,536 characters; what is longer ends with a line that says so."""


def update_markdown(updates: Sequence[Update]) -> str:
    """Say what changed in the documentation, what breaks, and which version each package gets."""
    plans = [plan for update in updates if update.built is not None for plan in update.built.plans]
    blocks = [*_packages(plans), *(block for update in updates for block in _source(update))]
    kept: list[str] = []
    length = 0
    for block in blocks:
        text = write_block(block)
        length += len(text) + 2
        if length > _LONGEST:
            kept.append("There is more: the changelogs of the packages have it all.")
            break
        kept.append(text)
    return "\n\n".join(kept) + "\n"


_STATES = {
    "unchanged": "Nothing changed.",
    "layout": "The page changed, the API did not: nothing is written. Recorded anew would be",
    "recorded": "The page changed, the API did not: the page is recorded anew.",
    "api": "The documented API changed.",
    "failed": "It could not be read; everything of it stays as it is",
}


def _source(update: Update) -> Iterator[Block]:
    yield Heading(1, (Prose(update.source),))
    if update.error is not None:
        yield Text((f"{_STATES['failed']}: ", Prose(str(update.error)), "."))
        return
    if update.state == "layout" and not update.to_write:
        yield Text((f"{_STATES['layout']}: ", *_listed(Name(f"{page.name}.gz") for page in update.pages), "."))
    else:
        yield Text((_STATES["recorded" if update.state == "layout" else update.state],))
    if update.added:
        yield Text(("New versions: ", *_listed(Prose(f"v{version}") for version in update.added), "."))
    if update.removed:
        yield Text(("No longer documented: ", *_listed(Prose(f"v{version}") for version in update.removed), "."))
    known = tuple(update.built.documents) if update.built is not None else ()
    same = {version: one for version, one in update.changes.items() if not one.against}
    if same:
        yield from _changes(same, known)
    for version, change in update.changes.items():
        if change.against:
            yield Heading(2, ("New: ", Prose(f"v{version}"), ", compared with ", Prose(f"v{change.against}")))
            yield from _changes({version: change}, (version,))
    yield from _findings("New findings", update.findings)
    yield from _findings("The page and its machine-readable twin disagree", update.twins)


def _findings(title: str, findings: Sequence[Finding]) -> Iterator[Block]:
    if findings:
        yield Heading(2, (f"{title}: {len(findings)}",))
        items = tuple(Item((Prose(finding.subject), ": ", Prose(finding.message))) for finding in findings)
        yield List(items, most=_MOST)


def _changes(changes: dict[str, VersionChanges], known: Sequence[str]) -> Iterator[Block]:
    wire = _joined(((version, line) for version, change in changes.items() for line in _wire(change)), known)
    python = _joined(((version, line) for version, change in changes.items() for line in _python(change)), known)
    if not wire and not python:
        yield Text(("Only texts and examples differ.",))
        return
    judged = verdict(*_distinct(changes.values()))
    yield Text((f"{judged.sentence()}; {judged.others()}.",))
    for title, items in (("On the wire", wire), ("For Python", python)):
        if items:
            yield Heading(2, (title,))
            yield List(tuple(items), most=_MOST)


def _distinct(changes: Iterable[VersionChanges]) -> tuple[list[Change], list[PythonChange] | None]:
    """Every change that is told, once, in however many versions it is met; None for packages not compared."""
    wire: dict[str, Change] = {}
    python: dict[str, PythonChange] = {}
    compared = False
    for change in changes:
        compared = compared or change.packages
        wire |= {inline(told_words(told)): told.first for told in tell(change.wire, change.old, change.new)}
        python |= {inline(python_words(group)): group[0] for group in tell_python(change.python)}
    return list(wire.values()), list(python.values()) if compared else None


Line = tuple[Level, "Words"]


def _wire(version_changes: VersionChanges) -> Iterator[Line]:
    for told in tell(version_changes.wire, version_changes.old, version_changes.new):
        change = told.first
        shown = len(told.operations)
        alone = shown == 1 or not (told.owners or told.senders)
        operation = str(change.operations[0]) if alone and not told.whole else ""
        where: Words = (Name(operation), ": ") if operation else ()
        more: Words = ()
        if shown > 1 and not told.whole:
            more = (f" (in {counted(shown, 'operation')})",)
        link: Words = (" (", Link("documentation", change.article), ")") if change.article else ()
        yield change.level, (*where, *told_words(told), *more, *link)


def _python(version_changes: VersionChanges) -> Iterator[Line]:
    for group in tell_python(version_changes.python):
        yield group[0].level, python_words(group)


def _joined(lines: Iterable[tuple[str, Line]], known: Sequence[str]) -> list[Item]:
    """An item for each line, what breaks first, and the versions that it is met in, where there are several."""
    lines_of: dict[str, tuple[Level, Words, list[str]]] = {}
    for version, (level, words) in lines:
        lines_of.setdefault(inline(words), (level, words, []))[2].append(version)
    ordered = sorted(lines_of.values(), key=lambda one: one[0], reverse=True)
    several = len(known) > 1
    return [
        Item((*words, f" ({join_versions(met, known)})") if several else words, level.value)
        for level, words, met in ordered
    ]


def _packages(plans: Sequence[Plan]) -> Iterator[Block]:
    due = [plan for plan in plans if not plan.released]
    if due:
        yield Heading(1, ("Packages",))
        heads: tuple[Words, ...] = (("package",), ("released",), ("next",), ("bump",))
        yield Table(
            heads,
            tuple(
                ((Name(plan.package),), (plan.last or "none",), (plan.version,), (plan.bump if plan.last else "first",))
                for plan in due
            ),
        )


def _listed(spans: Iterable[Name | Prose]) -> Words:
    words: Words = ()
    for span in spans:
        words = (*words, *((", ",) if words else ()), span)
    return words
