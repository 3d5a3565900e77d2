"""How a lattice is printed. A format is one module with `render(lattice)`, and its line in `FORMATS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.report.lattice import html, json, markdown, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclift.diff.lattice.items import Lattice

FORMATS: dict[str, Callable[[Lattice], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "json": json.render,
    "html": html.render,
}
"""The formats of the report of all versions, by the name that the command line gives them."""
