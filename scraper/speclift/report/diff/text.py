"""The report for a terminal.

Enters: a `Report`. Leaves: text, coloured where asked. Words of documents are put in as text, never as rich's markup.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from speclift.diff.change import Change, Level
from speclift.diff.wording import shown
from speclift.report.diff.report import TITLES, by_operation

if TYPE_CHECKING:
    from speclift.report.diff.report import Report

_STYLES = {Level.BREAKING: "bold red", Level.WARNING: "bold yellow", Level.INFO: "cyan"}
_MARKS = {Level.BREAKING: "✗", Level.WARNING: "!", Level.INFO: "·"}
_NAMED = 3
"""Operations that are named where a change is met in several."""


def render(report: Report, *, colour: bool = False) -> str:
    """The report as text; with `colour`, with the escapes of a terminal."""
    console = Console(
        file=io.StringIO(), force_terminal=colour, no_color=not colour, color_system="standard" if colour else None,
        width=10_000, highlight=False, markup=False, emoji=False, soft_wrap=True, legacy_windows=False,
    )  # fmt: skip
    with console.capture() as capture:
        for line in _lines(report):
            console.print(line)
    return capture.get()


def _lines(report: Report) -> list[Text]:
    lines = [Text.assemble((f"{shown(report.old)} → {shown(report.new)}", "bold"), f": {report.summary()}")]
    lines.append(Text(report.verdict().others()))
    for level, changes in report.by_level():
        lines += [Text(), Text(TITLES[level], _STYLES[level])]
        for operation, found in by_operation(changes).items():
            lines.append(Text(f"  {shown(operation) or 'the document'}", "bold"))
            lines += [line for change in found for line in _change(change)]
    if report.python:
        lines += [Text(), Text("What it means for Python", "bold")]
        lines += [
            Text(f"  {_MARKS[change.level]} {change.explain()}", _STYLES[change.level]) for change in report.python
        ]
    if report.python_unsaid:
        lines += [Text(), Text(f"What it means for Python cannot be said: {shown(report.python_unsaid)}", "dim")]
    if report.accepted:
        lines += [Text(), Text("Accepted", "bold")]
        for change, acceptance in report.accepted:
            lines.append(Text(f"  {change.explain()}: {shown(acceptance.reason)}", "dim"))
    if report.stale:
        lines += [Text(), Text("Accepted, but no longer there: take them out", _STYLES[Level.WARNING])]
        lines += [Text(f"  {one.fingerprint}: {shown(one.reason)}") for one in report.stale]
    return lines


def _change(change: Change) -> list[Text]:
    where = f"{shown(change.where)}: " if change.where else ""
    lines = [
        Text.assemble(
            (f"    {_MARKS[change.level]} ", _STYLES[change.level]), f"{where}{change.message()}",
            (f"  [{change.rule} {change.fingerprint}]", "dim"),
        )
    ]  # fmt: skip
    others = change.operations[1:]
    if others:
        named = ", ".join(shown(str(operation)) for operation in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        lines.append(Text(f"      also {named}{more}", "dim"))
    return lines
