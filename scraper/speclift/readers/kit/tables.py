"""HTML tables of fields: a row per field, the columns told by their titles.

Enters: the leaves of a section and the tables in them. Leaves: `RawField` values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclift.model.raw import Place, RawField
from speclift.readers.kit.labels import Labels
from speclift.readers.kit.markdown_text import inline
from speclift.readers.kit.rows import Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from speclift.readers.kit.leaves import Leaf

COLUMNS = Labels(
    {
        "name": "name|parameter|field|key|property|attribute|argument|имя|параметр|поле|название",
        "type": "type|data type|тип",
        "required": "required|mandatory|optional|обязательный|обязательность",
        "description": "description|meaning|details|описание",
        "default": "default|default value|по умолчанию",
        "example": "example|sample|пример",
    },
    {},
    {},
)
"""What the columns of a table of fields are called."""

_YES = frozenset({"yes", "required", "+", "да", "true"})


def outermost(leaves: Sequence[Leaf], *tags: str) -> list[HtmlElement]:
    """The outermost elements with one of these tags round these leaves, in order."""
    roots: dict[HtmlElement, None] = {}
    for leaf in leaves:
        holders = [element for element in leaf.upwards() if element.tag in tags]
        if holders:
            roots.setdefault(holders[-1])
    return list(roots)


def column_titles(root: HtmlElement, leaves: Sequence[Leaf]) -> list[str | None]:
    """What the columns of a table hold ("name", "type", …; None for a title that is not known); nothing for a table
    without a column of names."""
    rows = _cells_of(root, leaves)
    first = next(iter(rows), None)
    titles = [COLUMNS.meaning(inline(rows[first].get(cell, []))) for cell in _cells(first)] if first is not None else []
    return titles if "name" in titles else []


def fields_of_table(root: HtmlElement, leaves: Sequence[Leaf], place: Place) -> tuple[RawField, ...]:
    """The rows below the titles. What stands in a column without a known title is description."""
    rows = _cells_of(root, leaves)
    titles = column_titles(root, leaves)
    steps = Steps(place)
    fields: list[RawField] = []
    for line in list(rows)[1:]:
        cells: dict[str, str] = {}
        for title, cell in zip(titles, _cells(line), strict=False):
            held = rows[line].get(cell, [])
            words = inline(held) if title in (None, "description") else " ".join(leaf.words for leaf in held)
            key = title or "description"
            cells[key] = "\n\n".join(part for part in (cells.get(key, ""), words) if part)
        required = cells.get("required", "").lower()
        name = cells.get("name", "").strip("`")
        fields.append(
            RawField(
                name=name,
                place=steps.to(name),
                type=cells.get("type", ""),
                required=required in _YES if required else None,
                description=cells.get("description", ""),
                default=cells.get("default") or None,
                example=cells.get("example") or None,
            )
        )
    return tuple(fields)


def _cells_of(root: HtmlElement, leaves: Sequence[Leaf]) -> dict[HtmlElement, dict[HtmlElement, list[Leaf]]]:
    """The leaves of a table by row and cell."""
    rows: dict[HtmlElement, dict[HtmlElement, list[Leaf]]] = {}
    for leaf in leaves:
        row, cell = leaf.inside("tr"), leaf.inside("td", "th")
        if row is not None and cell is not None and leaf.inside("table") is root:
            rows.setdefault(row, {}).setdefault(cell, []).append(leaf)
    return rows


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]
