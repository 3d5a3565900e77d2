"""The lattice as one page that stands alone: a row for each item, a column for each version."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from speclift.diff.wording import quoted
from speclift.report.diff.html import page
from speclift.report.lattice.rows import moved, steps, summary

if TYPE_CHECKING:
    from speclift.diff.lattice.items import Item, Lattice


def render(lattice: Lattice) -> str:
    """The lattice as a page."""
    parts = [f"<h1>{escape(summary(lattice))}</h1>", "<p>● there, ◐ changed, blank: not there</p>"]
    rows = [
        f"<tr><td>{escape(old)} → {escape(new)}</td><td>{count}</td><td>{breaking}</td></tr>"
        for old, new, count, breaking in steps(lattice)
    ]
    parts.append(_table("<th></th><th>changes</th><th>breaking</th>", rows))
    heads = "<th></th>" + "".join(f"<th>{escape(version)}</th>" for version in lattice.versions)
    for title, items in moved(lattice):
        parts += [f"<h2>{title}</h2>", _table(heads, [_row(lattice, item) for item in items])]
    return page(summary(lattice), parts)


def _table(heads: str, rows: list[str]) -> str:
    return f"<table>\n<tr>{heads}</tr>\n" + "\n".join(rows) + "\n</table>"


def _row(lattice: Lattice, item: Item) -> str:
    changed = dict(item.changed)
    cells = []
    for version in lattice.versions:
        if version not in item.versions:
            cells.append("<td></td>")
        elif version in changed:
            told = "; ".join(change.explain() for change in changed[version])
            cells.append(f'<td title="{escape(told)}">◐</td>')
        else:
            cells.append("<td>●</td>")
    return f"<tr><td>{quoted(item.subject, 'html')}</td>{''.join(cells)}</tr>"
