"""The closing summary of a build: what was made, and that nothing was lost, in figures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from speclift.report.blocks import Heading, Page, Table, Text

if TYPE_CHECKING:
    from speclift.pipeline.build import SourceBuild
    from speclift.report.blocks import Block

_MADE = ("source", "version", "operations", "in package", "schemas", "examples")
_READ = ("source", "findings", "used", "noted", "prose", "lost")
_LISTED = 20
"""Paths that `--check` names."""


def say(
    builds: list[SourceBuild], changed: tuple[str, ...], *, check: bool, form: str, quiet: bool, seconds: float
) -> None:
    """Print the closing summary in a format of reports; with `quiet` nothing, unless a program asked for it."""
    from speclift.cli.reporting import say_page
    from speclift.cli.terminal import SETTINGS

    if (quiet or SETTINGS.quiet) and form == "text":
        return
    say_page(summary_page(builds, changed, check=check, seconds=seconds), form)
    for path in changed[:_LISTED] if check and form == "text" else ():
        print(f"  {path}", file=sys.stderr)


def summary_page(builds: list[SourceBuild], changed: tuple[str, ...], *, check: bool, seconds: float) -> Page:
    """The summary as blocks: what each document holds, what became of the words of each source, what changed."""
    from speclift.python_api.verdict import counted

    documents = counted(sum(len(build.figures) for build in builds), "document")
    verb = "would change" if check else "changed"
    lines = (
        f"{documents} in {seconds:.1f} s",
        f"{verb}: {counted(len(changed), 'file')}" if changed else "nothing changed",
    )
    blocks: list[Block] = [
        Heading(2, ("Documents",)),
        _table(_MADE, [row for build in builds for row in _documents(build)], words=2),
        Heading(2, ("Words of the pages",)),
        _table(_READ, [_words(build) for build in builds], words=1),
        Text(()),
        *(Text((line,)) for line in lines),
    ]
    return Page("Build", tuple(blocks if builds else blocks[-2:]), as_data(builds, changed, seconds))


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]], *, words: int) -> Table:
    cells = tuple(tuple((cell,) for cell in row) for row in rows)
    return Table(tuple((head,) for head in heads), cells, frozenset(range(words, len(heads))))


def _documents(build: SourceBuild) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    totals = [0, 0, 0, 0]
    for figures in build.figures:
        counts = (figures.operations, figures.package_operations, figures.schemas, figures.examples)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        rows.append((build.name, figures.version, *_cells(counts, build)))
    if len(rows) > 1:
        rows.append((build.name, f"all {len(rows)}", *_cells(totals, build)))
    return rows


def _cells(counts: tuple[int, ...] | list[int], build: SourceBuild) -> tuple[str, ...]:
    operations, inside, *others = counts
    return (str(operations), str(inside) if build.packages else "-", *(str(count) for count in others))


def _words(build: SourceBuild) -> tuple[str, ...]:
    counts = (len(build.findings), build.used, build.noted, build.prose, build.lost)
    return (build.name, *(str(count) for count in counts))


def as_data(builds: list[SourceBuild], changed: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """The closing summary as JSON-compatible data."""
    return {
        "changed": list(changed),
        "seconds": round(seconds, 3),
        "sources": [
            {
                "source": build.name,
                "findings": len(build.findings),
                "ledger": {"used": build.used, "noted": build.noted, "prose": build.prose, "lost": build.lost},
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
