"""Whole sites: what there is to follow from a page, and reading it while a person watches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from speclift.model.findings import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from speclift.fetch.client import PoliteClient
    from speclift.fetch.documentation import Documentation
    from speclift.fetch.site import SitePlan
    from speclift.pipeline.progress import Progress
    from speclift.readers.page import Page

SHOWN = 10
"""Addresses that are shown of those that would be followed."""


def describe(plan: SitePlan) -> list[str]:
    """What there is to follow, as lines for a person."""
    pages = plan.pages()
    counts = ", ".join(f"{name} {len(addresses)}" for name, addresses in plan.found.items() if addresses)
    lines = [f"this page is one of {len(pages)} of its site ({counts}):"]
    lines += [f"  {page.address}" + (f"  [{page.group}]" if page.group else "") for page in pages[1 : SHOWN + 1]]
    if len(pages) > SHOWN + 1:
        lines.append(f"  … and {len(pages) - SHOWN - 1} more")
    return lines


def wants_site(page: Page, plan: SitePlan, chosen: bool | None) -> bool:
    """Whether to follow: as chosen, as a person answers, else when the page alone documents nothing."""
    from speclift.pipeline.initialise import recognise

    if len(plan.pages()) < 2:
        if chosen:
            raise InputError(
                "nothing to follow: no navigation, sitemap.xml or llms.txt leads to pages beside this one",
                file=plan.start,
            )
        return False
    if chosen is not None:
        return chosen
    try:
        recognise([page])
    except InputError:
        return True
    if sys.stdin.isatty() and sys.stdout.isatty():
        import typer

        return typer.confirm("follow them all?", default=False)
    return False


def read_whole_site(
    plan: SitePlan,
    start: Page,
    client: PoliteClient,
    *,
    store: Path,
    follow: Sequence[str],
    known: Mapping[str, Page] | None = None,
    progress: Progress | None = None,
) -> Documentation:
    """Read a site; what could not be read is told on standard error, and costs nothing else."""
    from speclift.fetch.documentation import Documentation
    from speclift.fetch.site import finished, read_site

    total = len(plan.pages(follow))
    if progress is not None:
        progress.stage("fetch", total)

    def advance(done: int, of: int, address: str) -> None:
        if progress is not None and done:
            progress.advance()
        if done and done % 50 == 0 and address:
            print(f"fetched {done} of {of} pages, {of - done} left", file=sys.stderr, flush=True)

    pages, bad = read_site(plan, start, client, follow=follow, known=known, store=store, advance=advance)
    for address, why in bad:
        print(f"speclift: {address}: {why} (this page is left out)", file=sys.stderr)
    if not pages:
        raise InputError("no page of the site could be read", file=plan.start)
    finished(store)
    return Documentation(tuple(pages), plan.start, follow=tuple(follow))
