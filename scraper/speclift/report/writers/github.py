"""The problems of a report as annotations of GitHub Actions.

Enters: a page. Leaves: workflow commands, one a line, and the page's title as the last line. What would end a line, a
property or a command is encoded, as GitHub's toolkit does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclift.report.blocks import Page, Problem

_COMMANDS = {"breaking": "error", "warning": "warning", "info": "notice"}


def write(page: Page) -> str:
    """The page's problems as annotations."""
    lines = [_annotation(problem) for problem in page.problems()]
    # Not a command: a line that a document wrote must not become one.
    lines.append(_data(page.title).replace("::", ": :"))
    return "\n".join(lines) + "\n"


def _annotation(problem: Problem) -> str:
    properties = {
        "file": problem.file,
        "line": str(problem.line or ""),
        "col": str(problem.column or ""),
        "title": f"{problem.rule} {problem.pointer}".strip(),
    }
    text = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    return f"::{_COMMANDS[problem.level]} {text}::{_data(problem.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
