"""How a page of blocks is written down. A destination is one module with `write(page)`, and its line in `WRITERS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.report.writers import github, gitlab, html, json, junit, markdown, sarif, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.report.blocks import Page

WRITERS: dict[str, Callable[[Page], str]] = {
    "text": text.write,
    "markdown": markdown.write,
    "json": json.write,
    "html": html.write,
    "github": github.write,
    "gitlab": gitlab.write,
    "junit": junit.write,
    "sarif": sarif.write,
}
"""The writers by the name that the command line gives their format."""
