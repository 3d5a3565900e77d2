"""The matrix: operations, parameters, fields, values and documented errors against versions.

Enters: a `SiteSource` and its reference. Leaves: the page, the same as CSV and as JSON.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from speclift.site.addresses import error_fragment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclift.diff.lattice import Item
    from speclift.site.reference import Reference
    from speclift.site.render import Renderer
    from speclift.site.sources import SiteSource

State = Literal["yes", "changed", "no"]
KINDS = ("operation", "parameter", "field", "value", "error")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one version says of one thing; `href` leads to it, or to what changed."""

    state: State
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One thing, and its cell for every version."""

    kind: str
    subject: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether versions differ in it."""
        return len({cell.state for cell in self.cells}) > 1 or self.cells[0].state == "changed"


def matrix_rows(source: SiteSource, reference: Reference) -> tuple[MatrixRow, ...]:
    """Every row, in the order in which things are first met."""
    rows = [_row(source, reference, item) for item in source.lattice.items]
    return (*rows, *_errors(source, reference))


def matrix_files(source: SiteSource, reference: Reference, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """The page, CSV and JSON."""
    rows = matrix_rows(source, reference)
    path = f"{source.name}/matrix.html"
    yield path, renderer.page("matrix", path, "Matrix", source=source, wide=True, matrix=rows, kinds=KINDS)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["kind", "subject", *source.versions])
    writer.writerows([row.kind, _inert(row.subject), *(cell.state for cell in row.cells)] for row in rows)
    yield f"{source.name}/matrix.csv", table.getvalue().encode()
    data = {
        "source": source.name,
        "versions": list(source.versions),
        "rows": [{"kind": row.kind, "subject": row.subject, "cells": [c.state for c in row.cells]} for row in rows],
    }
    yield f"{source.name}/matrix.json", json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _row(source: SiteSource, reference: Reference, item: Item) -> MatrixRow:
    changed = {version for version, _ in item.changed}
    cells = []
    for version in source.versions:
        if version not in item.versions:
            cells.append(Cell("no"))
            continue
        pointer = item.pointers[item.versions.index(version)]
        if version in changed:
            before = source.versions[source.versions.index(version) - 1]
            cells.append(Cell("changed", f"changes/{before}..{version}.html", f"changed in {version}"))
        else:
            address = reference.views[version].addresses.of(pointer)
            cells.append(Cell("yes", f"{version}/{address}", f"in {version}"))
    return MatrixRow(item.kind, item.subject, tuple(cells))


def _errors(source: SiteSource, reference: Reference) -> Iterator[MatrixRow]:
    for (operation_id, name), pointers in source.reasons.items():
        cells = []
        subject = f"{operation_id}: {name}"
        for version in source.versions:
            if version in pointers:
                page = reference.views[version].addresses.page_of(pointers[version])
                cells.append(Cell("yes", f"{version}/{page}#{error_fragment(name)}", f"in {version}"))
            else:
                cells.append(Cell("no"))
        yield MatrixRow("error", subject, tuple(cells))


def _inert(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
