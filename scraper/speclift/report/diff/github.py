"""The report as annotations of GitHub Actions.

Enters: a `Report`. Leaves: workflow commands, one a line. What would end a line, a property or a command is encoded,
as GitHub's toolkit does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.change import Level

if TYPE_CHECKING:
    from speclift.report.diff.report import Report

_COMMANDS = {Level.BREAKING: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report) -> str:
    """The report as annotations, and the figures as the last line."""
    lines = []
    for _, changes in report.by_level():
        for one in changes:
            title = f"{one.rule} {one.new_pointer}".strip()
            place = f"file={_property(report.file)}," if report.file else ""
            lines.append(f"::{_COMMANDS[one.level]} {place}title={_property(title)}::{_data(one.explain())}")
    for change in sorted(report.python or (), key=lambda one: one.level, reverse=True):
        place = f"file={_property(report.file)}," if report.file else ""
        title = _property(change.rule)
        lines.append(f"::{_COMMANDS[change.level]} {place}title={title}::{_data(change.explain())}")
    for stale in report.stale:
        message = f"accepted, but no longer there: {stale.fingerprint} ({stale.reason})"
        lines.append(f"::warning title=stale acceptance::{_data(message)}")
    # Not a command: a line that a document wrote must not become one.
    lines.append(_data(f"{report.old} → {report.new}: {report.summary()}").replace("::", ": :"))
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
