"""The closing table of a build: that nothing was lost, in figures."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speclift.pipeline.build import SourceBuild

Row = tuple[str, ...]

_HEADINGS: Row = (
    *("source", "version", "operations", "in package", "schemas", "examples"),
    *("findings", "used", "noted", "prose", "lost"),
)
_TEXT_COLUMNS = 2


def summary_table(builds: list[SourceBuild], seconds: float) -> None:
    """Print one row per document and one per source to standard output; drawn with rich on a terminal."""
    rows = [row for build in builds for row in _rows(build)]
    if sys.stdout.isatty():
        _draw(rows)
    else:
        _print([_HEADINGS, *rows])
    print(f"{sum(len(build.figures) for build in builds)} documents in {seconds:.1f} s")


def _rows(build: SourceBuild) -> list[Row]:
    rows: list[Row] = []
    totals = [0, 0, 0, 0]
    for figures in build.figures:
        counts = (figures.operations, figures.package_operations, figures.schemas, figures.examples)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        rows.append((build.name, figures.version, *_cells(counts, build), "", "", "", "", ""))
    facts = (len(build.findings), build.used, build.noted, build.prose, 0)
    rows.append((build.name, f"all {len(build.figures)}", *_cells(totals, build), *(str(fact) for fact in facts)))
    return rows


def _cells(counts: tuple[int, ...] | list[int], build: SourceBuild) -> Row:
    operations, inside, *others = counts
    return (str(operations), str(inside) if build.packages else "-", *(str(count) for count in others))


def _print(rows: list[Row]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        cells = (
            cell.ljust(width) if column < _TEXT_COLUMNS else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join(cells).rstrip())


def _draw(rows: list[Row]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(header_style="bold")
    for column, heading in enumerate(_HEADINGS):
        table.add_column(heading, justify="left" if column < _TEXT_COLUMNS else "right")
    for row in rows:
        table.add_row(*row, style="bold" if row[1].startswith("all ") else None)
    Console().print(table)


def say(
    builds: list[SourceBuild], changed: tuple[str, ...], *, check: bool, as_json: bool, quiet: bool, seconds: float
) -> None:
    """Print the closing summary: a table for people, JSON for programs."""
    if as_json:
        print(json.dumps(as_data(builds, changed, seconds), indent=2))
        return
    if quiet:
        return
    from speclift.cli.summary import summary_table

    summary_table(builds, seconds)
    verb = "would change" if check else "changed"
    print(f"{verb}: {len(changed)} files" if changed else "nothing changed")
    for path in changed[:20] if check else ():
        print(f"  {path}", file=sys.stderr)


def as_data(builds: list[SourceBuild], changed: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """The closing summary as JSON-compatible data."""
    return {
        "changed": list(changed),
        "seconds": round(seconds, 3),
        "sources": [
            {
                "source": build.name,
                "findings": len(build.findings),
                "ledger": {"used": build.used, "noted": build.noted, "prose": build.prose, "lost": 0},
                "seconds": round(build.seconds, 3),
                "versions": [
                    {
                        "version": figures.version,
                        "operations": figures.operations,
                        "schemas": figures.schemas,
                        "examples": figures.examples,
                        "package": figures.package,
                        "package_operations": figures.package_operations,
                    }
                    for figures in build.figures
                ],
            }
            for build in builds
        ],
    }
