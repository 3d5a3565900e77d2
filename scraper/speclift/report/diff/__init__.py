"""How changes are printed. A format is one module with `render(report)`, and its line in `FORMATS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.report.diff import github, html, json, markdown, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.report.diff.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "json": json.render,
    "html": html.render,
    "github": github.render,
}
"""The formats of the report of two documents, by the name that the command line gives them."""
