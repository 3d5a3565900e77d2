"""The lattice as Markdown tables. Words of documents stand in code spans, with the bars that would end a cell
escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.diff.wording import code_span, shown
from speclift.report.lattice.rows import moved, row, steps, summary

if TYPE_CHECKING:
    from speclift.diff.lattice.items import Lattice


def render(lattice: Lattice) -> str:
    """The lattice as Markdown."""
    parts = [f"{_cell(summary(lattice))}.", _table(("from", "to", "changes", "breaking"), steps(lattice))]
    for title, items in moved(lattice):
        rows = ((code_span(shown(item.subject)), *row(item)[1:]) for item in items)
        parts += [f"## {title}", _table(("", "since", "until", "changed"), rows)]
    return "\n\n".join(parts) + "\n"


def _table(headings: tuple[str, ...], rows: object) -> str:
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    lines += ["| " + " | ".join(_cell(str(cell)) for cell in cells) + " |" for cells in rows]  # type: ignore[attr-defined]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
